"""What changed between two texts, in words within paragraphs, for people to read.

Pure. The steps of comparing are counted: a text made to be slow is compared by whole paragraphs,
and at worst told as one that was replaced. What was moved is not guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, Literal

STEPS: Final = 120_000
# Two paragraphs with less in common than this are two paragraphs, not one that changed.
ALIKE: Final = 0.33
# More paragraphs than this that stayed as they were are folded away.
FOLDED: Final = 2
Kind = Literal["same", "gone", "new"]
_WORD: Final = re.compile(r"\w+\s*|[^\w\s]+\s*|\s+")
_MARKS: Final = re.compile(r"[*_`]+|^#+\s*|^>\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of words. "gone" stood only in the older text, "new" only in the newer."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    parts: tuple[Part, ...]

    @property
    def is_same(self) -> bool:
        return all(part.kind == "same" for part in self.parts)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs that follow each other; folded away where they are many and none changed."""

    paragraphs: tuple[Paragraph, ...]
    is_folded: bool


@dataclass(slots=True)
class _Budget:
    """How many steps may still be taken for all paragraphs together."""

    left: int = STEPS

    def take(self, steps: int) -> bool:
        self.left -= steps
        return self.left >= 0


@dataclass(slots=True)
class _Edit:
    """What stands in both where `gone` and `new` are equal; else what one became."""

    gone: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    is_same: bool = False


def paragraphs(before: str, after: str) -> tuple[Paragraph, ...]:
    """The two texts as one, paragraph by paragraph."""
    budget = _Budget()
    found: list[Paragraph] = []
    for edit in _edits(_lines(before), _lines(after), budget):
        if edit.is_same:
            found += [Paragraph((Part("same", line),)) for line in edit.new]
        else:
            found += _changed(edit, budget)
    return tuple(found)


def stretches(found: Sequence[Paragraph]) -> tuple[Stretch, ...]:
    """To be read: what changed with a paragraph before and behind it."""
    shown: list[Stretch] = []
    for is_same, group in groupby(found, key=lambda paragraph: paragraph.is_same):
        run = tuple(group)
        if is_same and len(run) > FOLDED + 2:
            parts = ((run[:1], False), (run[1:-1], True), (run[-1:], False))
            shown += [Stretch(part, is_folded) for part, is_folded in parts]
        else:
            shown.append(Stretch(run, is_folded=False))
    return tuple(shown)


def words(before: str, after: str) -> Paragraph:
    """The same for one line, such as a title."""
    return Paragraph(_in_words(before, after, _Budget()) or _whole(before, after))


def _lines(text: str) -> list[str]:
    """Paragraphs and items of lists, without the marks of Markdown."""
    bare = (_MARKS.sub("", line).strip() for line in text.splitlines())
    return [line for line in bare if line]


def _changed(edit: _Edit, budget: _Budget) -> list[Paragraph]:
    """Paragraphs that stand against each other, then those that stand alone."""
    pairs = min(len(edit.gone), len(edit.new))
    found: list[Paragraph] = []
    for gone, new in zip(edit.gone[:pairs], edit.new[:pairs], strict=True):
        parts = _in_words(gone, new, budget)
        found += [Paragraph(parts)] if parts else [Paragraph((p,)) for p in _whole(gone, new)]
    found += [Paragraph((Part("gone", line),)) for line in edit.gone[pairs:]]
    return found + [Paragraph((Part("new", line),)) for line in edit.new[pairs:]]


def _whole(gone: str, new: str) -> tuple[Part, ...]:
    if gone == new:
        return (Part("same", new),)
    both: tuple[Part, ...] = (Part("gone", gone), Part("new", new))
    return tuple(part for part in both if part.text)


def _in_words(gone: str, new: str, budget: _Budget) -> tuple[Part, ...] | None:
    """None where little is alike, or the comparing would take too long."""
    edits = _edits(_WORD.findall(gone), _WORD.findall(new), budget)
    alike = sum(len("".join(edit.new)) for edit in edits if edit.is_same)
    if alike < ALIKE * max(len(gone), len(new)):
        return None
    return tuple(part for edit in _readable(edits) for part in _parts(edit))


def _readable(edits: list[_Edit]) -> list[_Edit]:
    """A short word alike between two changes is drawn into them: nobody reads in crumbs."""
    found: list[_Edit] = []
    for at, edit in enumerate(edits):
        is_crumb = edit.is_same and 0 < at < len(edits) - 1 and len("".join(edit.new).strip()) < 4
        if found and not found[-1].is_same and (is_crumb or not edit.is_same):
            found[-1].gone += edit.gone
            found[-1].new += edit.new
        else:
            found.append(edit)
    return found


def _parts(edit: _Edit) -> tuple[Part, ...]:
    if edit.is_same:
        # The longer of the two has the space that keeps it apart from what follows.
        pairs = zip(edit.gone, edit.new, strict=True)
        return (Part("same", "".join(max(pair, key=len) for pair in pairs)),)
    both: tuple[Part, ...] = (Part("gone", "".join(edit.gone)), Part("new", "".join(edit.new)))
    return tuple(part for part in both if part.text)


def _edits(before: Sequence[str], after: Sequence[str], budget: _Budget) -> list[_Edit]:
    """In turn what is alike and what is not. Beginnings and ends that are alike cost nothing."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    gone, new = before[start : len(before) - end], after[start : len(after) - end]
    head = _Edit(list(before[:start]), list(after[:start]), is_same=True)
    tail = _Edit(list(before[len(before) - end :]), list(after[len(after) - end :]), is_same=True)
    whole = [_Edit(list(gone), list(new))]
    middle = _joined(gone, new, _steps(gone, new, budget)) if gone and new else whole
    return [edit for edit in (head, *(middle or whole), tail) if edit.gone or edit.new]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    most = min(len(one), len(other))
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if _bare(a) != _bare(b)), most)


def _bare(word: str) -> str:
    """The space behind a word is no part of it."""
    return word.rstrip()


def _steps(gone: Sequence[str], new: Sequence[str], budget: _Budget) -> list[dict[int, int]] | None:
    """Myers' search for the shortest way from one to the other: how far each diagonal reached,
    after each change. None if that is farther than the budget goes."""
    one, other = [_bare(word) for word in gone], [_bare(word) for word in new]
    reached, trail = {1: 0}, []
    for changes in range(len(one) + len(other) + 1):
        trail.append(dict(reached))
        if not budget.take(len(reached)):
            return None
        for k in range(-changes, changes + 1, 2):
            is_down = k == -changes or (k != changes and reached[k - 1] < reached[k + 1])
            x = began = reached[k + 1] if is_down else reached[k - 1] + 1
            while x < len(one) and x - k < len(other) and one[x] == other[x - k]:
                x += 1
            reached[k] = x
            if not budget.take(1 + x - began):
                return None
            if x >= len(one) and x - k >= len(other):
                return trail
    return None


def _joined(
    gone: Sequence[str], new: Sequence[str], trail: list[dict[int, int]] | None
) -> list[_Edit]:
    """The way back along the trail, as edits in the order of the texts."""
    if trail is None:
        return []
    single: list[tuple[str | None, str | None]] = []
    x, y = len(gone), len(new)
    for changes in range(len(trail) - 1, -1, -1):
        reached, k = trail[changes], x - y
        is_down = k == -changes or (
            k != changes and reached.get(k - 1, -1) < reached.get(k + 1, -1)
        )
        before = k + 1 if is_down else k - 1
        old_x = reached.get(before, 0)
        old_y = old_x - before
        while x > max(old_x, 0) and y > max(old_y, 0):
            x, y = x - 1, y - 1
            single.append((gone[x], new[y]))
        if changes:
            single.append((None, new[old_y]) if is_down else (gone[old_x], None))
            x, y = old_x, old_y
    return _grouped(single[::-1])


def _grouped(single: list[tuple[str | None, str | None]]) -> list[_Edit]:
    found: list[_Edit] = []
    for old, fresh in single:
        is_same = old is not None and fresh is not None
        if not found or found[-1].is_same != is_same:
            found.append(_Edit(is_same=is_same))
        found[-1].gone += [old] if old is not None else []
        found[-1].new += [fresh] if fresh is not None else []
    return found
