"""Statements and camps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.stats import labels, polis
from portal.stats.errors import Impossible

VOTES = [[1, 1, -1], [1, None, -1], [-1, 1, 0], [-1, None, 1], [None, 1, 1]]
CAMPS = [0, 0, 1, 1, 1]


def test_proportion_tests_of_red_dwarf():
    assert polis.prop_test(14, 18).z == pytest.approx(2.523573, abs=1e-6)
    assert polis.prop_test(1, 1).z == pytest.approx(1.414214, abs=1e-6)
    assert polis.prop_test(0, 0).z == 1
    assert polis.two_prop_test(14, 18, 9, 30).z == pytest.approx(3.204941, abs=1e-6)
    assert polis.two_prop_test(5, 5, 3, 3).z == 0
    assert polis.two_prop_test(0, 0, 0, 0).z == 0


def test_agreement_by_group_counts_passes_as_votes():
    found = polis.group_stats(VOTES, CAMPS)
    assert found.p_agree[0] == pytest.approx((3 / 4, 2 / 3, 1 / 4))
    assert found.p_agree[1] == pytest.approx((1 / 4, 3 / 4, 3 / 5))
    assert found.repness_agree[0] == pytest.approx((3, 8 / 9, 5 / 12))
    assert found.group_aware_consensus == pytest.approx((3 / 16, 1 / 2, 3 / 20))


def test_one_group_is_compared_with_nobody():
    found = polis.group_stats([[1], [1]], ["a", "a"])
    assert found.repness_agree == ((pytest.approx(0.75 / 0.5),),)


def test_silhouette_by_hand():
    # two pairs on a line: a = 1, b = 10.5 or 9.5 for each point
    found = polis.silhouette([[0], [1], [10], [11]], ["x", "x", "y", "y"])
    assert found.mean_silhouette == pytest.approx((9.5 / 10.5 + 8.5 / 9.5) / 2)
    assert polis.silhouette([[0], [0]], [0, 1]).mean_silhouette == 0
    assert polis.silhouette([[0], [0], [0]], [0, 0, 1]).mean_silhouette == 0
    for bad in ([0, 0], [0], [0, 1.5]):
        with pytest.raises(Impossible, match="labels"):
            polis.silhouette([[0], [1]], bad)


def test_components_by_hand():
    line = polis.pca_variance([[1, 1], [-1, -1], [0, 0]])
    assert (line.explained_ratio_1, line.explained_ratio_2) == pytest.approx((1, 0))
    cross = polis.pca_variance([[1, 0], [-1, 0], [0, 1], [0, -1]])
    assert (cross.explained_ratio_1, cross.explained_ratio_2) == pytest.approx((0.5, 0.5))
    assert polis.pca_variance([[1, None], [1, None]]) == polis.Components(None, None)
    assert polis.pca_variance([[1], [0]]).explained_ratio_2 == 0
    for bad in ([], [[]], [[1], [1, 0]], [[2]], "x"):
        with pytest.raises(Impossible, match="votes"):
            polis.pca_variance(bad)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=30), st.permutations(range(4)))
def test_renaming_groups_changes_nothing(found, names):
    renamed = [names[one] for one in found]
    assert labels.ari(found, renamed).ari == 1
    assert labels.ari(found, [f"g{one}" for one in found]).ari == 1


def test_agreement_of_two_groupings():
    assert labels.ari([0, 0, 1, 1], [0, 0, 1, 2]).ari == pytest.approx(4 / 7)  # Hubert & Arabie
    assert labels.ari([0, 0, 0, 0], [0, 1, 2, 3]).ari == 0
    assert labels.ari([0], [5]).ari == 1
    with pytest.raises(Impossible, match="b"):
        labels.ari([0, 1], [0])
    with pytest.raises(Impossible, match="a"):
        labels.ari([], [])


def test_votes_are_read_alike_whether_asked_one_by_one_or_not():
    plain, odd = polis.table_of([[1, None, -1]]), polis.table_of([[1.0, None, -1]])
    assert plain.tolist()[0][::2] == odd.tolist()[0][::2] == [1, -1]
    for bad in ([[True]], [[2]], [["1"]], [[0.5]], [[[]]]):
        with pytest.raises(Impossible, match="votes"):
            polis.table_of(bad)
    with pytest.raises(Impossible, match="at most 5 entries"):
        polis.table_of([[1, 0, 1]] * 2, at_most=5)
