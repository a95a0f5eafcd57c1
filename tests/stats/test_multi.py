"""Many segments and questions at once: what is flagged, and how it was corrected."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from portal.stats import multi
from portal.stats.errors import Impossible

cells = st.lists(
    st.tuples(*[st.tuples(st.integers(0, 25), st.integers(0, 25))] * 2).map(
        lambda two: (min(two[0]), max(two[0]), min(two[1]), max(two[1]))
    ),
    max_size=12,
)


@given(cells, st.sampled_from([0.05, 0.1]))
def test_flags_are_fisher_under_benjamini_hochberg_as_scipy_has_them(table, q):
    found = multi.flags(table, q)
    asked = [i for i, (_, n, _, m) in enumerate(table) if n >= 5 and m >= 5]
    p = [
        scipy_stats.fisher_exact([[x, n - x], [y, m - y]]).pvalue
        for x, n, y, m in (table[i] for i in asked)
    ]
    adjusted = scipy_stats.false_discovery_control(p) if p else []
    assert found.comparisons == len(asked)
    assert [found.p[i] for i in asked] == pytest.approx(p, abs=1e-9)
    assert [found.adjusted[i] for i in asked] == pytest.approx(list(adjusted), abs=1e-9)
    for place, value in enumerate(found.flagged):
        assert (value is None) == (place not in asked)
        if value is not None:
            assert value == (found.adjusted[place] <= q + 1e-12)


def test_a_segment_that_stands_out_is_flagged_and_a_small_one_not_compared():
    table = [(18, 20, 30, 100), (10, 20, 50, 100), (4, 4, 0, 100)]
    found = multi.flags(table)
    assert found.flagged == (True, False, None)
    assert found.comparisons == 2
    assert multi.flags([]) == multi.Flags((), (), (), 0)
    for bad in ([(6, 5, 1, 9)], [(1, 5)], "x", [(1.5, 5, 1, 9)]):
        with pytest.raises(Impossible, match="cells"):
            multi.flags(bad)
