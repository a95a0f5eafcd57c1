"""Share links as the team sees them, and the report behind one as its holder does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, seeing
from portal.models import Brand, Person, Report, Round, Share, ShareVisit
from portal.queries import out_of_sight
from portal.reporting import upgrade
from portal.reporting.numbers import Json


@dataclass(frozen=True, slots=True)
class Link:
    """`state` is live, expired, revoked or left (whoever made it is no longer on the team)."""

    public_id: str
    note: str
    made_by: str
    created_at: datetime
    expires_at: datetime
    state: str
    has_passcode: bool
    visits: int
    last_opened_at: datetime | None
    wrong_passcodes: int


@dataclass(frozen=True, slots=True)
class Opened:
    """What the holder of a live link gets: the report as it was frozen, and no more."""

    share: Share
    brand: Brand
    document: Json
    frozen_at: datetime


def of_round(session: Session, actor: Actor, round: Round) -> list[Link]:
    """Every link to the report of a round, the newest first; one statement."""
    rows = session.execute(
        seeing.shares(actor)
        .outerjoin(Person, Person.id == Share.made_by_id)
        .where(Report.round_id == round.id)
        .add_columns(
            Person.name,
            seeing.works_for(Share.made_by_id, Round.brand_id),
            _visits(func.count(), "read"),
            _visits(func.max(ShareVisit.at), "read"),
            _visits(func.count(), "wrong_passcode"),
        )
        .order_by(Share.id.desc())
        .limit(200)
    )
    return [
        Link(
            public_id=share.public_id,
            note=share.note,
            made_by=name or "",
            created_at=share.created_at,
            expires_at=share.expires_at,
            state=_state(share, works_here),
            has_passcode=share.passcode_print is not None,
            visits=visits,
            last_opened_at=last,
            wrong_passcodes=wrong,
        )
        for share, name, works_here, visits, last, wrong in rows
    ]


def opened(session: Session, token: str) -> Opened | None:
    """The report behind a token that is live, as it may be read now, in one statement; None for
    every other word."""
    live = seeing.shared(token).add_columns(*out_of_sight.columns())
    row = session.execute(live).one_or_none() if token else None
    if row is None:
        return None
    share, report, brand, removed, waiting = row
    unseen = out_of_sight.found(removed, waiting)
    document = out_of_sight.without(upgrade.lifted(report.document), unseen.removed)
    return Opened(share, brand, document, report.frozen_at)


def _visits(what: ColumnElement[Any], kind: str) -> ScalarSelect[Any]:
    return (
        select(what)
        .select_from(ShareVisit)
        .where(and_(ShareVisit.share_id == Share.id, ShareVisit.what == kind))
        .correlate(Share)
        .scalar_subquery()
    )


def _state(share: Share, works_here: bool) -> str:
    if share.revoked_at is not None:
        return "revoked"
    if share.expires_at <= clock.now():
        return "expired"
    return "live" if works_here else "left"
