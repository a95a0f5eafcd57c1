"""Signal 2: bounds that may be watched every day without fooling oneself.

Here: the prior-posterior-ratio confidence sequence (Waudby-Smith & Ramdas 2020) and the exact price
of peeking. Not here: the fixed-date interval (support.py). It protects against looking often, not
against who answers first.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from portal.stats import checks, draws, peeking, support
from portal.stats.errors import Impossible

TIE = 1e-10  # in natural logs: this close to the limit is on it, and a K on the limit is dropped
FEWEST_IN_HALF = 5


@dataclass(frozen=True, slots=True)
class Sequenced:
    """The yeses K, and shares K/N, that have not been ruled out."""

    K_low: int
    K_high: int
    p_low: float
    p_high: float


@dataclass(frozen=True, slots=True)
class Path:
    """What all looks together leave; empty means the order of answers was not like a random one."""

    K_low: int | None
    K_high: int | None
    empty: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A cumulative look, and what it and all looks before leave; None where they leave nothing."""

    n: int
    x: int
    K_low: int | None
    K_high: int | None
    empty: bool


@dataclass(frozen=True, slots=True)
class Martingale:
    """Natural log of the evidence against a K; None where the answers rule that K out."""

    log_M: float | None  # noqa: N815  # the letter of the literature, and the key of the JSON


@dataclass(frozen=True, slots=True)
class AnytimeError:
    """The probability, 0 to 1, that the truth is ever excluded."""

    error: float


def ppr_cs(N: int, n: int, x: int, alpha: float) -> Sequenced:
    """The confidence sequence at one look: every K with pmf(x; N, K, n) > alpha/(n + 1).

    No answers give [0, N], a census one point; it never leaves the Manski bounds.
    """
    N, n, x = checks.answers(N, n, x)
    low, high = _kept(N, n, x, checks.inside("alpha", alpha))
    return Sequenced(low, high, low / N, high / N)


def _kept(N: int, n: int, x: int, alpha: float) -> tuple[int, int]:
    """The pmf rises in K up to its peak and falls after it, so each side is found by halving."""
    limit = math.log(alpha) - math.log(n + 1) + TIE
    fewest, most = x, N - (n - x)
    peak = min(most, max(fewest, (N + 1) * x // n)) if n else fewest
    if not n:
        return 0, N
    low, kept = fewest, peak
    while low < kept:
        middle = (low + kept) // 2
        if draws.log_pmf(x, N, middle, n) > limit:
            kept = middle
        else:
            low = middle + 1
    last, high = peak, most
    while last < high:
        middle = (last + high + 1) // 2
        if draws.log_pmf(x, N, middle, n) > limit:
            last = middle
        else:
            high = middle - 1
    return kept, last


def band(N: int, looks: Sequence[tuple[int, int]], alpha: float = 0.05) -> tuple[Look, ...]:
    """The running intersection after each cumulative look (n, x), for drawing it day by day.

    Once it is empty it stays so: then only the Manski bounds hold, and the day says so.
    """
    N = checks.count("N", N, at_least=1)
    alpha = checks.inside("alpha", alpha)
    low, high, found = 0, N, []
    for n, x in _looks(N, looks):
        at_look = _kept(N, n, x, alpha)
        low, high = max(low, at_look[0]), min(high, at_look[1])
        left = (None, None, True) if low > high else (low, high, False)
        found.append(Look(n, x, *left))
    return tuple(found)


def ppr_cs_path(N: int, looks: Sequence[tuple[int, int]], alpha: float) -> Path:
    """The running intersection over cumulative looks (n, x); it never grows, and is still valid."""
    days = band(N, looks, alpha)
    return Path(days[-1].K_low, days[-1].K_high, days[-1].empty) if days else Path(0, N, False)


def warning(
    N: int, looks: Sequence[tuple[int, int]], halves: support.EarlyLate, alpha: float = 0.05
) -> str | None:
    """Whether those who answered first were unlike the rest, which no bound here protects against.

    supporters_first or opponents_first: five or more answers in each half (support.early_late) that
    differ with a probability of at most alpha; order_not_random: they do not, but the looks have
    ruled everything out. None says nothing.
    """
    alpha = checks.inside("alpha", alpha)
    enough = min(halves.early_n, halves.late_n) >= FEWEST_IN_HALF
    if enough and halves.difference and halves.p_two_sided <= alpha:
        return "supporters_first" if halves.difference < 0 else "opponents_first"
    return "order_not_random" if ppr_cs_path(N, looks, alpha).empty else None


def _looks(N: int, looks: object) -> list[tuple[int, int]]:
    """Looks whose answers and yeses only grow, and yeses no faster than answers."""
    found: list[tuple[int, int]] = []
    before = (0, 0)
    for look in checks.items("looks", looks, at_most=20_000):
        pair = checks.items("looks", look, 2)
        _, n, x = checks.answers(N, pair[0], pair[1])
        if not 0 <= x - before[1] <= n - before[0]:
            raise Impossible("looks must be cumulative: answers and yeses can only be added.")
        before = (n, x)
        found.append(before)
    return found


def log_martingale(N: int, n: int, x: int, K: int, a: float = 1, b: float = 1) -> Martingale:
    """log of prior(K)/posterior(K) for a BetaBinomial(N, a, b) prior on K; a, b > 0."""
    N, n, x = checks.answers(N, n, x)
    K = checks.count_within("K", K, "N", N)
    a, b = checks.positive("a", a), checks.positive("b", b)
    likelihood = draws.log_pmf(x, N, K, n)
    if likelihood == -math.inf:
        return Martingale(None)
    return Martingale(draws.log_beta_binomial(x, n, a, b) - likelihood)


def anytime_error(
    N: int, K: int, alpha: float, method: str, looks: str | Sequence[int]
) -> AnytimeError:
    """The exact chance that a true K is ever excluded when looking at these numbers of answers.

    method: "ppr" (the confidence sequence) or "fixed" (the exact interval at level 1 - alpha);
    looks: "all" or a list of n. Every order of answers is equally likely. N up to 10,000.
    """
    N = checks.count("N", N, at_least=1, at_most=10_000)
    K = checks.count_within("K", K, "N", N)
    alpha = checks.inside("alpha", alpha)
    method = checks.one_of("method", method, ("ppr", "fixed"))
    if looks == "all":
        wanted = set(range(1, N + 1))
    else:
        wanted = {checks.count_within("looks", n, "N", N) for n in checks.items("looks", looks)}
    limit_tie = TIE if method == "ppr" else draws.ROUNDING
    return AnytimeError(peeking.ever_excluded(N, K, alpha, method == "ppr", wanted, limit_tie))
