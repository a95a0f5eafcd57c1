"""Who sees which brands, groups and people."""

from sqlalchemy import Select, or_, select

from portal.access.actor import Actor
from portal.models import Brand, Group, Membership, Staff


def brands(actor: Actor) -> Select[Brand]:
    """Brands one works for or is a member of."""
    return select(Brand).where(Brand.id.in_({*actor.roles, *actor.groups.values()}))


def staffed_brands(actor: Actor) -> Select[Brand]:
    return select(Brand).where(Brand.id.in_(actor.roles))


def groups(actor: Actor) -> Select[Group]:
    return select(Group).where(
        or_(
            Group.brand_id.in_(actor.roles),
            Group.id.in_(actor.groups),
        )
    )


def staffed_groups(actor: Actor) -> Select[Group]:
    return select(Group).where(Group.brand_id.in_(actor.roles))


def memberships(actor: Actor) -> Select[Membership]:
    """Staff see the members of their brand's groups; members do not see each other's."""
    return (
        select(Membership)
        .join(Group, Group.id == Membership.group_id)
        .where(
            or_(
                Group.brand_id.in_(actor.roles),
                Membership.person_id == actor.person_id,
            )
        )
    )


def staff(actor: Actor) -> Select[Staff]:
    """One's colleagues: everybody on the team sees who else is."""
    return select(Staff).where(Staff.brand_id.in_(actor.roles))
