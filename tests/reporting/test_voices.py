"""What was said, put together without telling who voted what."""

import random
from dataclasses import replace
from typing import Any

import pytest

from portal.reporting import document, studies, titles
from portal.reporting.facts import (
    Change,
    CritiqueFacts,
    Depths,
    Facts,
    StanceTaken,
    TopicFacts,
)
from portal.reporting.studies import camps, reveal, topics, words
from portal.stats import words as compared
from tests.reporting.rounds import DEPTHS, NOON, answers, facts, support

SEED = 7
FIT, PRICE = TopicFacts("t1", "Fit", ("shoulder", "sleeve")), TopicFacts("t2", "Price", ("dear",))


def quiet(permille: int) -> None:
    assert 0 <= permille <= 1000


def critique(id: str, text: str = "The sleeve is short.", **more: Any) -> CritiqueFacts:
    return CritiqueFacts(id, more.pop("kind", "concern"), text, 1, "open", **more)


def told(*critiques: CritiqueFacts, members: int = 40) -> Facts:
    found = facts(members, support(members // 2, 0, members // 2), critiques=critiques)
    return replace(found, topics=(FIT, PRICE))


def test_topics_count_critiques_and_authors_and_agreement_of_shown_ones_only() -> None:
    made = document.build(
        told(
            critique("c1", topic="t1", author=1, agree=7, disagree=3),
            critique("c2", topic="t1", author=1, agree=1, disagree=1),
            critique("c3", topic="t2", author=2),
            critique("c4", author=3),
        )
    )
    fit, price, none = made["critiques"]["topics"]
    assert (fit["name"], fit["critiques"], fit["authors"]) == ("Fit", 2, 1)
    # The second one's stances would follow from a sum over both.
    assert (fit["agree"], fit["stances"], fit["percent"]) == (7, 10, 70)
    assert (price["critiques"], price["percent"]) == (1, None)
    assert (none["id"], none["critiques"]) == (None, 1)
    assert titles.topics(made["critiques"]["topics"]) == "Most is about Fit: 2 critiques"


def test_a_draft_without_topics_has_no_list_of_them() -> None:
    assert document.build(facts(20, critiques=[critique("c1")]))["critiques"]["topics"] == []


def test_topics_are_suggested_only_where_none_was_picked_and_counted_nowhere() -> None:
    found = told(
        critique("c1", "The sleeves are short"),
        critique("c2", "Too dear for linen", topic="t1"),
        critique("c3", "Nothing to add"),
    )
    study = topics.study(found, DEPTHS, SEED, quiet)
    assert study["suggested"] == {"c1": "t1"}
    assert study["by_topic"] == [{"topic": "t1", "critiques": 1}]
    assert document.build(found)["critiques"]["topics"][0]["critiques"] == 1


def spoken(for_: list[str], against: list[str], is_over: bool = True) -> Facts:
    """Each text is the reason of one member, and of the first sceptics a critique too."""
    reasons = [*for_, *against]
    cast = [
        ballot._replace(reason=reasons[place])
        for place, ballot in enumerate(support(len(for_), 0, len(against)))
    ]
    remarks = [
        critique(f"c{n}", text, author=len(for_) + n) for n, text in enumerate(against[:6], start=1)
    ]
    return facts(len(reasons), cast, critiques=remarks, is_over=is_over)


SOFT, DEAR = "The linen is soft and the cut is lovely", "The price is too high for the linen"


def test_words_of_either_side_lead_to_their_critiques() -> None:
    found = spoken([SOFT] * 25, [DEAR] * 24 + [SOFT])
    [english] = words.study(found, DEPTHS, SEED, quiet)["languages"]
    by_word = {word["word"]: word for word in english["words"]}
    assert by_word["price"]["side"] == "against"
    assert by_word["price"]["critiques"] == ["c1", "c2", "c3", "c4", "c5", "c6"]
    assert by_word["lovely"]["side"] == "for"
    assert by_word["lovely"]["members"] == {"for": 25, "against": None}
    assert "fewer than 5 of 25 sceptics" in titles.word_users(english, by_word["lovely"])


def test_a_word_of_a_few_on_one_side_alone_is_withheld() -> None:
    rare = [*([DEAR] * 8), *(["Good enough, nothing else"] * 17)]
    found = spoken([SOFT] * 25, rare)
    [english] = words.study(found, DEPTHS, SEED, quiet)["languages"]
    assert "price" not in {word["word"] for word in english["words"]}
    assert english["withheld"] > 0
    texts = [[SOFT]] * 25, [[text] for text in rare]
    assert "price" in {word.word for word in compared.compare(*texts, "en").words}


def test_words_wait_for_the_close_because_a_growing_count_would_tell_its_author() -> None:
    open_ = words.study(spoken([SOFT] * 25, [DEAR] * 25, is_over=False), DEPTHS, SEED, quiet)
    assert open_ == {"is_waiting": True, "languages": []}


def test_too_few_texts_are_said_to_be_too_few() -> None:
    [one] = words.study(spoken([SOFT] * 19, [DEAR] * 20), DEPTHS, SEED, quiet)["languages"]
    assert (one["reason"], one["words"]) == ("too_few_texts", [])
    assert "Too few texts" in titles.words(one)


def test_two_languages_are_two_comparisons() -> None:
    spanish = "El precio es muy alto para lo que es"
    found = spoken(
        [SOFT] * 25 + ["El lino es muy suave y bonito"] * 25, [DEAR] * 25 + [spanish] * 25
    )
    languages = words.study(found, DEPTHS, SEED, quiet)["languages"]
    assert [one["language"] for one in languages] == ["en", "es"]
    assert [one["members"] for one in languages] == [{"for": 25, "against": 25}] * 2
    assert "precio" in {word["word"] for word in languages[1]["words"]}


def changed(*steps: tuple[int, str, bool]) -> Depths:
    return Depths(
        changes=tuple(Change(person, 1, 1, answer, seen, NOON) for person, answer, seen in steps)
    )


BLIND = [(person, "for" if person <= 14 else "against", False) for person in range(1, 25)]


def test_changes_toward_the_majority_in_sight_are_following() -> None:
    moves = [(person, "for", True) for person in range(15, 21)]
    found = reveal.study(facts(40), changed(*BLIND, *moves), SEED, quiet)
    assert (found["toward"], found["away"], found["is_herding"]) == (6, 0, True)
    assert "followed the majority" in titles.reveal(found)


def test_changes_made_blind_or_twice_do_not_count() -> None:
    moves = [(person, "for", False) for person in range(15, 21)]
    again = [(15, "for", True), (15, "against", True), (15, "for", True)]
    found = reveal.study(facts(40), changed(*BLIND, *moves, *again), SEED, quiet)
    assert (found["is_enough"], found["toward"]) == (False, None)


def test_fewer_than_five_changes_are_not_broken_down() -> None:
    moves = [(person, "for", True) for person in range(15, 19)]
    found = reveal.study(facts(40), changed(*BLIND, *moves), SEED, quiet)
    assert found["toward"] is None
    assert "too few" in titles.reveal(found)


def test_while_open_changes_are_counted_in_fives() -> None:
    moves = [(person, "for", True) for person in range(15, 22)]
    found = reveal.study(facts(40, is_over=False), changed(*BLIND, *moves), SEED, quiet)
    assert found["toward"] == 5


def stances(camps_: int, members: int = 60, of: int = 12, seed: int = 1) -> Depths:
    chance = random.Random(seed)
    taken = []
    for person in range(1, members + 1):
        for n in range(of):
            likely = 0.5 if camps_ == 1 else 0.9 if (n % 2) == (person % camps_) else 0.1
            taken.append(StanceTaken(person, f"c{n}", 1 if chance.random() < likely else -1))
    return Depths(stances=tuple(taken))


TWELVE = [critique(f"c{n}", f"Remark {n}") for n in range(12)]


def test_two_camps_are_found_with_what_each_holds_and_no_names() -> None:
    found = camps.study(facts(60, critiques=TWELVE), stances(2), SEED, quiet)
    assert found["is_shown"]
    assert sorted(camp["size"] for camp in found["camps"]) == [30, 30]
    held = [{one["critique"] for one in camp["holds"]} for camp in found["camps"]]
    assert not held[0] & held[1]
    assert len(found["points"]) == 60
    assert all(set(point) == {"camp", "x", "y"} for point in found["points"])
    assert found["points"] == sorted(found["points"], key=lambda p: (p["camp"], p["x"], p["y"]))
    assert found == camps.study(facts(60, critiques=TWELVE), stances(2), SEED, quiet)


@pytest.mark.parametrize(("members", "reason"), [(60, "like_chance"), (29, "too_few_members")])
def test_stances_without_camps_show_none(members: int, reason: str) -> None:
    found = camps.study(facts(60, critiques=TWELVE), stances(1, members), SEED, quiet)
    assert (found["is_shown"], found["camps"], found["points"]) == (False, [], [])
    assert found["reason"] in (reason, "unstable")
    assert titles.why_no_camps(found)


def test_every_study_is_calm_about_nothing() -> None:
    for found in (facts(0), facts(1, support(1)), facts(5, answers(["unsure"] * 5))):
        made = studies.run(found, DEPTHS, "state")
        assert not made["camps"]["is_shown"]
        assert not made["reveal"]["is_enough"]
        assert made["words"]["languages"] == []
        assert made["topics"]["suggested"] == {}
