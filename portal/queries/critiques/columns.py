"""What a page shows of each remark, as one SELECT. Not here: which remarks (`pages`)."""

from typing import Any, Final

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    bindparam,
    case,
    false,
    func,
    literal,
    select,
)

from portal.access import NOW, hearing
from portal.access.hearing import Hearing
from portal.models import (
    Anchor,
    AnchorPlace,
    Brand,
    Critique,
    Image,
    Note,
    Person,
    Response,
    Revision,
    Round,
    Stance,
    Topic,
)
from portal.queries.critiques import news
from portal.queries.critiques.packed import packed_pictures
from portal.queries.driving import driving

SAID: Final = Critique.__table__
_ANCHORS: Final = Anchor.__table__
_PLACES: Final = AnchorPlace.__table__
_REVISIONS: Final = Revision.__table__
_RESPONSES: Final = Response.__table__
_STANCES: Final = Stance.__table__
_TOPICS: Final = Topic.__table__


def of(shown: FromClause, heard: Hearing) -> Select[Any]:
    """Everything about the critiques whose ids `shown` holds."""
    author, judged, addressed = (
        table.alias() for table in (Person.__table__, _REVISIONS, _REVISIONS)
    )
    mine, pictured = _STANCES.alias(), Image.__table__.alias()
    led = driving(shown, SAID, SAID.c.id == shown.c.id)
    led = driving(led, author, author.c.id == SAID.c.author_id)
    led = driving(led, judged, judged.c.id == SAID.c.revision_id)
    return (
        select(
            SAID.c.id,
            SAID.c.parent_id,
            shown.c.top,
            SAID.c.public_id,
            SAID.c.kind,
            _TOPICS.c.name.label("topic"),
            author.c.name.label("author"),
            SAID.c.html,
            SAID.c.edited_at,
            SAID.c.created_at,
            judged.c.number.label("revision_number"),
            SAID.c.is_staff,
            (SAID.c.author_id == hearing.ME).label("is_own"),
            SAID.c.deleted_at.is_not(None).label("is_gone"),
            *_stances(heard, mine),
            _RESPONSES.c.state,
            _RESPONSES.c.sentence,
            addressed.c.number.label("addressed_in"),
            *_moderation(heard),
            _notes(heard).label("notes"),
            func.coalesce(news.is_new(SAID), false(), type_=Boolean).label("is_new"),
            packed_pictures(SAID).label("images"),
            *_anchor(pictured),
        )
        .select_from(led)
        .outerjoin(
            _RESPONSES,
            (_RESPONSES.c.critique_id == SAID.c.id) & _RESPONSES.c.superseded_at.is_(None),
        )
        .outerjoin(_TOPICS, _TOPICS.c.id == SAID.c.topic_id)
        .outerjoin(addressed, addressed.c.id == _RESPONSES.c.revision_id)
        .outerjoin(mine, (mine.c.critique_id == SAID.c.id) & (mine.c.person_id == hearing.ME))
        .outerjoin(_ANCHORS, _ANCHORS.c.critique_id == SAID.c.id)
        .outerjoin(pictured, pictured.c.id == _ANCHORS.c.image_id)
        .outerjoin(
            _PLACES,
            (_PLACES.c.critique_id == SAID.c.id) & (_PLACES.c.revision_id == _on_show()),
        )
    )


def _stances(heard: Hearing, mine: FromClause) -> tuple[ColumnElement[Any], ...]:
    """One's own; and how many agree and disagree, where that may be seen."""
    may_see = hearing.stance_counts(heard, SAID, mine.c.value) & SAID.c.root_id.is_(None)
    return (
        mine.c.value.label("stance"),
        case((may_see, SAID.c.agree_count)).label("agree"),
        case((may_see, SAID.c.disagree_count)).label("disagree"),
    )


def _notes(heard: Hearing) -> ColumnElement[int]:
    """How many notes the team wrote down about it: a number for the team alone."""
    if heard != "team":
        return literal(0)
    notes = Note.__table__
    return (
        select(func.count())
        .select_from(notes)
        .where(notes.c.critique_id == SAID.c.id)
        .correlate(SAID)
        .scalar_subquery()
    )


def _moderation(heard: Hearing) -> tuple[ColumnElement[Any], ...]:
    """What the team did: hid it, holds it, locked the thread, merged it into another."""
    other, rounds, brands = SAID.alias(), Round.__table__, Brand.__table__
    brand = (
        select(brands.c.name)
        .join(rounds, rounds.c.brand_id == brands.c.id)
        .where(rounds.c.id == hearing.ROUND)
        .scalar_subquery()
    )
    merged_into = (
        select(other.c.public_id)
        .where(other.c.id == SAID.c.merged_into_id, hearing.critique(heard, other))
        .correlate(SAID)
        .scalar_subquery()
    )
    return (
        SAID.c.hidden_at.is_not(None).label("is_hidden"),
        SAID.c.hidden_because,
        case((SAID.c.hidden_at.is_not(None), brand)).label("hidden_by"),
        SAID.c.held_at.is_not(None).label("is_held"),
        SAID.c.locked_at.is_not(None).label("is_locked"),
        merged_into.label("merged_into"),
    )


def _anchor(pictured: FromClause) -> tuple[ColumnElement[Any], ...]:
    """What it points at and how that stands in the revision on show: as it was, in the revision it
    was made on; as it was carried along, in later ones; else it is not there."""
    place = case(
        (SAID.c.revision_id == _on_show(), literal("exact")),
        else_=func.coalesce(_PLACES.c.state, literal("orphaned")),
    )
    return (
        _ANCHORS.c.shape,
        pictured.c.public_id.label("anchor_image"),
        pictured.c.width.label("anchor_image_width"),
        pictured.c.height.label("anchor_image_height"),
        pictured.c.colour.label("anchor_image_colour"),
        _ANCHORS.c.x,
        _ANCHORS.c.y,
        _ANCHORS.c.width,
        _ANCHORS.c.height,
        _ANCHORS.c.quote,
        func.coalesce(_PLACES.c.start, _ANCHORS.c.start).label("start"),
        place.label("place"),
    )


def _on_show() -> ColumnElement[int]:
    """The revision somebody looks at: as told, or else the newest that is published."""
    newest = (
        select(func.max(_REVISIONS.c.id))
        .where(
            _REVISIONS.c.draft_id == bindparam("draft", type_=Integer),
            _REVISIONS.c.published_at <= NOW,
        )
        .scalar_subquery()
    )
    return func.coalesce(hearing.REVISION, newest)
