"""Two worlds that differ only in what others said and voted are one world to a blind member.

Pages, headers, sizes and orders are compared after each one's own tokens are taken out. The test
of the test: with one's own vote in, the same two worlds differ.
"""

import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.kinds import COMPOSED
from portal.models import Critique, Question, Round
from tests import makers
from tests.kinds.offered import ANSWERS, SETTINGS
from tests.page import Page, Visitor
from tests.world import World

TOKENS = re.compile(r'(name="(?:csrf_token|submission)"(?: type="hidden")? value=")[^"]+')


def others_speak(db: Session, world: World, own: Critique) -> None:
    """Everything others can do in a round, done several times."""
    for n in range(7):
        person = makers.person(db, f"Other {n}")
        makers.member(db, world.group, person)
        makers.vote(db, world.round, person, ("for", "against")[n % 2], revision=world.revision)
        root = makers.critique(db, world.round, person, f"Word {n}", revision=world.revision)
        makers.critique(db, world.round, person, "Answer", revision=world.revision, parent=root)
        makers.critique(db, world.round, person, "To Tom", revision=world.revision, parent=own)
        makers.stance(db, own, person, (1, -1)[n % 2])
        makers.stance(db, root, world.tess)
        for question in db.scalars(select(Question).where(Question.kind.in_(COMPOSED))):
            answer = ANSWERS[question.kind]
            makers.vote(db, world.round, person, answer, revision=world.revision, question=question)
    db.commit()


def seen(visitor: Visitor, world: World, own: Critique) -> list[tuple[int, str, str]]:
    """All a member can ask for around a round."""
    round = f"/rounds/{world.round.public_id}"
    addresses = [
        "/",
        round,
        f"{round}?revision=1",
        f"{round}?before={own.public_id}",
        f"{round}?thread={own.public_id}",
        f"{round}?thread={own.public_id}&from={own.public_id}",
        f"/critiques/{own.public_id}",
        f"/critiques/{own.public_id}/reply",
        f"/critiques/{own.public_id}/edit",
        "/account",
    ]
    pages = [visitor.get(address) for address in addresses]
    pages += [visitor.fragment(address) for address in addresses]
    return [(page.status, facts(page), TOKENS.sub(r"\1", page.html)) for page in pages]


def facts(page: Page) -> str:
    left_out = ("Set-Cookie", "Content-Length", "X-RateLimit")
    return repr([(k, v) for k, v in page.headers if not k.startswith(left_out)])


@pytest.mark.parametrize("blindness", ["until_vote", "until_close"])
@pytest.mark.parametrize("has_voted", [False, True])
def test_a_blind_member_cannot_tell_two_worlds_apart(
    db: Session, world: World, app: Flask, blindness: str, has_voted: bool
) -> None:
    db.get_one(Round, world.round.id).blindness = blindness
    makers.variants(db, world.revision, "Linen", "Wool", "Hemp")
    for kind in ("rating", "ranking", "pairs", "price_range", "best_worst"):
        makers.question(db, world.round, kind, **SETTINGS[kind])
    own = makers.critique(db, world.round, world.tom, "Mine", revision=world.revision)
    if has_voted:
        makers.vote(db, world.round, world.tom, revision=world.revision)
    db.commit()
    visitor = world.visitor("tom")
    with clock.held_at(clock.now()):
        before = seen(visitor, world, own)
        others_speak(db, world, own)
        after = seen(visitor, world, own)
    is_blind = blindness == "until_close" or not has_voted
    assert (before == after) == is_blind
    if is_blind:
        assert [len(page[2]) for page in before] == [len(page[2]) for page in after]


def test_the_answer_to_ones_own_vote_is_the_first_to_differ(db: Session, world: World) -> None:
    """until_vote: what htmx gets back after a vote on another question tells nothing yet."""
    rating = makers.question(db, world.round, "rating")
    own = makers.critique(db, world.round, world.tom, "Mine", revision=world.revision)
    db.commit()
    others_speak(db, world, own)
    visitor = world.visitor("tom")
    votes = f"/rounds/{world.round.public_id}/votes"
    first = visitor.hx_post(f"{votes}/{rating.public_id}", {"answer": "4", "revision": "1"})
    assert "1 answer so far" in first.text
    assert "Word" not in first.html
    then = visitor.hx_post(f"{votes}/{world.support.public_id}", {"answer": "for", "revision": "1"})
    assert "8 answers so far" in then.text
    assert "Word 6" in then.text
