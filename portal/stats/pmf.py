"""Signal 3, how members would feel without the product (Sean Ellis's question).

Here: the share "very disappointed" among those who used it, and its verdict. Not here: any claim
that 40 % means a market: the mark is one practitioner's, without published validation.
"""

from dataclasses import dataclass

from portal.stats import checks, support, thresholds, verdict


@dataclass(frozen=True, slots=True)
class Ellis:
    """n answers other than "no longer use it"; shares 0 to 1, the share None without answers."""

    n: int
    share: float | None
    p_low: float
    p_high: float
    verdict: str


def ellis(
    very: int,
    somewhat: int,
    not_: int,
    na: int,
    N: int | None,
    level: float,
    threshold: float,
    min_responses: int = 0,
) -> Ellis:
    """N: the members who use it; those who no longer do (`na`) are in neither the answers nor N."""
    very, somewhat = checks.count("very", very), checks.count("somewhat", somewhat)
    n = very + somewhat + checks.count("not", not_)
    checks.count("na", na)
    N = checks.population(N, n)
    bounds = support.share_interval(N, n, very, level)
    if n < checks.count("min_responses", min_responses):
        said = verdict.INCONCLUSIVE
    elif N is None:
        said = verdict.between(bounds.low, bounds.high, checks.share("threshold", threshold))
    else:
        exact = support.hypergeom_ci(N, n, very, level)
        said = verdict.between(exact.K_low, exact.K_high, thresholds.of_share(threshold, N))
    return Ellis(n, very / n if n else None, bounds.low, bounds.high, said)
