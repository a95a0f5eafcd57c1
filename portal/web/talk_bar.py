"""Orders and filters of a conversation in words, for its bar (templates/critiques/_bar.html)."""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from flask_babel import format_date, format_time, get_timezone
from flask_babel import gettext as _

from portal import clock
from portal.language import ngettext
from portal.queries.critiques import COUNTED, Menus, Talk
from portal.queries.critiques.views import OTHER, SORTS


@dataclass(frozen=True, slots=True)
class Pick:
    """One filter: what it can be narrowed to (value and words), and what it is."""

    name: str
    label: str
    nothing: str
    options: tuple[tuple[str, str], ...]
    chosen: str

    @property
    def chosen_words(self) -> str:
        """What is no longer on offer keeps the filter's own name."""
        return dict(self.options).get(self.chosen, self.label)


def set_up(app: Flask) -> None:
    app.jinja_env.globals.update(
        talk_orders=orders, talk_filters=filters, new_since=new_since, counted=counted
    )


def orders() -> tuple[tuple[str, str], ...]:
    words = (
        _("Newest first"),
        _("Unanswered"),
        _("Most divided"),
        _("Most agreed on"),
        _("Mine and what I answered"),
    )
    return tuple(zip(SORTS, words, strict=True))


def filters(talk: Talk | Menus) -> tuple[Pick, ...]:
    """Those that have something to offer here."""
    offered = (
        ("kind", _("Kind"), _("Every kind"), _kinds()),
        ("state", _("What became of it"), _("Whatever became of it"), _states()),
        ("topic", _("About"), _("Everything"), _topics(talk)),
        ("judged", _("Said of"), _("Every revision"), _revisions(talk)),
        ("picture", _("On the picture"), _("On any or none"), _pictures(talk)),
        ("segment", _("By members of"), _("Every segment"), _segments(talk)),
    )
    return tuple(
        Pick(name, label, nothing, options, getattr(talk.view, name))
        for name, label, nothing, options in offered
        if options
    )


def _kinds() -> tuple[tuple[str, str], ...]:
    return (
        ("praise", _("Praise")),
        ("concern", _("Concern")),
        ("idea", _("Idea")),
        ("question", _("Question")),
    )


def _states() -> tuple[tuple[str, str], ...]:
    return (
        ("open", _("Open")),
        ("considering", _("Being considered")),
        ("addressed", _("Addressed")),
        ("declined", _("Declined")),
    )


def _topics(talk: Talk | Menus) -> tuple[tuple[str, str], ...]:
    named = tuple((topic.public_id, topic.name) for topic in talk.choices.topics)
    return (*named, (OTHER, _("Something else"))) if named else ()


def _revisions(talk: Talk | Menus) -> tuple[tuple[str, str], ...]:
    numbers = talk.choices.revisions
    if len(numbers) < 2:
        return ()
    return tuple((str(number), _("Revision %(number)d", number=number)) for number in numbers)


def _pictures(talk: Talk | Menus) -> tuple[tuple[str, str], ...]:
    shown = enumerate(talk.choices.pictures, 1)
    return tuple(
        (one.public_id, f"{number}. {one.caption or one.alt}".rstrip(". ")) for number, one in shown
    )


def _segments(talk: Talk | Menus) -> tuple[tuple[str, str], ...]:
    return tuple((segment, segment) for segment in talk.choices.segments)


def new_since(number: int, at: datetime) -> str:
    """How much is new since one's last visit, which is named as one would say it."""
    words = counted(number)
    local = at.astimezone(get_timezone())
    days = (clock.now().astimezone(get_timezone()).date() - local.date()).days
    if days == 0:
        hour = format_time(at, "short")
        return ngettext(
            "%(count)s new since %(hour)s",
            "%(count)s new since %(hour)s",
            number,
            count=words,
            hour=hour,
        )
    if days == 1:
        return ngettext(
            "%(count)s new since yesterday", "%(count)s new since yesterday", number, count=words
        )
    day = format_date(local.date(), "EEEE" if days < 7 else "d MMM", rebase=False)
    return ngettext(
        "%(count)s new since %(day)s", "%(count)s new since %(day)s", number, count=words, day=day
    )


def counted(number: int) -> str:
    """Counting ends at COUNTED."""
    return str(number) if number < COUNTED else f"{COUNTED - 1}+"
