"""Questions of a round: freely written until the round is registered. Each change is an event."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import kinds
from portal.access import Actor, doing
from portal.actions import events, rounds
from portal.errors import Invalid, NotFound, Refused
from portal.kinds import needs
from portal.language import gettext as _
from portal.models import Criterion, Question, Revision, Round, Variant
from portal.models.rounds import QUESTION_KINDS
from portal.text import one_line

MOST: Final = 12
PROMPT_LIMIT: Final = 300
ADDABLE: Final = tuple(kind for kind in QUESTION_KINDS if kind != "support")


def add(
    session: Session,
    actor: Actor,
    round: Round,
    *,
    kind: str,
    prompt: str,
    settings: Mapping[str, Any] | None = None,
) -> Question:
    """One more question, asked after the others."""
    hold(session, actor, round)
    prompt = _checked(kind, prompt, settings or {})
    if sentence := needs.why_not_with(kind, count_variants(session, round)):
        raise Invalid(sentence, {"kind": sentence})
    return append(session, actor, round, kind=kind, prompt=prompt, settings=settings or {})


def append(
    session: Session,
    actor: Actor,
    round: Round,
    *,
    kind: str,
    prompt: str,
    settings: Mapping[str, Any],
    **facts: Any,
) -> Question:
    """The row itself, in a round that is held; what its settings lack is told at registration."""
    count, last = session.execute(
        select(func.count(), func.max(Question.position)).where(Question.round_id == round.id)
    ).one()
    if count >= MOST:
        sentence = _("A round asks at most 12 questions. Fewer get better answers.")
        raise Invalid(sentence, {"prompt": sentence})
    question = Question(
        round_id=round.id, position=last + 1, kind=kind, prompt=prompt, settings=dict(settings)
    )
    session.add(question)
    session.flush()
    events.of_round(session, actor, round, "question.added", **_facts(question), **facts)
    return question


def change(
    session: Session,
    actor: Actor,
    round: Round,
    question: Question,
    *,
    prompt: str,
    settings: Mapping[str, Any] | None = None,
) -> None:
    """Other words or settings; the kind stays."""
    hold(session, actor, round)
    prompt = _checked(question.kind, prompt, settings or {})
    before = _facts(question)
    question.prompt = prompt
    question.settings = dict(settings or {})
    after = _facts(question)
    if after != before:
        events.of_round(session, actor, round, "question.changed", **after, before=before)
    session.flush()


def move(session: Session, actor: Actor, round: Round, question: Question, towards: str) -> None:
    """One place "up" or "down". Support stays first; at the end nothing happens."""
    hold(session, actor, round)
    other = _neighbour(session, round, question, towards)
    if other is None:
        return
    place, its_place = question.position, other.position
    # Positions are unique at every moment: one steps aside while the other moves.
    for row, position in ((question, -1), (other, place), (question, its_place)):
        row.position = position
        session.flush()
    events.of_round(session, actor, round, "question.moved", **_facts(question), towards=towards)


def remove(session: Session, actor: Actor, round: Round, question: Question) -> None:
    """Take a question away, and with it the rules that read it. Support always stays."""
    hold(session, actor, round)
    if question.position == 0:
        raise Refused(_("Support is always asked: the verdict reads it."))
    for rule in session.scalars(select(Criterion).where(Criterion.question_id == question.id)):
        events.of_round(session, actor, round, "criterion.removed", **rule_facts(rule, question))
        session.delete(rule)
    events.of_round(session, actor, round, "question.removed", **_facts(question))
    session.delete(question)
    session.flush()


def hold(session: Session, actor: Actor, round: Round) -> None:
    """Refuse whoever may not prepare the round; else nobody registers it meanwhile."""
    if reason := doing.why_not_prepare(actor, round):
        raise Refused(reason)
    rounds.hold_unlocked(session, round)


def of_round(session: Session, round: Round, public_id: str) -> Question:
    """A question is only ever found through its round."""
    found = session.scalar(
        select(Question).where(Question.round_id == round.id, Question.public_id == public_id)
    )
    if found is None:
        raise NotFound
    return found


def count_variants(session: Session, round: Round) -> int:
    """How many variants the newest revision of the draft has."""
    newest = (
        select(Revision.id)
        .where(Revision.draft_id == round.draft_id)
        .order_by(Revision.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    found = session.scalar(
        select(func.count()).select_from(Variant).where(Variant.revision_id == newest)
    )
    return found or 0


def rule_facts(rule: Criterion, question: Question | None) -> dict[str, Any]:
    """What an event tells of a launch rule."""
    return {
        "signal": rule.signal,
        "threshold_permille": rule.threshold_permille,
        "level_permille": rule.level_permille,
        "min_answers": rule.min_answers,
        "mode": rule.mode,
        "prompt": question.prompt if question else "",
    }


def _neighbour(session: Session, round: Round, question: Question, towards: str) -> Question | None:
    if question.position == 0:
        raise Refused(_("Support is always asked first: the verdict reads it."))
    others = select(Question).where(Question.round_id == round.id, Question.position > 0)
    if towards == "up":
        before = others.where(Question.position < question.position)
        return session.scalar(before.order_by(Question.position.desc()).limit(1))
    if towards == "down":
        after = others.where(Question.position > question.position)
        return session.scalar(after.order_by(Question.position).limit(1))
    raise Invalid(_("A question moves up or down."))


def _checked(kind: str, prompt: str, settings: Mapping[str, Any]) -> str:
    problems: dict[str, str] = {}
    prompt = one_line(prompt)
    if kind not in (*ADDABLE, "support"):
        problems["kind"] = _("Choose a kind of question.")
    else:
        problems |= kinds.settings_problems(kind, settings)
    if not 1 <= len(prompt) <= PROMPT_LIMIT:
        problems["prompt"] = _("Write the question, in up to 300 characters.")
    if problems:
        raise Invalid(_("The question was not saved."), problems)
    return prompt


def _facts(question: Question) -> dict[str, Any]:
    return {
        "question": question.public_id,
        "asks": question.kind,
        "prompt": question.prompt,
        "settings": question.settings,
    }
