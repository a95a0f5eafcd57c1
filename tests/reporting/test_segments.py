"""Every question by segment and by variant: pooled, flagged over the whole table, never small."""

from collections.abc import Sequence
from typing import Any

from portal.reporting import document
from portal.reporting.facts import Ballot, Facts
from tests import simulated
from tests.reporting.rounds import CHOICE, RATING, SUPPORT, answers, facts, revision, support

GOLD, SILVER = ("tier: gold",), ("tier: silver",)


def halves(size: int) -> dict[int, tuple[str, ...]]:
    return {person: GOLD if person <= size else SILVER for person in range(1, 2 * size + 1)}


def by_segment(ballots: Sequence[Ballot], members: int = 40, **more: Any) -> Any:
    asked = [SUPPORT, RATING]
    return document.build(
        facts(members, ballots, questions=asked, segments=halves(members // 2), **more)
    )["by_segment"]


def test_every_question_with_a_yes_is_shown_over_the_same_cells() -> None:
    found = by_segment([*support(30), *answers(["5"] * 12 + ["2"] * 18, question=2)])
    assert [(row["value"], row["members"]) for row in found["rows"]] == [
        *(("gold", 20), ("silver", 20))
    ]
    assert [(t["of"], t["n"], t["x"]) for t in found["tables"]] == [
        *(("for", 30, 30), ("top_two", 30, 12))
    ]
    assert [cell["x"] for cell in found["tables"][1]["cells"]] == [12, 0]
    assert found["comparisons"] == 4


def test_a_segment_that_differs_is_flagged_and_one_that_does_not_is_not() -> None:
    found = by_segment(
        [*support(20), *support(0, 0, 20, first=21), *answers(["5", "2"] * 20, question=2)]
    )
    flags = [[cell["is_flagged"] for cell in table["cells"]] for table in found["tables"]]
    assert flags == [[True, True], [False, False]]
    assert found["flagged"] == 2


def test_only_the_silent_part_of_a_segment_is_pooled() -> None:
    whole = by_segment([*support(20), *support(0, 0, 20, first=21)])
    assert [cell["estimate"] for cell in whole["tables"][0]["cells"]] == [100, 0]
    part = by_segment([*support(6, 0, 4), *support(4, 0, 6, first=21)])
    assert [cell["percent"] for cell in part["tables"][0]["cells"]] == [60, 40]
    assert [cell["estimate"] for cell in part["tables"][0]["cells"]] == [55, 45]


def test_segments_wait_for_the_close_lest_one_more_answer_be_told() -> None:
    """A cell that grows by one between two readings would tell that one's answer."""
    cast = [*support(10), *support(0, 0, 10, first=21)]
    assert by_segment(cast)["tables"]
    waiting = by_segment(cast, is_over=False)
    assert (waiting["tables"], waiting["waits_for_close"]) == ([], True)


def test_a_cell_is_withheld_for_the_question_too_few_of_it_answered() -> None:
    found = by_segment([*support(40), *answers(["5"] * 24, question=2)])
    shown = [[not cell["is_withheld"] for cell in table["cells"]] for table in found["tables"]]
    assert shown == [[True, True]]


def crossed(said: Sequence[tuple[str, str]], is_over: bool = True) -> Any:
    return document.build(_crossed(said, is_over))["by_variant"]


def _crossed(said: Sequence[tuple[str, str]], is_over: bool) -> Facts:
    ballots = [
        *[answers([side], first=i)[0] for i, (side, _) in enumerate(said, 1) if side],
        *[answers([key], question=4, first=i)[0] for i, (_, key) in enumerate(said, 1) if key],
    ]
    kinds = [revision(1, A="Sand", B="Rust", C="Moss")]
    return facts(len(said), ballots, is_over=is_over, questions=[SUPPORT, CHOICE], revisions=kinds)


def test_supporters_are_shown_by_the_variant_they_chose() -> None:
    said = [("for", "A")] * 9 + [("for", "B")] * 3 + [("against", "B")] * 6 + [("unsure", "A")] * 2
    [found] = crossed(said)
    assert found["rows"] == [
        {"side": "for", "n": 12, "counts": {"A": 9, "B": 3}},
        {"side": "others", "n": 8, "counts": {"A": 2, "B": 6}},
    ]
    assert crossed(said, is_over=False) == []


def test_a_variant_that_few_chose_is_counted_with_another() -> None:
    said = [("for", "A")] * 9 + [("for", "C")] * 2 + [("against", "B")] * 6
    [found] = crossed(said)
    assert found["rows"][0]["counts"] == {"A": 9, "others": 2}


def test_nobody_who_answered_only_one_of_the_two_follows() -> None:
    said = [("for", "A")] * 9 + [("against", "B")] * 9
    assert not crossed(said)[0]["is_withheld"]
    assert crossed([*said, ("", "A")])[0]["is_withheld"]
    assert crossed([*said, ("against", "")])[0]["is_withheld"]


def test_few_sceptics_are_not_told_by_what_supporters_chose() -> None:
    said = [("for", "A")] * 9 + [("for", "B")] * 9 + [("against", "B")] * 2
    assert crossed(said)[0]["is_withheld"]


def test_simulated_groups_of_any_size_are_sound_by_segment() -> None:
    for size in simulated.SIZES:
        found = document.build(simulated.facts(size, 80, revisions=1))["by_segment"]
        for table in found["tables"]:
            for cell, row in zip(table["cells"], found["rows"], strict=True):
                if not cell["is_withheld"]:
                    assert 5 <= cell["n"] <= row["members"]
                    assert 0 <= cell["x"] <= cell["n"]
                    assert 0 <= cell["estimate"] <= 100
