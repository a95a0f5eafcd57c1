"""Revisions: written until they are published, never touched afterwards.

Whoever saves says which version of the text they had before their eyes. The statement that takes
the revision compares it, so of two people who save, the second is told and nothing is lost.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing
from portal.actions import (
    anchors,
    answerable,
    events,
    placing,
    revision_copies,
    searching,
    writing,
)
from portal.actions.writing import Writing
from portal.errors import Conflict, Invalid, Refused
from portal.language import gettext as _
from portal.models import Attachment, Draft, Image, Revision, RevisionImage, Round

# Once it is published there is nothing left to do at an hour.
_NOT_SCHEDULED: Final[dict[str, Any]] = {"publish_at": None, "publish_refused": ""}


class Stale(Conflict):
    """Somebody else saved this revision since the form was opened."""


def write(
    session: Session,
    actor: Actor,
    draft: Draft,
    revision: Revision,
    wanted: Writing,
    version: int,
    *,
    is_auto: bool = False,
) -> None:
    """Save what is being written; Stale if it has moved on since `version`. `is_auto`: nobody
    pressed anything, so what is half written takes nothing away."""
    if reason := doing.why_not_edit_revision(actor, draft, revision):
        raise Refused(reason)
    fields = writing.checked(wanted, has_changes=revision.number > 1)
    _take(session, revision, version, **fields)
    keys = placing.put_variants(session, revision, wanted.variants, is_auto=is_auto)
    placing.put_pictures(session, revision, wanted.pictures, keys)
    placing.put_attachments(session, revision, wanted.attachments)
    searching.keep_revision(session, revision)


def add_images(
    session: Session,
    actor: Actor,
    draft: Draft,
    revision: Revision,
    images: Sequence[Image],
    variant_key: str = "",
) -> None:
    """Hang new pictures behind those that are there, in the gallery or at a variant."""
    if reason := doing.why_not_edit_revision(actor, draft, revision):
        raise Refused(reason)
    if any(image.brand_id != draft.brand_id for image in images):
        raise Invalid(_("This picture is not there any more."))
    _take(session, revision, None)
    placing.append_pictures(session, revision, images, variant_key)


def attach(
    session: Session,
    actor: Actor,
    draft: Draft,
    revision: Revision,
    attachment: Attachment,
    name: str,
) -> None:
    """Put a new video or PDF behind those that are there."""
    if reason := doing.why_not_edit_revision(actor, draft, revision):
        raise Refused(reason)
    if attachment.brand_id != draft.brand_id:
        raise Invalid(_("This attachment is not there any more."))
    _take(session, revision, None)
    placing.append_attachment(session, revision, attachment, name)


def publish(session: Session, actor: Actor, draft: Draft, revision: Revision, version: int) -> None:
    """From now on it stays as it is, and members of open rounds are asked about it."""
    if reason := doing.why_not_edit_revision(actor, draft, revision):
        raise Refused(reason)
    check(session, draft, revision)
    _take(session, revision, version, published_at=clock.now(), **_NOT_SCHEDULED)
    searching.keep_revision(session, revision)
    anchors.carry(session, revision)
    _tell(session, actor, draft, revision)


def check(session: Session, draft: Draft, revision: Revision) -> None:
    """Whether it could be published as it stands: Invalid says what is missing."""
    answerable.hold_for_publishing(session, draft, revision)
    has_picture = session.scalar(
        select(RevisionImage.id).where(RevisionImage.revision_id == revision.id).limit(1)
    )
    if not revision.title or (not revision.story and has_picture is None):
        raise Invalid(_("A revision needs a title, and a story or a picture, to be published."))


def start_next(session: Session, actor: Actor, draft: Draft) -> Revision:
    """The next revision, beginning as the newest one; or the one already being written."""
    if reason := doing.why_not_manage(actor, draft.brand_id):
        raise Refused(reason)
    # Two who start at once: the second waits here, then finds the first one's.
    session.refresh(draft, with_for_update=True)
    latest = newest(session, draft)
    if latest.published_at is None:
        return latest
    return revision_copies.copy(session, latest, draft_id=draft.id, number=latest.number + 1)


def newest(session: Session, draft: Draft) -> Revision:
    return session.scalars(
        select(Revision)
        .where(Revision.draft_id == draft.id)
        .order_by(Revision.number.desc())
        .limit(1)
    ).one()


def _take(session: Session, revision: Revision, version: int | None, **values: object) -> None:
    """Change the row if it is still being written, at this version; hold it until the commit."""
    taken = session.scalar(
        update(Revision)
        .where(
            Revision.id == revision.id,
            Revision.published_at.is_(None),
            *([] if version is None else [Revision.version == version]),
        )
        .values(version=Revision.version + 1, **values)
        .returning(Revision.id)
        .execution_options(synchronize_session=False)
    )
    session.refresh(revision)
    if taken is None and revision.published_at is not None:
        raise Stale(_("This revision was published meanwhile and stays as it is."))
    if taken is None:
        raise Stale(_("Somebody else saved this revision while you were writing."))


def _tell(session: Session, actor: Actor, draft: Draft, revision: Revision) -> None:
    """One event, and one for each round in which members are now asked again."""
    facts: dict[str, Any] = {"draft": draft.public_id, "revision": revision.number}
    events.record(session, actor, "revision.published", brand_id=draft.brand_id, **facts)
    now = clock.now()
    running = select(Round).where(
        Round.draft_id == draft.id,
        Round.opened_at.is_not(None),
        Round.closed_at.is_(None),
        Round.closes_at > now,
    )
    for round in session.scalars(running):
        events.of_round(
            session,
            actor,
            round,
            "round.revised",
            **facts,
        )
    session.flush()
