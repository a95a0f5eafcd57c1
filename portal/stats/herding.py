"""Signal 10: did members follow each other.

Here: tests of changes after the reveal and of an open against a blind half, and two alarms on the
order of votes. Not here: preventing it, which blindness does. A quiet alarm means nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from portal.stats import checks, draws, logits, signs
from portal.stats.errors import Impossible

MOST_VOTES = 100_000


@dataclass(frozen=True, slots=True)
class Runs:
    """z without continuity correction, None where all votes are alike; None without votes."""

    runs: int
    expected_runs: float | None
    z: float | None
    p_few_runs_exact: float


@dataclass(frozen=True, slots=True)
class Shift:
    """The share of changes toward the majority shown, None without changes."""

    share_toward: float | None
    p_one_sided: float


@dataclass(frozen=True, slots=True)
class ArmDifference:
    """Open minus blind share of yes, None where an arm is empty."""

    difference: float | None
    p_two_sided: float


@dataclass(frozen=True, slots=True)
class Slope:
    """Logit of a yes per unit of share shown; None where it cannot be estimated."""

    slope: float | None
    se: float | None
    z: float | None


def runs_test(votes: Sequence[int]) -> Runs:
    """Whether equal votes (0/1, in the order cast) come in fewer runs than chance would make."""
    found = checks.yes_or_no("votes", votes)
    checks.items("votes", found, at_most=MOST_VOTES)
    n, yes = len(found), sum(found)
    no = n - yes
    runs = sum(a != b for a, b in pairwise(found)) + bool(n)
    if not yes or not no:
        return Runs(runs, 1.0 if n else None, None, 1.0)
    expected = 1 + 2 * yes * no / n
    spread = 2 * yes * no * (2 * yes * no - n) / (n * n * (n - 1))
    z = (runs - expected) / math.sqrt(spread) if spread else None
    every = draws.log_choose(n, yes)
    few = math.fsum(_ways(r, yes, no, every) for r in range(2, runs + 1))
    return Runs(runs, expected, z, min(1.0, few))


def _ways(runs: int, yes: int, no: int, every: float) -> float:
    """The share of all orders that have this many runs."""
    half = runs // 2
    splits = [(half - 1, half - 1)] * 2 if runs % 2 == 0 else [(half, half - 1), (half - 1, half)]
    return math.fsum(
        math.exp(draws.log_choose(yes - 1, a) + draws.log_choose(no - 1, b) - every)
        for a, b in splits
        if a < yes and b < no
    )


def reveal_shift(toward: int, away: int) -> Shift:
    """Whether changes after the reveal go toward the majority shown more than half the time."""
    toward, away = checks.count("toward", toward), checks.count("away", away)
    changes = toward + away
    share = toward / changes if changes else None
    return Shift(share, signs.fair_coin_at_least(toward, changes))


def arm_difference(open_yes: int, open_no: int, blind_yes: int, blind_no: int) -> ArmDifference:
    """Fisher's exact test of the half that saw totals against the half that did not."""
    names = ("open_yes", "open_no", "blind_yes", "blind_no")
    given = (open_yes, open_no, blind_yes, blind_no)
    a, b, c, d = (
        checks.count(name, value, at_most=100_000) for name, value in zip(names, given, strict=True)
    )
    difference = a / (a + b) - c / (c + d) if a + b and c + d else None
    return ArmDifference(difference, draws.fisher(a, b, c, d))


def order_slope(vote: Sequence[int], shown_share: Sequence[float]) -> Slope:
    """Logistic regression of a vote (0/1) on the share of yes shown before it.

    Within one item it is biased: the share shown is made of the same votes.
    """
    import numpy as np

    outcome = checks.yes_or_no("vote", vote)
    shown = checks.items("shown_share", shown_share, len(outcome))
    if not outcome:
        raise Impossible("vote must not be empty.")
    shares = [checks.share("shown_share", one) for one in shown]
    design = np.column_stack((np.ones(len(shares)), shares))
    fitted = logits.fit(design, np.array(outcome, dtype=float))
    if fitted is None:
        return Slope(None, None, None)
    slope, se = float(fitted[0][1]), math.sqrt(float(fitted[1][1, 1]))
    return Slope(slope, se, slope / se)
