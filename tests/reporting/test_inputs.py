"""What a report was made from comes back from what is kept of it, and names nobody."""

import json
import zlib
from dataclasses import replace
from datetime import timedelta

from portal.reporting import document, inputs
from portal.reporting.facts import (
    Ballot,
    Change,
    CritiqueFacts,
    Depths,
    Facts,
    RuleChange,
    StanceTaken,
    TopicFacts,
)
from tests.reporting import rounds
from tests.reporting.rounds import NOON


def whole() -> tuple[Facts, Depths]:
    """Something of everything that is kept; people have ids far from 1."""
    ballots = [
        Ballot(b.person * 1000, *b[1:6], NOON + timedelta(microseconds=n))
        for n, b in enumerate([*rounds.support(9, 2, 3), *rounds.answers(["A"] * 9, question=4)])
    ]
    made = rounds.facts(
        14,
        questions=[rounds.SUPPORT, rounds.INTENT, rounds.CHOICE],
        revisions=[rounds.revision(1, B="Loose", A="Fitted")],
        critiques=[
            CritiqueFacts("c1", "concern", "Zu teuer — 太贵", 1, "open", 6, 2, 0, author=3000),
            CritiqueFacts("c2", "idea", "x", 1, "addressed", topic="t1", addressed_in=1),
        ],
    )
    facts = replace(
        made,
        roster=tuple(m._replace(person=m.person * 1000, segments=("vip",)) for m in made.roster),
        ballots=tuple(ballots),
        rule_changes=(RuleChange(NOON, "Hana", "added", {"signal": "support"}),),
        topics=(TopicFacts("t1", "Sleeves", ("cuff",)),),
    )
    depths = Depths((StanceTaken(2000, "c1", -1),), (Change(1000, 1, 1, "for", False, NOON),))
    return facts, depths


def test_inputs_come_back_as_they_were() -> None:
    kept = inputs.numbered(*whole())
    assert inputs.unpack(inputs.pack(kept)) == kept
    assert inputs.pack(inputs.unpack(inputs.pack(kept))) == inputs.pack(kept)


def test_variants_come_back_in_their_order() -> None:
    kept = inputs.unpack(inputs.pack(inputs.numbered(*whole())))
    assert list(kept.facts.revisions[0].variants) == ["B", "A"]


def test_numbering_people_changes_nothing_in_the_report() -> None:
    facts, depths = whole()
    assert document.build(inputs.numbered(facts, depths).facts) == document.build(facts)


def test_no_id_of_a_person_is_kept() -> None:
    facts, depths = whole()
    kept = json.loads(zlib.decompress(inputs.pack(inputs.numbered(facts, depths))))
    people = [row[0] for row in kept["facts"]["roster"] + kept["facts"]["ballots"]]
    people += [row[0] for row in kept["depths"]["stances"] + kept["depths"]["changes"]]
    assert set(people) == set(range(1, 15))
    assert kept["facts"]["critiques"][0]["author"] == 3
