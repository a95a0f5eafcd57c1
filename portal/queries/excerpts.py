"""A text with the words somebody searched for marked in it, whatever case and accents it has."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

# A piece of a text, and whether it is one of the words.
Piece = tuple[str, bool]
AROUND: Final = 90
_WORD: Final = re.compile(r"[^\W_]+")


def marked(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The whole text in pieces. `words` are as `portal.text.words` gives them."""
    return _pieces(text, list(_spans(text, words)))


def excerpt(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The text around the first of the words; its beginning where none of them stands in it."""
    first = next(_spans(text, words), (0, 0))[0]
    start, end = _cut(text, first)
    inside = [(a - start, b - start) for a, b in _spans(text, words) if start <= a and b <= end]
    pieces = _pieces(text[start:end], inside)
    before, after = ((("… ", False),) if start else (), (("…", False),) if end < len(text) else ())
    return (*before, *pieces, *after)


def holds(text: str, words: Sequence[str]) -> bool:
    return next(_spans(text, words), None) is not None


def _cut(text: str, first: int) -> tuple[int, int]:
    """Where to cut, between words where there is a space near."""
    start = max(0, first - AROUND // 2)
    if start:
        start = (text.find(" ", start, first) + 1) or start
    end = min(len(text), first + 2 * AROUND)
    if end < len(text):
        end = max(text.rfind(" ", first + AROUND, end), first + AROUND)
    return start, end


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple(piece for piece in [*pieces, (text[at:], False)] if piece[0])


def _spans(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where words begin and end that start like one of `words`."""
    bare, places = _unfolded(text)
    begins = tuple(words)
    for found in _WORD.finditer(bare):
        if begins and found[0].startswith(begins):
            end = places[found.end() - 1] + 1
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            yield places[found.start()], end


def _unfolded(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its letters where it stands in the text."""
    if text.isascii():
        return text.casefold(), range(len(text))
    bare, places = [], []
    for at, letter in enumerate(text):
        for one in _folded(letter):
            bare.append(one)
            places.append(at)
    return "".join(bare), places


@lru_cache(maxsize=4_000)
def _folded(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()
