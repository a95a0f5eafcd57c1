"""A member's home: what needs my voice, what I answered, what changed because of me.

Nothing of it depends on what others said or voted.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, ScalarSelect, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from portal.access import ASKING, ME, NOW, Actor, asked_by, seeing
from portal.models import (
    Brand,
    Decision,
    Group,
    Image,
    Question,
    Revision,
    RevisionImage,
    Round,
    Vote,
)
from portal.queries import because, revisions
from portal.queries.because import BecauseOfMe
from portal.queries.images import Picture
from portal.text import plain

ROUNDS = 60


@dataclass(frozen=True, slots=True)
class RoundCard:
    """`revision_number` is the one judged now; `support` what I said of it, `earlier` of the one
    before; `decision` what the brand decided, once it told."""

    public_id: str
    title: str
    brand: str
    group: str
    closes_at: datetime
    is_open: bool
    is_paused: bool
    revision_number: int
    asked: int
    answered: int
    support: str | None
    earlier: str | None
    picture: Picture | None
    decision: str | None
    why: str

    @property
    def left(self) -> int:
        return self.asked - self.answered

    @property
    def needs_voice(self) -> bool:
        return self.is_open and not self.is_paused and self.left > 0


@dataclass(frozen=True, slots=True)
class Home:
    waiting: tuple[RoundCard, ...]
    answered: tuple[RoundCard, ...]
    closed: tuple[RoundCard, ...]
    because: tuple[BecauseOfMe, ...]


def home(session: Session, actor: Actor) -> Home:
    cards = _cards(session, actor)
    waiting = [card for card in cards if card.needs_voice]
    answered = [card for card in cards if card.is_open and not card.needs_voice]
    closed = [card for card in cards if not card.is_open]
    return Home(tuple(waiting), tuple(answered), tuple(closed), because.of_me(session, actor))


def _cards(session: Session, actor: Actor) -> list[RoundCard]:
    """Open rounds first, closing soonest first; then the closed ones, the newest first."""
    return [_card(row, actor) for row in session.execute(_rounds(), asked_by(actor))]


@cache
def _rounds() -> Executable:
    current, cover = aliased(Revision), aliased(RevisionImage)
    is_open = and_(Round.closed_at.is_(None), Round.closes_at > NOW)
    return (
        seeing.rounds(ASKING)
        .where(Round.group_id.in_(ASKING.groups))
        .join(Brand, Brand.id == Round.brand_id)
        .join(Group, Group.id == Round.group_id)
        .join(current, current.id == _newest_shown())
        .outerjoin(cover, cover.id == revisions.cover_of(current))
        .outerjoin(Image, Image.id == cover.image_id)
        .outerjoin(Decision, and_(Decision.round_id == Round.id, Decision.superseded_at.is_(None)))
        .with_only_columns(
            Round.public_id,
            Round.group_id,
            Round.closes_at,
            is_open.label("is_open"),
            current.title,
            current.number,
            Brand.name.label("brand"),
            Group.name.label("group"),
            _asked().label("asked"),
            _answered(current).label("answered"),
            _support(current, is_now=True).label("support"),
            _support(current, is_now=False).label("earlier"),
            Decision.choice,
            Decision.why,
            Image.public_id.label("image"),
            Image.width,
            Image.height,
            Image.colour,
            Image.avif_at,
            cover.alt,
        )
        .order_by(
            case((is_open, 0), else_=1),
            case((is_open, Round.closes_at)),
            Round.closes_at.desc(),
        )
        .limit(ROUNDS)
    )


def _card(row: Any, actor: Actor) -> RoundCard:
    has_avif = row.avif_at is not None
    picture = row.image and Picture(
        row.image, row.width, row.height, row.colour, row.alt, "", has_avif
    )
    return RoundCard(
        public_id=row.public_id,
        title=row.title,
        brand=row.brand,
        group=row.group,
        closes_at=row.closes_at,
        is_open=bool(row.is_open),
        is_paused=not actor.may_speak_in(row.group_id),
        revision_number=row.number,
        asked=row.asked,
        answered=row.answered,
        support=row.support,
        earlier=row.earlier,
        picture=picture,
        decision=row.choice,
        why=plain(row.why or ""),
    )


def _newest_shown() -> ScalarSelect[int]:
    """The revision a round shows now, or showed last."""
    return (
        select(func.max(Revision.id))
        .where(
            Revision.draft_id == Round.draft_id,
            Revision.published_at <= NOW,
            Revision.published_at < Round.closes_at,
            or_(Round.closed_at.is_(None), Revision.published_at < Round.closed_at),
        )
        .correlate(Round)
        .scalar_subquery()
    )


def _asked() -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(Question)
        .where(Question.round_id == Round.id)
        .correlate(Round)
        .scalar_subquery()
    )


def _answered(revision: Any) -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(Vote)
        .where(
            Vote.round_id == Round.id,
            Vote.person_id == ME,
            Vote.revision_id == revision.id,
        )
        .correlate(Round, revision)
        .scalar_subquery()
    )


def _support(revision: Any, *, is_now: bool) -> ScalarSelect[str]:
    """My support vote on this revision, or the newest on one before it."""
    which = Vote.revision_id == revision.id if is_now else Vote.revision_id < revision.id
    return (
        select(Vote.answer)
        .join(Question, and_(Question.id == Vote.question_id, Question.position == 0))
        .where(Vote.round_id == Round.id, Vote.person_id == ME, which)
        .order_by(Vote.revision_id.desc())
        .limit(1)
        .correlate(Round, revision)
        .scalar_subquery()
    )
