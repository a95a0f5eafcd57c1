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
    old = {name: value for name, value in released().items() if name != "method"}
    assert {name: lifted[name] for name in old} == old


def test_it_can_be_said_and_handed_on() -> None:
    lifted = upgrade.lifted(released())
    assert sentences.verdict(lifted).startswith("Validated, and decided.")
    assert titles.participation(lifted["participation"]) == "8 of the 10 voted"
    assert tables.csv_of(lifted)


def test_a_report_of_this_version_is_left_alone() -> None:
    made = document.build(rounds.facts(12, rounds.support(9)))
    assert upgrade.lifted(made) is made
