"""What a group can decide before it opens: against the table of the statistics note."""

import pytest

from portal.queries import deciding
from portal.stats import monitor, plans


def once(size, threshold, level=950):
    return [row.once for row in deciding.plan(size, threshold, level).rows]


@pytest.mark.parametrize(
    ("size", "threshold", "needed"),
    [(200, 500, [100, 64, 40]), (200, 600, [98, 62, 40]), (50, 600, [39, 29, 24])],
)
def test_the_answers_needed_are_those_of_the_note(size, threshold, needed):
    """Ten, fifteen and twenty points above; for .50 the note has its row at ten points too."""
    assert once(size, threshold)[1:] == needed


def test_reading_daily_never_asks_for_fewer():
    for size in (5, 12, 13, 40, 200, 1_000):
        for row in deciding.plan(size, 600, 950).rows:
            assert row.once is None or (row.daily or size) >= row.once


@pytest.mark.parametrize("N", [7, 20, 63])
def test_the_daily_bound_is_the_confidence_sequence(N):
    for n in range(1, N + 1):
        for K in range(1, N + 1, 5):
            found = plans._fewest_yeses(N, n, K, 0.05, 0)
            fits = (x for x in range(n + 1) if monitor.ppr_cs(N, n, x, 0.05).K_low >= K)
            assert found == next(fits, n + 1)


def test_nothing_decides_what_is_not_true():
    assert plans.daily_responses(20, 12, 11, 0.95, 0.8) is None


@pytest.mark.parametrize("size", [5, 8, 12])
def test_a_small_group_is_told_in_people_and_must_nearly_all_answer(size):
    found = deciding.deciding(size, [("support", 600, 950)], ["support", "price_range", "kano"])
    assert found.is_small
    [plan] = found.plans
    assert [row.yeses for row in plan.rows] == list(range(plan.yeses, size + 1))
    assert plan.rows[0].once == size
    assert {reach.what for reach in found.never} == {"price_range", "kano", "camps", "words"}


@pytest.mark.parametrize(
    ("size", "state"),
    [(29, "never"), (30, "nearly_all"), (37, "nearly_all"), (40, "most"), (60, "enough")],
)
def test_whether_a_kind_can_say_anything(size, state):
    assert deciding.reach("price_range", 30, size).state == state


def test_rules_at_the_same_height_share_a_table():
    bars = [("support", 600, 950), ("rating", 600, 950), ("intent", 300, 950)]
    found = deciding.deciding(40, bars, [])
    assert [plan.signals for plan in found.plans] == [("support", "rating"), ("intent",)]


@pytest.mark.parametrize("size", [0, 1, 2, 13, 20_001])
@pytest.mark.parametrize("threshold", [10, 990, 1000])
def test_odd_groups_and_thresholds_are_told_calmly(size, threshold):
    found = deciding.deciding(size, [("support", threshold, 990)], ["rating"])
    assert found.size == size
    assert bool(found.plans) == bool(size)
    assert size in (0, 20_001) or found.plans[0].rows
