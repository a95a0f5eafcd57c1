"""Signal 4, whether members contradict themselves over three items: A over B over C over A.

Here: the share of circular triads (Kendall & Babington Smith 1940). One in four is what coins would
make. Not here: abilities (pairs.py), which assume one scale for everyone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.stats import pairs


@dataclass(frozen=True, slots=True)
class Triads:
    """Threesomes one member compared in full, and how many of them go round; None without any."""

    triads: int
    circular: int
    share: float | None


def circular(ballots_by_member: pairs.Answers, items: Sequence[str]) -> Triads:
    """Over all members; ballots and items as in pairs.spread. A pair a member answered both ways
    is no preference. Raises Impossible."""
    import numpy as np

    won = pairs.read(ballots_by_member, items)
    over = (won > won.transpose(0, 2, 1)).astype(np.int64)
    known = over + over.transpose(0, 2, 1)
    # every circle of three is met three times, every threesome six
    round_ = int(np.einsum("mij,mjk,mki->", over, over, over, optimize=True)) // 3
    whole = int(np.einsum("mij,mjk,mki->", known, known, known, optimize=True)) // 6
    return Triads(whole, round_, round_ / whole if whole else None)
