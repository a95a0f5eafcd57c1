"""Who has the floor: the one condition under which a member adds anything to a round.

It is part of the statement that writes, so that a closed round stays closed even where no worker
closes it, and locks the round's row, so that a close that came first wins. Whether the person may
do the thing at all is asked before, of `portal.access.doing`; this is for the moment itself.
"""

from typing import NoReturn

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import Session, aliased

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


def below(has_floor: Select[int], parent: Critique, for_staff: bool) -> Select[int]:
    """The same, while what is answered is there for all and, for members, its thread not locked.

    The rows are locked too, so that a removal or a lock that came first wins.
    """
    answered, root = aliased(Critique), aliased(Critique)
    found = (
        has_floor.join(answered, answered.id == parent.id)
        .join(root, root.id == func.coalesce(answered.root_id, answered.id))
        .where(
            answered.deleted_at.is_(None), answered.hidden_at.is_(None), answered.held_at.is_(None)
        )
    )
    if for_staff:
        return found.with_for_update(read=True, of=[answered])
    return found.where(root.locked_at.is_(None)).with_for_update(
        read=True, of=[Round, Membership, answered, root]
    )


def is_locked(session: Session, critique: Critique) -> bool:
    """Whether the thread it stands in is closed to members."""
    if critique.root_id is None:
        return critique.locked_at is not None
    root = select(Critique.locked_at).where(Critique.id == critique.root_id)
    return session.scalar(root) is not None


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


def again(session: Session, critique: Critique) -> Critique:
    """The critique as it is now. Not locked: who could not write holds a share in its row."""
    return session.get_one(Critique, critique.id, populate_existing=True)


def locked(session: Session, critique: Critique) -> Critique:
    """The critique as it is now, and nobody else's to change until the commit."""
    return session.scalars(
        select(Critique)
        .where(Critique.id == critique.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
