"""Criteria: the launch rules of a round, written until it is registered; each change is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.access import Actor
from portal.actions import events, questions
from portal.errors import Invalid, NotFound
from portal.language import gettext as _
from portal.models import Criterion, Question, Round
from portal.models.rounds import MODES, SIGNALS
from portal.queries import rosters

MOST: Final = 8
LEVELS: Final = (900, 950, 990)
# Shares that are asked for where nobody writes another one: house rules, not science. Only the
# share of the very disappointed has a source (Ellis), and that is one practitioner's pattern.
USUAL: Final = {"support": 600, "rating": 600, "intent": 300, "without_it": 400, "concerns": 300}
READS_A_QUESTION: Final = ("rating", "intent", "without_it")


@dataclass(frozen=True, slots=True)
class Bar:
    """How high a rule stands and how it is read. None takes what is usual for signal and N."""

    threshold_permille: int | None = None
    level_permille: int = 950
    min_answers: int | None = None
    mode: str = "fixed"


def add(
    session: Session,
    actor: Actor,
    round: Round,
    *,
    signal: str,
    question: Question | None = None,
    threshold_permille: int | None = None,
    level_permille: int = 950,
    min_answers: int | None = None,
    mode: str = "fixed",
    **facts: Any,
) -> Criterion:
    """One more rule; all rules must hold. What is None takes the usual number."""
    questions.hold(session, actor, round)
    question = _support(session, round) if signal == "support" else question
    bar = Bar(threshold_permille, level_permille, min_answers, mode)
    values = _checked(session, round, signal, question, bar)
    _refuse_twice(session, round, signal, question)
    last = session.scalar(
        select(func.max(Criterion.position)).where(Criterion.round_id == round.id)
    )
    criterion = Criterion(
        round_id=round.id,
        question_id=question.id if question else None,
        position=0 if last is None else last + 1,
        signal=signal,
        registered_by_id=actor.person_id,
        **values,
    )
    session.add(criterion)
    session.flush()
    told = questions.rule_facts(criterion, question)
    events.of_round(session, actor, round, "criterion.added", **told, **facts)
    return criterion


def change(
    session: Session,
    actor: Actor,
    round: Round,
    criterion: Criterion,
    *,
    threshold_permille: int | None = None,
    level_permille: int = 950,
    min_answers: int | None = None,
    mode: str = "fixed",
) -> None:
    """Another bar for the same thing; what the rule reads stays."""
    questions.hold(session, actor, round)
    question = _question_of(session, criterion)
    bar = Bar(threshold_permille, level_permille, min_answers, mode)
    values = _checked(session, round, criterion.signal, question, bar)
    before = questions.rule_facts(criterion, question)
    for name, value in values.items():
        setattr(criterion, name, value)
    session.flush()
    after = questions.rule_facts(criterion, question)
    if after != before:
        events.of_round(session, actor, round, "criterion.changed", **after, before=before)


def remove(
    session: Session, actor: Actor, round: Round, criterion: Criterion, **facts: Any
) -> None:
    questions.hold(session, actor, round)
    told = questions.rule_facts(criterion, _question_of(session, criterion))
    events.of_round(session, actor, round, "criterion.removed", **told, **facts)
    session.delete(criterion)
    session.flush()


def of_round(session: Session, round: Round, public_id: str) -> Criterion:
    """A rule is only ever found through its round."""
    found = session.scalar(
        select(Criterion).where(Criterion.round_id == round.id, Criterion.public_id == public_id)
    )
    if found is None:
        raise NotFound
    return found


def default_min_answers(session: Session, round: Round) -> int:
    members = rosters.who_counts(round).subquery()
    return usual_min_answers(session.scalar(select(func.count()).select_from(members)) or 0)


def usual_min_answers(size: int) -> int:
    """n_min = min(N, max(5, min(30, ceil(N / 2)))): below it no verdict is given."""
    return min(size, max(5, min(30, -(-size // 2))))


def _support(session: Session, round: Round) -> Question | None:
    return session.scalar(
        select(Question).where(Question.round_id == round.id, Question.position == 0)
    )


def _question_of(session: Session, criterion: Criterion) -> Question | None:
    return session.get(Question, criterion.question_id) if criterion.question_id else None


def _checked(
    session: Session, round: Round, signal: str, question: Question | None, bar: Bar
) -> dict[str, Any]:
    """The columns of a rule; or Invalid with what is the matter in words."""
    usual = USUAL.get(signal, 0)
    threshold = usual if bar.threshold_permille is None else bar.threshold_permille
    needed = default_min_answers(session, round) if bar.min_answers is None else bar.min_answers
    problems = {**_reading(round, signal, question), **_bar(threshold, needed, bar)}
    if problems:
        raise Invalid(_("The rule was not saved."), problems)
    return {
        "threshold_permille": threshold,
        "level_permille": bar.level_permille,
        "min_answers": 0 if signal == "concerns" else needed,
        "mode": bar.mode,
    }


def _reading(round: Round, signal: str, question: Question | None) -> Mapping[str, str]:
    if signal not in SIGNALS:
        return {"signal": _("Choose what the rule reads.")}
    if signal not in READS_A_QUESTION:
        return {}
    if question is None or question.round_id != round.id or question.kind != signal:
        return {"question": _("Choose the question that the rule reads.")}
    return {}


def _bar(threshold: int, min_answers: int, bar: Bar) -> Mapping[str, str]:
    problems = {}
    if not 10 <= threshold <= 1000:
        problems["threshold"] = _("Write a share from 1 to 100 percent.")
    if bar.level_permille not in LEVELS:
        problems["level"] = _("Choose 90, 95 or 99 percent.")
    if bar.mode not in MODES:
        problems["mode"] = _("Choose when the verdict is given.")
    if not 0 <= min_answers <= 100_000:
        problems["min_answers"] = _("Write a whole number of answers.")
    return problems


def _refuse_twice(session: Session, round: Round, signal: str, question: Question | None) -> None:
    present = session.scalars(select(Criterion).where(Criterion.round_id == round.id)).all()
    question_id = question.id if question else None
    if any((row.signal, row.question_id) == (signal, question_id) for row in present):
        sentence = _("There is a rule for this already. Take it away first.")
        raise Invalid(sentence, {"signal": sentence})
    if len(present) >= MOST:
        sentence = _("A round has at most 8 rules.")
        raise Invalid(sentence, {"signal": sentence})
