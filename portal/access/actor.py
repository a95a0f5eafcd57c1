"""Who asks: facts about a person, read once a request, detached from the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import CompoundSelect, Integer, bindparam, literal, null, select, union_all
from sqlalchemy.orm import Session

from portal.models import Group, Membership, Person, Staff


@dataclass(frozen=True, slots=True)
class Actor:
    """`roles` maps brand id → role; `groups` maps group id → brand id, for groups joined.

    `paused` are those of the groups in which the person may read but not speak.
    """

    person_id: int | None = None
    public_id: str = ""
    name: str = ""
    language: str = "en"
    timezone: str = "UTC"
    roles: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, int] = field(default_factory=dict)
    paused: frozenset[int] = frozenset()

    @property
    def is_signed_in(self) -> bool:
        return self.person_id is not None

    @property
    def is_staff_anywhere(self) -> bool:
        return bool(self.roles)

    def role_in(self, brand_id: int) -> str | None:
        return self.roles.get(brand_id)

    def manages(self, brand_id: int) -> bool:
        return self.roles.get(brand_id) in ("owner", "manager")

    def owns(self, brand_id: int) -> bool:
        return self.roles.get(brand_id) == "owner"

    def may_speak_in(self, group_id: int) -> bool:
        return group_id in self.groups and group_id not in self.paused


NOBODY = Actor()


def _facts() -> CompoundSelect[Any]:
    """Roles and groups of a person; built once, asked in every request."""
    person = bindparam("person", type_=Integer)
    roles = select(
        Staff.brand_id, Staff.role.label("role"), null().label("group_id"), literal(False)
    ).where(
        Staff.person_id == person,
        Staff.joined_at.is_not(None),
        Staff.ended_at.is_(None),
    )
    groups = (
        select(Group.brand_id, null(), Membership.group_id, Membership.paused_at.is_not(None))
        .join(Group, Group.id == Membership.group_id)
        .where(
            Membership.person_id == person,
            Membership.joined_at.is_not(None),
            Membership.left_at.is_(None),
            Membership.removed_at.is_(None),
        )
    )
    return union_all(roles, groups)


_FACTS: Final = _facts()


def actor_of(session: Session, person: Person) -> Actor:
    """Everything the rules need to know of a person, in one statement."""
    rows: Sequence[Any] = session.execute(_FACTS, {"person": person.id}).all()
    return Actor(
        person_id=person.id,
        public_id=person.public_id,
        name=person.name,
        language=person.language,
        timezone=person.timezone,
        roles={brand: role for brand, role, group, _ in rows if group is None},
        groups={group: brand for brand, _, group, _ in rows if group is not None},
        paused=frozenset(group for _, _, group, paused in rows if group is not None and paused),
    )
