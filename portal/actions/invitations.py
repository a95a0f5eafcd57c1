"""Invitations, one at a time: sent again, revoked, shown as a link, declined, opened.

Not here: tokens and mails (`generations`), whole lists (`invitation_lists`), joining (`joining`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from portal import clock, ids
from portal.access import Actor, doing
from portal.actions import events, generations, quotas, suppressions
from portal.database import secret_of
from portal.errors import Conflict, Refused
from portal.language import gettext as _
from portal.models import Group, Invitation, Membership, Staff

PAUSE: Final = timedelta(days=2)


def find(session: Session, token: str) -> Invitation | None:
    """The invitation this link stands for, in whatever state. Looking spends nothing."""
    if not token:
        return None
    return session.scalar(select(Invitation).where(Invitation.token_hash == ids.fingerprint(token)))


def token(session: Session, invitation: Invitation) -> str:
    """The token of the invitation's newest link."""
    return generations.token_of(secret_of(session), invitation.public_id, invitation.generation)


def resend(session: Session, actor: Actor, invitation: Invitation) -> None:
    """A new link by a new mail; the older link is dead from now on."""
    brand_id, group_id = _check(session, actor, invitation)
    if reason := why_not_resend(session, invitation):
        raise Conflict(reason)
    quotas.take(session, brand_id, 1, clock.now())
    generations.send_next(session, actor, invitation, brand_id)
    _record(session, actor, "invitation.resent", brand_id, group_id, invitation)


def resend_waiting(session: Session, actor: Actor, group: Group) -> int:
    """To everyone who has not answered and was last written to two days ago; how many."""
    if reason := doing.why_not_invite(actor, group):
        raise Refused(reason)
    waiting = session.scalars(
        select(Invitation)
        .join(Membership, Membership.id == Invitation.membership_id)
        .where(
            Membership.group_id == group.id,
            *_waiting(clock.now() - PAUSE),
            ~suppressions.of_invitation(),
        )
        .with_for_update(of=Invitation)
    ).all()
    tired = generations.resent_often(session, waiting)
    fresh = [row for row in waiting if row.public_id not in tired]
    quotas.take(session, group.brand_id, len(fresh), clock.now())
    generations.send_next_of_all(session, actor, fresh, group.brand_id)
    events.record(
        session,
        actor,
        "invitations.resent",
        brand_id=group.brand_id,
        group_id=group.id,
        count=len(fresh),
    )
    return len(fresh)


def revoke(session: Session, actor: Actor, invitation: Invitation) -> None:
    brand_id, group_id = _check(session, actor, invitation)
    if not _end(session, invitation, revoked_at=clock.now()):
        raise Conflict(_("This invitation was answered or revoked already."))
    _record(session, actor, "invitation.revoked", brand_id, group_id, invitation)


def take_back_later(session: Session, actor: Actor, group: Group) -> int:
    """Revoke what has a day of its own and has not left; how many."""
    if reason := doing.why_not_invite(actor, group):
        raise Refused(reason)
    now = clock.now()
    members = select(Membership.id).where(Membership.group_id == group.id)
    ended = session.scalars(
        update(Invitation)
        .where(
            Invitation.membership_id.in_(members),
            Invitation.sent_at.is_(None),
            Invitation.failure.is_(None),
            Invitation.next_try_at > now,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .returning(Invitation.id)
        .execution_options(synchronize_session=False)
    ).all()
    events.record(
        session,
        actor,
        "invitations.taken_back",
        brand_id=group.brand_id,
        group_id=group.id,
        count=len(ended),
    )
    return len(ended)


def decline(session: Session, invitation: Invitation) -> None:
    """The invited person says no, thank you, and is not asked again."""
    now = clock.now()
    _end(session, invitation, revoked_at=now, declined_at=now)


def show_link(session: Session, actor: Actor, invitation: Invitation) -> str:
    """The token, for staff to hand over another way; remembered, see `joining`."""
    brand_id, group_id = _check(session, actor, invitation)
    if invitation.state(clock.now()) in ("joined", "revoked", "expired"):
        raise Conflict(_("This link no longer works. Send the invitation again."))
    invitation.link_shown_at = clock.now()
    _record(session, actor, "invitation.link_shown", brand_id, group_id, invitation)
    return token(session, invitation)


def note_opened(session: Session, invitation_id: int) -> None:
    session.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id, Invitation.opened_at.is_(None))
        .values(opened_at=clock.now())
    )


def why_not_resend(session: Session, invitation: Invitation) -> str | None:
    if invitation.declined_at is not None:
        return _("This person said no, thank you. They are not asked again.")
    if _is_suppressed(session, invitation):
        return _("Mail to this address is stopped. See the addresses that are not written to.")
    if invitation.waiting_since is not None:
        return _("This person has said yes and waits for a place.")
    if generations.resent_often(session, [invitation]):
        return _("Sent again three times within a week. Wait a few days.")
    membership = session.get(Membership, invitation.membership_id or 0)
    if membership is not None and membership.removed_at is not None:
        return _("This person was removed from the group.")
    if invitation.accepted_at is not None and (membership is None or membership.left_at is None):
        return _("This person has joined already.")
    return None


def _is_suppressed(session: Session, invitation: Invitation) -> bool:
    found = select(Invitation.id).where(
        Invitation.id == invitation.id, suppressions.of_invitation()
    )
    return session.scalar(found) is not None


def _check(session: Session, actor: Actor, invitation: Invitation) -> tuple[int, int | None]:
    """The brand and group of the invitation, if the actor may handle it."""
    if invitation.staff_id is not None:
        brand_id = session.scalars(
            select(Staff.brand_id).where(Staff.id == invitation.staff_id)
        ).one()
        if reason := doing.why_not_own(actor, brand_id):
            raise Refused(reason)
        return brand_id, None
    group = session.scalars(
        select(Group)
        .join(Membership, Membership.group_id == Group.id)
        .where(Membership.id == invitation.membership_id)
    ).one()
    if reason := doing.why_not_invite(actor, group):
        raise Refused(reason)
    return group.brand_id, group.id


def _waiting(last_mail_before: datetime) -> Sequence[ColumnElement[bool]]:
    return (
        Membership.joined_at.is_(None),
        Membership.removed_at.is_(None),
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.waiting_since.is_(None),
        or_(Invitation.sent_at.is_not(None), Invitation.failed_at.is_not(None)),
        # Its expiry tells when this generation was made.
        Invitation.expires_at < last_mail_before + generations.LIFE,
    )


def _end(session: Session, invitation: Invitation, **values: datetime) -> bool:
    ended = session.scalar(
        update(Invitation)
        .where(
            Invitation.id == invitation.id,
            Invitation.generation == invitation.generation,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(**values)
        .returning(Invitation.id)
    )
    return ended is not None


def _record(
    session: Session,
    actor: Actor,
    kind: str,
    brand_id: int,
    group_id: int | None,
    invitation: Invitation,
) -> None:
    events.record(
        session,
        actor,
        kind,
        brand_id=brand_id,
        group_id=group_id,
        invitation=invitation.public_id,
    )
