"""How fresh the studies of a running round are: what the worker found, and what came since.

Here: the mark of a round's state, and reading how far the worker is. Not here: asking it
(`portal.actions.studies`), what it computes (`portal.reporting.studies`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, seeing
from portal.models import Critique, Report, Response, Revision, Round, Stance, Study, Vote
from portal.reporting import METHOD_VERSION
from portal.reporting.numbers import FLOOR

# Not more often than this is one round studied again.
PAUSE: Final = timedelta(minutes=1)
# From so many votes on, the whole report is served as the worker last made it.
LARGE: Final = 20_000
# After so long nobody is told any more that the worker is at it.
PATIENCE: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Fresh:
    """How fresh a report is. `is_due`: nobody asked for the newest state yet, and it is time."""

    round_id: str
    frozen_at: datetime | None = None
    made_at: datetime | None = None
    answered: int | None = None
    is_running: bool = False
    is_due: bool = False
    stage: str = ""
    percent: int = 0


def marks() -> tuple[ColumnElement[int], ...]:
    """Numbers about the round of the statement around them, which change when what studies read
    changes. The first three are counted in fives (`mark_of`), so that no single vote shows in when
    a report is made anew; the first of all tells how large the round is."""
    return (
        _count(_of_votes(func.count())),
        _count(_of_votes(func.count(Vote.changed_at))),
        _count(_of_critiques(func.count(Stance.person_id), Stance)),
        _count(_of_critiques(func.count())),
        _count(_of_critiques(func.count(Critique.deleted_at))),
        _count(_of_critiques(func.count(Critique.hidden_at))),
        _count(_of_critiques(func.count(Critique.held_at))),
        _count(_of_critiques(func.count(Critique.edited_at))),
        _count(_of_critiques(func.count(Response.id), Response)),
        _count(
            select(func.count(Revision.published_at)).where(Revision.draft_id == Round.draft_id)
        ),
    )


def mark_of(counts: Sequence[int]) -> str:
    """The mark of a state in which so much has happened, and of the method that reads it."""
    numbers = [*(count // FLOOR for count in counts[:3]), *counts[3:]]
    return f"{METHOD_VERSION}:" + "-".join(map(str, numbers))


def of_round(session: Session, actor: Actor, public_id: str) -> Fresh:
    """For a page that waits: one statement, and no counting."""
    visible = seeing.staffed_rounds(actor)
    round, study, frozen_at = seeing.one_row(
        session,
        visible.outerjoin(Study, Study.round_id == Round.id)
        .outerjoin(Report, Report.round_id == Round.id)
        .add_columns(Study, Report.frozen_at),
        public_id,
    )
    return fresh(round, study, frozen_at)


def fresh(
    round: Round, study: Study | None, frozen_at: datetime | None, now: str | None = None
) -> Fresh:
    """`now`: the mark of the present state, where it is known."""
    if frozen_at is not None:
        return Fresh(round.public_id, frozen_at)
    if study is None:
        return Fresh(round.public_id, is_running=_is_being_frozen(round), is_due=_is_open(round))
    is_waited_for = clock.now() - study.wanted_at < PATIENCE
    return Fresh(
        round.public_id,
        made_at=study.made_at,
        answered=(study.document or {}).get("studies", {}).get("answered"),
        is_running=is_waited_for and study.wanted_mark != study.mark,
        is_due=_is_open(round) and now != study.mark and may_ask(study, now),
        stage=study.stage,
        percent=study.progress_permille // 10,
    )


def may_ask(study: Study, now: str | None) -> bool:
    """Another state after a minute; the same again when nobody waits for it any more."""
    pause = PATIENCE if study.wanted_mark == now else PAUSE
    return now is not None and clock.now() - study.wanted_at >= pause


def _is_being_frozen(round: Round) -> bool:
    now = clock.now()
    return round.state(now) == "closed" and now - round.ends_at < PATIENCE


def _is_open(round: Round) -> bool:
    """A closed round is studied when its report is frozen, one that has not opened never."""
    return round.state(clock.now()) == "open"


def _count(asked: Select[Any]) -> ColumnElement[int]:
    return asked.correlate(Round).scalar_subquery()


def _of_votes(what: ColumnElement[int]) -> Select[Any]:
    return select(what).select_from(Vote).where(Vote.round_id == Round.id)


def _of_critiques(what: ColumnElement[int], of: Any = None) -> Select[Any]:
    found = select(what).select_from(Critique).where(Critique.round_id == Round.id)
    return found if of is None else found.join(of, of.critique_id == Critique.id)
