"""Questions of several screens: forward by an answer, one back, or from the start.

What was answered so far travels in hidden fields named `given`, one a screen, and is checked each
time it comes back. Nothing is stored before the last screen.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from portal.errors import Invalid
from portal.kinds.offers import Fields, Screen, refused
from portal.language import gettext as _

T = TypeVar("T")
Given = tuple[str, ...]
# The screen that follows what was given; None after the last one.
Next = Callable[[Given], Screen | None]


def taken(fields: Fields, follow: Next, token: Callable[[Screen, Fields], str]) -> Given | Screen:
    """All that was given once the last screen is answered; before that the screen to show."""
    if "again" in fields:
        return follow(()) or ()
    given = tuple(fields.get("given", ()))
    if "undo" in fields:
        return follow(given[:-1]) or given
    screen = follow(given)
    if screen is None:
        if not given:
            raise lost()
        return given
    given = (*given, token(screen, fields))
    return follow(given) or given


def in_a_row(
    screens: Sequence[T],
    shown: Callable[[T], tuple[str, ...]],
    fits: Callable[[T, str], bool],
    given: Given,
) -> Screen | None:
    """The next of screens that are known before the first answer."""
    if len(given) > len(screens):
        raise lost()
    if not all(fits(screen, token) for screen, token in zip(screens, given, strict=False)):
        raise lost()
    if len(given) == len(screens):
        return None
    return Screen(len(given) + 1, len(screens), given, shown(screens[len(given)]))


def lost() -> Invalid:
    return refused({"given": _("What you had answered did not arrive whole. Please start again.")})
