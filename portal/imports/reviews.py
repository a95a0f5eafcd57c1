"""Customers' reviews in one CSV: member, age, rating, recommends, agreed_by, title, text.

Here: one review a row, checked. Not here: what it becomes in the portal.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from portal.imports import columns
from portal.language import gettext as _

COLUMNS = ("member", "age", "rating", "recommends", "agreed_by", "title", "text")


@dataclass(frozen=True, slots=True)
class Review:
    """`band`: the ten years of the reviewer's age, like 30–39; empty where it is not told."""

    member: str
    band: str
    rating: int
    recommends: bool
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Reviews:
    """`unused`: a sentence for each line, or part of one, that could not be used."""

    rows: tuple[Review, ...]
    unused: tuple[str, ...]
    print: str


def read(path: Path) -> Reviews:
    """The reviews of a file, or Invalid."""
    found: dict[str, Review] = {}
    unused: list[str] = []
    for line, row in columns.rows(path, *COLUMNS):
        review = _review(row)
        if review is None:
            unused.append(
                _(
                    "line %(line)s: it needs a member, a rating from 1 to 5, and 0 or 1 for "
                    "recommends",
                    line=line,
                )
            )
        elif review.member in found:
            unused.append(_("line %(line)s: this member has a review already", line=line))
        else:
            found[review.member] = review
            unused.extend(_parts(line, row, review))
    return Reviews(
        tuple(found.values()),
        tuple(unused),
        hashlib.sha256(columns.content(path)).hexdigest()[:24],
    )


def _review(row: dict[str, str]) -> Review | None:
    rating = columns.whole(row["rating"], 1, 5)
    recommends = columns.whole(row["recommends"], 0, 1)
    if not row["member"].strip() or rating is None or recommends is None:
        return None
    age = columns.whole(row["age"], 1, 120)
    band = f"{age // 10 * 10}–{age // 10 * 10 + 9}" if age else ""
    return Review(row["member"].strip(), band, rating, bool(recommends), row["title"], row["text"])


def _parts(line: int, row: dict[str, str], review: Review) -> list[str]:
    """What of a used row is lost."""
    lost = []
    if not review.band:
        lost.append(_("line %(line)s: no age, so no segment", line=line))
    if not review.text.strip():
        lost.append(_("line %(line)s: no text, so no critique", line=line))
    if row["agreed_by"] not in ("", "0"):
        lost.append(
            _(
                "line %(line)s: %(count)s others agreed, but not who, so there are no stances",
                line=line,
                count=row["agreed_by"],
            )
        )
    return lost
