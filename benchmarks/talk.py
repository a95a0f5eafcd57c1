"""`python -m benchmarks.talk`: pages of a conversation of 50,000 critiques, with one thread a
thousand deep, against those of one with 100; in processor milliseconds of one process."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from benchmarks import growth, scene
from portal import clock, ids
from portal.models import Critique, Response, Revision, Round, RoundVisit, Stance
from portal.models.critiques import KINDS

MANY, FEW, DEEP = 50_000, 100, 1_000
# Of a thousand remarks so many are declined: a filter that leaves little.
DECLINED = 2
PAGES = {
    "first page": "",
    "unanswered": "?sort=unanswered",
    "dividing": "?sort=dividing",
    "uniting": "?sort=uniting",
    "mine": "?sort=mine",
    "only ideas": "?kind=idea",
    "only declined": "?state=declined",
    "only new": "?new=1",
    "a page further down": "?before={middle}",
    "dividing, further down": "?sort=dividing&before={middle}",
    "the deep thread": "?thread={deep}",
    "deep in it": "?thread={inside}",
}


@contextmanager
def pages(url: str, critiques: int, deep: int, who: str) -> Iterator[dict[str, growth.Page]]:
    with growth.opened(url) as (database, visits):
        with database.writing.begin() as session:
            made = scene.build(session, critiques=0, rounds=1)
            round = session.query(Round).filter_by(public_id=made.round_id).one()
            named = fill(session, round, critiques, deep)
        with database.engine.connect() as connection:
            connection.execute(text("ANALYZE"))
            connection.commit()
        cookie = made.cookies[0] if who == "member" else made.analyst_cookie
        get = visits(cookie)
        place = f"/rounds/{made.round_id}"
        yield {name: _page(get, place + query.format(**named)) for name, query in PAGES.items()}


def _page(get: Any, path: str) -> growth.Page:
    def page() -> object:
        answer = get(path)
        assert answer.status_code == 200, path
        return answer

    return page


def fill(session: Session, round: Round, count: int, deep: int) -> dict[str, str]:
    """Half of them remarks and half answers; the newest remark has the deep thread."""
    random = Random(1)
    revision = session.query(Revision).filter_by(draft_id=round.draft_id).one()
    people = [row.id for row in session.execute(text("SELECT id FROM people ORDER BY id"))][1:121]
    begun = clock.now() - timedelta(days=2)
    rows: list[dict[str, Any]] = []
    roots: list[int] = []
    for number in range(1, count - deep):
        root = random.choice(roots[-200:]) if roots and random.random() < 0.5 else None
        if root is None:
            roots.append(number)
        rows.append(_row(random, number, people, round, revision, begun, root, root, 1))
    top = count - deep
    rows.append(_row(random, top, people, round, revision, begun, None, None, 0))
    rows += [
        _row(random, top + step, people, round, revision, begun, top + step - 1, top, step)
        for step in range(1, deep + 1)
    ]
    session.execute(insert(Critique), rows)
    _respond(session, random, roots)
    _stand(session, random, roots, people)
    left = begun + timedelta(seconds=count - 50)
    session.add_all(
        RoundVisit(round_id=round.id, person_id=person, seen_at=clock.now(), left_at=left)
        for person in people[:1]
    )
    named = {row["id"]: row["public_id"] for row in rows}
    inside = named.get(top + 5 * (deep // 10), named[top])
    # One of those on which the one who looks has taken a stance: there their order can begin.
    middle = named[roots[len(roots) // 2 // 10 * 10]]
    return {"middle": middle, "deep": named[top], "inside": inside}


def _row(
    random: Random,
    number: int,
    people: list[int],
    round: Round,
    revision: Revision,
    begun: Any,
    parent: int | None,
    root: int | None,
    depth: int,
) -> dict[str, Any]:
    agree, disagree = random.randrange(40), random.randrange(20)
    return {
        "id": number,
        "public_id": ids.public_id(),
        "round_id": round.id,
        "revision_id": revision.id,
        "author_id": random.choice(people),
        "parent_id": parent,
        "root_id": root,
        "depth": min(depth, 100) if root else 0,
        "kind": "reply" if root else random.choice(KINDS),
        "text": f"Remark {number}: the collar stands up too far.",
        "html": f"<p>Remark {number}: the collar stands up too far.</p>",
        "is_staff": False,
        "submission": f"bench{number}",
        "created_at": begun + timedelta(seconds=number),
        "agree_count": agree,
        "disagree_count": disagree,
        "dividing": min(agree, disagree),
        "uniting": agree - 2 * disagree,
    }


def _respond(session: Session, random: Random, roots: list[int]) -> None:
    rows = [
        {"critique_id": root, "state": state, "sentence": "Because."}
        for root in roots
        if (state := _state(random))
    ]
    if rows:
        session.execute(insert(Response), rows)


def _state(random: Random) -> str:
    drawn = random.randrange(1_000)
    return "declined" if drawn < DECLINED else "considering" if drawn < 300 else ""


def _stand(session: Session, random: Random, roots: list[int], people: list[int]) -> None:
    """Three members, the one who looks among them, on every tenth remark."""
    rows = [
        {"critique_id": root, "person_id": person, "value": random.choice([1, 1, 0, -1])}
        for root in roots[::10]
        for person in people[:3]
    ]
    session.execute(insert(Stance), rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.talk")
    parser.add_argument("--database", default="", help="an empty PostgreSQL database: {n} counts")
    arguments = parser.parse_args()
    for step, who in enumerate(("member", "team")):
        first, second = (arguments.database.format(n=2 * step + n) for n in (0, 1))
        with pages(first, FEW, 10, who) as few:
            costs = {name: growth.cost(page) for name, page in few.items()}
        with pages(second, MANY, DEEP, who) as many:
            for name, page in many.items():
                now = growth.cost(page)
                print(
                    f"{who:<8}{name:<26}{costs[name]:6.1f} {now:6.1f} ms {now / costs[name]:6.2f}"
                )


if __name__ == "__main__":
    main()
