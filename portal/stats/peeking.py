"""The exact chance that repeated looks ever exclude the truth, answer by answer.

Here: one dynamic programme over the path of yeses, as arrays. Not here: the intervals themselves
(support.py, monitor.py) and the checking of input.
"""

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def ever_excluded(
    N: int, K: int, alpha: float, sequence: bool, looks: set[int], tie: float
) -> float:
    """P(the truth K is excluded at one of the looks) when answers come in random order.

    `alive[x]` is the chance of x yeses so far with K never excluded; what a look excludes leaves.
    """
    import numpy as np

    log_factorial = np.array([math.lgamma(i + 1) for i in range(N + 1)])
    yeses = np.arange(K + 1)
    alive = np.zeros(K + 1)
    alive[0] = 1.0
    lost = 0.0
    for n in range(1, max(looks, default=0) + 1):
        up = (K - yeses) / (N - n + 1)
        stays = alive * np.clip(1 - up, 0, None)
        stays[1:] += (alive * up)[:-1]
        alive = stays
        if n in looks:
            out = _excluded(log_factorial, N, K, n, alpha, sequence, tie)
            lost += float(alive[out].sum())
            alive[out] = 0.0
    return lost


def _excluded(
    log_factorial: "Floats", N: int, K: int, n: int, alpha: float, sequence: bool, tie: float
) -> "NDArray[np.intp]":
    """The yeses x among n answers for which the bounds leave K out."""
    import numpy as np

    x = np.arange(max(0, n - (N - K)), min(n, K) + 1)
    f = log_factorial
    log_pmf = (
        (f[K] - f[x] - f[K - x])
        + (f[N - K] - f[n - x] - f[N - K - n + x])
        - (f[N] - f[n] - f[N - n])
    )
    if sequence:
        out: NDArray[np.intp] = x[log_pmf <= math.log(alpha) - math.log(n + 1) + tie]
        return out
    pmf = np.exp(log_pmf)
    most = np.cumsum(pmf)
    least = np.cumsum(pmf[::-1])[::-1]
    allowed = alpha / 2 * (1 + tie)
    fixed_out: NDArray[np.intp] = x[(most <= allowed) | (least <= allowed)]
    return fixed_out
