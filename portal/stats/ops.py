"""The JSON front of the statistics: the name of an operation, its input, its output.

Here: the registry of names, the few inputs that JSON words differently (shares instead of numbers
of people), and turning results into JSON. Not here: any statistics, and reading or writing streams
(portal/cli/stats.py).
"""

import math
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from inspect import Parameter, signature

from portal.stats import (
    calib,
    choice,
    health,
    herding,
    intent,
    kano,
    labels,
    lift,
    maxdiff,
    monitor,
    multi,
    net,
    nps,
    pairs,
    pmf,
    polis,
    price,
    proportions,
    rank,
    rating,
    revision,
    savings,
    strata,
    support,
    themes,
    thresholds,
    verdict,
    words,
)
from portal.stats import power as planning
from portal.stats.errors import Impossible

LONGEST_NAME = 60


def _tipping_point(N: int, n: int, x: int, threshold: float) -> support.TippingPoint:
    return support.tipping_point(N, n, x, thresholds.of_share(threshold, N))


def _prob_at_least(N: int, n: int, x: int, threshold: float) -> support.Chance:
    return support.prob_at_least(N, n, x, thresholds.of_share(threshold, N))


def _single(
    N: int, n: int, x: int, threshold: float, level: float, min_responses: int
) -> verdict.Single:
    return verdict.single(N, n, x, thresholds.of_share(threshold, N), level, min_responses)


def _validate(N: int, n: int, threshold: float, true_share: float, level: float) -> planning.Power:
    K_true = thresholds.nearest_yeses(true_share, N)
    return planning.validate(N, n, thresholds.of_share(threshold, N), K_true, level)


def _required_responses(
    N: int, threshold: float, true_share: float, level: float, power: float
) -> planning.Required:
    K_true = thresholds.nearest_yeses(true_share, N)
    K_threshold = thresholds.of_share(threshold, N)
    return planning.required_responses(N, K_threshold, K_true, level, power)


OPS: dict[str, Callable[..., object]] = {
    "support.hypergeom_ci": support.hypergeom_ci,
    "support.wilson_ci": proportions.wilson_ci,
    "support.clopper_pearson_ci": proportions.clopper_pearson_ci,
    "support.wilson_fpc_ci": proportions.wilson_fpc_ci,
    "support.delta_bounds": support.delta_bounds,
    "support.manski_bounds": support.manski_bounds,
    "support.tipping_point": _tipping_point,
    "support.prob_at_least": _prob_at_least,
    "support.stratified": strata.stratified,
    "monitor.ppr_cs": monitor.ppr_cs,
    "monitor.ppr_cs_path": monitor.ppr_cs_path,
    "monitor.log_martingale": monitor.log_martingale,
    "monitor.anytime_error": monitor.anytime_error,
    "rating.top2box": rating.top2box,
    "rating.mean": rating.mean,
    "net.interval": net.interval,
    "choice.plurality": choice.plurality,
    "choice.prob_leader_stays": choice.prob_leader_stays,
    "verdict.single": _single,
    "verdict.multi": verdict.multi,
    "power.validate": _validate,
    "power.required_responses": _required_responses,
    "power.precision_n": planning.precision_n,
    "nps.score": nps.score,
    "nps.adjusted_wald": nps.adjusted_wald,
    "pmf.ellis": pmf.ellis,
    "rank.schulze": rank.schulze,
    "rank.ranked_pairs": rank.ranked_pairs,
    "rank.irv": rank.irv,
    "rank.condorcet": rank.condorcet,
    "pairs.bradley_terry": pairs.bradley_terry,
    "maxdiff.counts": maxdiff.counts,
    "price.psm": price.psm,
    "price.nms": price.nms,
    "price.gabor_granger": price.gabor_granger,
    "kano.classify": kano.classify,
    "kano.summary": kano.summary,
    "revision.mcnemar_exact": revision.mcnemar_exact,
    "revision.bonett_price": revision.bonett_price,
    "revision.signflip": revision.signflip,
    "revision.wilcoxon": revision.wilcoxon,
    "revision.mean_change": revision.mean_change,
    "polis.prop_test": polis.prop_test,
    "polis.two_prop_test": polis.two_prop_test,
    "polis.group_stats": polis.group_stats,
    "polis.silhouette": polis.silhouette,
    "polis.pca_variance": polis.pca_variance,
    "words.log_odds": words.log_odds,
    "themes.tfidf_row": themes.tfidf_row,
    "themes.npmi": themes.npmi,
    "themes.ari": labels.ari,
    "themes.seeded_grouping": themes.seeded_grouping,
    "herding.runs_test": herding.runs_test,
    "herding.reveal_shift": herding.reveal_shift,
    "herding.arm_difference": herding.arm_difference,
    "herding.order_slope": herding.order_slope,
    "health.retention": health.retention,
    "health.inequality": health.inequality,
    "health.first_reply": health.first_reply,
    "health.interactions": health.interactions,
    "lift.newcombe": lift.newcombe,
    "lift.risk_ratio": lift.risk_ratio,
    "lift.products_permutation": lift.products_permutation,
    "savings.pert": savings.pert,
    "calib.brier": calib.brier,
    "calib.logistic": calib.logistic,
    "calib.spiegelhalter": calib.spiegelhalter,
    "intent.expected": intent.expected,
    "intent.juster": intent.juster,
    "intent.update_weight": intent.update_weight,
    "multi.bh": multi.bh,
    "multi.holm": multi.holm,
    "multi.partial_pooling": multi.partial_pooling,
}


def answer(requests: list[object]) -> list[object]:
    """For each {"op", "input"} its output object, or {"error": one sentence}; order kept."""
    return [_answer_one(request) for request in requests]


def _answer_one(request: object) -> object:
    try:
        name, given = _asked(request)
        return _plain(OPS[name](**_fitting(name, given)))
    except Impossible as reason:
        return {"error": str(reason)}
    except (ArithmeticError, MemoryError):
        return {"error": "The numbers are too extreme to compute with."}


def _asked(request: object) -> tuple[str, dict[str, object]]:
    if not isinstance(request, dict):
        raise Impossible("Each request must be an object with op and input.")
    name, given = request.get("op"), request.get("input")
    if not isinstance(name, str):
        raise Impossible("op must be the name of an operation.")
    if name not in OPS:
        raise Impossible(f"There is no operation {name[:LONGEST_NAME]!r}.")
    if not isinstance(given, dict):
        raise Impossible("input must be an object.")
    return name, given


def _fitting(name: str, given: dict[str, object]) -> dict[str, object]:
    """The input as keyword arguments: every key known, none missing."""
    known = fields_of(name)
    for key in given:
        if key not in known:
            raise Impossible(f"{name} does not know the field {str(key)[:LONGEST_NAME]!r}.")
    for key, parameter in known.items():
        if key not in given and parameter.default is Parameter.empty:
            raise Impossible(f"The field {key} is missing.")
    return {known[key].name: value for key, value in given.items()}


def fields_of(name: str) -> dict[str, Parameter]:
    """The fields of an operation's input; `not_` is `not` there, a word Python keeps for itself."""
    return {p.name.rstrip("_"): p for p in signature(OPS[name]).parameters.values()}


def _plain(result: object) -> object:
    """A result as JSON: dataclasses become objects, and what is not finite becomes null."""
    if is_dataclass(result):
        return {field.name: _plain(getattr(result, field.name)) for field in fields(result)}
    if isinstance(result, dict):
        return {key: _plain(value) for key, value in result.items()}
    if isinstance(result, list | tuple):
        return [_plain(one) for one in result]
    if isinstance(result, float) and not math.isfinite(result):
        return None
    return result
