"""Recommendation and product-market fit: the score, its two intervals, and the 40 % mark."""

import math

import pytest

from portal.stats import nps, pmf
from portal.stats.errors import Impossible

ANSWERS = [2, 1, 0, 1, 3, 4, 5, 12, 15, 20, 17]


def test_score_in_a_closed_and_an_endless_group():
    closed, endless = nps.score(ANSWERS, 200), nps.score(ANSWERS, None)
    assert (closed.n, closed.promoters, closed.passives, closed.detractors) == (80, 37, 27, 16)
    assert closed.nps == endless.nps == 26.25
    assert closed.se == pytest.approx(endless.se * math.sqrt(1 - 80 / 200))
    assert nps.score(ANSWERS, 80).se == 0


def test_score_at_the_edges():
    nobody = nps.score([0] * 11, 12)
    assert (nobody.n, nobody.nps, nobody.se) == (0, None, None)
    one = nps.score([0] * 10 + [1], 12)
    assert (one.nps, one.se) == (100, None)
    with pytest.raises(Impossible, match="counts"):
        nps.score([1] * 10, 12)
    with pytest.raises(Impossible, match="N"):
        nps.score(ANSWERS, 79)


def test_adjusted_wald_never_claims_certainty():
    found = nps.adjusted_wald(36, 19, 7, 0.95)
    assert found.centre == pytest.approx(100 * 12 / 39)
    unanimous = nps.adjusted_wald(10, 10, 0, 0.95)
    assert unanimous.low < 100
    with pytest.raises(Impossible, match="promoters and detractors"):
        nps.adjusted_wald(10, 6, 5, 0.95)


def test_ellis_leaves_out_who_no_longer_uses_it():
    found = pmf.ellis(14, 12, 6, 3, 90, 0.95, 0.4)
    assert (found.n, found.share, found.verdict) == (32, 0.4375, "inconclusive")
    assert (found.p_low, found.p_high) == pytest.approx((0.300, 0.589), abs=5e-4)
    assert pmf.ellis(14, 12, 6, 50, 90, 0.95, 0.4) == found


def test_ellis_at_the_edges():
    assert pmf.ellis(0, 0, 0, 4, 20, 0.95, 0.4).share is None
    assert pmf.ellis(9, 0, 0, 0, 9, 0.95, 0.4).verdict == "validated"
    assert pmf.ellis(9, 0, 0, 0, 9, 0.95, 0.4, min_responses=10).verdict == "inconclusive"
    assert pmf.ellis(90, 10, 0, 0, None, 0.95, 0.4).verdict == "validated"
    assert pmf.ellis(10, 90, 0, 0, None, 0.95, 0.4).verdict == "not_validated"
    with pytest.raises(Impossible, match="N"):
        pmf.ellis(14, 12, 6, 0, 31, 0.95, 0.4)
