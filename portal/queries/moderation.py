"""What waits for those who keep a group in order, and what its members may know of that.

Not here: what was done (`moderation_log`), the conversation itself (`critiques`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select, union
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.access import Actor, seeing
from portal.models import (
    Complaint,
    Critique,
    Group,
    Hiding,
    Membership,
    Person,
    Revision,
    Round,
)
from portal.text import plain

MOST: Final = 50
LOOKED_BACK: Final = timedelta(days=90)
MOST_REASONS: Final = 12
MOST_RULES: Final = 20


@dataclass(frozen=True, slots=True)
class Told:
    """What one member told the team. `outcome` is empty while it waits."""

    why: str
    words: str
    by: str
    at: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class Case:
    """One critique with all that somebody needs to decide about it. `html` are its words, also
    where they are hidden; then `hidden_by` says who took them out."""

    public_id: str
    title: str
    kind: str
    author: str
    html: str
    at: datetime
    is_staff: bool
    is_held: bool
    is_locked: bool
    is_hidden: bool
    because: str
    hidden_by: str
    hidden_at: datetime | None
    membership_id: str | None
    is_paused: bool
    told: tuple[Told, ...]

    @property
    def is_open(self) -> bool:
        """Whether somebody waits for what the team makes of it."""
        return any(not told.outcome for told in self.told)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one told the team, and what came of it."""

    why: str
    words: str
    at: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class Removed:
    """How much was removed for one reason."""

    because: str
    count: int


def waiting(session: Session, actor: Actor, group: Group) -> tuple[Case, ...]:
    """What was told and what is held, the oldest first; two statements."""
    ids = union(
        select(_HELD.c.critique_id).where(_HELD.c.group_id == group.id),
        _open_complaints(actor).where(Round.group_id == group.id),
    ).subquery()
    found = _cases(actor).where(Critique.id.in_(select(ids.c.critique_id)))
    return _with_told(session, actor, found.order_by(Critique.id).limit(MOST))


def case(session: Session, actor: Actor, critique: Critique) -> Case:
    """One critique of a brand the actor manages."""
    [found] = _with_told(session, actor, _cases(actor).where(Critique.id == critique.id))
    return found


def waiting_count(actor: Actor) -> ColumnElement[int]:
    """How much waits in the group of the statement around it. What is held cannot be told of."""
    held = select(func.count()).select_from(_HELD).where(_HELD.c.group_id == Group.id)
    told = _open_complaints(actor).where(Round.group_id == Group.id)
    counted = told.with_only_columns(func.count(Complaint.critique_id.distinct()))
    return held.correlate(Group).scalar_subquery() + counted.correlate(Group).scalar_subquery()


def waits_in(session: Session, actor: Actor, group: Group) -> int:
    """How much waits in this group for the actor."""
    return session.scalar(select(waiting_count(actor)).where(Group.id == group.id)) or 0


def receipt(session: Session, actor: Actor, critique: Critique) -> Receipt | None:
    """What the actor has told the team of this critique."""
    row = session.scalars(
        select(Complaint).where(
            Complaint.critique_id == critique.id, Complaint.by_id == actor.person_id
        )
    ).one_or_none()
    if row is None:
        return None
    return Receipt(row.why, row.words, row.created_at, row.outcome or "")


def removed(session: Session, actor: Actor, group: Group) -> tuple[Removed, ...]:
    """What was removed of late, by reason and without names: of what the actor may read, so that
    it tells of no critique before its time."""
    counted = func.count()
    rows = session.execute(
        seeing.critiques(actor)
        .where(
            Round.group_id == group.id,
            Critique.hidden_at >= clock.now() - LOOKED_BACK,
            Critique.held_at.is_(None),
            Critique.deleted_at.is_(None),
        )
        .with_only_columns(Critique.hidden_because, counted)
        .group_by(Critique.hidden_because)
        .order_by(counted.desc(), Critique.hidden_because)
        .limit(MOST_REASONS)
    )
    return tuple(Removed(because, count) for because, count in rows)


def rules_of(group: Group) -> tuple[str, ...]:
    """The house rules line by line, to be named as a reason."""
    lines = (plain(line, 200) for line in group.house_rules.splitlines())
    return tuple(filter(None, lines))[:MOST_RULES]


def _held() -> Any:
    held, where = Critique.__table__.alias(), Round.__table__.alias()
    return (
        select(held.c.id.label("critique_id"), where.c.group_id)
        .join(where, where.c.id == held.c.round_id)
        .where(held.c.held_at.is_not(None), held.c.hidden_at.is_(None), held.c.deleted_at.is_(None))
        .subquery("held")
    )


_HELD: Final = _held()


def _open_complaints(actor: Actor) -> Select[Any]:
    """The critiques that somebody told of, if the actor is to hear it."""
    return (
        seeing.complaints(actor)
        .where(
            Complaint.settled_at.is_(None),
            Critique.deleted_at.is_(None),
            Critique.hidden_at.is_(None),
        )
        .with_only_columns(Complaint.critique_id)
    )


def _cases(actor: Actor) -> Select[Any]:
    author, remover, root = aliased(Person), aliased(Person), aliased(Critique)
    hidden = seeing.hidings(actor).where(Hiding.ended_at.is_(None)).with_only_columns(Hiding.id)
    return (
        seeing.critiques(actor)
        .join(author, author.id == Critique.author_id)
        .join(Revision, Revision.id == Critique.revision_id)
        .join(root, root.id == func.coalesce(Critique.root_id, Critique.id))
        .outerjoin(
            Membership,
            (Membership.group_id == Round.group_id) & (Membership.person_id == author.id),
        )
        .outerjoin(Hiding, (Hiding.critique_id == Critique.id) & Hiding.id.in_(hidden))
        .outerjoin(remover, remover.id == Hiding.by_id)
        .add_columns(
            author.name.label("author"),
            Revision.title,
            root.locked_at,
            Membership,
            Hiding.html.label("removed"),
            remover.name.label("remover"),
        )
    )


def _with_told(session: Session, actor: Actor, found: Select[Any]) -> tuple[Case, ...]:
    rows = session.execute(found).all()
    told = _told(session, actor, [row.Critique.id for row in rows])
    return tuple(_case(row, told.get(row.Critique.id, ())) for row in rows)


def _told(session: Session, actor: Actor, ids: list[int]) -> dict[int, tuple[Told, ...]]:
    rows = session.execute(
        seeing.complaints(actor)
        .join(Person, Person.id == Complaint.by_id)
        .where(Complaint.critique_id.in_(ids))
        .add_columns(Person.name)
        .order_by(Complaint.id)
    )
    found: dict[int, tuple[Told, ...]] = {}
    for row, by in rows:
        told = Told(row.why, row.words, by, row.created_at, row.outcome or "")
        found[row.critique_id] = (*found.get(row.critique_id, ()), told)
    return found


def _case(row: Any, told: Sequence[Told]) -> Case:
    critique, membership = row.Critique, row.Membership
    return Case(
        public_id=critique.public_id,
        title=row.title,
        kind=critique.kind,
        author=row.author,
        html=row.removed if row.removed is not None else critique.html,
        at=critique.created_at,
        is_staff=critique.is_staff,
        is_held=critique.held_at is not None,
        is_locked=row.locked_at is not None,
        is_hidden=critique.hidden_at is not None,
        because=critique.hidden_because,
        hidden_by=row.remover or "",
        hidden_at=critique.hidden_at,
        membership_id=membership.public_id if membership else None,
        is_paused=membership is not None and membership.state == "paused",
        told=tuple(told),
    )
