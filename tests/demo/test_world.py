"""The demo world holds together: whoever is named exists, and the numbers are plausible."""

from itertools import pairwise

import pytest

from portal import kinds
from portal.demo import pictures
from portal.demo.nouns import Brand, Critique, Round, days
from portal.demo.voting import Vote, said, stances, voters, votes, window
from portal.demo.world import BRANDS, SEED, draft_of, group_of, images_of

ROUNDS = [(brand, round) for brand in BRANDS for round in brand.rounds]
each_brand = pytest.mark.parametrize("brand", BRANDS, ids=lambda brand: brand.name)
each_round = pytest.mark.parametrize(
    ("brand", "round"), ROUNDS, ids=lambda item: getattr(item, "key", "")
)


def all_votes(brand: Brand, round: Round) -> tuple[Vote, ...]:
    return votes(round, draft_of(brand, round), group_of(brand, round).members, SEED)


def every(critiques: tuple[Critique, ...]) -> list[Critique]:
    return [c for top in critiques for c in (top, *every(top.replies))]


@each_brand
def test_brand_is_complete(brand: Brand) -> None:
    assert {member.role for member in brand.staff} == {"owner", "manager", "analyst"}
    assert 2 <= len(brand.drafts) <= 3
    assert all(2 <= len(draft.revisions) <= 3 for draft in brand.drafts)
    running = [r for r in brand.rounds if r.closes_at > days(0)]
    closed = [r for r in brand.rounds if r.closes_at <= days(0)]
    assert len(running) == len(closed) == 1
    assert running[0].decision is None
    assert closed[0].decision is not None
    assert closed[0].decision.decided_at > closed[0].closes_at


@each_brand
def test_every_image_can_be_drawn_and_says_what_it_shows(brand: Brand) -> None:
    for draft in brand.drafts:
        for revision in draft.revisions:
            assert len(revision.images) >= 2
            for image in images_of(revision):
                assert image.name in pictures.NAMES
                assert 20 < len(image.alt) <= 500
                assert len(image.caption) <= 300


def test_every_picture_is_shown_somewhere() -> None:
    shown = {
        image.name
        for brand in BRANDS
        for draft in brand.drafts
        for revision in draft.revisions
        for image in images_of(revision)
    }
    assert shown == set(pictures.NAMES)


@each_brand
def test_revisions_are_numbered_dated_and_say_what_changed(brand: Brand) -> None:
    for draft in brand.drafts:
        assert [r.number for r in draft.revisions] == list(range(1, len(draft.revisions) + 1))
        moments = [r.published_at for r in draft.revisions]
        assert moments == sorted(moments)
        assert moments[-1] < days(0)
        assert not draft.revisions[0].changes
        assert all(r.changes for r in draft.revisions[1:])
        assert all(len(r.title) <= 120 and r.story for r in draft.revisions)


@each_brand
def test_members_are_in_every_state_and_of_one_address_each(brand: Brand) -> None:
    for group in brand.groups:
        members = group.members
        assert {m.state for m in members} == {"invited", "active", "paused", "left", "removed"}
        assert {m.invitation for m in members} == {
            "queued", "sent", "failed", "opened", "joined", "expired", "revoked"
        }  # fmt: skip
        assert len({m.email for m in members}) == len(members) <= group.capacity
        assert all(m.email.endswith(".example") for m in members)
        assert all((m.joined_at is not None) == (m.invitation == "joined") for m in members)
        assert all((m.failure is not None) == (m.invitation == "failed") for m in members)


def test_the_groups_have_their_sizes() -> None:
    sizes = [
        (len(group.members), sum(m.state == "active" for m in group.members))
        for brand in BRANDS
        for group in brand.groups
    ]
    assert sizes == [(40, 31), (60, 51), (196, 187)]


@each_round
def test_round_names_only_what_exists(brand: Brand, round: Round) -> None:
    draft, group = draft_of(brand, round), group_of(brand, round)
    revisions = {r.number: r for r in draft.revisions}
    staff = {s.email for s in brand.staff}
    able = {m.email for m in voters(group.members, round)}
    assert set(round.revisions) <= set(revisions)
    assert revisions[round.first_revision].published_at <= round.opens_at < round.closes_at
    assert round.registered_by in staff
    assert round.questions[0].kind == "support"
    compares = any(q.kind in kinds.OF_VARIANTS for q in round.questions)
    topics = {topic.name for topic in draft.topics}
    assert all(not c.topic or c.topic in topics for c in every(round.critiques))
    assert sum(bool(c.topic) for c in round.critiques) > len(round.critiques) / 2
    for question in round.questions:
        assert not kinds.settings_problems(question.kind, question.settings), question.prompt
    for number in round.revisions:
        keys = {v.key for v in revisions[number].variants}
        assert keys == set(round.leaning.variants)
        assert bool(keys) == compares
        start, end = window(round, draft, number)
        assert start < end
    for critique in every(round.critiques):
        assert critique.author in able | staff
        assert critique.revision in round.revisions
        assert sum(critique.stances) < len(able)
        answered = critique.response
        if answered:
            assert answered.by in staff
            assert answered.sentence
            assert (answered.state == "addressed") == (answered.revision is not None)
            assert answered.revision is None or answered.revision in revisions
            assert answered.revision is None or answered.revision > critique.revision


def test_every_kind_of_question_is_asked_somewhere() -> None:
    asked = {q.kind for _brand, round in ROUNDS for q in round.questions}
    assert asked == set(kinds.KINDS)


@each_round
def test_criteria_read_questions_that_are_asked(brand: Brand, round: Round) -> None:
    kinds = {q.kind for q in round.questions}
    size = sum(m.state == "active" for m in group_of(brand, round).members)
    for criterion in round.criteria:
        assert criterion.signal == "concerns" or criterion.signal in kinds
        assert 0 < criterion.threshold_permille <= 1000
        assert criterion.min_answers < size


@each_round
def test_conversation_is_lively_and_in_order(brand: Brand, round: Round) -> None:
    found = said(round, draft_of(brand, round))
    at = {remark.key: remark.at for remark in found}
    assert 12 <= len(found) <= 40
    assert 2 <= max(remark.depth for remark in found) <= 9
    assert {r.critique.kind for r in found} == {"praise", "concern", "idea", "question", "reply"}
    assert {r.critique.response.state for r in found if r.critique.response} == {
        "considering", "addressed", "declined"
    }  # fmt: skip
    assert any(r.critique.author.endswith(brand.staff[0].email.split("@")[1]) for r in found)
    for remark in found:
        assert (remark.parent is None) == (remark.depth == 0) == (remark.critique.kind != "reply")
        assert round.opens_at < remark.at < min(round.closes_at, days(0))
        assert remark.parent is None or at[remark.parent] < remark.at
        assert remark.responded_at is None or remark.at < remark.responded_at < days(0)


@each_round
def test_stances_are_those_written_and_nobody_takes_two(brand: Brand, round: Round) -> None:
    draft, members = draft_of(brand, round), group_of(brand, round).members
    taken = stances(round, draft, members, SEED)
    written = sum(sum(remark.critique.stances) for remark in said(round, draft))
    assert len(taken) == written == len({(t.critique, t.member) for t in taken})
    assert all(t.at < days(0) for t in taken)


@each_round
def test_votes_are_the_same_from_the_same_seed_and_once_a_question(
    brand: Brand, round: Round
) -> None:
    cast = all_votes(brand, round)
    assert cast == all_votes(brand, round)
    assert cast != votes(round, draft_of(brand, round), group_of(brand, round).members, "other")
    assert len({(v.member, v.question, v.revision) for v in cast}) == len(cast)
    draft, variants = draft_of(brand, round), sorted(round.leaning.variants)
    for vote in cast:
        start, end = window(round, draft, vote.revision)
        question = round.questions[vote.question]
        assert start < vote.at < end + days(0.01)
        assert vote.at < min(round.closes_at, days(0))
        offer = kinds.Offer(question.kind, question.settings, dict.fromkeys(variants, ""))
        assert not kinds.problems(offer, vote.answer), (question.prompt, vote.answer)
        assert vote.question == 0 or not (vote.reason or vote.earlier)
        assert vote.answer not in vote.earlier


@each_round
def test_later_revisions_do_better_with_mostly_the_same_people(brand: Brand, round: Round) -> None:
    support = [v for v in all_votes(brand, round) if v.question == 0]
    shares, people = [], []
    for number in round.revisions:
        answers = [v.answer for v in support if v.revision == number]
        shares.append(answers.count("for") / len(answers))
        people.append({v.member for v in support if v.revision == number})
    assert shares == sorted(shares)
    assert all(len(a & b) / len(b) > 0.6 for a, b in pairwise(people))


@each_round
def test_reasons_are_given_once_and_in_both_languages(brand: Brand, round: Round) -> None:
    given = [v.reason for v in all_votes(brand, round) if v.reason]
    language = {reason.text: reason.language for reason in round.reasons}
    assert len(given) == len(set(given)) >= 6
    assert {language[text] for text in given} == {"en", "es"}


def test_vegan_guests_prefer_the_walnut_cream() -> None:
    brand, round = ROUNDS[4]
    vegan = {m.email for m in group_of(brand, round).members if "vegan" in m.segments}
    choices = [v for v in all_votes(brand, round) if round.questions[v.question].kind == "choice"]
    theirs = [v.answer for v in choices if v.member in vegan]
    others = [v.answer for v in choices if v.member not in vegan]
    assert theirs.count("B") / len(theirs) > others.count("B") / len(others) + 0.2
