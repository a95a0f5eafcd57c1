"""Studies: asking the worker for what takes long, and keeping what it says and finds.

Not here: whether it is time to ask (`portal.queries.studies`), the computing itself
(`portal.reporting.studies`).
"""

from typing import Final, NamedTuple

from sqlalchemy import case, delete, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.actions import jobs
from portal.actions.upserts import insert_into
from portal.models import Round, Study
from portal.queries import report_facts
from portal.queries import studies as found
from portal.reporting import document, inputs, studies
from portal.reporting.inputs import Inputs
from portal.reporting.numbers import Json
from portal.reporting.studies import Tell

# What a study of a round that closes is wanted for; no mark of an open round looks like it.
AT_THE_CLOSE: Final = "close"


class Task(NamedTuple):
    """What a study is made from, read at once and then computed without the database."""

    round_id: int
    mark: str
    is_large: bool
    inputs: Inputs


def ask(session: Session, round: Round, mark: str) -> None:
    """Ask for the state of this mark. Of many who ask at once, one adds the job."""
    now = clock.now()
    fresh = {"wanted_mark": mark, "wanted_at": now, "stage": "", "progress_permille": 0}
    asked = session.scalar(
        insert_into(session, Study)
        .values(round_id=round.id, **fresh)
        .on_conflict_do_update(
            index_elements=["round_id"],
            set_=fresh,
            where=Study.wanted_at
            <= case((Study.wanted_mark == mark, now - found.PATIENCE), else_=now - found.PAUSE),
        )
        .returning(Study.round_id)
    )
    if asked is not None:
        jobs.enqueue(session, "report.study", {"round": round.public_id, "mark": mark})


def task(session: Session, public_id: str) -> Task | None:
    """What there is to study now; None if the round is not open.

    The mark is read before the facts: what comes in between makes the next look ask again.
    """
    row = session.execute(
        select(Round, *found.marks()).where(Round.public_id == public_id)
    ).one_or_none()
    if row is None or row[0].state(clock.now()) != "open":
        return None
    round, *counts = row
    facts, depths = report_facts.gather(session, round), report_facts.depths(session, round)
    return Task(
        round.id, found.mark_of(counts), counts[0] > found.LARGE, inputs.numbered(facts, depths)
    )


def answer(task: Task, tell: Tell) -> Json:
    """Compute; takes long and touches no database. A large round's report is kept whole."""
    result = studies.run(task.inputs.facts, task.inputs.depths, task.mark, tell)
    whole = document.build(task.inputs.facts, result) if task.is_large else None
    return {"studies": result, "whole": whole}


def keep(session: Session, task: Task, asked: str, result: Json) -> None:
    """The answer stands; if nobody asked for a newer state meanwhile, all is said."""
    session.execute(
        update(Study)
        .where(Study.round_id == task.round_id)
        .values(
            mark=task.mark,
            document=result,
            made_at=task.inputs.facts.round.made_at,
            wanted_mark=case((Study.wanted_mark == asked, task.mark), else_=Study.wanted_mark),
            stage="",
            progress_permille=1000,
        )
    )


def note_progress(session: Session, round_id: int, stage: str, permille: int) -> None:
    """How far the worker is; of a round that nobody looked at while it ran, from its close on."""
    far = {"stage": stage, "progress_permille": permille}
    session.execute(
        insert_into(session, Study)
        .values(round_id=round_id, wanted_mark=AT_THE_CLOSE, wanted_at=clock.now(), **far)
        .on_conflict_do_update(index_elements=["round_id"], set_=far)
    )


def forget(session: Session, round_id: int) -> None:
    """The frozen report holds it all."""
    session.execute(delete(Study).where(Study.round_id == round_id))
