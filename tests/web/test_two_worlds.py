"""Blindness by comparison: two worlds that differ only in what others said and voted are the same
to a member who may not know yet; and they are not, as soon as that member may."""

import pytest
from flask import make_response
from sqlalchemy import func, select

from portal import ids
from portal.access import hearing
from portal.actions import (
    assigning,
    complaints,
    critiques,
    merging,
    moderated,
    moderation,
    notes,
    notices,
    responses,
    rounds,
    stances,
    votes,
)
from portal.actions.anchors import Pointing
from portal.actions.images import file_of
from portal.models import Critique, CritiqueImage, Event, Image, Revision
from portal.queries import home
from portal.web import judge
from portal.web.session import db
from tests.kinds.offered import ANSWERS as ANSWERS_OF
from tests.matrix import told
from tests.two_worlds import at_noon, pair

HTMX = {"HX-Request": "true"}
PICTURE = ids.public_id()
ANSWERS = ("for", "against", "for", "unsure", "against", "for", "for", "against")
OTHER_KINDS = (
    *("without_it", "choice", "ranking", "pairs", "price_range", "price_steps", "kano"),
    "best_worst",
)
VIEWS = (
    *(f"sort={sort}" for sort in ("unanswered", "dividing", "uniting", "mine", "private")),
    *("kind=concern", "state=declined", "state=open", "topic=other", "judged=1", "new=1"),
    "segment=power%20user",
)
SPEAK = {"kind": "idea", "text": "Something of my own, @Tess and @Tom."}


@pytest.fixture(autouse=True)
def noon():
    with at_noon():
        yield


@pytest.fixture
def until_vote(tmp_path):
    return pair(tmp_path, "until_vote")


@pytest.fixture
def until_close(tmp_path):
    return pair(tmp_path, "until_close")


def they_vote(hand, question="support", answers=ANSWERS):
    for who, answer in zip(hand.side.others, answers, strict=True):
        named = hand.side.named[question]
        votes.cast(hand.session, hand.actor(who), hand.round, named, answer, "Because.")


def they_vote_on_all(hand):
    """On the questions of every other kind."""
    for kind in OTHER_KINDS:
        they_vote(hand, kind, [ANSWERS_OF[kind]] * len(hand.side.others))


def they_speak(hand):
    """Remarks, an answer to one, stances on all, responses of the brand, and more answers to
    Tom's remark than one page holds."""
    session, round, others = hand.session, hand.round, hand.side.others
    for n, who in enumerate(others):
        mine = critiques.post(
            session,
            hand.actor(who),
            round,
            "concern",
            f"Words {n}.",
            f"s{n}" * 9,
            anchor=they_point(hand, n),
        )
        row = hand.critique(mine)
        critiques.reply(session, hand.actor(others[n - 1]), round, row, "So it is.", f"r{n}" * 9)
        stances.take(session, hand.actor(others[n - 2]), round, row, "agree")
        if n < 2:
            responses.respond(session, hand.actor("hana"), round, row, "declined", "Not this time.")
    they_agree(hand)
    own = hand.critique(hand.side.named["own"])
    revision = session.get_one(Revision, hand.side.ids["revision"])
    people = [hand.actor(who).person_id for who in others]
    for n in range(40):
        session.add(
            Critique(
                round_id=round.id,
                revision_id=revision.id,
                author_id=people[n % len(people)],
                parent_id=own.id,
                root_id=own.id,
                depth=1,
                kind="reply",
                text="I see it too.",
                html="<p>I see it too.</p>",
                submission=f"many{n}",
            )
        )


def they_show(hand):
    """A picture stands beside what one of them says."""
    said = select(Critique).where(
        Critique.author_id.in_(hand.side.others), Critique.parent_id.is_(None)
    )
    row = hand.session.scalars(said.order_by(Critique.id.desc()).limit(1)).one()
    image = Image(
        public_id=PICTURE,
        brand_id=hand.round.brand_id,
        storage_key="others",
        width=480,
        height=300,
        colour="#aabbcc",
        avif_at=row.created_at,
    )
    hand.session.add(image)
    hand.session.flush()
    hand.session.add(CritiqueImage(critique_id=row.id, image_id=image.id, position=0, alt="Mine"))
    for coding in ("webp", "avif"):
        file = file_of(image.storage_key, image.width, coding)
        hand.side.app.extensions["portal_storage"].put(file, b"A picture")


def they_merge(hand, into_own):
    """What others said is the same as Tom's words; or his is the same as theirs. The team writes
    down something about it, and gives it to somebody."""
    session, round, team = hand.session, hand.round, hand.actor("hana")
    said = select(Critique).where(
        Critique.author_id.in_(hand.side.others), Critique.parent_id.is_(None)
    )
    rows = list(session.scalars(said.order_by(Critique.id.desc()).limit(2)))
    own = hand.critique(hand.side.named["own"])
    merging.merge(session, team, round, own, rows) if into_own else merging.merge(
        session, team, round, rows[0], [own]
    )
    notes.write(session, team, round, own, "Tom may be right.")
    if into_own:
        assigning.assign(session, team, round, own, hand.actor("hana").public_id)


def they_are_told(hand):
    """Whom it concerns has a notice, and may not hear of it yet."""
    session = hand.session
    first = hand.side.others[0]
    own = hand.critique(hand.side.named["own"])
    critiques.reply(session, hand.actor(first), hand.round, own, "Yes, @Tom.", "told" * 5)
    for event in session.scalars(select(Event.id)).all():
        notices.spread(session, event)
        moderated.spread(session, event)


def they_point(hand, n):
    """Some at the picture, some at the story, some at nothing."""
    at = Pointing(hand.side.named["picture"], 1_000 * n, 5_000)
    return (at, Pointing(quote="no noise"), None)[n % 3]


def they_keep_order(hand):
    """The team removes words, closes a thread, holds a post; somebody tells it of Tom's words."""
    session, round, team = hand.session, hand.round, hand.actor("hana")
    said = select(Critique).where(
        Critique.author_id.in_(hand.side.others), Critique.parent_id.is_(None)
    )
    first, second, third = session.scalars(said.order_by(Critique.id).limit(3)).all()
    moderation.hide(session, team, round, first, "Names a supplier.")
    moderation.lock(session, team, round, second)
    third.held_at = second.created_at
    own = hand.critique(hand.side.named["own"])
    complaints.tell(session, hand.actor(hand.side.others[0]), round, own, "unkind", "Look.")


def they_agree(hand):
    for named in ("own", "shared"):
        for who in hand.side.others:
            row = hand.critique(hand.side.named[named])
            stances.take(hand.session, hand.actor(who), hand.round, row, "agree")


def tom_votes(hand, question="support", answer="for"):
    votes.cast(hand.session, hand.actor("tom"), hand.round, hand.side.named[question], answer)


def looks(named, *strange):
    """Everything Tom can look at, in words and in fragments; `strange` are ids of others."""
    page = f"/rounds/{named['round']}"
    paths = [
        "/",
        "/account",
        "/notices",
        f"/images/{PICTURE}/480",
        f"/images/{PICTURE}/480.avif",
        page,
        f"{page}/point",
        f"{page}?revision=1",
        f"{page}?thread={named['own']}",
        f"{page}?thread={named['shared']}",
        f"{page}?before={named['own']}",
        *(f"{page}?{words}" for words in VIEWS),
        *(f"{page}?sort={sort}&before={named['shared']}" for sort in ("dividing", "uniting")),
        f"{page}/mentions?q=",
        f"{page}/pulse?since=2020-01-01T00:00:00%2B00:00&totals=known",
        f"/critiques/{named['own']}",
        f"/critiques/{named['own']}/edit",
        f"/critiques/{named['own']}/reply",
        f"/critiques/{named['shared']}",
        f"/groups/{named['group']}",
        f"/critiques/{named['shared']}/tell",
        f"{page}/house-rules",
        f"/groups/{named['group']}/ledger",
        f"{page}/compare",
        f"/drafts/{named['draft']}",
        *(f"/search?q={words}" for words in ("words", "so+it+is", "see", "member", "o")),
        f"/search?q=words&within={named['round']}",
        *(f"{page}/{way}" for way in ("report", "report.pdf", "report.xlsx", "shares")),
    ]
    for word in strange:
        paths += [f"/critiques/{word}{way}" for way in ("", "/reply", "/edit", "/tell")]
        paths += [f"{page}?thread={word}", f"{page}?before={word}"]
        paths += [f"{page}?sort={sort}&before={word}" for sort in ("dividing", "mine")]
        paths += [f"/search?q=words&after={word}"]
    asked = [("GET", path, {}) for path in paths]
    asked += [("GET", path, HTMX) for path in ("/", page, f"/critiques/{named['own']}/reply")]
    asked += [("HEAD", path, {}) for path in ("/", page)]
    return [
        (f"{verb} {path} {list(headers)}", verb, path, {}, headers) for verb, path, headers in asked
    ]


def writes(named, *strange):
    """What Tom may do and what he may not, without voting."""
    page = f"/rounds/{named['round']}"
    forms = [
        (f"{page}/critiques", SPEAK | {"submission": "tom" * 7}),
        (f"{page}/critiques", {"kind": "idea", "text": ""}),
        (f"{page}/critiques", SPEAK | {"picture": named["picture"], "x": "10", "y": "10"}),
        (f"{page}/critiques", SPEAK | {"quote": "no noise", "submission": "quote" * 4}),
        (f"{page}/point", SPEAK),
        (f"{page}/votes/{named['support']}", {"answer": "perhaps"}),
        *((f"{page}/votes/{named[kind]}", {"again": "1"}) for kind in OTHER_KINDS),
        (f"/critiques/{named['own']}/reply", {"text": "And more.", "submission": "own" * 7}),
        (f"/critiques/{named['own']}/edit", {"text": "Late words.", "seen": "stale"}),
        (f"/critiques/{named['own']}/stance", {"stance": "agree"}),
    ]
    forms += [(f"/critiques/{word}/stance", {"stance": "agree"}) for word in strange]
    forms += [(f"/critiques/{word}/reply", {"text": "Yes."}) for word in strange]
    forms += [(f"/critiques/{word}/tell", {"why": "unkind"}) for word in strange]
    forms += [(f"/critiques/{named['own']}/delete", {})]
    return [
        (f"POST {path} {list(headers)}", "POST", path, data, headers)
        for path, data in forms
        for headers in ({}, HTMX)
    ]


def ids_of_others(side):
    """One that stands, and one each that was removed, waits, or was merged, if there are any."""
    with side.writing() as hand:
        found = select(Critique.public_id).where(Critique.author_id.in_(side.others))
        kinds = (
            Critique.id > 0,
            *(column.is_not(None) for column in (Critique.hidden_at, Critique.held_at)),
            Critique.merged_into_id.is_not(None),
        )
        words = [hand.session.scalar(found.where(kind).limit(1)) for kind in kinds]
        return list(dict.fromkeys(filter(None, words)))


def everything(two):
    """Look, write, look again."""
    named, strange = two.quiet.named, ids_of_others(two.loud)
    seen = looks(named, *strange)
    found = two.look([*seen, *writes(named, *strange), *seen[:6]])
    print(f"two worlds: {two.compared} pairs of answers compared, {len(found)} differ")
    return found


def test_before_the_vote_others_do_not_exist(until_vote):
    with until_vote.loud.writing() as hand:
        they_vote(hand)
        they_vote(hand, "rating", "54321543")
        they_vote_on_all(hand)
        they_speak(hand)
        they_keep_order(hand)
        they_show(hand)
        they_merge(hand, into_own=True)
        they_are_told(hand)
    found = everything(until_vote)
    assert not found, told(found)
    # And with the vote everything opens.
    until_vote.both(tom_votes)
    assert until_vote.look(looks(until_vote.quiet.named))


def test_until_the_close_one_s_own_vote_opens_nothing(until_close):
    until_close.both(tom_votes)
    until_close.both(lambda hand: tom_votes(hand, "rating", "4"))
    with until_close.loud.writing() as hand:
        they_vote(hand)
        they_vote(hand, "rating", "54321543")
        they_vote_on_all(hand)
        they_speak(hand)
        they_keep_order(hand)
        they_show(hand)
        they_merge(hand, into_own=False)
        they_are_told(hand)
    found = everything(until_close)
    assert not found, told(found)
    until_close.both(lambda hand: rounds.close_now(hand.session, hand.actor("hana"), hand.round))
    assert until_close.look(looks(until_close.quiet.named))


def test_each_question_opens_with_its_own_answer(until_vote):
    until_vote.both(they_vote)
    until_vote.both(tom_votes)
    with until_vote.loud.writing() as hand:
        they_vote(hand, "rating", "54321543")
    found = everything(until_vote)
    assert not found, told(found)
    until_vote.both(lambda hand: tom_votes(hand, "rating", "4"))
    assert until_vote.look(looks(until_vote.quiet.named))


@pytest.mark.parametrize("kind", ["ranking", "pairs", "price_range", "kano"])
def test_totals_of_each_kind_open_with_its_own_answer(until_vote, kind):
    until_vote.both(they_vote)
    until_vote.both(tom_votes)
    with until_vote.loud.writing() as hand:
        they_vote(hand, kind, [ANSWERS_OF[kind]] * len(hand.side.others))
    here = until_vote.quiet.named
    assert not until_vote.look(looks(here)[:1] + asks_again(here))
    until_vote.both(lambda hand: tom_votes(hand, kind, ANSWERS_OF[kind]))
    assert until_vote.look(looks(here))


def asks_again(named):
    """The page, and the first screen of every kind once more."""
    page = f"/rounds/{named['round']}"
    asked = [("GET", page, {})]
    asked += [("POST", f"{page}/votes/{named[kind]}", {"again": "1"}) for kind in OTHER_KINDS]
    return [(f"{verb} {path}", verb, path, data, HTMX) for verb, path, data in asked]


def test_who_agrees_is_told_to_those_who_took_a_stance(until_vote):
    until_vote.both(they_vote)
    until_vote.both(tom_votes)
    with until_vote.loud.writing() as hand:
        for who in hand.side.others:
            row = hand.critique(hand.side.named["shared"])
            stances.take(hand.session, hand.actor(who), hand.round, row, "disagree")
    found = everything(until_vote)
    assert not found, told(found)

    def agree(hand):
        row = hand.critique(hand.side.named["shared"])
        stances.take(hand.session, hand.actor("tom"), hand.round, row, "agree")

    until_vote.both(agree)
    assert until_vote.look(looks(until_vote.quiet.named))


def hears_everything(patch):
    patch.setattr(hearing, "of", lambda *about: "all")


def asks_for_each(patch):
    """A home page that shows nothing, but works the longer the more others said."""
    drawn = home.home

    def counting(session, actor):
        for critique in session.scalars(select(Critique.id)).all():
            session.scalar(select(Critique.id).where(Critique.id == critique))
        return drawn(session, actor)

    patch.setattr(home, "home", counting)


def says_how_many(patch):
    """A header with a number that grows with hidden critique."""
    drawn = judge.draw

    def draw(page, form=None):
        response = make_response(drawn(page, form))
        response.headers["ETag"] = str(db().scalar(select(func.count(Critique.id))))
        return response

    patch.setattr(judge, "draw", draw)


@pytest.mark.parametrize(
    ("plant_leak", "sign"),
    [
        (hears_everything, "GET /rounds/"),
        (asks_for_each, "statements and"),
        (says_how_many, "ETag"),
    ],
)
def test_a_planted_leak_is_seen(until_vote, monkeypatch, plant_leak, sign):
    plant_leak(monkeypatch)
    with until_vote.loud.writing() as hand:
        they_speak(hand)
    found = until_vote.look(looks(until_vote.quiet.named))
    assert any(sign in difference for difference in found), told(found)
