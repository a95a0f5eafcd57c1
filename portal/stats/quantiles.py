"""Quantiles shared by the signals. Not here: anything that knows what is being counted."""

from functools import lru_cache
from statistics import NormalDist

_NORMAL = NormalDist()


@lru_cache(maxsize=64)
def normal(level: float) -> float:
    """The z that holds `level` of a standard normal between -z and z."""
    return -_NORMAL.inv_cdf((1 - level) / 2)


def normal_two_sided(z: float) -> float:
    """P(|Z| >= |z|) of a standard normal."""
    return 2 * _NORMAL.cdf(-abs(z))


@lru_cache(maxsize=256)
def student(level: float, df: int) -> float:
    """The t that holds `level` of Student's distribution with `df` degrees between -t and t."""
    from scipy.special import stdtrit

    return -float(stdtrit(df, (1 - level) / 2))


def beta(probability: float, a: float, b: float) -> float:
    """The `probability` quantile of Beta(a, b); a point mass at 0 or 1 where a or b is 0."""
    if a <= 0 or b <= 0:
        return 0.0 if a <= 0 else 1.0
    from scipy.special import betaincinv

    return float(betaincinv(a, b, probability))
