"""Signal 6: what kind of feature it is, from the answers "if it has it" and "if it has it not".

Here: the 25-cell table and the summary of a feature. Not here: intervals (proportions.py, net.py).
Classes: must-be, one-dimensional, attractive, indifferent, reverse, questionable.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.stats import checks
from portal.stats.errors import Impossible

CLASSES = "MOAIRQ"  # also the order in which a tie is settled
TABLE = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")  # rows: has it, 1-5; columns: has it not
FONG = 1.65


@dataclass(frozen=True, slots=True)
class Classes:
    """How many members see the feature in each way."""

    M: int
    O: int  # noqa: E741  # the letter the literature uses
    A: int
    I: int  # noqa: E741
    R: int
    Q: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Shares 0 to 1 (worse -1 to 0); None where nothing was answered that would define them."""

    category: str | None
    category_strength: float | None
    total_strength: float | None
    better: float | None
    worse: float | None
    fong_significant: bool


def classify(answers: Sequence[tuple[int, int]]) -> Classes:
    """answers: one (functional, dysfunctional) a member, 1 like, 2 expect, 3 neutral, 4 live with,
    5 dislike. Source: Kano et al. 1984; Berger et al. 1993."""
    found = dict.fromkeys(CLASSES, 0)
    for answer in checks.items("answers", answers):
        functional, dysfunctional = checks.items("answers", answer, 2)
        row = checks.count("answers", functional, 1, 5)
        found[TABLE[row - 1][checks.count("answers", dysfunctional, 1, 5) - 1]] += 1
    return Classes(**found)


def summary(counts: Mapping[str, int]) -> Summary:
    """The commonest class, how far it leads, and how much having or lacking the feature matters.

    counts: members by class letter, missing ones 0. Fong's test: the first two differ iff
    a - b > 1.65 sqrt((a + b)(2n - a - b)/(2n)).
    """
    found = checks.named_counts("counts", counts)
    if not set(found) <= set(CLASSES):
        raise Impossible("counts must be named by M, O, A, I, R and Q.")
    M, O, A, I = (found.get(letter, 0) for letter in "MOAI")  # noqa: E741
    n = sum(found.values())
    if not n:
        return Summary(None, None, None, None, None, False)
    ranked = sorted(CLASSES, key=lambda letter: -found.get(letter, 0))
    a, b = found.get(ranked[0], 0), found.get(ranked[1], 0)
    understood = M + O + A + I
    return Summary(
        ranked[0],
        (a - b) / n,
        (M + O + A) / n,
        (A + O) / understood if understood else None,
        -(O + M) / understood if understood else None,
        a - b > FONG * math.sqrt((a + b) * (2 * n - a - b) / (2 * n)),
    )
