"""Reports: freezing what a round found, once, so that nothing that happens later changes it.

Not here: what a report says (`portal.reporting`), gathering it (`portal.queries.report_facts`).
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import NOBODY
from portal.actions import events
from portal.actions.upserts import insert_into
from portal.errors import Conflict
from portal.language import gettext as _
from portal.models import Report, Round
from portal.queries import report_facts
from portal.reporting import document


def freeze(session: Session, round: Round) -> None:
    """Keep the report of a round that is over. Asked again, or twice at once, the first stays."""
    if round.state(clock.now()) != "closed":
        raise Conflict(_("A report is frozen when its round has closed."))
    if session.scalar(select(Report.id).where(Report.round_id == round.id)) is not None:
        return
    found = document.build(report_facts.gather(session, round))
    kept = session.scalar(
        insert_into(session, Report)
        .values(
            round_id=round.id,
            schema_version=found["schema_version"],
            method_version=found["method_version"],
            document=found,
        )
        .on_conflict_do_nothing(index_elements=["round_id"])
        .returning(Report.id)
    )
    if kept is not None:
        events.record(
            session,
            NOBODY,
            "report.frozen",
            brand_id=round.brand_id,
            group_id=round.group_id,
            round_id=round.id,
            verdict=found["verdict"]["status"],
        )
