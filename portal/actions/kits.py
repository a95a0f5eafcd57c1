"""Kits: a round begun with questions and rules that fit the kind of brand, and taken back again.

Here: adding what is missing, and taking away what is still as the kit had it. Not here: what is in
a kit (`kit_contents`).
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import Actor
from portal.actions import criteria, questions
from portal.actions.kit_contents import KITS, Kit, KitQuestion
from portal.errors import NotFound
from portal.kinds import needs
from portal.language import gettext as _
from portal.models import Brand, Criterion, Question, Round


@dataclass(frozen=True, slots=True)
class Taken:
    """How much of a kit was added, and how many questions the draft has no variants for."""

    questions: int
    rules: int
    left_out: int


def named(key: str) -> Kit:
    found = next((kit for kit in KITS if kit.key == key), None)
    if found is None:
        raise NotFound
    return found


def take(session: Session, actor: Actor, round: Round, kit: Kit) -> Taken:
    """Add the questions of kinds that are not asked yet, and the rules that do not stand yet."""
    questions.hold(session, actor, round)
    present = _questions(session, round)
    asked = {question.kind: question for question in present}
    room = questions.MOST - len(present)
    variants = questions.count_variants(session, round)
    missing = [one for one in kit.questions if one.kind not in asked]
    askable = [one for one in missing if needs.why_not_with(one.kind, variants) is None]
    added = askable[:room]
    for one in added:
        asked[one.kind] = questions.append(
            session,
            actor,
            round,
            kind=one.kind,
            prompt=_(one.prompt),
            settings=_settings(session, round, one),
            kit=kit.key,
        )
    rules = _add_rules(session, actor, round, kit, asked)
    return Taken(len(added), rules, len(missing) - len(askable))


def give_back(session: Session, actor: Actor, round: Round, kit: Kit) -> None:
    """Take away the kit's questions that nobody has changed, and its rules; the rest stays."""
    questions.hold(session, actor, round)
    bars = {rule.signal: rule.threshold_permille for rule in kit.rules}
    for rule in session.scalars(select(Criterion).where(Criterion.round_id == round.id)).all():
        if bars.get(rule.signal) == rule.threshold_permille:
            criteria.remove(session, actor, round, rule, kit=kit.key)
    own = {(one.kind, _(one.prompt)) for one in kit.questions}
    for question in _questions(session, round):
        if (question.kind, question.prompt) in own:
            questions.remove(session, actor, round, question)


def _add_rules(
    session: Session, actor: Actor, round: Round, kit: Kit, asked: dict[str, Question]
) -> int:
    present = session.scalars(select(Criterion.signal).where(Criterion.round_id == round.id)).all()
    missing = [
        rule
        for rule in kit.rules
        if rule.signal not in present and (rule.signal in asked or rule.signal == "concerns")
    ]
    for rule in missing[: criteria.MOST - len(present)]:
        criteria.add(
            session,
            actor,
            round,
            signal=rule.signal,
            question=asked.get(rule.signal),
            threshold_permille=rule.threshold_permille,
            kit=kit.key,
        )
    return len(missing)


def _questions(session: Session, round: Round) -> list[Question]:
    found = select(Question).where(Question.round_id == round.id).order_by(Question.position)
    return list(session.scalars(found))


def _settings(session: Session, round: Round, one: KitQuestion) -> dict[str, Any]:
    """The brand's currency, where one is asked for; the rest as the kit leaves it open."""
    settings = dict(one.settings)
    if "currency" in settings:
        settings["currency"] = session.get_one(Brand, round.brand_id).currency
    return settings
