"""Chances of drawing without replacement: n answers out of a group of N, K of whom would say yes.

Here: the hypergeometric point and tail probabilities and the beta-binomial one, in plain floats.
Not here: intervals and verdicts made of them. Plain Python beats an array at these sizes: a tail is
a few dozen terms, each one multiplication away from the last.
"""

import math

# Two probabilities this close (relatively) are the same number: the rest is rounding. A tie with
# the allowed error counts as "not exceeded", as exact arithmetic would say.
ROUNDING = 1e-9


def log_choose(n: int, k: int) -> float:
    """Natural log of n over k, for 0 <= k <= n."""
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def log_pmf(x: int, N: int, K: int, n: int) -> float:
    """Natural log of P(X = x); minus infinity where x cannot be."""
    if not max(0, n - (N - K)) <= x <= min(n, K):
        return -math.inf
    return log_choose(K, x) + log_choose(N - K, n - x) - log_choose(N, n)


def at_least(x: int, N: int, K: int, n: int) -> float:
    """P(X >= x)."""
    if x <= max(0, n - (N - K)):
        return 1.0
    if x > min(n, K):
        return 0.0
    if x * N > n * K:
        return min(1.0, _upward(x, N, K, n))
    return max(0.0, 1.0 - _downward(x - 1, N, K, n))


def at_most(x: int, N: int, K: int, n: int) -> float:
    """P(X <= x), by counting the noes instead."""
    return at_least(n - x, N, N - K, n)


def exceeds(probability: float, allowed: float) -> bool:
    """Whether a probability is above the allowed error by more than rounding."""
    return probability > allowed * (1 + ROUNDING)


def _upward(x: int, N: int, K: int, n: int) -> float:
    term = total = math.exp(log_pmf(x, N, K, n))
    for j in range(x, min(n, K)):
        term *= (K - j) * (n - j) / ((j + 1) * (N - K - n + j + 1))
        total += term
        if term < total * 1e-18:
            break
    return total


def _downward(x: int, N: int, K: int, n: int) -> float:
    return _upward(n - x, N, N - K, n)


def fisher(a: int, b: int, c: int, d: int) -> float:
    """Two-sided p of the table [[a, b], [c, d]] (Fisher 1935): the chance of all tables with its
    margins that are no likelier than it."""
    N, K, n = a + b + c + d, a + c, a + b
    found = log_pmf(a, N, K, n) + 1e-7
    logs = (log_pmf(x, N, K, n) for x in range(max(0, n - (N - K)), min(n, K) + 1))
    return min(1.0, math.fsum(math.exp(log) for log in logs if log <= found))


def log_beta(a: float, b: float) -> float:
    """Natural log of the beta function."""
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def log_beta_binomial(k: int, trials: int, a: float, b: float) -> float:
    """Natural log of P(k) for BetaBinomial(trials, a, b); minus infinity where k cannot be."""
    if not 0 <= k <= trials:
        return -math.inf
    return log_choose(trials, k) + log_beta(k + a, trials - k + b) - log_beta(a, b)
