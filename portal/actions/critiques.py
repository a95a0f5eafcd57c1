"""Critique: say something, answer somebody, change or take back one's words.

For members each of these obeys the close of the round in the statement that writes; managers may
still answer afterwards, because everybody who spoke is owed an answer.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from sqlalchemy import ColumnElement, Integer, Select, delete, exists, literal, null, select, update
from sqlalchemy.orm import Session

from portal import clock, ids
from portal.access import Actor, doing
from portal.actions import (
    anchors,
    beside_words,
    events,
    first_posts,
    floor,
    merging,
    searching,
    topics,
)
from portal.actions.anchors import Pointing
from portal.actions.beside_words import PlacedImage
from portal.actions.upserts import insert_into
from portal.errors import Conflict, Invalid, allow
from portal.language import gettext as _
from portal.models import Anchor, Critique, CritiqueEdit, Hiding, Moment, Round
from portal.models.critiques import DEEPEST, KINDS, TEXT_LIMIT
from portal.queries import mentions
from portal.text import clean, markdown, mentioning


def post(
    session: Session,
    actor: Actor,
    round: Round,
    kind: str,
    text: str,
    submission: str,
    topic: str = "",
    *,
    anchor: Pointing | None = None,
    images: Sequence[PlacedImage] = (),
) -> str | None:
    """A critique of the current revision; its public id, or None if it was posted before."""
    allow(doing.why_not_criticise(actor, round))
    problems = {} if kind in KINDS else {"kind": _("Choose what kind of critique this is.")}
    topic_id = topics.chosen(session, actor, round.draft_id, topic, problems)
    place = anchors.placed(session, round, anchor, problems) if anchor else None
    pictures = beside_words.chosen(session, actor, round, images, problems) if images else ()
    if problems and _was_posted(session, actor, submission):
        return None
    text = checked(text, problems)
    made = _insert(
        session,
        actor,
        round,
        floor.held_by(actor, round.id),
        lambda: floor.refuse(session, actor, round),
        submission,
        {
            Critique.kind: literal(kind),
            Critique.topic_id: literal(topic_id, Integer),
            Critique.text: literal(text),
            Critique.html: literal(_drawn(session, actor, round, text)),
            Critique.depth: literal(0),
            Critique.is_staff: literal(False),
            Critique.held_at: first_posts.held_from(actor, round),
        },
    )
    if made and place:
        anchors.keep(session, made, place)
    if made:
        beside_words.put(session, made, pictures)
    return made


def reply(
    session: Session,
    actor: Actor,
    round: Round,
    parent: Critique,
    text: str,
    submission: str,
    *,
    images: Sequence[PlacedImage] = (),
) -> str | None:
    """An answer below `parent`; its public id, or None if it was posted before."""
    allow(why_not_reply(session, actor, round, parent))
    problems: dict[str, str] = {}
    pictures = beside_words.chosen(session, actor, round, images, problems) if images else ()
    if problems and _was_posted(session, actor, submission):
        return None
    text = checked(text, problems)
    is_staff = actor.manages(round.brand_id)
    has_floor = (
        select(Round.id).where(Round.id == round.id) if is_staff else floor.held_by(actor, round.id)
    )
    made = _insert(
        session,
        actor,
        round,
        floor.below(has_floor, parent, is_staff),
        lambda: _refuse_below(session, actor, round, parent),
        submission,
        {
            Critique.kind: literal("reply"),
            Critique.text: literal(text),
            Critique.html: literal(_drawn(session, actor, round, text)),
            Critique.parent_id: literal(parent.id),
            Critique.root_id: literal(parent.root_id or parent.id),
            # The place in the tree is kept in full by parent_id; the number only guides the eye.
            Critique.depth: literal(min(parent.depth + 1, DEEPEST)),
            Critique.is_staff: literal(is_staff),
            Critique.held_at: null() if is_staff else first_posts.held_from(actor, round),
        },
    )
    if made:
        beside_words.put(session, made, pictures)
    return made


def why_not_reply(session: Session, actor: Actor, round: Round, parent: Critique) -> str | None:
    """The reason of `doing`, with what is known of the thread."""
    return doing.why_not_reply(actor, round, parent, floor.is_locked(session, parent))


def edit(
    session: Session, actor: Actor, round: Round, critique: Critique, text: str, seen: str
) -> None:
    """Change one's words; what they were is kept. `seen` is the print of the text one edited."""
    critique = floor.locked(session, critique)
    allow(doing.why_not_edit_critique(actor, round, critique))
    text = checked(text)
    if text == critique.text:
        return
    if seen != print_of(critique.text):
        raise Conflict(_("This critique was changed in the meantime. Both texts are below."))
    before = CritiqueEdit(critique_id=critique.id, text=critique.text)
    _change(
        session,
        actor,
        round,
        critique,
        text=text,
        html=_drawn(session, actor, round, text),
        edited_at=clock.now(),
    )
    session.add(before)
    searching.keep(session, critique_id=critique.id, words=text)
    events.of_critique(session, actor, round, "critique.edited", critique.public_id)


def remove(session: Session, actor: Actor, round: Round, critique: Critique) -> None:
    """Take one's words back. A tombstone stays, so that the answers keep their place."""
    critique = floor.locked(session, critique)
    if critique.deleted_at is not None and critique.author_id == actor.person_id:
        return
    allow(doing.why_not_take_back(actor, round, critique))
    _change(session, actor, round, critique, text="", html="", deleted_at=clock.now())
    for model in (CritiqueEdit, Anchor, Hiding):
        session.execute(delete(model).where(model.critique_id == critique.id))
    searching.drop(session, critique_id=critique.id)
    merging.let_go(session, critique)
    events.of_critique(session, actor, round, "critique.deleted", critique.public_id)


def print_of(text: str) -> str:
    """A short print of a text, carried by the form that edits it."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def checked(text: str, problems: dict[str, str] | None = None) -> str:
    """The text as it is kept; or Invalid with these and its own problems."""
    problems = dict(problems or {})
    text = clean(text)
    if not text:
        problems["text"] = _("Write something first.")
    if len(text) > TEXT_LIMIT:
        problems["text"] = _(
            "Keep it under %(limit)d characters; this has %(length)d.",
            limit=TEXT_LIMIT,
            length=len(text),
        )
    if problems:
        raise Invalid(_("Nothing was posted."), problems)
    return text


def _drawn(session: Session, actor: Actor, round: Round, text: str) -> str:
    """The words as everybody reads them, with those set apart whom they call by an @."""
    names = mentions.named(session, actor, round, text)
    return mentioning(str(markdown(text)), names.values())


def _insert(
    session: Session,
    actor: Actor,
    round: Round,
    source: Select[int],
    refuse: Callable[[], NoReturn],
    submission: str,
    values: dict[Any, ColumnElement[Any]],
) -> str | None:
    public_id = ids.public_id()
    given: dict[Any, Any] = {
        Critique.round_id: literal(round.id),
        Critique.revision_id: floor.current_revision(round.draft_id),
        Critique.author_id: literal(actor.person_id),
        Critique.public_id: literal(public_id),
        Critique.submission: literal(_submission(submission)),
        Critique.created_at: literal(clock.now(), Moment),
        **values,
    }
    row = insert_into(session, Critique).from_select(
        [column.key for column in given], source.with_only_columns(*list(given.values()))
    )
    written = session.execute(
        row.on_conflict_do_nothing(index_elements=["author_id", "submission"]).returning(
            Critique.id, Critique.text, Critique.held_at
        )
    ).one_or_none()
    if written is not None:
        searching.keep(session, critique_id=written.id, words=written.text)
        kind = "critique.replied" if Critique.parent_id in values else "critique.posted"
        # Whom it concerns hears of it once it was let through.
        kind = kind if written.held_at is None else "critique.held"
        events.of_critique(session, actor, round, kind, public_id)
        return public_id
    if not _was_posted(session, actor, submission):
        refuse()
    _refuse_other_words(session, actor, submission, values[Critique.text].value)
    return None


def _refuse_below(session: Session, actor: Actor, round: Round, parent: Critique) -> NoReturn:
    """Say what happened to what was answered, or to the round, since it was read."""
    allow(why_not_reply(session, actor, round, floor.again(session, parent)))
    floor.refuse(session, actor, round)


def _change(
    session: Session, actor: Actor, round: Round, critique: Critique, **values: object
) -> None:
    """The UPDATE of one's own words. Members only while the round is open, in this statement."""
    statement = update(Critique).where(Critique.id == critique.id, Critique.deleted_at.is_(None))
    if not critique.is_staff:
        statement = statement.where(Critique.round_id.in_(floor.held_by(actor, round.id)))
    changed = session.execute(statement.values(**values).returning(Critique.id)).one_or_none()
    if changed is None:
        floor.refuse(session, actor, round)


def _was_posted(session: Session, actor: Actor, submission: str) -> bool:
    return bool(
        session.scalar(
            select(
                exists().where(
                    Critique.author_id == actor.person_id,
                    Critique.submission == _submission(submission),
                )
            )
        )
    )


def _refuse_other_words(session: Session, actor: Actor, submission: str, text: str) -> None:
    """Words changed after they were sent, when the answer to the first sending was lost."""
    earlier = select(Critique.text).where(
        Critique.author_id == actor.person_id,
        Critique.submission == _submission(submission),
        Critique.edited_at.is_(None),
        Critique.deleted_at.is_(None),
        Critique.hidden_at.is_(None),
    )
    if session.scalar(earlier) not in (None, text):
        raise Conflict(
            _("What you wrote first was posted, and stands below. These words were not, yet.")
        )


def _submission(typed: str) -> str:
    """The form's key; a form without one (an old page, a script) is posted each time."""
    return clean(typed, 43) or ids.public_id()
