"""How many answers it takes: the published table, and its definition tried size by size."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.stats import power, thresholds, verdict
from portal.stats.errors import Impossible

PAIRS = [(500, 600), (500, 650), (500, 700), (600, 700), (600, 750), (600, 800), (700, 800)]
PAIRS += [(700, 850), (400, 500)]


@pytest.mark.parametrize(
    ("N", "level", "needed"),
    [
        (12, 950, [11, 10, 10, 12, 11, 10, 11, 11, 11]),
        (50, 950, [40, 31, 25, 39, 29, 24, 39, 28, 38]),
        (200, 950, [100, 64, 40, 98, 62, 40, 92, 53, 97]),
        (5000, 950, [203, 92, 54, 189, 86, 48, 158, 69, 197]),
        (50, 900, [37, 28, 22, 36, 28, 23, 35, 26, 36]),
        (200, 900, [88, 53, 36, 85, 54, 32, 82, 46, 87]),
    ],
)
def test_table_of_required_responses(N, level, needed):
    found = [power.table(N, threshold, level, [true])[0].n for threshold, true in PAIRS]
    assert found == needed


def test_power_of_a_worked_plan():
    found = power.validate(200, 62, 120, 150, 0.95)
    assert found.min_support == 44
    assert found.power == pytest.approx(0.855041, abs=1e-6)


@given(st.integers(1, 60), st.data())
def test_the_fewest_yeses_that_validate_are_those_of_the_verdict(N, data):
    n = data.draw(st.integers(0, N))
    threshold = data.draw(st.integers(1, N))
    found = power.validate(N, n, threshold, N, 0.95)
    enough = [
        x
        for x in range(n + 1)
        if verdict.single(N, n, x, threshold, 0.95, 0).verdict == "validated"
    ]
    assert found.min_support == (enough[0] if enough else None)


@settings(max_examples=40)
@given(st.integers(1, 60), st.data())
def test_required_responses_are_the_size_from_which_the_power_stays(N, data):
    threshold = data.draw(st.integers(0, N))
    true = data.draw(st.integers(0, N))
    target = data.draw(st.sampled_from([0.5, 0.8, 0.95]))
    powers = [power.validate(N, n, threshold, true, 0.95).power for n in range(N + 1)]
    below = [n for n in range(N + 1) if powers[n] < target]
    found = power.required_responses(N, threshold, true, 0.95, target)
    if below and below[-1] == N:
        assert found.n is None
    else:
        assert found.n == (below[-1] + 1 if below else 0)
        assert found.power == powers[found.n]


def test_precision_planner_of_cochran():
    for N, needed in {20: (20, 20, 17), 200: (169, 132, 66), 5000: (880, 357, 95)}.items():
        found = tuple(power.precision_n(N, margin, 0.5, 0.95).n for margin in (0.03, 0.05, 0.10))
        assert found == needed
    assert power.precision_n(None, 0.05, 0.5, 0.95).n == 385
    assert power.precision_n(1, 0.05, 0.5, 0.95).n == 1
    assert power.precision_n(1, 0.05, 0, 0.95).n == 0


def test_plans_that_cannot_be_made_are_refused():
    with pytest.raises(Impossible, match="too close"):
        power.required_responses(1_000_000, 600_000, 600_001, 0.95, 0.8)
    with pytest.raises(Impossible, match="margin"):
        power.precision_n(200, 0, 0.5, 0.95)
    with pytest.raises(Impossible, match="power"):
        power.required_responses(200, 120, 150, 0.95, 1)
    assert power.required_responses(1_000_000, 600_000, 700_000, 0.95, 0.8).n < 250


def test_a_half_yes_is_rounded_up():
    assert thresholds.nearest_yeses(0.65, 50) == 33
    assert thresholds.nearest_yeses(0.15, 30) == 5
