"""Who has the floor: the one condition under which a member adds anything to a round.

It is part of the statement that writes, so that a closed round stays closed even where no worker
closes it, and locks the round's row, so that a close that came first wins. Whether the person may
do the thing at all is asked before, of `portal.access.doing`; this is for the moment itself.
"""

from typing import NoReturn

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing
from portal.errors import Refused
from portal.language import gettext as _
from portal.models import Critique, Membership, Revision, Round


def held_by(actor: Actor, round_id: int) -> Select[int]:
    """The round's id while it is open and the actor an active member of its group; else nothing."""
    now = clock.now()
    return (
        select(Round.id)
        .join(Membership, Membership.group_id == Round.group_id)
        .where(
            Round.id == round_id,
            Round.opened_at <= now,
            Round.opens_at <= now,
            Round.closes_at > now,
            Round.closed_at.is_(None),
            Membership.person_id == actor.person_id,
            Membership.joined_at.is_not(None),
            Membership.paused_at.is_(None),
            Membership.left_at.is_(None),
            Membership.removed_at.is_(None),
        )
        .with_for_update(read=True, of=[Round, Membership])
    )


def current_revision(draft_id: int) -> ScalarSelect[int]:
    """The id of the newest published revision: what is judged now."""
    return (
        select(func.max(Revision.id))
        .where(Revision.draft_id == draft_id, Revision.published_at <= clock.now())
        .scalar_subquery()
    )


def refuse(session: Session, actor: Actor, round: Round) -> NoReturn:
    """Say why the statement wrote nothing: the round has moved on since it was read."""
    fresh = session.scalars(
        select(Round).where(Round.id == round.id).execution_options(populate_existing=True)
    ).one()
    reason = doing.why_not_take_part(actor, fresh)
    raise Refused(reason or _("You can no longer take part in this round."))


def locked(session: Session, critique: Critique) -> Critique:
    """The critique as it is now, and nobody else's to change until the commit."""
    return session.scalars(
        select(Critique)
        .where(Critique.id == critique.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
