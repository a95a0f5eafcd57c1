"""Drafts: begun with a first revision being written, copied, put away. What a draft says is in
its revisions (`portal.actions.revisions`)."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import clock, text
from portal.access import Actor, doing
from portal.actions import events, revision_copies, revisions, searching, story_starts, topics
from portal.actions.writing import TITLE_LIMIT
from portal.errors import Conflict, Invalid, Refused
from portal.language import gettext as _
from portal.models import Brand, Draft, Revision, Round
from portal.text import one_line


def create(session: Session, actor: Actor, brand: Brand, title: str, start: str = "") -> Draft:
    """A draft whose first revision is being written; `start`: the story it begins with."""
    if reason := doing.why_not_manage(actor, brand.id):
        raise Refused(reason)
    title = one_line(title)
    if not 1 <= len(title) <= TITLE_LIMIT:
        sentence = _("Write a title of up to 120 characters.")
        raise Invalid(sentence, {"title": sentence})
    draft = _begin(session, actor, brand.id)
    story = story_starts.story(brand, start)
    first = Revision(
        draft_id=draft.id,
        number=1,
        title=title,
        story=story,
        story_html=str(text.markdown(story)),
    )
    session.add(first)
    searching.keep_revision(session, first)
    return draft


def duplicate(session: Session, actor: Actor, draft: Draft) -> Draft:
    """A new draft whose first revision begins as the newest of this one."""
    if reason := doing.why_not_manage(actor, draft.brand_id):
        raise Refused(reason)
    copy = _begin(session, actor, draft.brand_id, copied_from=draft.public_id)
    newest = revisions.newest(session, draft)
    revision_copies.copy(session, newest, draft_id=copy.id, number=1)
    topics.copy(session, draft, copy)
    return copy


def archive(session: Session, actor: Actor, draft: Draft) -> None:
    """Put away; what was judged stays readable. Not while a round asks about it."""
    if reason := doing.why_not_manage(actor, draft.brand_id):
        raise Refused(reason)
    unfinished = (
        select(Round.id)
        .where(
            Round.draft_id == draft.id, Round.registered_at.is_not(None), Round.closed_at.is_(None)
        )
        .exists()
    )
    # Whoever registers a round holds this row: wait, so that the next statement sees that round.
    session.execute(select(Draft.id).where(Draft.id == draft.id).with_for_update())
    done = session.scalar(
        update(Draft)
        .where(Draft.id == draft.id, Draft.archived_at.is_(None), ~unfinished)
        .values(archived_at=clock.now())
        .returning(Draft.id)
        .execution_options(synchronize_session=False)
    )
    session.refresh(draft)
    if done is not None:
        events.record(
            session, actor, "draft.archived", brand_id=draft.brand_id, draft=draft.public_id
        )
    elif draft.archived_at is None:
        raise Conflict(_("A round about this draft is waiting or open. Close it first."))


def restore(session: Session, actor: Actor, draft: Draft) -> None:
    if reason := doing.why_not_manage(actor, draft.brand_id):
        raise Refused(reason)
    if draft.archived_at is not None:
        draft.archived_at = None
        events.record(
            session, actor, "draft.restored", brand_id=draft.brand_id, draft=draft.public_id
        )
        session.flush()


def _begin(session: Session, actor: Actor, brand_id: int, **facts: Any) -> Draft:
    draft = Draft(brand_id=brand_id, created_by_id=actor.person_id)
    session.add(draft)
    session.flush()
    events.record(
        session, actor, "draft.created", brand_id=brand_id, draft=draft.public_id, **facts
    )
    return draft
