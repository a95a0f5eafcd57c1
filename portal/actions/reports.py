"""Reports: freezing what a round found, once, so that nothing that happens later changes it.

Read, compute, keep: three steps, so that nobody waits for a lock while a report is computed. Not
here: what a report says (`portal.reporting`), gathering it (`portal.queries.report_facts`).
"""

from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import NOBODY
from portal.actions import events
from portal.actions import studies as asking
from portal.actions.upserts import insert_into
from portal.errors import Conflict
from portal.language import gettext as _
from portal.models import Report, Round
from portal.queries import report_facts
from portal.reporting import document, inputs, studies, summary
from portal.reporting.inputs import Inputs
from portal.reporting.numbers import Json
from portal.reporting.studies import Tell

# The mark of studies that a frozen report holds.
FROZEN: Final = "frozen"


class Made(NamedTuple):
    """A report that is ready to be kept: its document, and what it was made from."""

    document: Json
    inputs: bytes


def freeze(session: Session, round: Round) -> None:
    """Keep the report of a round that is over. Asked again, or twice at once, the first stays."""
    found = to_freeze(session, round)
    if found is not None:
        keep(session, round, make(found))


def to_freeze(session: Session, round: Round) -> Inputs | None:
    """What the report is made from; None if it is frozen already."""
    if round.state(clock.now()) != "closed":
        raise Conflict(_("A report is frozen when its round has closed."))
    if session.scalar(select(Report.id).where(Report.round_id == round.id)) is not None:
        return None
    facts, depths = report_facts.gather(session, round), report_facts.depths(session, round)
    return inputs.numbered(facts, depths)


def make(found: Inputs, tell: Tell = lambda _stage, _permille: None) -> Made:
    """Compute; takes long and touches no database. The same inputs give the same report."""
    result = studies.run(found.facts, found.depths, FROZEN, tell)
    return Made(document.build(found.facts, result), inputs.pack(found))


def keep(session: Session, round: Round, made: Made) -> None:
    """Write it, if nobody was faster."""
    if round.state(clock.now()) != "closed":
        raise Conflict(_("A report is frozen when its round has closed."))
    kept = session.scalar(
        insert_into(session, Report)
        .values(
            round_id=round.id,
            schema_version=made.document["schema_version"],
            method_version=made.document["method_version"],
            document=made.document,
            verdict=made.document["verdict"]["status"],
            summary=summary.of(made.document),
            inputs=made.inputs,
        )
        .on_conflict_do_nothing(index_elements=["round_id"])
        .returning(Report.id)
    )
    if kept is None:
        return
    asking.forget(session, round.id)
    events.of_round(
        session,
        NOBODY,
        round,
        "report.frozen",
        verdict=made.document["verdict"]["status"],
    )


def again(report: Report) -> Json | None:
    """The report made once more from what was kept with it; None if nothing was."""
    return None if report.inputs is None else make(inputs.unpack(report.inputs)).document
