"""What changed between the pictures and the variants of two revisions. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from portal.queries import word_diff
from portal.queries.images import Picture
from portal.queries.revisions import VariantShown
from portal.queries.word_diff import Paragraph

What = Literal["same", "changed", "added", "removed", "moved"]


@dataclass(frozen=True, slots=True)
class PictureChange:
    """A picture in its place before and after; `was` and `now` are the places, from 1."""

    what: What
    before: Picture | None
    after: Picture | None
    was: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class VariantChange:
    what: What
    before: VariantShown | None
    after: VariantShown | None

    @property
    def name(self) -> str:
        shown = self.after or self.before
        return shown.name if shown else ""

    @property
    def words(self) -> Paragraph:
        """How it is described, then and now."""
        was, now = (side.description if side else "" for side in (self.before, self.after))
        return word_diff.words(was, now)


def pictures(before: Sequence[Picture], after: Sequence[Picture]) -> tuple[PictureChange, ...]:
    """Paired by place. The same picture elsewhere was moved, if the others around it were not."""
    old, new = [p.public_id for p in before], [p.public_id for p in after]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    stays = {id for what, a, b, _c, _d in blocks if what == "equal" for id in old[a:b]}
    moved = {id: place for place, id in enumerate(old) if id in new and id not in stays}
    found: list[PictureChange] = []
    for what, a, b, c, d in blocks:
        if what == "equal":
            pairs = zip(range(a, b), range(c, d), strict=True)
            found += [_change("same", before, after, i, j) for i, j in pairs]
            continue
        gone = [i for i in range(a, b) if old[i] not in moved]
        fresh = [j for j in range(c, d) if new[j] not in moved]
        found += [_change(_what(i, j), before, after, i, j) for i, j in zip_longest(gone, fresh)]
        found += [
            _change("moved", before, after, moved[new[j]], j)
            for j in range(c, d)
            if new[j] in moved
        ]
    return tuple(found)


def variants(
    before: Sequence[VariantShown], after: Sequence[VariantShown]
) -> tuple[VariantChange, ...]:
    """By their letters, which never come to mean another; those that are gone come last."""
    old, new = {v.key: v for v in before}, {v.key: v for v in after}
    return tuple(_variants(old, new))


def _variants(
    old: dict[str, VariantShown], new: dict[str, VariantShown]
) -> Iterator[VariantChange]:
    for key, variant in new.items():
        was = old.get(key)
        what: What = "added" if was is None else "same" if was == variant else "changed"
        yield VariantChange(what, was, variant)
    for key, variant in old.items():
        if key not in new:
            yield VariantChange("removed", variant, None)


def _what(was: int | None, now: int | None) -> What:
    if was is None:
        return "added"
    return "removed" if now is None else "changed"


def _change(
    what: What,
    before: Sequence[Picture],
    after: Sequence[Picture],
    was: int | None,
    now: int | None,
) -> PictureChange:
    return PictureChange(
        what,
        None if was is None else before[was],
        None if now is None else after[now],
        None if was is None else was + 1,
        None if now is None else now + 1,
    )
