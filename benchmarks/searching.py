"""`python -m benchmarks.searching`: what a search costs among 50,000 critiques, by how many of them
have the word and by how many of those the reader may read. ARGS as for `growth`.
"""

import argparse
import tempfile
import time
from random import Random
from statistics import median

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from portal import clock, ids, migrate
from portal.access import Actor, actor_of
from portal.actions import searching as words
from portal.config import load as settings
from portal.database import Database
from portal.models import Critique, Revision
from portal.queries import searching
from tests import makers

MANY, TIMES = 50_000, 9
LEXICON = [f"{a}{b}{c}" for a in ("ba", "ko", "mu", "ti") for b in "aeiou" for c in "lmnrst"]


def build(session: Session) -> tuple[Actor, Actor]:
    """A manager who may read everything, and a blind member."""
    random = Random(1)
    brand = makers.brand(session)
    manager, blind = makers.person(session, "Manager"), makers.person(session, "Blind")
    makers.staff(session, brand, manager)
    group = makers.group(session, brand)
    makers.member(session, group, blind)
    authors = [makers.person(session) for _ in range(200)]
    draft = makers.draft(session, brand)
    revision = session.query(Revision).filter_by(draft_id=draft.id).one()
    round = makers.round(session, draft, group, first_revision=revision)
    rows = [_row(random, n, round.id, revision.id, authors[n % 200].id) for n in range(MANY)]
    session.execute(insert(Critique), rows)
    words.catch_up(session)
    return actor_of(session, manager), actor_of(session, blind)


def _row(random: Random, n: int, round: int, revision: int, author: int) -> dict[str, object]:
    said = " ".join(random.choices(LEXICON, k=25))
    said += " coat" + (" button" if n % 100 == 0 else "") + (" zeppelin" if n == 77 else "")
    return {
        "public_id": ids.public_id(),
        "round_id": round,
        "revision_id": revision,
        "author_id": author,
        "kind": "idea",
        "text": said,
        "html": f"<p>{said}</p>",
        "submission": str(n),
        "created_at": clock.now(),
    }


def cost(session: Session, actor: Actor, typed: str) -> float:
    found = []
    for _ in range(TIMES):
        before = time.perf_counter()
        searching.search(session, actor, typed)
        found.append(1000 * (time.perf_counter() - before))
    return median(found)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.searching")
    parser.add_argument("--database", default="", help="an empty PostgreSQL database")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environ = {"PORTAL_INSTANCE": folder, "PORTAL_DATABASE_URL": arguments.database}
        database = Database.of(settings("development", environ))
        migrate.upgrade(database)
        with database.writing.begin() as session:
            manager, blind = build(session)
        with database.writing.begin() as session:
            session.execute(text("ANALYZE"))
        with database.reading() as session:
            for name, typed in (("1", "zeppelin"), ("500", "button"), ("50,000", "coat")):
                for who, actor in (("manager", manager), ("blind member", blind)):
                    took = cost(session, actor, typed)
                    print(f"{name:>7} of {MANY:,} have it, {who:<13} {took:7.1f} ms")
        database.close()


if __name__ == "__main__":
    main()
