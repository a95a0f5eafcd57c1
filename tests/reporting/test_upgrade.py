"""Reports that earlier versions froze are read by this one, and stay as they were."""

import json
from pathlib import Path

from portal.reporting import document, sentences, tables, titles, upgrade
from tests.reporting import rounds

RELEASED = Path(__file__).parents[1] / "released" / "0001.json"


def released() -> dict:
    [report] = json.loads(RELEASED.read_text(encoding="utf-8"))["reports"]
    return report["document"]


def test_a_report_of_the_first_version_has_all_parts_of_this_one() -> None:
    lifted = upgrade.lifted(released())
    made = document.build(rounds.facts(12, rounds.support(9)))
    assert set(made) == set(lifted)
    assert set(made["method"]) == set(lifted["method"])
    assert lifted["studies"] is None


def test_its_numbers_and_its_version_stay() -> None:
    lifted = upgrade.lifted(released())
    assert lifted["schema_version"] == 1
    renamed = {"method", "questions", "by_segment"}
    for name, part in released().items():
        if name not in renamed:
            assert held(lifted[name], part), name
    assert [row["n"] for row in lifted["by_segment"]["tables"][0]["cells"]] == [None, 8, None, 8]


def held(lifted: object, old: object) -> bool:
    """Whether all that the old part says is still said."""
    if isinstance(old, dict) and isinstance(lifted, dict):
        return all(held(lifted.get(name), value) for name, value in old.items())
    return lifted == old or (isinstance(old, list) and all(map(held, lifted, old)))


def test_what_was_not_looked_at_is_unknown_and_not_nought() -> None:
    lifted = upgrade.lifted(released())
    new = set(lifted["by_segment"]) - set(released()["by_segment"]) - {"tables"}
    assert new
    assert not any(lifted["by_segment"][name] for name in new)
    assert lifted["by_segment"]["flagged"] is None


def test_old_questions_keep_their_upper_boxes() -> None:
    old = released()
    top = {"x": 6, "percent": 75, "method": "exact", "interval": {"low": 6, "high": 8}}
    scale = old["support"] | {"kind": "rating", "prompt": "Fits?", "top": top, "mean": None}
    lifted = upgrade.lifted(old | {"questions": [scale]})
    assert lifted["questions"][0]["yes"]["x"] == 6
    assert lifted["questions"][0]["n"] == 8


def test_it_can_be_said_and_handed_on() -> None:
    lifted = upgrade.lifted(released())
    assert sentences.verdict(lifted).startswith("Validated, and decided.")
    assert titles.participation(lifted["participation"]) == "8 of the 10 voted"
    assert tables.csv_of(lifted)


def test_a_report_of_this_version_is_left_alone() -> None:
    made = document.build(rounds.facts(12, rounds.support(9)))
    assert upgrade.lifted(made) is made
