"""What somebody wrote for a revision, as it comes from a form, and whether it can be kept."""

from dataclasses import dataclass
from typing import Final

from portal import text
from portal.errors import Invalid
from portal.language import gettext as _

TITLE_LIMIT: Final = 120
MOST_VARIANTS: Final = 8
NAME_LIMIT: Final = 80
DESCRIPTION_LIMIT: Final = 2_000
ALT_LIMIT: Final = 500
CAPTION_LIMIT: Final = 300
NAME_OF_FILE_LIMIT: Final = 120


@dataclass(frozen=True, slots=True)
class VariantText:
    """key: the letter it has; empty for a new one. An empty name takes the variant away."""

    key: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """image: the public id of a picture this revision holds; the order is the order given."""

    image: str
    alt: str = ""
    caption: str = ""
    variant_key: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentPlace:
    """attachment: the public id of one this revision holds; the order is the order given."""

    attachment: str
    name: str


@dataclass(frozen=True, slots=True)
class Writing:
    title: str
    story: str = ""
    changes: str = ""
    variants: tuple[VariantText, ...] = ()
    pictures: tuple[PicturePlace, ...] = ()
    attachments: tuple[AttachmentPlace, ...] = ()


def checked(wanted: Writing, *, has_changes: bool) -> dict[str, str]:
    """The columns of the revision, cleaned; or Invalid with every problem at once."""
    title = text.one_line(wanted.title)
    story = text.clean(wanted.story)
    changes = text.clean(wanted.changes) if has_changes else ""
    problems = {}
    if not 1 <= len(title) <= TITLE_LIMIT:
        problems["title"] = _("Write a title of up to 120 characters.")
    too_long = _("This is longer than 20,000 characters. Shorten it.")
    if len(story) > text.STORY_LIMIT:
        problems["story"] = too_long
    if len(changes) > text.STORY_LIMIT:
        problems["changes"] = too_long
    problems |= _variant_problems(wanted.variants) | _picture_problems(wanted.pictures)
    if any(not 1 <= len(text.one_line(a.name)) <= NAME_OF_FILE_LIMIT for a in wanted.attachments):
        problems["attachments"] = _("Name each attachment, in up to 120 characters.")
    if problems:
        raise Invalid(_("The revision was not saved."), problems)
    return {
        "title": title,
        "story": story,
        "story_html": str(text.markdown(story)),
        "changes": changes,
        "changes_html": str(text.markdown(changes)),
    }


def _variant_problems(variants: tuple[VariantText, ...]) -> dict[str, str]:
    named = [v for v in variants if text.one_line(v.name)]
    if len(named) > MOST_VARIANTS:
        return {"variants": _("A revision holds at most 8 variants.")}
    if any(len(text.one_line(v.name)) > NAME_LIMIT for v in named):
        return {"variants": _("The name of a variant has at most 80 characters.")}
    if any(len(text.clean(v.description)) > DESCRIPTION_LIMIT for v in named):
        return {"variants": _("The words about a variant have at most 2,000 characters.")}
    if any(text.clean(v.description) and not text.one_line(v.name) for v in variants if not v.key):
        return {"variants": _("Name the variant that you describe.")}
    return {}


def _picture_problems(pictures: tuple[PicturePlace, ...]) -> dict[str, str]:
    if any(len(text.one_line(p.alt)) > ALT_LIMIT for p in pictures):
        return {"pictures": _("The words in place of a picture have at most 500 characters.")}
    if any(len(text.one_line(p.caption)) > CAPTION_LIMIT for p in pictures):
        return {"pictures": _("A caption has at most 300 characters.")}
    return {}
