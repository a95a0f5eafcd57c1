"""The roster of a round: who is in the group at this moment, of whom the report says N."""

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from portal.models import Invitation, Membership, RosterEntry, Round


def as_it_stands(round: Round) -> Select[int, int, bool, list[str]]:
    """Rows for roster_entries: everybody active, paused or still invited."""
    joined = Membership.joined_at.is_not(None)
    return select(literal(round.id), Membership.id, joined, Membership.segments).where(
        *_in_group(round)
    )


def somebody_counts(round: Round) -> ColumnElement[bool]:
    """Whether N would be at least one."""
    counts = exists().where(*_in_group(round))
    return counts.where(Membership.joined_at.is_not(None)) if _only_joined(round) else counts


def who_counts(round: Round) -> Select[Membership]:
    """The memberships that would be N if the round opened now."""
    found = select(Membership).where(*_in_group(round))
    return found.where(Membership.joined_at.is_not(None)) if _only_joined(round) else found


def sizes(session: Session, round: Round) -> tuple[int, int]:
    """How many have joined and how many were asked at all: frozen once open, else as of now."""
    if round.opened_at is None:
        joined = Membership.joined_at.is_not(None)
        counted = select(func.count(case((joined, 1))), func.count()).where(*_in_group(round))
        counted = counted.select_from(Membership)
    else:
        counted = (
            select(func.count(case((RosterEntry.had_joined, 1))), func.count())
            .select_from(RosterEntry)
            .where(RosterEntry.round_id == round.id)
        )
    joined_count, asked_count = session.execute(counted).one()
    return joined_count, asked_count


def _only_joined(round: Round) -> bool:
    return round.who_counts == "joined"


def _in_group(round: Round) -> tuple[ColumnElement[bool], ...]:
    """An invitation that was taken back before anybody came asks nobody any more."""
    invitation = aliased(Invitation)
    taken_back = exists().where(
        invitation.membership_id == Membership.id, invitation.revoked_at.is_not(None)
    )
    return (
        Membership.group_id == round.group_id,
        Membership.left_at.is_(None),
        Membership.removed_at.is_(None),
        or_(Membership.joined_at.is_not(None), ~taken_back),
    )
