"""Search: who finds what, by which words, at which cost."""

import pytest
from sqlalchemy import select, text

from portal import clock
from portal.access import actor_of
from portal.actions import searching as kept
from portal.models import SearchText
from portal.queries import excerpts, searching
from portal.queries import search_statements as statements
from tests import makers
from tests.statements import counted

STRANGE = (
    *('"', "*", "NEAR", 'NEAR("a" "b")', "-", "%", "_", "'", "a OR", "AND", "^ : {}", "\x00"),
    *("🙂", "שלום", "a" * 5_000, " ".join(["word"] * 1_000), "words:x", "\ud800", "\\", "!&|<->()"),
    *("r1 - r2", "1e5", "ǅ ß ﬁ", "हिन्दी", "日本語", "http://x.example/?a=b"),
)


def find(db, world, typed, who="hana", **more):
    kept.catch_up(db)
    return searching.search(db, actor_of(db, world.people[who]), typed, **more)


def texts(found):
    return ["".join(piece for piece, _ in one.excerpt) for one in found.critiques]


def say(db, world, text, who="tess", **values):
    values.setdefault("revision", world.revision)
    return makers.critique(db, world.round, world.people[who], text, **values)


def test_a_word_is_found_from_its_beginning_whatever_its_case_and_accents(db, world):
    say(db, world, "The CAFÉ is warm")
    say(db, world, "The decaf is cold")
    for typed in ("cafe", "café", "Caf", "warm cafe", "the the the caf"):
        assert texts(find(db, world, typed)) == ["The CAFÉ is warm"], typed
    assert not texts(find(db, world, "cafe cold"))


def test_the_word_is_marked_in_the_text_as_it_was_written():
    assert excerpts.excerpt("Ein Café au lait", ["cafe"]) == (
        ("Ein ", False),
        ("Café", True),
        (" au lait", False),
    )
    decomposed = "Ein Cafe\u0301!"
    assert excerpts.marked(decomposed, ["caf"])[1] == ("Cafe\u0301", True)
    assert excerpts.marked("Straße", ["stras"]) == (("Straße", True),)


def test_of_a_long_text_the_part_around_the_word_is_shown():
    long = "word " * 300 + "needle" + " more" * 300
    pieces = excerpts.excerpt(long, ["needle"])
    whole = "".join(piece for piece, _ in pieces)
    assert ("needle", True) in pieces
    assert len(whole) < 300
    assert whole.startswith("… word")
    assert whole.endswith("more…")
    assert excerpts.excerpt("x" * 5_000, ["needle"])[0][0] == "x" * 90


@pytest.mark.parametrize("typed", STRANGE)
def test_nothing_that_is_typed_is_an_operator(db, world, typed):
    say(db, world, "Nothing of it")
    found = find(db, world, typed)
    assert not found.critiques


def test_a_blind_member_finds_only_what_they_may_read(db, world):
    say(db, world, "Buttons, mine", "tom")
    say(db, world, "Buttons, theirs", "tess")
    assert texts(find(db, world, "buttons", "tom")) == ["Buttons, mine"]
    assert not find(db, world, "tess", "tom").people
    makers.vote(db, world.round, world.tom, revision=world.revision)
    assert texts(find(db, world, "buttons", "tom")) == ["Buttons, theirs", "Buttons, mine"]
    [tess] = find(db, world, "tess", "tom").people
    assert tess.name == (("Tess", True),)
    assert tess.email is None
    assert not texts(find(db, world, "buttons", "vera"))
    assert not texts(find(db, world, "buttons", "bo"))


def test_what_was_removed_hidden_or_is_held_is_not_found_by_members(db, world):
    makers.vote(db, world.round, world.tom, revision=world.revision)
    for state in ("deleted_at", "hidden_at"):
        say(db, world, f"Buttons {state}", **{state: clock.now()})
    say(db, world, "Buttons held", held_at=clock.now())
    say(db, world, "Buttons said")
    for row in db.query(type(say(db, world, "Other"))):
        kept.keep(db, critique_id=row.id, words=row.text)
    assert texts(find(db, world, "buttons", "tom")) == ["Buttons said"]
    assert texts(find(db, world, "buttons", "hana")) == ["Buttons said", "Buttons held"]


def test_words_of_a_revision_one_does_not_see_yet_do_not_match(db, world):
    makers.revision(db, world.draft, 2, "Louder", published_at=None, story="A secret")
    for typed in ("louder", "secret"):
        assert not find(db, world, typed, "tom").drafts
        assert [found.number for found in find(db, world, typed).drafts] == [2]
    [found] = find(db, world, "quiet", "tom").drafts
    assert (found.number, found.round_id) == (1, world.round.public_id)
    [found] = find(db, world, "quiet").drafts
    assert found.round_id is None


def test_a_team_finds_members_by_name_and_managers_also_by_address(db, world):
    assert [found.email for found in find(db, world, "tess").people] == [world.tess.email_key]
    assert [found.email for found in find(db, world, "tess", "ana").people] == [None]
    begin = world.ines.email_key[:-4]
    assert [found.email for found in find(db, world, begin).people] == [world.ines.email_key]
    assert not find(db, world, begin, "ana").people
    assert not find(db, world, "maya").people
    # Ines has not come yet: the name she has elsewhere is hers alone.
    assert not find(db, world, "ines", "ana").people


def test_wildcards_find_nobody(db, world):
    assert not find(db, world, "t%@mail").people
    assert not find(db, world, "t_ss@").people


def test_more_critiques_follow_the_last_and_only_for_whom_it_is_there(db, world):
    for n in range(25):
        say(db, world, f"Buttons {n}")
    own = say(db, world, "Buttons, mine", "tom")
    first = find(db, world, "buttons")
    assert texts(first)[:2] == ["Buttons, mine", "Buttons 24"]
    rest = find(db, world, "buttons", after=first.before)
    assert len(texts(first) + texts(rest)) == 26
    assert rest.before is None
    assert not rest.drafts
    hidden = first.critiques[1].public_id
    assert not texts(find(db, world, "buttons", "tom", after=hidden))
    assert not texts(find(db, world, "buttons", "tom", after="nothing"))
    assert own.public_id == first.critiques[0].public_id


def test_one_conversation_can_be_searched_alone(db, world):
    say(db, world, "Buttons here")
    other = makers.round(db, world.draft, world.vip_group, first_revision=world.revision)
    makers.critique(db, other, world.vera, "Buttons there", revision=world.revision)
    within = find(db, world, "buttons", within=world.round.public_id)
    assert texts(within) == ["Buttons here"]
    assert len(texts(find(db, world, "buttons"))) == 2
    assert not texts(find(db, world, "buttons", within="%"))


def test_a_search_costs_the_same_whatever_is_found(db, world, database):
    kept.catch_up(db)
    db.commit()
    costs = []
    for many in (0, 30):
        for n in range(many):
            say(db, world, f"Buttons {n}")
        kept.catch_up(db)
        db.commit()
        with database.reading() as session, counted(database) as ran:
            searching.search(session, actor_of(session, world.hana), "buttons")
        costs.append(len(ran))
    assert costs[0] == costs[1] == 4


def test_the_words_are_looked_up_in_the_index(db, world, database):
    """PostgreSQL reads a small table at once, unless it is told not to."""
    kept.catch_up(db)
    dialect = "sqlite" if database.is_sqlite else "postgresql"
    wanted = statements._matching(select(SearchText.id), dialect).params(match="coat:*")
    sql = str(wanted.compile(db.connection(), compile_kwargs={"literal_binds": True}))
    if not database.is_sqlite:
        db.execute(text("SET LOCAL enable_seqscan = off"))
    explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
    plan = str(db.connection().exec_driver_sql(explain + sql.replace("%%", "%")).all())
    assert "search_index" in plan
