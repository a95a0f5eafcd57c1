"""Languages, time zones and the sentences of every layer that knows no web request.

Flask-Babel chooses the language of a page; this module lets actions, rules and mails speak the
same catalogue without a request. `speaking` sets the language for a block (one mail, one page).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from babel.support import LazyProxy, NullTranslations, Translations

LANGUAGES: Final = {"en": "English", "es": "Español"}
DEFAULT_LANGUAGE: Final = "en"
DEFAULT_ZONE: Final = "UTC"
CATALOGUES: Final = Path(__file__).parent / "translations"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def language() -> str:
    return _language.get()


def speak(tag: str) -> None:
    """Set the language until somebody sets another (a web request does so at its start)."""
    _language.set(tag if tag in LANGUAGES else DEFAULT_LANGUAGE)


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    token = _language.set(tag if tag in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _language.reset(token)


def gettext(message: str, **values: object) -> str:
    text = translated(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    text = translated_plural(singular, plural, num)
    return text % {"num": num, **values}


def translated(message: str) -> str:
    """The sentence as the catalogue has it, placeholders untouched."""
    return _catalogue(language()).gettext(message)


def translated_plural(singular: str, plural: str, num: int) -> str:
    return _catalogue(language()).ngettext(singular, plural, num)


def lazy_gettext(message: str, **values: object) -> LazyProxy:
    """For module level: spoken when shown, in the language of that moment."""
    return LazyProxy(gettext, message, enable_cache=False, **values)


def zone(name: str | None) -> ZoneInfo:
    return ZoneInfo(name if name in _zones() else DEFAULT_ZONE)


def moment_words(at: datetime, zone_name: str) -> str:
    """Date, hour and the name of the zone, for a sentence."""
    words = format_datetime(at, "d MMM y, HH:mm", tzinfo=zone(zone_name), locale=language())
    return f"{words} {zone_name.rsplit('/', 1)[-1].replace('_', ' ')}"


def day_words(day: date) -> str:
    """A day of the round's own calendar, for a sentence or a row."""
    return format_date(day, "d MMM", locale=language())


def number_words(value: float, pattern: str | None = None) -> str:
    """3.5 or 3,5, as the language writes it; `pattern` as in Unicode's TR 35."""
    return format_decimal(value, pattern, locale=language())


def is_zone(name: str) -> bool:
    return name in _zones()


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _catalogue(tag: str) -> NullTranslations:
    return Translations.load(CATALOGUES, [tag])


def N_(sentence: str) -> str:  # noqa: N802 - the name that catalogue tools look for
    """Marks a sentence for translation; whoever shows it translates it."""
    return sentence
