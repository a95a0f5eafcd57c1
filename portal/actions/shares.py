"""Share links: made, opened, ended. Each hands one frozen report to whoever holds it.

The token is given out once, by `make`; the table keeps its print. What its holder may see is
`access.seeing.shared`. Not here: the page behind the link (`portal.web.shared`).
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal import clock, ids
from portal.access import Actor, doing
from portal.actions import events, passwords
from portal.errors import Conflict, Invalid, Refused
from portal.language import gettext as _
from portal.language import ngettext
from portal.models import Report, Round, Share, ShareVisit
from portal.text import one_line

DAYS: Final = 14
MOST_DAYS: Final = 90
NOTE: Final = 120
SHORTEST: Final = 6
LONGEST: Final = 100
# Wrong passcodes on one link within an hour; after so many it answers nobody for a while.
TRIES: Final = 10
TRIED_WITHIN: Final = timedelta(hours=1)


def make(
    session: Session, actor: Actor, round: Round, *, days: int, note: str = "", passcode: str = ""
) -> tuple[str, Share]:
    """A new link to the frozen report of `round`: its token, kept nowhere, and its row."""
    if reason := doing.why_not_share(actor, round):
        raise Refused(reason)
    report_id = session.scalar(select(Report.id).where(Report.round_id == round.id))
    if report_id is None:
        raise Conflict(_("This report is being frozen. Try again in a minute."))
    _check(days, note, passcode)
    token = ids.fresh_token()
    row = Share(
        report_id=report_id,
        token_print=ids.fingerprint(token),
        passcode_print=passwords.hashed(passcode) if passcode else None,
        note=one_line(note),
        made_by_id=actor.person_id,
        expires_at=clock.hence(days=days),
    )
    session.add(row)
    session.flush()
    _record(session, actor, round, "share.made", row, days=days, has_passcode=bool(passcode))
    return token, row


def revoke(session: Session, actor: Actor, share: Share) -> None:
    """From this moment the link leads nowhere. Once more changes nothing."""
    round = session.scalars(
        select(Round).join(Report, Report.round_id == Round.id).where(Report.id == share.report_id)
    ).one()
    if reason := doing.why_not_read_report(actor, round):
        raise Refused(reason)
    ended = session.scalar(
        update(Share)
        .where(Share.id == share.id, Share.revoked_at.is_(None))
        .values(revoked_at=clock.now())
        .returning(Share.id)
    )
    if ended is not None:
        _record(session, actor, round, "share.revoked", share)


def open(session: Session, share: Share, passcode: str, from_print: str) -> bool:
    """Whether its holder may read on. Each try is noted, right or wrong."""
    is_right = share.passcode_print is None or (
        not is_resting(session, share) and passwords.matches(share.passcode_print, passcode)
    )
    note_visit(session, share, "read" if is_right else "wrong_passcode", from_print)
    return is_right


def is_resting(session: Session, share: Share) -> bool:
    """After many wrong passcodes, wherever they came from, even the right one has to wait."""
    wrong = session.scalar(
        select(func.count())
        .select_from(ShareVisit)
        .where(
            ShareVisit.share_id == share.id,
            ShareVisit.what == "wrong_passcode",
            ShareVisit.at > clock.now() - TRIED_WITHIN,
        )
    )
    return (wrong or 0) >= TRIES


def note_visit(session: Session, share: Share, what: str, from_print: str) -> None:
    """what: read, printed, wrong_passcode."""
    session.add(ShareVisit(share_id=share.id, what=what, from_print=from_print))
    session.flush()


def visitor_print(secret: str, share: Share, address: str) -> str:
    """Tells visits to one link apart; says nothing of who it was, nor of visits to another."""
    return ids.derived_token(secret, "share visit", share.public_id, address)


def _check(days: int, note: str, passcode: str) -> None:
    problems = {}
    if not 1 <= days <= MOST_DAYS:
        problems["days"] = _("Choose between 1 and %(most)s days.", most=MOST_DAYS)
    if len(note) > NOTE:
        problems["note"] = _("Use at most %(count)s characters.", count=NOTE)
    if passcode and len(passcode) < SHORTEST:
        problems["passcode"] = ngettext(
            "Use at least %(num)s character.", "Use at least %(num)s characters.", SHORTEST
        )
    if len(passcode) > LONGEST:
        problems["passcode"] = _("Use at most %(count)s characters.", count=LONGEST)
    if problems:
        raise Invalid(_("No link was made."), problems)


def _record(
    session: Session, actor: Actor, round: Round, kind: str, share: Share, **facts: object
) -> None:
    events.of_round(
        session,
        actor,
        round,
        kind,
        share=share.public_id,
        **facts,
    )
