"""Two installations from one set-up, equal to the last id, that go apart by what others do.

A blind member must not be able to tell in which of them they are: the same requests are made in
both, and every answer is compared.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock, migrate
from portal.access import Actor, actor_of
from portal.actions import searching
from portal.app import create_app
from portal.config import Config, load
from portal.database import Database
from portal.models import Critique, Person, Question, Revision, RosterEntry, Round, RoundVisit
from portal.web.limits import limiter
from tests import makers, world
from tests.actions.test_revisions import hung
from tests.kinds.offered import SETTINGS
from tests.page import Visitor
from tests.sent import essence, send
from tests.statements import counted

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
OTHERS = 8


@dataclass
class Side:
    """One of the two, with the ids that both have."""

    app: Flask
    ids: dict[str, int]
    named: dict[str, str]
    others: list[int]
    tom: Visitor

    @property
    def database(self) -> Database:
        found: Database = self.app.extensions["portal_database"]
        return found

    @contextmanager
    def writing(self) -> Iterator["Hand"]:
        with self.database.writing.begin() as session:
            yield Hand(session, self)


@dataclass
class Hand:
    """Somebody's hand in one of the worlds: rows and actors as the actions take them."""

    session: Session
    side: Side

    def actor(self, who: str | int) -> Actor:
        key = self.side.ids[who] if isinstance(who, str) else who
        return actor_of(self.session, self.session.get_one(Person, key))

    @property
    def round(self) -> Round:
        return self.session.get_one(Round, self.side.ids["round"])

    def critique(self, name: str) -> Critique:
        return self.session.query(Critique).filter_by(public_id=name).one()


@dataclass
class Pair:
    quiet: Side
    loud: Side
    compared: int = 0
    differences: list[str] = field(default_factory=list)

    def both(self, do: Callable[[Hand], Any]) -> None:
        for side in (self.quiet, self.loud):
            with side.writing() as hand:
                do(hand)

    def look(self, requests: "Requests") -> list[str]:
        """Make the requests as Tom in both worlds; what differed."""
        seen = [_observed(side, requests) for side in (self.quiet, self.loud)]
        found = []
        for (what, *_rest), one, other in zip(requests, *seen, strict=True):
            self.compared += 1
            if one != other:
                found.append(f"{what}: {_first_difference(one, other)}")
        return found


# What is done (for the report), verb, path, form, headers.
Requests = list[tuple[str, str, str, dict[str, str], dict[str, str]]]


def _observed(side: Side, requests: Requests) -> list[tuple[Any, ...]]:
    seen = []
    for _what, verb, path, data, headers in requests:
        with counted(side.database) as statements:
            answer = send(side.tom, verb, path, data, headers=headers)
        status, head, body = essence(answer)
        words = str(head).encode() + b"\n" + body
        seen.append((status, words, f"{len(statements)} statements"))
    mine = _made_by_tom(side)
    return [(status, _renamed(words, mine), cost) for status, words, cost in seen]


def _made_by_tom(side: Side) -> list[str]:
    """What he posted on the way got an id by chance; in which order he did is the same."""
    with side.writing() as hand:
        posted = select(Critique.public_id).where(Critique.author_id == side.ids["tom"])
        return list(hand.session.scalars(posted.order_by(Critique.id)))


def _renamed(words: bytes, ids: list[str]) -> bytes:
    for n, word in enumerate(ids):
        words = words.replace(word.encode(), b"Tom's %d" % n)
    return words


def _first_difference(one: tuple[Any, ...], other: tuple[Any, ...]) -> str:
    if one[0] != other[0]:
        return f"{one[0]} and {other[0]}"
    if one[1] == other[1]:
        return f"{one[2]} and {other[2]}"
    at = next((n for n, (a, b) in enumerate(zip(one[1], other[1], strict=False)) if a != b), 0)
    return f"{one[1][at - 60 : at + 60]!r} and {other[1][at - 60 : at + 60]!r}"


def pair(folder: Path, blindness: str) -> Pair:
    """Both worlds, with the cast, two questions, and Tom signed in on one device."""
    quiet = _app(folder, "quiet")
    migrate.upgrade(_database(quiet))
    with _database(quiet).reading() as session:
        ids, named, others = _set_up(session, quiet, blindness)
        session.commit()
        tom = Visitor(quiet, session.get_one(Person, ids["tom"]))
    _database(quiet).close()
    shutil.copy(folder / "quiet.db", folder / "loud.db")
    loud = _app(folder, "loud")
    again = Visitor(loud, None)
    name = quiet.config["SIGN_IN_COOKIE_NAME"]
    cookie = tom.client.get_cookie(name)
    assert cookie is not None
    again.client.set_cookie(name, cookie.value, domain="localhost")
    return Pair(Side(quiet, ids, named, others, tom), Side(loud, ids, named, others, again))


def _app(folder: Path, name: str) -> Flask:
    config: Config = load(
        "development",
        {
            "PORTAL_INSTANCE": str(folder),
            "PORTAL_DATABASE_URL": f"sqlite:///{folder / name}.db",
            "PORTAL_SECRET_KEY": "a secret only for tests, 32 signs and more",
            "PORTAL_BASE_URL": "http://localhost:8000",
        },
    )
    app = create_app(config)
    app.testing = True
    limiter.enabled = False
    return app


def _database(app: Flask) -> Database:
    found: Database = app.extensions["portal_database"]
    return found


def _set_up(
    session: Session, app: Flask, blindness: str
) -> tuple[dict[str, int], dict[str, str], list[int]]:
    made = world.build(session, app)
    made.round.blindness = blindness
    others = [makers.person(session, f"Guest {n}") for n in range(OTHERS)]
    for guest in others:
        row = makers.member(session, made.group, guest)
        session.add(RosterEntry(round_id=made.round.id, membership_id=row.id, had_joined=True))
    rating = makers.question(session, made.round, "rating", "How warm is it?")
    makers.variants(session, made.revision, "Linen", "Wool", "Hemp")
    others_asked = {
        kind: makers.question(session, made.round, kind, **settings).public_id
        for kind, settings in SETTINGS.items()
        if kind not in ("support", "rating", "intent", "recommend")
    }
    own = makers.critique(session, made.round, made.tom, "My own words.", revision=made.revision)
    shared = makers.critique(
        session, made.round, made.tess, "What Tess said first.", revision=made.revision
    )
    support = session.query(Question).filter_by(round_id=made.round.id, position=0).one()
    revision = session.query(Revision).filter_by(draft_id=made.draft.id).one()
    [picture] = hung(session, made, revision, "A list")
    # Tom was there before the others spoke, so all they say is new to him once he may read it.
    session.add(
        RoundVisit(round_id=made.round.id, person_id=made.tom.id, seen_at=NOON - timedelta(hours=2))
    )
    searching.catch_up(session)
    ids = {name: row.id for name, row in made.people.items()}
    ids |= {"round": made.round.id, "revision": revision.id}
    named = {
        "round": made.round.public_id,
        "group": made.group.public_id,
        "draft": made.draft.public_id,
        "support": support.public_id,
        "rating": rating.public_id,
        **others_asked,
        "own": own.public_id,
        "picture": picture.public_id,
        "shared": shared.public_id,
    }
    return ids, named, [guest.id for guest in others]


def at_noon() -> Any:
    """The clock stands still for both."""
    return clock.held_at(NOON)
