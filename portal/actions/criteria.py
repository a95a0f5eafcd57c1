"""Criteria: the launch rules of a round, written until it is registered."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.access import Actor, doing
from portal.actions import rounds
from portal.errors import Invalid, NotFound, Refused
from portal.language import gettext as _
from portal.models import Criterion, Question, Round
from portal.models.rounds import MODES, SIGNALS
from portal.queries import rosters

MOST: Final = 8
LEVELS: Final = (900, 950, 990)


def add(
    session: Session,
    actor: Actor,
    round: Round,
    *,
    signal: str,
    threshold_permille: int,
    question: Question | None = None,
    level_permille: int = 950,
    min_answers: int | None = None,
    mode: str = "fixed",
) -> Criterion:
    """One more rule; all rules must hold. `min_answers` None takes the usual number for N."""
    if reason := doing.why_not_prepare(actor, round):
        raise Refused(reason)
    rounds.hold_unlocked(session, round)
    question = _support(session, round) if signal == "support" else question
    needed = default_min_answers(session, round) if min_answers is None else min_answers
    problems = _problems(round, signal, question, threshold_permille, level_permille, mode, needed)
    if problems:
        raise Invalid(_("The rule was not saved."), problems)
    _refuse_twice(session, round, signal, question)
    last = session.scalar(
        select(func.max(Criterion.position)).where(Criterion.round_id == round.id)
    )
    criterion = Criterion(
        round_id=round.id,
        question_id=question.id if question else None,
        position=0 if last is None else last + 1,
        signal=signal,
        threshold_permille=threshold_permille,
        level_permille=level_permille,
        min_answers=0 if signal == "concerns" else needed,
        mode=mode,
        registered_by_id=actor.person_id,
    )
    session.add(criterion)
    session.flush()
    return criterion


def remove(session: Session, actor: Actor, round: Round, criterion: Criterion) -> None:
    if reason := doing.why_not_prepare(actor, round):
        raise Refused(reason)
    rounds.hold_unlocked(session, round)
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


def _problems(
    round: Round,
    signal: str,
    question: Question | None,
    threshold: int,
    level: int,
    mode: str,
    min_answers: int,
) -> Mapping[str, str]:
    problems = {}
    reads = signal in ("rating", "intent")
    if signal not in SIGNALS:
        problems["signal"] = _("Choose what the rule reads.")
    elif reads and (question is None or question.round_id != round.id or question.kind != signal):
        problems["question"] = _("Choose the question that the rule reads.")
    if not 10 <= threshold <= 1000:
        problems["threshold"] = _("Write a share from 1 to 100 percent.")
    if level not in LEVELS:
        problems["level"] = _("Choose 90, 95 or 99 percent.")
    if mode not in MODES:
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
