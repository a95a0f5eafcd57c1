"""What an order or a filter leaves of a conversation, as conditions on the remarks at the top of
its threads. Each looks only at what the actor may hear: an order must not tell what a page hides.
"""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import ColumnElement, Integer, String, bindparam, cast, exists, func, select

from portal.access import hearing
from portal.access.hearing import Hearing
from portal.models import (
    Anchor,
    Critique,
    Image,
    Membership,
    Response,
    Revision,
    Round,
    Topic,
)
from portal.queries.critiques import news
from portal.queries.critiques.shapes import Shape

SAID: Final = Critique.__table__
_RESPONSES: Final = Response.__table__


def conditions(shape: Shape) -> list[ColumnElement[bool]]:
    """Beside that it is of the round, at the top of its thread, and may be heard."""
    found = [_FILTERS[name](shape.heard) for name in shape.filters]
    if shape.sort == "unanswered":
        found += [_has_no_response(), _has_no_answer(shape.heard)]
    if shape.sort == "mine":
        found.append(_is_of_me())
    if shape.by_stance:
        found.append(hearing.counted(shape.heard, SAID))
    if not shape.is_plain:
        # A place without words is kept only where everything keeps its place.
        found += [SAID.c.deleted_at.is_(None), SAID.c.hidden_at.is_(None)]
    return found


def key(shape: Shape) -> ColumnElement[int]:
    """What the order goes by, the largest first; equals, the newest first."""
    return SAID.c[shape.sort] if shape.by_stance else SAID.c.id


def _has_no_response() -> ColumnElement[bool]:
    return ~exists().where(
        _RESPONSES.c.critique_id == SAID.c.id,
        _RESPONSES.c.superseded_at.is_(None),
        _RESPONSES.c.state != "open",
    )


def _has_no_answer(heard: Hearing) -> ColumnElement[bool]:
    """None one may hear by anybody but its author: adding to one's own words answers nothing."""
    answer = SAID.alias()
    return ~exists().where(
        answer.c.root_id == SAID.c.id,
        answer.c.author_id != SAID.c.author_id,
        answer.c.deleted_at.is_(None),
        answer.c.hidden_at.is_(None),
        hearing.critique(heard, answer),
    )


def _is_of_me() -> ColumnElement[bool]:
    """One's own, and threads in which one has answered."""
    mine = SAID.alias()
    return SAID.c.id.in_(
        select(func.coalesce(mine.c.root_id, mine.c.id)).where(
            mine.c.author_id == hearing.ME,
            mine.c.round_id == hearing.ROUND,
            mine.c.deleted_at.is_(None),
        )
    )


def _kind(_: Hearing) -> ColumnElement[bool]:
    return SAID.c.kind == bindparam("kind")


def _state(_: Hearing) -> ColumnElement[bool]:
    return exists().where(
        _RESPONSES.c.critique_id == SAID.c.id,
        _RESPONSES.c.superseded_at.is_(None),
        _RESPONSES.c.state == bindparam("state"),
    )


def _topic(_: Hearing) -> ColumnElement[bool]:
    topics = Topic.__table__
    wanted = select(topics.c.id).where(topics.c.public_id == bindparam("topic"))
    return SAID.c.topic_id == wanted.scalar_subquery()


def _judged(_: Hearing) -> ColumnElement[bool]:
    revisions = Revision.__table__
    wanted = select(revisions.c.id).where(
        revisions.c.draft_id == bindparam("draft", type_=Integer),
        revisions.c.number == bindparam("judged", type_=Integer),
    )
    return SAID.c.revision_id == wanted.scalar_subquery()


def _picture(_: Hearing) -> ColumnElement[bool]:
    anchors, images = Anchor.__table__, Image.__table__
    return SAID.c.id.in_(
        select(anchors.c.critique_id)
        .join(images, images.c.id == anchors.c.image_id)
        .where(images.c.public_id == bindparam("picture"))
    )


def _segment(_: Hearing) -> ColumnElement[bool]:
    """Of authors whose membership carries the segment: its spelling is in that of the list. Asked
    by the team only (`shapes.of_view`)."""
    members, rounds = Membership.__table__, Round.__table__
    carried = cast(members.c.segments, String)
    return SAID.c.author_id.in_(
        select(members.c.person_id)
        .join(rounds, rounds.c.group_id == members.c.group_id)
        .where(
            rounds.c.id == hearing.ROUND,
            func.replace(carried, bindparam("segment"), "") != carried,
        )
    )


def _new(heard: Hearing) -> ColumnElement[bool]:
    """Threads in which somebody else said something since one's last visit."""
    fresh = SAID.alias()
    return SAID.c.id.in_(
        select(func.coalesce(fresh.c.root_id, fresh.c.id)).where(
            fresh.c.round_id == hearing.ROUND, news.is_new(fresh), hearing.critique(heard, fresh)
        )
    )


_FILTERS: Final[Mapping[str, Callable[[Hearing], ColumnElement[bool]]]] = {
    "kind": _kind,
    "state": _state,
    "state:open": lambda _: _has_no_response(),
    "topic": _topic,
    "topic:other": lambda _: SAID.c.topic_id.is_(None),
    "judged": _judged,
    "picture": _picture,
    "segment": _segment,
    "new": _new,
}
