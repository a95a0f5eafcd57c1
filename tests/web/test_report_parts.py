"""The parts of a report about people, rules, moves and critique, drawn for groups of any size."""

import json
import re

import pytest
from flask import Flask, render_template_string

from portal.reporting import document, sentences, studies, titles
from portal.reporting.numbers import Json
from tests.page import Tree
from tests.reporting.talk import spoken

PARTS = """
{%- from "reports/_criteria.html" import criteria with context -%}
{%- from "reports/_people.html" import people with context -%}
{%- from "reports/_moves.html" import moves with context -%}
{%- from "reports/_critiques.html" import critiques with context -%}
<main>{{ criteria() }}{{ people() }}{{ moves() }}{{ critiques() }}</main>
"""


def drawn(app: Flask, made: Json) -> str:
    with app.test_request_context("/"):
        html = render_template_string(PARTS, d=made, say=sentences, titled=titles)
    ids = [e.attributes["id"] for e in Tree(html).elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    links = re.findall(r'href="#([^"]+)"', html)
    assert set(links) <= set(ids)
    assert not re.search(r"%\(|\bNone\b|nan|style=", html)
    return html


@pytest.mark.parametrize("is_over", [True, False], ids=["closed", "open"])
@pytest.mark.parametrize("response", [0, 40, 100])
@pytest.mark.parametrize("members", [0, 1, 5, 12, 40, 200])
def test_parts_are_calm_for_any_group(
    app: Flask, members: int, response: int, is_over: bool
) -> None:
    facts, depths = spoken(members, response, is_over=is_over, mode="sequential")
    made = document.build(facts, studies.run(facts, depths, "state", studies=QUICK))
    assert json.loads(json.dumps(made, allow_nan=False)) == made
    assert "Who took part" in drawn(app, made)


QUICK = {name: study for name, study in studies.STUDIES.items() if name != "answers"}


def test_parts_of_five_thousand_are_drawn_as_well(app: Flask) -> None:
    facts, depths = spoken(5_000, 20)
    quick = {name: study for name, study in QUICK.items() if name != "camps"}
    found = studies.run(facts, depths, "state", studies=quick)
    made = document.build(facts, found | {"camps": NO_CAMPS})
    html = drawn(app, made)
    assert "1000 of the 5000 voted" in html
    assert len(html) < 200_000


NO_CAMPS = {
    "is_shown": False,
    "reason": "like_chance",
    "members": 400,
    "statements": 24,
    "silhouette": 0.4,
    "limit": 0.41,
    "stability": 0.2,
    "camps": [],
    "shared": [],
    "points": [],
}


def test_what_is_still_being_computed_is_said_calmly(app: Flask) -> None:
    facts, _ = spoken(40, 100)
    assert "are being computed" in drawn(app, document.build(facts))


def test_a_watched_rule_has_its_band_and_a_fixed_one_none(app: Flask) -> None:
    watched, _ = spoken(200, 60, mode="sequential")
    fixed, _ = spoken(200, 60)
    assert 'class="line-chart band"' in drawn(app, document.build(watched))
    assert 'class="line-chart band"' not in drawn(app, document.build(fixed))


def test_groups_of_opinion_are_drawn_only_where_chance_does_not_make_them(app: Flask) -> None:
    for camps, is_drawn in ((2, True), (1, False)):
        facts, depths = spoken(60, 100, camps=camps)
        quick = {"topics": QUICK["topics"], "words": QUICK["words"], "reveal": QUICK["reveal"]}
        made = document.build(
            facts, studies.run(facts, depths, "s", studies={**quick, "camps": QUICK["camps"]})
        )
        html = drawn(app, made)
        assert ('class="plane"' in html) is is_drawn
        assert ("No separate groups of opinion are visible" in html) is not is_drawn


def test_a_report_frozen_before_these_parts_existed_is_still_drawn(app: Flask) -> None:
    facts, _ = spoken(40, 100)
    old = document.build(facts)
    for name in ("monitor", "rule_changes", "silence", "studies"):
        del old[name]
    old["schema_version"] = 1
    del old["participation"]["answered_all"]
    del old["critiques"]["topics"]
    for revision in old["by_revision"]["revisions"]:
        del revision["addressed"]
    for move in old["by_revision"]["moves"]:
        for name in ("mean", "table", "drop_outs"):
            del move[name]
    html = drawn(app, old)
    assert "From revision to revision" in html
    assert "being computed" not in html
