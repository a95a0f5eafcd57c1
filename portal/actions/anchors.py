"""What a critique points at: checked when it is posted, carried along when a revision is published.

A place is carried by what is the same, never by what is alike: the same picture, the same words.
Whatever cannot be found for certain stays with its old picture or words (docs/decisions/0014).
"""

from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Final
from unicodedata import normalize

from sqlalchemy import ColumnElement, Select, case, exists, func, insert, literal, select
from sqlalchemy.orm import Session, aliased

from portal import clock, passages
from portal.actions.upserts import insert_into
from portal.ids import is_public_id
from portal.language import gettext as _
from portal.models import (
    Anchor,
    AnchorPlace,
    Critique,
    Draft,
    Image,
    Revision,
    RevisionImage,
    Round,
    Variant,
)
from portal.models.anchors import WHOLE

QUOTE_LIMIT: Final = 500
CONTEXT: Final = 40
# A smaller box is a slip of the finger.
SMALLEST: Final = 100


@dataclass(frozen=True, slots=True)
class Pointing:
    """What somebody points at, as it was sent: a picture by its public id with a place in
    ten-thousandths of its width and height, or words of the story with where they begin. A number
    that was not one is None."""

    picture: str = ""
    x: int | None = None
    y: int | None = None
    width: int | None = 0
    height: int | None = 0
    quote: str = ""
    start: int | None = None


Place = dict[str, Any]


def placed(session: Session, round: Round, at: Pointing, problems: dict[str, str]) -> Place:
    """The place in the revision that is judged now; or `problems` says what is the matter.

    Whoever publishes meanwhile waits for the commit, so that no place misses being carried along.
    """
    session.execute(select(Draft.id).where(Draft.id == round.draft_id).with_for_update(read=True))
    if at.picture and at.quote:
        problems["picture"] = _("Point at one thing: a picture, or words of the story.")
        return {}
    if at.quote:
        return _passage(session, round, at, problems)
    return _on_picture(session, round, at, problems)


def keep(session: Session, critique: str, place: Place) -> None:
    """What the critique of this public id points at."""
    of = select(Critique.id).where(Critique.public_id == critique).scalar_subquery()
    session.execute(insert(Anchor).values(critique_id=of, **place))


def carry(session: Session, revision: Revision) -> None:
    """Say of every place pointed at in the draft's earlier revisions where it is in this one."""
    _carry_pictures(session, revision)
    _carry_passages(session, revision)


def _on_picture(session: Session, round: Round, at: Pointing, problems: dict[str, str]) -> Place:
    hung = is_public_id(at.picture) and session.scalar(
        select(Image.id)
        .join(RevisionImage, RevisionImage.image_id == Image.id)
        .where(RevisionImage.revision_id == _judged(round), Image.public_id == at.picture)
        .limit(1)
    )
    if not hung:
        problems["picture"] = _("This picture is not in the revision that is judged now.")
    elif not _is_inside(at):
        problems["picture"] = _("This place is not on the picture. Point at it again.")
    elif not _is_sensible(at):
        problems["picture"] = _("This box is too small to see. Draw a larger one, or point.")
    shape = "area" if at.width and at.height else "point"
    return {"shape": shape, "image_id": hung} | {
        name: getattr(at, name) for name in ("x", "y", "width", "height")
    }


def _is_inside(at: Pointing) -> bool:
    if at.x is None or at.y is None or at.width is None or at.height is None:
        return False
    return 0 <= at.x <= at.x + at.width <= WHOLE and 0 <= at.y <= at.y + at.height <= WHOLE


def _is_sensible(at: Pointing) -> bool:
    sides = (at.width or 0, at.height or 0)
    return sides == (0, 0) or min(sides) >= SMALLEST


def _passage(session: Session, round: Round, at: Pointing, problems: dict[str, str]) -> Place:
    html = session.scalar(select(Revision.story_html).where(Revision.id == _judged(round)))
    story, quote = passages.words(html or ""), passages.folded(at.quote)
    if quote not in story:
        quote = normalize("NFC", quote)
    places = passages.found(story, quote)
    start = at.start if at.start in places else places[0] if len(places) == 1 else None
    if not places:
        problems["quote"] = _("These words are not in the story. Copy them as they stand there.")
    elif len(quote) > QUOTE_LIMIT:
        problems["quote"] = _(
            "Take fewer words of the story: %(limit)d characters at most.", limit=QUOTE_LIMIT
        )
    elif start is None:
        problems["quote"] = _("These words stand in the story more than once. Take a few more.")
    return {"shape": "passage", "quote": quote, "start": start} | _around(story, start or 0, quote)


def _around(story: str, start: int, quote: str) -> dict[str, str]:
    """A few words before and after."""
    end = start + len(quote)
    return {"before": story[max(0, start - CONTEXT) : start], "after": story[end : end + CONTEXT]}


def _judged(round: Round) -> ColumnElement[int]:
    return (
        select(func.max(Revision.id))
        .where(Revision.draft_id == round.draft_id, Revision.published_at <= clock.now())
        .scalar_subquery()
    )


def _earlier(revision: Revision) -> Select[Any]:
    """What was pointed at in earlier revisions of the draft, in whatever round."""
    return (
        select(Anchor)
        .join(Critique, Critique.id == Anchor.critique_id)
        .join(Round, Round.id == Critique.round_id)
        .where(Round.draft_id == revision.draft_id, Critique.revision_id < revision.id)
    )


def _carry_pictures(session: Session, revision: Revision) -> None:
    """Exact: it hangs in the same place. Moved: in another one. Orphaned: it does not hang here."""
    now, then = aliased(RevisionImage), aliased(RevisionImage)
    face_now, face_then = aliased(Variant), aliased(Variant)
    hangs = exists().where(now.revision_id == revision.id, now.image_id == Anchor.image_id)
    stays = (
        select(literal(1))
        .select_from(now)
        .join(then, (then.image_id == now.image_id) & (then.position == now.position))
        .outerjoin(face_now, face_now.id == now.variant_id)
        .outerjoin(face_then, face_then.id == then.variant_id)
        .where(
            now.revision_id == revision.id,
            now.image_id == Anchor.image_id,
            then.revision_id == Critique.revision_id,
            func.coalesce(face_now.key, "") == func.coalesce(face_then.key, ""),
        )
        .correlate(Anchor, Critique)
        .exists()
    )
    state = case((stays, "exact"), (hangs, "moved"), else_="orphaned")
    source = _earlier(revision).where(Anchor.image_id.is_not(None))
    session.execute(
        insert_into(session, AnchorPlace)
        .from_select(
            ["critique_id", "revision_id", "state"],
            source.with_only_columns(Anchor.critique_id, literal(revision.id), state),
        )
        .on_conflict_do_nothing()
    )


def _carry_passages(session: Session, revision: Revision) -> None:
    kept = (Anchor.quote, Anchor.before, Anchor.after, Anchor.start)
    source = _earlier(revision).where(Anchor.shape == "passage")
    rows = session.execute(source.with_only_columns(Anchor.critique_id, *kept)).all()
    follow = cache(partial(passages.followed, passages.words(revision.story_html)))
    places = []
    for critique_id, *quoted in rows:
        state, start = follow(*quoted)
        places.append({"critique_id": critique_id, "state": state, "start": start})
    if places:
        of = {"revision_id": revision.id}
        # Those without a place go into the same statement.
        every = insert(AnchorPlace).execution_options(render_nulls=True)
        session.execute(every, [of | place for place in places])
