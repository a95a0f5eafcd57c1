"""Passwords of staff: argon2id as OWASP asks, the same time spent whether the person exists."""

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from portal.errors import Invalid
from portal.language import gettext as _

SHORTEST = 15
LONGEST = 256
_hasher = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)
# Hashing is heavy on purpose; two at once leave the other threads their pages.
_at_once = threading.BoundedSemaphore(2)
_NOBODY_HAS_THIS = _hasher.hash("no password of any person")


def hashed(password: str) -> str:
    with _at_once:
        return _hasher.hash(_normal(password))


def check_strength(password: str, *known_words: str) -> None:
    """Raise Invalid, in words, for a password that is too short, too long or easy to guess."""
    normal = _normal(password)
    if len(normal) < SHORTEST:
        problem = _(
            "Use at least %(count)s characters; a few words in a row work well.", count=SHORTEST
        )
    elif len(normal) > LONGEST:
        problem = _("Use at most %(count)s characters.", count=LONGEST)
    elif _is_guessable(normal.casefold(), [word.casefold() for word in known_words if word]):
        problem = _("This is easy to guess. Mix a few unrelated words.")
    else:
        return
    raise Invalid(problem, {"password": problem})


def matches(password_hash: str | None, password: str) -> bool:
    """Whether it is this password; costs the same when there is none."""
    with _at_once:
        try:
            _hasher.verify(password_hash or _NOBODY_HAS_THIS, _normal(password)[:LONGEST])
        except (VerifyMismatchError, InvalidHashError):
            return False
    return password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    return _hasher.check_needs_rehash(password_hash)


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _is_guessable(password: str, known_words: list[str]) -> bool:
    rest = password
    for word in [*known_words, "password", "firstlook", "contraseña", "qwerty", "12345"]:
        rest = rest.replace(word, "")
    return len(set(rest)) < 5
