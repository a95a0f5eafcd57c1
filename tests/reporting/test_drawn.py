"""The parts of a report about answers as they are drawn: for any group, in words, in shapes."""

import dataclasses
import re
from html.parser import HTMLParser

import pytest
from flask import Flask

from portal import kinds
from portal.reporting import upgrade
from portal.reporting.facts import Facts
from tests import simulated
from tests.reporting import drawn
from tests.reporting.test_upgrade import released

NONSENSE = re.compile(r"%\(|\bNone\b(?! of these)|\bnan\b|\binf\b|Undefined|-\d+(\.\d+)?%")


class Shapes(HTMLParser):
    """Every place of a shape in percent, and whether each picture says what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[float] = []
        self.mute: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "svg" and not named.keys() & {"aria-hidden", "aria-labelledby", "aria-label"}:
            self.mute.append(str(attrs))
        for name in ("x", "x1", "x2", "cx", "y", "y1", "y2", "cy", "width", "height"):
            place = named.get(name) or ""
            if place.endswith("%"):
                self.places.append(float(place[:-1]))


def sound(page: str) -> str:
    found = NONSENSE.search(page)
    assert not found, page[max(0, found.start() - 200) : found.end() + 50]
    shapes = Shapes()
    shapes.feed(page)
    assert shapes.mute == []
    assert all(-1 <= place <= 101 for place in shapes.places)
    return page


@pytest.mark.parametrize("is_over", [True, False], ids=["closed", "open"])
@pytest.mark.parametrize("response", [0, 1, 60, 100])
@pytest.mark.parametrize("size", simulated.SIZES[:-1])
def test_any_group_is_drawn_without_nonsense(
    app: Flask, size: int, response: int, is_over: bool
) -> None:
    round = simulated.facts(size, response, is_over=is_over)
    for is_studied in (False, True):
        sound(drawn.parts(app, drawn.built(round, is_studied=is_studied)))


@pytest.mark.parametrize("size", [12, 200])
def test_it_is_drawn_in_every_language(app: Flask, size: int) -> None:
    sound(drawn.parts(app, drawn.built(simulated.facts(size, 80), is_studied=True), "es"))


def test_answers_all_alike_are_drawn(app: Flask) -> None:
    said = {kind: simulated.answer(kind, simulated.Voter(3, 0.4)) for kind in simulated.KINDS}
    round = simulated.facts(40, 100, says=lambda kind, voter: said[kind])
    sound(drawn.parts(app, drawn.built(round, is_studied=True)))


def test_a_round_in_which_nobody_would_say_is_a_calm_page(app: Flask) -> None:
    round = simulated.facts(40, 100, simulated.KINDS[1:], says=lambda *_: kinds.PREFER_NOT)
    page = sound(drawn.parts(app, drawn.built(round)))
    assert page.count("All 40 who answered would rather not say") == 11


def test_a_variant_that_is_gone_is_called_by_its_key(app: Flask) -> None:
    asked = ["support", "choice", "ranking", "pairs"]
    page = sound(drawn.parts(app, drawn.built(_without_variants(simulated.facts(40, 100, asked)))))
    assert "A, since removed" in page


def _without_variants(round: Facts) -> Facts:
    revisions = tuple(dataclasses.replace(r, variants={}) for r in round.revisions)
    return dataclasses.replace(round, revisions=revisions)


def test_a_report_frozen_by_the_first_version_is_drawn_without_what_it_did_not_look_at(
    app: Flask,
) -> None:
    page = sound(drawn.parts(app, upgrade.lifted(released())))
    assert "Shares by segment" in page
    assert "differs" not in page


def test_what_the_worker_has_not_found_yet_is_said_to_be_computed(app: Flask) -> None:
    round = simulated.facts(40, 70)
    waiting = drawn.parts(app, drawn.built(round))
    assert "Whether it would stay is being computed." in waiting
    assert "being computed" not in drawn.parts(app, drawn.built(round, is_studied=True))


def test_every_question_says_how_it_was_computed_from_what(app: Flask) -> None:
    page = drawn.parts(app, drawn.built(simulated.facts(200, 70), is_studied=True))
    assert page.count("Put in:") == 12
    assert page.count("How was this computed?") == 11 + 3


def test_segments_wait_for_the_close_on_the_page_too(app: Flask) -> None:
    closed, running = (
        drawn.parts(app, drawn.built(simulated.facts(40, 100, is_over=is_over)))
        for is_over in (True, False)
    )
    assert "Segments are shown once the round has closed" in running
    assert "tier: gold" in closed
    assert "tier: gold" not in running
