"""Running studies: in turn, with one seed, telling how far the whole of it is."""

from dataclasses import replace

from portal.reporting import studies
from tests.reporting import rounds


def test_studies_run_in_turn_and_tell_how_far_the_whole_is() -> None:
    told: list[tuple[str, int]] = []

    def half(facts, depths, seed, tell):
        tell(500)
        return {"seed": seed}

    facts = rounds.facts(20, rounds.support(12))
    found = studies.run(
        facts,
        rounds.DEPTHS,
        "state",
        tell=lambda stage, permille: told.append((stage, permille)),
        studies={"answers": half, "camps": half},
    )
    assert told == [("answers", 0), ("answers", 250), ("camps", 500), ("camps", 750)]
    assert (found["mark"], found["answered"]) == ("state", 12)
    assert found["answers"] == found["camps"] == {"seed": facts.round.seed}


def test_every_study_answers_on_a_round_that_nobody_answered() -> None:
    found = studies.run(rounds.facts(5), rounds.DEPTHS, "state")
    assert set(studies.STUDIES) <= set(found)


def test_two_rounds_have_two_seeds_and_each_always_its_own() -> None:
    one = rounds.facts(5).round
    assert one.seed == rounds.facts(9).round.seed != replace(one, public_id="other").seed
    assert 0 <= one.seed < 10_000_000
