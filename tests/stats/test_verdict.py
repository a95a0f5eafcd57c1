"""The verdict: its three states, its badges, and what would change it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.stats import monitor, support, thresholds, verdict
from portal.stats.errors import Impossible


@st.composite
def criterion(draw, largest=120):
    N = draw(st.integers(1, largest))
    n = draw(st.integers(0, N))
    x = draw(st.integers(0, n))
    asked = draw(st.integers(0, 1000)), draw(st.sampled_from([800, 900, 950, 990]))
    return (
        N,
        n,
        x,
        *asked,
        draw(st.integers(0, 30)),
        draw(st.sampled_from(["fixed", "sequential"])),
    )


@pytest.mark.parametrize(
    ("x", "expected", "K"),
    [
        (62, "validated", (139, 168)),
        (52, "inconclusive", (112, 146)),
        (33, "not_validated", (66, 100)),
    ],
)
def test_verdicts_of_worked_groups(x, expected, K):
    found = verdict.single(200, 80, x, 120, 0.95, 30)
    assert (found.verdict, found.K_low, found.K_high, found.K_threshold) == (expected, *K, 120)


def test_too_few_answers_stay_inconclusive_whatever_the_interval():
    found = verdict.single(200, 20, 19, 120, 0.95, 30)
    assert found.K_low >= found.K_threshold
    assert found.verdict == "inconclusive"
    assert not verdict.decide(200, 20, 19, 600, 950, 30, "fixed").enough_answers


def test_all_criteria_must_hold():
    yes, no, open_ = "validated", "not_validated", "inconclusive"
    assert verdict.multi([yes, yes]).verdict == yes
    assert verdict.multi([yes, open_, yes]).verdict == open_
    assert verdict.multi([yes, open_, no]).verdict == no
    for bad in ([], ["maybe"], [None], "validated"):
        with pytest.raises(Impossible, match="verdicts"):
            verdict.multi(bad)


@pytest.mark.parametrize(
    ("N", "fewest"), [(1, 1), (5, 5), (12, 6), (40, 20), (200, 30), (5000, 30)]
)
def test_default_fewest_answers(N, fewest):
    assert verdict.default_min_responses(N) == fewest


def test_badges_of_a_clear_a_fragile_and_a_decided_verdict():
    clear = verdict.decide(200, 80, 68, 600, 950, 30, "fixed")
    assert (clear.verdict, clear.decided, clear.fragile) == ("validated", False, False)
    close = verdict.decide(200, 80, 58, 600, 950, 30, "fixed")
    assert (close.verdict, close.decided, close.fragile) == ("validated", False, True)
    settled = verdict.decide(200, 160, 125, 600, 950, 30, "fixed")
    assert (settled.verdict, settled.decided, settled.fragile) == ("validated", True, False)
    lost = verdict.decide(200, 160, 70, 600, 950, 30, "fixed")
    assert (lost.verdict, lost.decided, lost.fragile) == ("not_validated", True, False)


def test_sequential_mode_asks_for_more_than_fixed_mode():
    fixed, watched = (
        verdict.decide(200, 62, 44, 600, 950, 30, mode) for mode in ("fixed", "sequential")
    )
    assert (fixed.verdict, watched.verdict) == ("validated", "inconclusive")
    sequence = monitor.ppr_cs(200, 62, 44, 0.05)
    assert (watched.K_low, watched.K_high) == (sequence.K_low, sequence.K_high)


@given(criterion())
def test_badges_mean_what_they_say(asked):
    N, n, x, threshold, level, fewest, mode = asked
    found = verdict.decide(*asked)
    certain = support.tipping_point(N, n, x, found.K_threshold).state
    says = {"certain_yes": "validated", "certain_no": "not_validated"}.get(certain)
    assert found.K_threshold == thresholds.of_permille(threshold, N)
    assert found.decided == (found.enough_answers and says is not None)
    if found.decided:
        assert found.verdict == says
        assert not found.fragile
    if n < fewest:
        assert found.verdict == "inconclusive"
    elif mode == "fixed":
        same = verdict.single(N, n, x, found.K_threshold, level / 1000, fewest)
        assert found.verdict == same.verdict
    if found.fragile:
        bounds = support.widened(N, n, x, found.K_low, found.K_high, 0.1)
        assert bounds.low < found.K_threshold / N <= bounds.high + 1e-9


@given(criterion(60))
def test_one_more_yes_instead_of_a_no_never_harms(asked):
    N, n, x, *rest = asked
    if x == n:
        return
    rank = ["not_validated", "inconclusive", "validated"].index
    before, after = (verdict.decide(N, n, yeses, *rest).verdict for yeses in (x, x + 1))
    assert rank(before) <= rank(after)


@settings(max_examples=60)
@given(criterion(60))
def test_what_would_change_is_the_first_size_that_decides_at_the_present_rate(asked):
    N, n, x, threshold, level, fewest, mode = asked
    found = verdict.what_would_change(*asked)
    if not n:
        assert found.more_answers is None
        return
    deciding = None
    for answered in range(n, N + 1):
        yeses = int(x * answered / n + 0.5 + 1e-9)
        now = verdict.decide(
            N, answered, min(yeses, x + answered - n), threshold, level, fewest, mode
        )
        if now.verdict != "inconclusive":
            deciding = answered - n, now.verdict
            break
    assert (found.more_answers, found.towards) == (deciding or (None, None))


def test_what_the_silent_must_do():
    found = verdict.what_would_change(200, 80, 52, 600, 950, 30, "fixed")
    assert (found.needed_from_silent, found.silent) == (68, 120)
    assert found.share_of_silent_needed == pytest.approx(68 / 120)
    assert found.towards == "validated"
    assert verdict.what_would_change(200, 80, 62, 600, 950, 30, "fixed").more_answers == 0
    assert verdict.what_would_change(200, 0, 0, 600, 950, 30, "fixed").more_answers is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"threshold_permille": 1001}, "threshold_permille"),
        ({"threshold_permille": 0.6}, "threshold_permille"),
        ({"level_permille": 1000}, "level_permille"),
        ({"level_permille": 0}, "level_permille"),
        ({"min_responses": -1}, "min_responses"),
        ({"mode": "daily"}, "mode"),
        ({"x": 81}, "x"),
    ],
)
def test_criteria_that_cannot_be_are_refused(change, field):
    asked = {
        "N": 200,
        "n": 80,
        "x": 62,
        "threshold_permille": 600,
        "level_permille": 950,
        "min_responses": 30,
        "mode": "fixed",
    }
    for function in (verdict.decide, verdict.what_would_change):
        function(**asked)
        with pytest.raises(Impossible, match=field):
            function(**asked | change)
