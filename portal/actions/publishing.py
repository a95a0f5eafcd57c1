"""Publishing at a day and hour: asked for by a manager, done by the worker, which asks again
whether that manager may still do it and whether the revision can be shown as it stands then.

The row says what is wanted (`publish_at`); the job only says when to look. So a job that comes
late, twice, or for a time that was changed meanwhile finds nothing to do.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.access import NOBODY, Actor, actor_of, doing
from portal.actions import events, jobs, revisions
from portal.actions.schedule import LONGEST
from portal.errors import Conflict, Invalid, PortalError, Refused
from portal.language import gettext as _
from portal.language import speaking
from portal.models import Brand, Draft, Person, Revision


def schedule(
    session: Session, actor: Actor, draft: Draft, revision: Revision, at: datetime
) -> None:
    """From now on it will be published at `at`, with what is changed until then."""
    if reason := doing.why_not_edit_revision(actor, draft, revision):
        raise Refused(reason)
    if not clock.now() < at <= clock.now() + LONGEST:
        sentence = _("Choose a time in the future, within a year.")
        raise Invalid(sentence, {"publish_at": sentence})
    revisions.check(session, draft, revision)
    _set(session, revision, publish_at=at, publish_by_id=actor.person_id, publish_refused="")
    payload = {"revision": revision.public_id, "at": at.isoformat()}
    name = f"revision.publish:{revision.public_id}:{at:%Y%m%dT%H%M}"
    jobs.enqueue(session, "revision.publish", payload, due_at=at, dedupe_key=name)
    _note(session, actor, "revision.scheduled", draft, revision, at=at.isoformat())


def unschedule(session: Session, actor: Actor, draft: Draft, revision: Revision) -> None:
    """It waits for somebody to publish it; also puts away why it could not be published."""
    if reason := doing.why_not_edit_revision(actor, draft, revision):
        raise Refused(reason)
    if revision.publish_at is None:
        return
    _set(session, revision, publish_at=None, publish_by_id=None, publish_refused="")
    _note(session, actor, "revision.unscheduled", draft, revision)


def publish_due(session: Session, revision: str, at: str) -> None:
    """What the worker does when the hour has come, if that is still what is wanted."""
    # The draft first, as whoever publishes by hand does; the other order round, each would wait
    # for the other.
    of_it = select(Revision.draft_id).where(Revision.public_id == revision)
    session.execute(select(Draft.id).where(Draft.id.in_(of_it)).with_for_update())
    wanted = session.scalars(
        select(Revision)
        .where(
            Revision.public_id == revision,
            Revision.publish_at == datetime.fromisoformat(at),
            Revision.published_at.is_(None),
            Revision.publish_refused == "",
        )
        .with_for_update()
    ).one_or_none()
    if wanted is None:
        return
    draft = session.get_one(Draft, wanted.draft_id)
    with speaking(session.get_one(Brand, draft.brand_id).language):
        _publish(session, draft, wanted)


def _publish(session: Session, draft: Draft, revision: Revision) -> None:
    """Everything that can be refused is asked before anything is written."""
    try:
        if draft.archived_at is not None:
            raise Refused(_("The draft was put away."))
        actor = _who(session, draft, revision)
        revisions.publish(session, actor, draft, revision, revision.version)
    except PortalError as error:
        _set(session, revision, publish_refused=error.sentence[:400])
        _note(session, NOBODY, "revision.not_published", draft, revision, why=error.sentence)


def _who(session: Session, draft: Draft, revision: Revision) -> Actor:
    person = revision.publish_by_id and session.get(Person, revision.publish_by_id)
    if not person:
        raise Refused(_("Whoever scheduled it is not here any more."))
    actor = actor_of(session, person)
    if not actor.manages(draft.brand_id):
        raise Refused(_("%(name)s, who scheduled it, may not publish any more.", name=person.name))
    return actor


def _set(session: Session, revision: Revision, **values: object) -> None:
    """Beside the text: whoever is writing meanwhile is not made stale by it."""
    found = session.scalar(
        update(Revision)
        .where(Revision.id == revision.id, Revision.published_at.is_(None))
        .values(**values)
        .returning(Revision.id)
        .execution_options(synchronize_session=False)
    )
    session.refresh(revision)
    if found is None:
        raise Conflict(_("This revision was published meanwhile and stays as it is."))


def _note(
    session: Session, actor: Actor, kind: str, draft: Draft, revision: Revision, **facts: Any
) -> None:
    facts |= {"draft": draft.public_id, "revision": revision.number}
    events.record(session, actor, kind, brand_id=draft.brand_id, **facts)
