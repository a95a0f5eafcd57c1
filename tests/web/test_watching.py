"""Somebody who looks again after every single vote learns the vote of nobody: neither from the
report, nor from the totals beside the questions, nor from what the worker studies."""

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy.orm import Session

from portal.access import actor_of
from portal.actions import votes
from portal.models import Person, RosterEntry, Round, Vote, VoteChange
from tests import makers
from tests.page import Page, Visitor
from tests.world import World

WORDS = ("for", "against", "unsure", "for", "against", "against", "for")
MOVING = re.compile(r'"(made_at|round|waiting|voted|opened|silent|took_no_part|versions)"')


@pytest.fixture(params=["until_vote", "until_close", "open"])
def round(request: Any, db: Session, world: World) -> Round:
    found = db.get_one(Round, world.round.id)
    found.blindness = request.param
    makers.criterion(db, found, mode="sequential")
    return found


def members(db: Session, world: World, count: int) -> list[Person]:
    people = [makers.person(db) for _ in range(count)]
    for person in people:
        membership = makers.member(db, world.group, person)
        db.add(RosterEntry(round_id=world.round.id, membership_id=membership.id, had_joined=True))
    db.commit()
    return people


def cast(db: Session, world: World, person: Person, answer: str, reason: str = "") -> None:
    round = db.get_one(Round, world.round.id)
    votes.cast(db, actor_of(db, person), round, world.support.public_id, answer, reason)
    db.commit()


def looked(world: World) -> tuple[dict[str, Any], list[str], str]:
    """What an analyst reads: of the report all but the numbers of people, the page's bars, and
    whether an open page would ask for them again."""
    ana = world.visitor("ana")
    report = json.loads(ana.client.get(f"/rounds/{world.round.public_id}/report.json").get_data())
    page = ana.get(f"/rounds/{world.round.public_id}")
    [beat] = [e for e in page.tree.all("live-pulse") if "data-round" in e.attributes]
    totals = re.findall(r"totals=(\w+)", beat.attributes["hx-get"])
    return _without_people(report), [figure.text for figure in page.tree.all("dl")], totals[0]


def _without_people(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_people(v) for k, v in value.items() if not MOVING.match(f'"{k}"')}
    return [_without_people(one) for one in value] if isinstance(value, list) else value


def test_one_more_vote_shows_nowhere_until_five_are_in(
    db: Session, world: World, round: Round
) -> None:
    people = members(db, world, 12)
    seen = []
    for number, person in enumerate(people):
        cast(db, world, person, WORDS[number % len(WORDS)], f"Because {number}")
        seen.append(looked(world))
    steps = [n for n in range(1, 12) if seen[n] != seen[n - 1]]
    # The fifth and the tenth; the control is that these are seen.
    assert steps == [4, 9]


def test_a_change_shows_nowhere_while_the_round_is_open(
    db: Session, world: World, round: Round
) -> None:
    people = members(db, world, 6)
    for person in people:
        cast(db, world, person, "for", "Warm.")
    before = looked(world)
    cast(db, world, people[0], "against", "Too dear.")
    assert db.query(Vote).filter_by(person_id=people[0].id).one().answer == "against"
    assert db.query(VoteChange).count() == 7
    db.commit()
    assert looked(world) == before
    # The control: at the close it counts where it was as blind as the first.
    round = db.get_one(Round, world.round.id)
    round.closed_at = makers.clock.now()
    db.commit()
    report, _bars, _totals = looked(world)
    is_blind = round.blindness == "until_close"
    assert report["support"]["counts"]["against"] == int(is_blind)
    assert report["participation"]["changed_after_seeing"] == int(not is_blind)
    assert "Too dear." in report["reasons"]["against"]["texts"]


def test_an_open_page_hears_of_votes_by_fives(db: Session, world: World, round: Round) -> None:
    """The pulse, asked after every vote by a member who voted and by the team."""
    people = members(db, world, 9)
    cast(db, world, world.tom, "for")
    watching = ["ana"] if round.blindness == "until_close" else ["ana", "tom"]
    pages = [_Open(world.visitor(who), world) for who in watching]
    heard = []
    for number, person in enumerate(people):
        cast(db, world, person, WORDS[number % len(WORDS)])
        heard.append([page.pulse() for page in pages])
    # Tom's was the first: so the fifth and the tenth.
    assert [n for n, told in enumerate(heard) if any(told)] == [3, 8]
    assert all(all(told) == any(told) for told in heard)


def test_an_open_page_hears_nothing_of_a_changed_mind(
    db: Session, world: World, round: Round
) -> None:
    people = members(db, world, 6)
    for person in people:
        cast(db, world, person, "for", "Warm.")
    page = _Open(world.visitor("ana"), world)
    cast(db, world, people[0], "against", "Too dear.")
    assert not page.pulse()


class _Open:
    """A page that stays open, and asks as its script would."""

    def __init__(self, visitor: Visitor, world: World) -> None:
        self.visitor = visitor
        self._learn(visitor.get(f"/rounds/{world.round.public_id}"))
        self.since = "2020-01-01T00:00:00+00:00"

    def _learn(self, page: Page) -> None:
        [beat] = [e for e in page.tree.all("live-pulse") if "data-round" in e.attributes]
        self.asks = beat.attributes["hx-get"]

    def pulse(self) -> bool:
        """Whether something was new."""
        page = self.visitor.fragment(self.asks + "&since=" + quote(self.since))
        if page.status == 204:
            return False
        self._learn(page)
        return True
