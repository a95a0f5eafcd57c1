"""Signal 13, after launch: were the forecasts right.

Here: Brier's score and its parts, the calibration line, Spiegelhalter's test. Not here: making
forecasts (intent.py). Under ten launches only the list and observed over expected say anything.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from portal.stats import checks, logits, quantiles
from portal.stats.errors import Impossible


@dataclass(frozen=True, slots=True)
class Brier:
    """brier = reliability - resolution + uncertainty; skill None where all outcomes are alike."""

    brier: float
    skill: float | None
    reliability: float
    resolution: float
    uncertainty: float


@dataclass(frozen=True, slots=True)
class Line:
    """On the logit scale; slope under 1 is overconfidence. None where no finite estimate exists."""

    intercept: float | None
    slope: float | None
    in_the_large: float | None
    observed_expected: float | None


@dataclass(frozen=True, slots=True)
class Spiegelhalter:
    """None where every forecast was 0, one half or 1."""

    z: float | None
    p_two_sided: float | None


def _pairs(forecast: object, outcome: object) -> tuple[list[float], list[int]]:
    given = checks.items("forecast", forecast)
    forecasts = [checks.share("forecast", one) for one in given]
    if not forecasts:
        raise Impossible("forecast must not be empty.")
    return forecasts, checks.yes_or_no("outcome", outcome, len(forecasts))


def brier(forecast: Sequence[float], outcome: Sequence[int]) -> Brier:
    """Forecast probabilities against outcomes 0/1, split over distinct forecasts (Murphy 1973)."""
    forecasts, outcomes = _pairs(forecast, outcome)
    n = len(forecasts)
    score = math.fsum((f - o) ** 2 for f, o in zip(forecasts, outcomes, strict=True)) / n
    base = sum(outcomes) / n
    groups: dict[float, list[int]] = {}
    for f, o in zip(forecasts, outcomes, strict=True):
        groups.setdefault(round(f, 12), []).append(o)
    means = [(f, sum(found) / len(found), len(found)) for f, found in groups.items()]
    uncertainty = base * (1 - base)
    return Brier(
        score,
        1 - score / uncertainty if uncertainty else None,
        math.fsum(size * (f - mean) ** 2 for f, mean, size in means) / n,
        math.fsum(size * (mean - base) ** 2 for _, mean, size in means) / n,
        uncertainty,
    )


def logistic(forecast: Sequence[float], outcome: Sequence[int]) -> Line:
    """Outcome on the logit of the forecast: intercept and slope, and the intercept at slope 1."""
    import numpy as np

    forecasts, outcomes = _pairs(forecast, outcome)
    if min(forecasts) <= 0 or max(forecasts) >= 1:
        raise Impossible("forecast must lie strictly between 0 and 1.")
    logit = np.array([math.log(f / (1 - f)) for f in forecasts])
    came, ones = np.array(outcomes, dtype=float), np.ones(len(outcomes))
    line = logits.fit(np.column_stack((ones, logit)), came)
    large = logits.fit(ones[:, None], came, logit)
    return Line(
        float(line[0][0]) if line else None,
        float(line[0][1]) if line else None,
        float(large[0][0]) if large else None,
        sum(outcomes) / math.fsum(forecasts),
    )


def spiegelhalter(forecast: Sequence[float], outcome: Sequence[int]) -> Spiegelhalter:
    """Whether the Brier score is what calibrated forecasts would earn (Spiegelhalter 1986)."""
    forecasts, outcomes = _pairs(forecast, outcome)
    excess = math.fsum((o - f) * (1 - 2 * f) for f, o in zip(forecasts, outcomes, strict=True))
    variance = math.fsum((1 - 2 * f) ** 2 * f * (1 - f) for f in forecasts)
    if not variance:
        return Spiegelhalter(None, None)
    z = excess / math.sqrt(variance)
    return Spiegelhalter(z, quantiles.normal_two_sided(z))
