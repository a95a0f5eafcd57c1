"""Camps on two real conversations beside the project, against the groups that Polis published.

See docs/decisions/0010-camps-and-polis.md for why the two differ, and where they must not.
"""

import csv

import numpy as np
import pytest

from portal.stats import camps
from portal.stats.labels import ari
from tests.requirements import shared_data

pytestmark = pytest.mark.real

SEEDS = (1, 6, 9)  # 6 and 9: fifty refits alone showed camps of freshwater


def conversation(name):
    """Votes on statements that the moderators did not reject; the published group of each row."""
    base = shared_data()
    folder = base and base / "opinions" / f"scoop-hivemind.{name}"
    if not folder or not folder.exists():
        pytest.skip(f"the real data is not here: {name}")
    with (folder / "comments.csv").open(newline="", encoding="utf-8") as file:
        kept = [row["comment-id"] for row in csv.DictReader(file) if row["moderated"] != "-1"]
    with (folder / "participants-votes.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    votes = [[int(row[id]) if row[id] else None for id in kept] for row in rows]
    return votes, [int(row["group-id"]) for row in rows]


def entered(found, groups):
    pairs = zip(found.labels, groups, strict=True)
    return zip(*[(label, group) for label, group in pairs if label is not None], strict=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_freshwater_has_no_camps_whatever_the_seed(seed):
    votes, _ = conversation("freshwater")
    found = camps.found(votes, seed)
    assert (found.reason, found.sizes, found.members) == ("unstable", (75, 25), 100)
    assert found.silhouette > found.limit
    assert 0.45 < found.stability < 0.6


@pytest.mark.parametrize("seed", SEEDS)
def test_basic_income_shows_the_one_published_group_that_opinions_make(seed):
    votes, groups = conversation("ubi")
    found = camps.found(votes, seed)
    assert (found.reason, found.sizes) == (None, (162, 12))
    ours, theirs = entered(found, groups)
    assert ari(ours, [int(group == 3) for group in theirs]).ari == pytest.approx(0.8315, abs=1e-4)
    assert all(own == 1 for own, group in zip(ours, theirs, strict=True) if group == 3)
    assert ari(ours, theirs).ari == pytest.approx(0.0947, abs=1e-4)  # all four groups


def test_the_other_published_groups_follow_how_many_statements_were_seen():
    """Three bins of the number of votes, no opinion looked at, agree with them better than any
    recipe of Polis that we rebuilt."""
    votes, groups = conversation("ubi")
    cast = [sum(vote is not None for vote in row) for row in votes]
    bins = np.digitize(cast, [42, 44]).tolist()
    assert ari(bins, groups).ari == pytest.approx(0.5574, abs=1e-4)
