"""`python -m benchmarks.reports`: what a live report costs, and what freezing one takes.

A group of 200 asked twelve questions, 120 of whom answered; and 5,000 members, twenty questions,
three revisions, six in ten of whom answered, with what they said of a hundred critiques.
"""

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from benchmarks.growth import cost
from benchmarks.scene import cookie
from portal import clock, ids, migrate
from portal.actions import reports
from portal.app import create_app
from portal.config import load as settings
from portal.database import Database
from portal.jobs import work
from portal.models import (
    Brand,
    Membership,
    Person,
    Question,
    Revision,
    RosterEntry,
    Round,
    Stance,
    Vote,
    VoteChange,
)
from portal.reporting.facts import Facts
from tests import makers, simulated

CRITIQUES, STANCES = 100, 60
MANY: Final = (*simulated.KINDS, *simulated.KINDS[1:9])


def build(session: Session, facts: Facts, state: str) -> Round:
    """The simulated group as rows of the database."""
    brand = makers.brand(session)
    group = makers.group(session, brand, capacity=len(facts.roster))
    draft = makers.draft(session, brand, "Linen shirt", revisions=len(facts.revisions))
    revisions = list(session.scalars(select(Revision).where(Revision.draft_id == draft.id)))
    makers.variants(session, revisions[-1], *simulated.VARIANTS.values())
    round = makers.round(session, draft, group, first_revision=revisions[0], state=state)
    questions = [session.query(Question).filter_by(round_id=round.id).one()]
    questions += [
        makers.question(session, round, q.kind, f"{q.prompt} ({q.id})", **q.settings)
        for q in facts.questions[1:]
    ]
    makers.criterion(session, round)
    people = _people(session, group.id, round.id, facts)
    _votes(session, round.id, facts, people, questions, revisions)
    _talk(session, round, revisions[-1], people)
    session.flush()
    return round


def _people(session: Session, group: int, round: int, facts: Facts) -> dict[int, int]:
    now = clock.now()
    found = {}
    for member in facts.roster:
        person = Person(
            public_id=ids.public_id(),
            email=f"{ids.public_id()}@members.example",
            email_key=ids.public_id(),
            name="Member",
        )
        session.add(person)
        found[member.person] = person
    session.flush()
    memberships = [
        Membership(group_id=group, person_id=found[m.person].id, joined_at=now)
        for m in facts.roster
    ]
    session.add_all(memberships)
    session.flush()
    session.execute(
        insert(RosterEntry),
        [
            {"round_id": round, "membership_id": row.id, "had_joined": True,
             "segments": list(member.segments)}
            for row, member in zip(memberships, facts.roster, strict=True)
        ],
    )  # fmt: skip
    return {number: person.id for number, person in found.items()}


def _votes(
    session: Session, round: int, facts: Facts, people: dict[int, int], questions: list[Question],
    revisions: list[Revision],
) -> None:  # fmt: skip
    now = clock.now()
    rows: list[dict[str, Any]] = [
        {
            "round_id": round, "question_id": questions[b.question - 1].id,
            "revision_id": revisions[b.revision - 1].id, "person_id": people[b.person],
            "answer": b.answer, "counted_answer": b.counted, "reason": b.reason, "created_at": now,
        }
        for b in facts.ballots
    ]  # fmt: skip
    session.execute(insert(Vote), rows)
    changes = [
        {"vote_id": id, "answer": answer, "reason": "", "was_informed": False, "at": now,
         "via": "web"}
        for id, answer in session.execute(
            select(Vote.id, Vote.answer).where(Vote.round_id == round)
        )
    ]  # fmt: skip
    session.execute(insert(VoteChange), changes)


def _talk(session: Session, round: Round, revision: Revision, people: dict[int, int]) -> None:
    """Each critique is met by so many members, one after the other round the roster."""
    persons = list(people.values())
    for number in range(CRITIQUES):
        author = session.get_one(Person, persons[number % len(persons)])
        text = f"Remark {number}: the collar stands up too far, and the pocket is hard to reach."
        critique = makers.critique(session, round, author, text, revision=revision)
        session.execute(
            insert(Stance),
            [
                {"critique_id": critique.id, "person_id": persons[(number * 7 + n) % len(persons)],
                 "value": (-1, 0, 1, 1)[(number + n) % 4], "created_at": clock.now()}
                for n in range(min(STANCES, len(persons)))
            ],
        )  # fmt: skip


def live(url: str) -> None:
    """The page of a running round, before and after the worker found its studies."""
    facts = simulated.facts(200, 60, revisions=1)
    with tempfile.TemporaryDirectory() as folder:
        config = settings("development", {"PORTAL_INSTANCE": folder, "PORTAL_DATABASE_URL": url})
        database = Database.of(config)
        migrate.upgrade(database)
        with database.writing.begin() as session:
            round = build(session, facts, "open")
            analyst = makers.person(session, "Analyst")
            makers.staff(session, session.get_one(Brand, round.brand_id), analyst, "analyst")
            signed_in = cookie(session, analyst)
        app = create_app(config)
        client = app.test_client()
        client.set_cookie(app.config["SIGN_IN_COOKIE_NAME"], signed_in, domain="localhost")

        def page() -> None:
            assert client.get(f"/rounds/{round.public_id}/report").status_code == 200

        print(f"live report, 200 members, 120 answers, 12 questions: {cost(page):.1f} ms")
        before = time.process_time()
        work.run_all(work.context_of(config, database))
        print(f"  its studies, in the worker: {time.process_time() - before:.1f} s")
        print(f"  with its studies found: {cost(page):.1f} ms")
        database.close()


def freezing(url: str, members: int) -> None:
    facts = simulated.facts(members, 60, MANY, revisions=3)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(url or f"sqlite:///{Path(folder) / 'bench.db'}", "only for measuring")
        migrate.upgrade(database)
        with database.writing.begin() as session:
            round = build(session, facts, "closed")
        print(f"freezing: {members} members, 20 questions, 3 revisions, {len(facts.ballots)} votes")
        watch = Watch()
        with database.reading() as session:
            inputs = reports.to_freeze(session, round)
        assert inputs is not None
        watch.lap("read")
        made = reports.make(inputs, lambda stage, _permille: watch.lap(f"before {stage} moved on"))
        watch.lap("the rest and the document")
        with database.writing.begin() as session:
            reports.keep(session, round, made)
        watch.lap("write")
        watch.tell()
        print(f"  inputs: {len(made.inputs) // 1000} kB")
        database.close()


class Watch:
    """Processor time by what it was spent on."""

    def __init__(self) -> None:
        self._laps: dict[str, float] = {}
        self._last = time.process_time()

    def lap(self, name: str) -> None:
        now = time.process_time()
        self._laps[name] = self._laps.get(name, 0.0) + now - self._last
        self._last = now

    def tell(self) -> None:
        for name, seconds in self._laps.items():
            print(f"  {name}: {seconds:.2f} s")
        print(f"  all: {sum(self._laps.values()):.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reports")
    parser.add_argument("--database", default="", help="an empty PostgreSQL database: {n} counts")
    parser.add_argument("--members", type=int, default=5_000)
    arguments = parser.parse_args()
    live(arguments.database.format(n=0))
    freezing(arguments.database.format(n=1), arguments.members)


if __name__ == "__main__":
    main()
