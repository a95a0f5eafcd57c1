"""Signal 4, one choice among variants: who leads, by how much, and whether that is settled.

Here: plurality and the chance that the leader stays. Not here: rankings (rank.py) and pairs
(pairs.py). Two options with equal counts are ordered by name, never by chance.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.stats import checks, net

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS = 20_000
MOST_WORK = 20_000_000


@dataclass(frozen=True, slots=True)
class Plurality:
    """The lead as a net share, -1 to 1; names and gap None where nobody answered."""

    leader: str | None
    runner_up: str | None
    gap: float | None
    low: float
    high: float
    decided: bool


@dataclass(frozen=True, slots=True)
class Staying:
    """The leader and the probability of strictly most votes once everyone has answered."""

    leader: str | None
    probability: float | None


def plurality(counts: Mapping[str, int], N: int | None, level: float) -> Plurality:
    """The leader's lead over the runner-up; decided when the silent cannot undo it."""
    ranked = _ranked(counts)
    n = sum(count for _, count in ranked)
    N = checks.population(N, n)
    first = ranked[0][1] if ranked else 0
    second = ranked[1][1] if len(ranked) > 1 else 0
    lead = net.interval(N, n, first, second, level)
    return Plurality(
        ranked[0][0] if n else None,
        ranked[1][0] if n and len(ranked) > 1 else None,
        lead.estimate,
        lead.low,
        lead.high,
        bool(n and N is not None and first - second > N - n),
    )


def _ranked(counts: object) -> list[tuple[str, int]]:
    found = checks.named_counts("counts", counts, at_most=1_000)
    return sorted(found.items(), key=lambda option: (-option[1], option[0]))


def prob_leader_stays(counts: Mapping[str, int], N: int, seed: int = 0) -> Staying:
    """P(the leader has strictly most votes at the end).

    The silent are Dirichlet-multinomial(N - n, counts + 1). Exact, except for several options in a
    very large group: then 20,000 draws from `seed`.
    """
    ranked = _ranked(counts)
    n = sum(count for _, count in ranked)
    N = checks.roster(N, n)[0]
    seed = checks.count("seed", seed)
    if not n:
        return Staying(None, None)
    votes = [count for _, count in ranked]
    silent = N - n
    if not silent or len(votes) == 1:
        return Staying(ranked[0][0], float(len(votes) == 1 or votes[0] > votes[1]))
    if (silent + 1) ** 2 * len(votes) <= MOST_WORK * (2 if len(votes) <= 3 else 1):
        return Staying(ranked[0][0], _exactly(votes, silent))
    return Staying(ranked[0][0], _by_draws(votes, silent, seed))


def _exactly(votes: list[int], silent: int) -> float:
    """Dirichlet-multinomial counts are negative binomials, given that they sum to `silent`.

    For each number k the leader gains, the rivals share the rest and each must stay below: the
    coefficient of a product of truncated polynomials, multiplied out by Fourier transform.
    """
    import numpy as np

    odds = silent / (silent + sum(votes) + len(votes))
    gains = [_negative_binomial(count, silent, odds) for count in votes]
    size = 1 << (2 * silent + 1).bit_length()
    favourable = 0.0
    for k in range(silent + 1):
        left = silent - k
        product = np.zeros(left + 1)
        product[0] = 1.0
        for count, gain in zip(votes[1:], gains[1:], strict=True):
            room = votes[0] + k - count
            product = _times(product, gain[: max(0, min(left + 1, room))], left, size)
        favourable += float(gains[0][k] * product[left])
    total = _negative_binomial(sum(votes) + len(votes) - 1, silent, odds)[silent]
    return min(1.0, max(0.0, favourable / float(total)))


def _times(
    left: "NDArray[np.float64]", right: "NDArray[np.float64]", degree: int, size: int
) -> "NDArray[np.float64]":
    """The product of two polynomials, up to a degree."""
    import numpy as np

    product = np.zeros(degree + 1)
    if not right.size:
        return product
    if not left[1:].any():
        product[: right.size] = left[0] * right
        return product
    if degree < 200:
        whole = np.convolve(left, right)
    else:
        whole = np.fft.irfft(np.fft.rfft(left, size) * np.fft.rfft(right, size), size)
    return (
        whole[: degree + 1] if whole.size > degree else np.pad(whole, (0, degree + 1 - whole.size))
    )


def _negative_binomial(count: int, silent: int, odds: float) -> "NDArray[np.float64]":
    """P(k) for k = 0..silent with count + 1 successes asked for."""
    import numpy as np

    start = (count + 1) * math.log1p(-odds)
    steps = np.log(odds) + np.log1p(count / np.arange(1, silent + 1))
    logs: NDArray[np.float64] = start + np.concatenate(([0.0], np.cumsum(steps)))
    return np.exp(logs)


def _by_draws(votes: list[int], silent: int, seed: int) -> float:
    import numpy as np

    chance = np.random.default_rng(seed)
    shares = chance.dirichlet(np.array(votes) + 1.0, DRAWS)
    final = chance.multinomial(silent, shares) + np.array(votes)
    return float(np.mean(final[:, 0] > final[:, 1:].max(axis=1)))
