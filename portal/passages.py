"""The words of a story, and places among them.

`words` is what one reads of the HTML that `portal.text` made: its text with white space folded, and
a space where a block begins or ends. Places count its characters (code points). The page makes the
same of its elements (static/js/pin-words.js), so that a place means the same on both sides.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import groupby
from typing import Final

from markupsafe import Markup

# These stand inside a line; every other element begins a new one.
INLINE: Final = frozenset({"a", "code", "del", "em", "mark", "strong"})
SPACE: Final = " \t\n\r\f\u00a0"
_PIECE: Final = re.compile(r'<(?:"[^"]*"|[^">])*>|[^<]+')
_TAG: Final = re.compile(r"</?([a-z0-9]+)")
# Where white space at the very beginning stands: nowhere.
_NOWHERE: Final = -1


@dataclass(frozen=True, slots=True)
class Passage:
    """Words from `start` to before `end`, of which `name` speaks; `after` is put behind them."""

    name: str
    start: int
    end: int
    after: Markup


@dataclass(frozen=True, slots=True)
class _Piece:
    """A tag as it is written, or text with the place of each of its characters."""

    source: str
    places: tuple[int, ...] = ()

    @property
    def tag(self) -> str:
        found = None if self.places else _TAG.match(self.source)
        return found[1] if found else ""


def words(html: str) -> str:
    """What one reads."""
    return _read(html)[1]


def folded(quote: str) -> str:
    """A quote with its white space as `words` has it."""
    return re.sub(f"[{SPACE}]+", " ", quote).strip(" ")


def found(text: str, quote: str) -> list[int]:
    """Every place where the quote begins, overlapping ones too."""
    places, at = [], text.find(quote)
    while at >= 0 and quote:
        places.append(at)
        at = text.find(quote, at + 1)
    return places


def followed(text: str, quote: str, before: str, after: str, start: int) -> tuple[str, int | None]:
    """Where a quote is in another text. Exact: the same words in the same place between the same
    words. Moved: they are found once. Orphaned, with no place: not found, or more than once."""
    end = start + len(quote)
    here = (text[max(0, start - len(before)) : start], text[start:end], text[end:][: len(after)])
    if here == (before, quote, after):
        return "exact", start
    places = found(text, quote)
    if len(places) != 1 or _edges(text, places[0], len(quote)) != _edges(
        before + quote + after, len(before), len(quote)
    ):
        return "orphaned", None
    return "moved", places[0]


def _edges(text: str, start: int, length: int) -> tuple[bool, bool]:
    """Whether a word goes on over either end: "car" in "scarf" is other words than "car"."""
    return tuple(  # type: ignore[return-value]
        text[at - 1 : at].isalnum() and text[at : at + 1].isalnum()
        for at in (start, start + length)
    )


def marked(html: str, passages: Sequence[Passage]) -> Markup:
    """The same HTML with the passages marked, also across elements and over each other."""
    pieces, text = _read(html)
    over = _over(len(text), passages)
    return Markup("").join(_written(pieces, over))


def _read(html: str) -> tuple[list[_Piece], str]:
    pieces: list[_Piece] = []
    letters: list[str] = []
    for source in _PIECE.findall(html):
        if source.startswith("<"):
            piece = _Piece(source)
            if piece.tag not in INLINE:
                _part(letters)
        else:
            text = unescape(source)
            piece = _Piece(text, tuple(_placed(text, letters)))
        pieces.append(piece)
    return pieces, "".join(letters).rstrip(" ")


def _placed(text: str, letters: list[str]) -> Iterator[int]:
    """The place of each character, which is put behind those that came before."""
    for letter in text:
        if letter in SPACE:
            _part(letters)
        else:
            letters.append(letter)
        yield len(letters) - 1


def _part(letters: list[str]) -> None:
    if letters and letters[-1] != " ":
        letters.append(" ")


def _over(length: int, passages: Sequence[Passage]) -> list[tuple[Passage, ...]]:
    """Of each character, the passages that hold it."""
    over: list[tuple[Passage, ...]] = [()] * length
    for passage in passages:
        for at in range(passage.start, min(passage.end, length)):
            over[at] = (*over[at], passage)
    return over


def _written(pieces: Iterable[_Piece], over: list[tuple[Passage, ...]]) -> Iterator[Markup]:
    links, waiting = 0, Markup("")
    for piece in pieces:
        if not piece.places:
            links += {"<a ": 1, "<a>": 1, "</a": -1}.get(piece.source[:3], 0)
            yield Markup(piece.source)  # noqa: S704 - a tag of sanitised HTML
        for text, held, ended in _stretches(piece, over):
            yield _mark(text, held)
            waiting += Markup("").join(passage.after for passage in ended)
            if not links:
                yield waiting
                waiting = Markup("")
        if not links and waiting:
            # No link stands inside another one.
            yield waiting
            waiting = Markup("")


def _stretches(
    piece: _Piece, over: list[tuple[Passage, ...]]
) -> Iterator[tuple[str, tuple[Passage, ...], list[Passage]]]:
    """Text under the same passages, those passages, and which of them end with it."""

    def holding(pair: tuple[str, int]) -> tuple[Passage, ...]:
        return over[pair[1]] if _NOWHERE < pair[1] < len(over) else ()

    for held, pairs in groupby(zip(piece.source, piece.places, strict=False), holding):
        run = list(pairs)
        last = max(at for _, at in run)
        yield (
            "".join(letter for letter, _ in run),
            held,
            [passage for passage in held if passage.end == last + 1],
        )


def _mark(text: str, held: Sequence[Passage]) -> Markup:
    written = Markup(escape(text, quote=False).replace("\u00a0", "&nbsp;"))  # noqa: S704
    if not held or not text.strip(SPACE):
        return written
    names = " ".join(passage.name for passage in held)
    return Markup('<mark data-of="{}">{}</mark>').format(names, written)
