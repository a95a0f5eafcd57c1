"""The two spellings of blindness agree: `seeing` for any row, `hearing` for a known round."""

from itertools import product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import actor_of, hearing, seeing
from portal.models import Critique, Question, Revision, Round, Stance
from portal.models.rounds import BLINDNESS
from tests import makers
from tests.world import World

WHO = ("hana", "ana", "tom", "tess")


@pytest.fixture
def talk(db: Session, world: World) -> None:
    """Two revisions, critique and stances on both; Tom judged the first, Tess both."""
    second = makers.revision(db, world.draft, 2)
    for kind in ("rating", "ranking", "price_range"):
        makers.question(db, world.round, kind)
    for revision, author in product((world.revision, second), (world.tom, world.tess)):
        root = makers.critique(db, world.round, author, revision=revision)
        makers.critique(db, world.round, world.hana, revision=second, parent=root, is_staff=True)
        makers.stance(db, root, world.tess if author is world.tom else world.tom)
        # What the team has not let through yet: to its author and the team alone.
        makers.critique(db, world.round, author, revision=revision).held_at = clock.now()
    makers.vote(db, world.round, world.tom, revision=world.revision)
    for revision in (world.revision, second):
        makers.vote(db, world.round, world.tess, revision=revision)
    db.flush()


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("is_over", [False, True])
@pytest.mark.usefixtures("talk")
def test_both_spellings_agree(
    db: Session, world: World, who: str, blindness: str, is_over: bool
) -> None:
    round = db.get_one(Round, world.round.id)
    round.blindness = blindness
    round.closed_at = clock.now() if is_over else None
    db.flush()
    actor = actor_of(db, world.people[who])
    heard = hearing.of(actor, round)
    known = {"me": actor.person_id, "round": round.id}

    said = Critique.__table__
    readable = select(said.c.id).where(said.c.round_id == round.id, hearing.critique(heard, said))
    assert set(db.scalars(readable, known)) == ids_of(db, seeing.critiques(actor), Critique)

    own = Stance.__table__
    counted = (
        select(said.c.id)
        .outerjoin(own, (own.c.critique_id == said.c.id) & (own.c.person_id == hearing.ME))
        .where(hearing.critique(heard, said), hearing.stance_counts(heard, said, own.c.value))
    )
    assert set(db.scalars(counted, known)) == ids_of(db, seeing.stance_tallies(actor), Critique)

    asked = Question.__table__
    for revision in db.scalars(select(Revision)):
        open_now = select(asked.c.id).where(
            asked.c.round_id == round.id, hearing.totals(heard, asked)
        )
        seen = seeing.tallied_questions(actor).where(Revision.id == revision.id)
        found = set(db.scalars(open_now, {**known, "revision": revision.id}))
        assert found == ids_of(db, seen, Question)


def ids_of(db: Session, visible, model) -> set[int]:
    return set(db.scalars(visible.with_only_columns(model.id)))


@pytest.mark.usefixtures("talk")
def test_the_cases_differ_from_each_other(db: Session, world: World) -> None:
    """What the agreement is worth: each word shows another number of critiques to Tom."""
    actor = actor_of(db, world.tom)
    said = Critique.__table__
    found = {}
    for word in ("team", "all", "judged", "own"):
        readable = select(said.c.id).where(hearing.critique(word, said))
        known = {"me": actor.person_id, "round": world.round.id}
        found[word] = len(db.scalars(readable, known).all())
    assert found == {"team": 12, "all": 10, "judged": 5, "own": 4}
