"""Prices named and prices accepted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.stats import price, support
from portal.stats.errors import Impossible

# four members, small enough to draw by hand
FOUR = ([1, 2, 3, 4], [3, 4, 5, 6], [5, 6, 7, 8], [7, 8, 9, 10])
WEIGHTS = [0.7, 0.5, 0.3, 0.1, 0]


def test_points_drawn_by_hand():
    found = price.psm(*FOUR)
    # F(cheap) >= 1 - F(too cheap) first at 3: 1 of 4 against 1 of 4
    assert (found.PMC, found.IDP, found.OPP, found.PME) == (3, 5, 4, 7)
    assert (found.valid, found.invalid) == (4, 0)


def test_linear_crossing_lies_between_the_grid_prices():
    grid, linear = (price.psm(*FOUR, "original", rule) for rule in ("grid", "linear"))
    for name in ("PMC", "PME", "IDP", "OPP"):
        assert getattr(grid, name) - 1 <= getattr(linear, name) <= getattr(grid, name)


def test_members_whose_prices_do_not_rise_are_left_out_and_counted():
    odd = [[*column, value] for column, value in zip(FOUR, (5, 5, 6, 7), strict=True)]
    assert price.psm(*odd) == price.Psm(3, 7, 5, 4, 4, 1)
    assert price.psm([5], [5], [5], [5]) == price.Psm(None, None, None, None, 0, 1)
    assert price.psm([], [], [], []).valid == 0


@given(st.permutations(range(4)))
def test_the_order_of_members_does_not_matter(order):
    assert price.psm(*([column[i] for i in order] for column in FOUR)) == price.psm(*FOUR)


@given(
    st.lists(
        st.lists(st.integers(1, 60), min_size=4, max_size=4, unique=True).map(sorted),
        min_size=1,
        max_size=20,
    )
)
def test_every_point_is_a_price_somebody_named_and_the_narrower_range_is_inside(members):
    columns = list(zip(*members, strict=True))
    wide, narrow = price.psm(*columns), price.psm(*columns, "narrower")
    named = {p for member in members for p in member}
    assert {wide.PMC, wide.PME, wide.IDP, wide.OPP, narrow.PMC, narrow.PME} <= named
    assert wide.PMC <= narrow.PMC
    assert narrow.PME <= wide.PME


def test_reach_of_one_member_is_the_line_through_the_four_prices():
    found = price.nms([2], [4], [8], [10], [5], [3], WEIGHTS)
    assert (found.price_max_reach, found.max_reach) == (4, 0.7)
    assert (found.price_max_revenue, found.max_revenue) == (4, pytest.approx(2.8))
    assert price.nms([5], [4], [8], [10], [5], [3], WEIGHTS).max_reach is None


def test_ladder_of_accepted_prices():
    found = price.gabor_granger([10, 20, 20, 0], [10, 20, 30], 8, 0.95)
    assert found.demand == (0.75, 0.5, 0)
    assert found.revenue_index == (7.5, 10, 0)
    assert found.best_price == 20
    exact = support.hypergeom_ci(8, 4, 3, 0.95)
    assert (found.p_low[0], found.p_high[0]) == (exact.p_low, exact.p_high)


def test_ladder_at_the_edges():
    tied = price.gabor_granger([20, 10], [20, 10], None, 0.95)
    assert tied.best_price == 10
    nobody = price.gabor_granger([], [10], 5, 0.95)
    assert (nobody.demand, nobody.best_price, nobody.p_low, nobody.p_high) == (
        (None,),
        None,
        (0,),
        (1,),
    )
    assert price.gabor_granger([10], [], 5, 0.95).best_price is None


@pytest.mark.parametrize(
    "columns",
    [([1], [2], [3], [4, 5]), ([1], [2], [3], ["4"]), ([-1], [2], [3], [4]), ([1], 2, [3], [4])],
)
def test_prices_that_cannot_be_are_refused(columns):
    with pytest.raises(Impossible):
        price.psm(*columns)
