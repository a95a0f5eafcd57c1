"""A draft's first word, and what its editor sends: one form for all of a revision."""

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TypeVar

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from portal.actions.writing import (
    MOST_VARIANTS,
    AttachmentPlace,
    PicturePlace,
    VariantText,
    Writing,
)
from portal.queries.drafts import RevisionSeen
from portal.queries.images import Picture
from portal.queries.revisions import AttachmentShown
from portal.web.forms.base import PortalForm
from portal.web.images import Shown, card_shown

Place = TypeVar("Place")


class NewDraftForm(PortalForm):
    title = StringField(
        _l("What is it?"),
        description=_l("A title members will see, like “Winter coat” or “Quiet inbox”."),
        validators=[InputRequired(_l("Write a title.")), Length(max=120)],
        render_kw={"autocomplete": "off"},
    )
    start = HiddenField()


class RevisionForm(PortalForm):
    version = HiddenField()
    title = StringField(
        _l("Title"),
        validators=[InputRequired(_l("Write a title.")), Length(max=120)],
        render_kw={"autocomplete": "off"},
    )
    changes = TextAreaField(
        _l("What changed, and because of whom"),
        description=_l(
            "Members read this first when they are asked again. Name whose critique it answers."
        ),
    )
    story = TextAreaField(
        _l("Story"),
        description=_l(
            "What it is, for whom, and what you are not sure about. Markdown works:"
            " **bold**, *italic*, lists, links."
        ),
    )
    publish_at = StringField(
        _l("Day and hour"), render_kw={"type": "datetime-local", "autocomplete": "off"}
    )

    @property
    def version_number(self) -> int:
        """What cannot be read is no version that ever was."""
        text = self.version.data or ""
        known = text.isascii() and text.isdigit() and len(text) < 10
        return int(text) if known else 0


def writing_of(form: RevisionForm, sent: "MultiDict[str, str]") -> Writing:
    """Everything that was written: the fields, then variants and pictures in their order."""
    return Writing(
        title=form.title.data or "",
        story=form.story.data or "",
        changes=form.changes.data or "",
        variants=_variants(sent),
        pictures=_pictures(sent),
        attachments=_attachments(sent),
    )


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture in the editor with the words that stand in its fields."""

    picture: Picture
    shown: Shown
    alt: str
    caption: str
    variant_key: str


def picture_rows(revision: RevisionSeen, written: Writing | None) -> list[PictureRow]:
    """As kept; or, when a save was refused, as it was written."""
    if written is None:
        return [
            PictureRow(seen, card_shown(seen), seen.alt, seen.caption, seen.variant_key)
            for seen in revision.pictures
        ]
    known = {seen.public_id: seen for seen in revision.pictures}
    return [
        PictureRow(
            known[place.image],
            card_shown(known[place.image]),
            place.alt,
            place.caption,
            place.variant_key,
        )
        for place in written.pictures
        if place.image in known
    ]


def attachment_rows(revision: RevisionSeen, written: Writing | None) -> list[AttachmentShown]:
    """As kept; or, when a save was refused, named as it was written."""
    if written is None:
        return list(revision.attachments)
    known = {seen.public_id: seen for seen in revision.attachments}
    return [
        replace(known[place.attachment], name=place.name)
        for place in written.attachments
        if place.attachment in known
    ]


def variant_rows(revision: RevisionSeen, written: Writing | None) -> list[VariantText]:
    """The variants, and an empty place for one more; two where there is none."""
    rows = (
        list(written.variants)
        if written
        else [VariantText(v.key, v.name, v.description) for v in revision.variants]
    )
    empty = VariantText("", "")
    if len(rows) >= MOST_VARIANTS:
        return rows
    return [*rows, empty] if rows else [empty, empty]


def other_words(written: Writing) -> str:
    """What was typed at variants and pictures, to be copied from one place."""
    lines = [f"{v.key} {v.name}: {v.description}".strip(" :") for v in written.variants]
    lines += [place.name for place in written.attachments]
    lines += [" · ".join(filter(None, (p.alt, p.caption))) for p in written.pictures]
    return "\n".join(filter(None, lines))


def stem_of(file_name: str | None) -> str:
    """The name people read: what stands before the ending of a file."""
    return PurePath((file_name or "").replace("\\", "/").rsplit("/", 1)[-1]).stem


def _variants(sent: "MultiDict[str, str]") -> tuple[VariantText, ...]:
    rows = zip(
        sent.getlist("variant_key"),
        sent.getlist("variant_name"),
        sent.getlist("variant_description"),
        strict=False,
    )
    gone = set(sent.getlist("variant_gone"))
    return tuple(
        VariantText(key, name, words)
        for key, name, words in rows
        if not (key and key in gone) and (key or name.strip() or words.strip())
    )


def _pictures(sent: "MultiDict[str, str]") -> tuple[PicturePlace, ...]:
    rows = zip(
        sent.getlist("picture"),
        sent.getlist("picture_alt"),
        sent.getlist("picture_caption"),
        sent.getlist("picture_variant"),
        strict=False,
    )
    places = [PicturePlace(*row) for row in rows]
    return tuple(_moved(places, [place.image for place in places], sent.get("do", "")))


def _attachments(sent: "MultiDict[str, str]") -> tuple[AttachmentPlace, ...]:
    rows = zip(sent.getlist("attachment"), sent.getlist("attachment_name"), strict=False)
    places = [AttachmentPlace(*row) for row in rows]
    return tuple(_moved(places, [place.attachment for place in places], sent.get("do", "")))


def _moved(places: list[Place], names: list[str], wish: str) -> list[Place]:
    """up:ID, down:ID and away:ID, as the buttons beside a picture or an attachment say it."""
    verb, _, name = wish.partition(":")
    at = next((n for n, known in enumerate(names) if known == name), None)
    if at is None:
        return places
    if verb == "away":
        return places[:at] + places[at + 1 :]
    to = {"up": at - 1, "down": at + 1}.get(verb, at)
    if 0 <= to < len(places):
        places[at], places[to] = places[to], places[at]
    return places
