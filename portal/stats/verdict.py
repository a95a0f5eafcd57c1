"""Signal 11: from criteria registered beforehand to validated, not validated or inconclusive.

Here: the verdict on one criterion and on several, its badges, and what would change it. Not here:
planning how many answers are needed (power.py), and the bounds themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.stats import checks, draws, monitor, support, thresholds
from portal.stats.errors import Impossible

VALIDATED, NOT_VALIDATED, INCONCLUSIVE = "validated", "not_validated", "inconclusive"
FRAGILE_DELTA = 0.10


@dataclass(frozen=True, slots=True)
class Single:
    """The bounds on K and the yeses needed, in people, and the verdict they give."""

    K_low: int
    K_high: int
    K_threshold: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Joint:
    """One verdict over several criteria that must all hold."""

    verdict: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict with its badges.

    decided: the silent cannot change it whatever they answer. fragile: it would change if the
    silent differed by ten points from what the interval allows. K in people.
    """

    verdict: str
    decided: bool
    fragile: bool
    enough_answers: bool
    K_low: int
    K_high: int
    K_threshold: int


@dataclass(frozen=True, slots=True)
class Change:
    """What an open verdict waits for.

    more_answers: fewest further answers that decide it if they keep to the present share of yeses
    (0 if it is decided, None if no number does or nobody answered yet); towards: the verdict they
    would give. needed_from_silent and share_of_silent_needed: see support.TippingPoint.
    """

    more_answers: int | None
    towards: str | None
    needed_from_silent: int
    silent: int
    share_of_silent_needed: float | None


def default_min_responses(N: int) -> int:
    """The fewest answers for a verdict unless the criterion says otherwise."""
    N = checks.count("N", N, at_least=1)
    return min(N, max(5, min(30, -(-N // 2))))


def single(N: int, n: int, x: int, K_threshold: int, level: float, min_responses: int) -> Single:
    """The verdict at the closing date from the exact interval (F4).

    K_threshold: the yeses needed, 0 to N (thresholds.py). Fewer than min_responses answers stay
    inconclusive whatever the interval says.
    """
    exact = support.hypergeom_ci(N, n, x, level)
    K_threshold = checks.count_within("K_threshold", K_threshold, "N", N)
    enough = n >= checks.count("min_responses", min_responses)
    verdict = between(exact.K_low, exact.K_high, K_threshold) if enough else INCONCLUSIVE
    return Single(exact.K_low, exact.K_high, K_threshold, verdict)


def between(low: float, high: float, threshold: float) -> str:
    """The verdict of any two bounds and a threshold on the same scale."""
    if low >= threshold:
        return VALIDATED
    return NOT_VALIDATED if high < threshold else INCONCLUSIVE


def multi(verdicts: Sequence[str]) -> Joint:
    """All must hold: one failure fails, otherwise one open leaves it open (Berger 1982)."""
    known = (VALIDATED, NOT_VALIDATED, INCONCLUSIVE)
    found = [checks.one_of("verdicts", one, known) for one in checks.items("verdicts", verdicts)]
    if not found:
        raise Impossible("verdicts must not be empty.")
    if NOT_VALIDATED in found:
        return Joint(NOT_VALIDATED)
    return Joint(INCONCLUSIVE if INCONCLUSIVE in found else VALIDATED)


def decide(
    N: int,
    n: int,
    x: int,
    threshold_permille: int,
    level_permille: int,
    min_responses: int,
    mode: str,
) -> Decision:
    """The verdict on a registered criterion, with its badges.

    mode: "fixed" (the exact interval, once, at the closing date) or "sequential" (the confidence
    sequence, on any day). Threshold and level in per mille.
    """
    N, n, x = checks.answers(N, n, x)
    low, high = _bounds(N, n, x, _error_permille(level_permille), mode)
    return judge(N, n, x, low, high, threshold_permille, min_responses)


def judge(
    N: int,
    n: int,
    x: int,
    K_low: int,
    K_high: int,
    threshold_permille: int,
    min_responses: int,
) -> Decision:
    """The same from bounds on K found elsewhere, such as the running ones of monitor.py."""
    N, n, x = checks.answers(N, n, x)
    K_threshold = thresholds.of_permille(threshold_permille, N)
    enough = n >= checks.count("min_responses", min_responses)
    verdict = between(K_low, K_high, K_threshold) if enough else INCONCLUSIVE
    loose = support.widened(N, n, x, K_low, K_high, FRAGILE_DELTA)
    loosely = between(loose.low * N + 1e-9, loose.high * N - 1e-9, K_threshold)
    certain = between(x, x + N - n, K_threshold)
    return Decision(
        verdict,
        decided=verdict != INCONCLUSIVE and certain == verdict,
        fragile=verdict not in (INCONCLUSIVE, loosely, certain),
        enough_answers=enough,
        K_low=K_low,
        K_high=K_high,
        K_threshold=K_threshold,
    )


def _error_permille(level_permille: int) -> int:
    return 1000 - checks.count("level_permille", level_permille, at_least=1, at_most=999)


def _bounds(N: int, n: int, x: int, error_permille: int, mode: str) -> tuple[int, int]:
    if checks.one_of("mode", mode, ("fixed", "sequential")) == "sequential":
        watched = monitor.ppr_cs(N, n, x, error_permille / 1000)
        return watched.K_low, watched.K_high
    exact = support.hypergeom_ci(N, n, x, 1 - error_permille / 1000)
    return exact.K_low, exact.K_high


def what_would_change(
    N: int,
    n: int,
    x: int,
    threshold_permille: int,
    level_permille: int,
    min_responses: int,
    mode: str,
) -> Change:
    """How many further answers at the present rate would decide, and what the silent must do."""
    N, n, x = checks.answers(N, n, x)
    K_threshold = thresholds.of_permille(threshold_permille, N)
    error_permille = _error_permille(level_permille)
    checks.one_of("mode", mode, ("fixed", "sequential"))
    fewest = max(n, checks.count("min_responses", min_responses), 1)
    tipping = support.tipping_point(N, n, x, K_threshold)
    more, towards = None, None
    for answered in range(fewest, N + 1) if n else ():
        yeses = min((2 * x * answered + n) // (2 * n), x + answered - n)
        quick = _quickly(N, answered, yeses, K_threshold, error_permille, mode)
        if quick != INCONCLUSIVE:
            more, towards = answered - n, quick
            break
    return Change(more, towards, tipping.needed_from_silent, tipping.silent, tipping.rate_needed)


def _quickly(N: int, n: int, x: int, K_threshold: int, error_permille: int, mode: str) -> str:
    """The verdict without its interval: two tails answer what the fixed mode asks."""
    if mode == "sequential":
        return between(*_bounds(N, n, x, error_permille, mode), K_threshold)
    tail = error_permille / 2000
    if not K_threshold or not draws.exceeds(draws.at_least(x, N, K_threshold - 1, n), tail):
        return VALIDATED
    if not draws.exceeds(draws.at_most(x, N, K_threshold, n), tail):
        return NOT_VALIDATED
    return INCONCLUSIVE
