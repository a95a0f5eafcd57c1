"""The ledger's sums: what is counted, what is withheld, how soon is soon."""

from datetime import UTC, datetime

from portal.reporting.ledger import RoundFacts, Said, ledger

DAY = datetime(2027, 3, 1, tzinfo=UTC)


def facts(name: str, asked: int = 20, answered: int = 12, is_over: bool = True) -> RoundFacts:
    return RoundFacts(name, name.title(), is_over, DAY, 3, asked, answered)


def said(name: str, state: str = "open", hours: float = 2, is_answered: bool = True) -> Said:
    return Said(name, state, hours, is_answered)


def test_what_is_acted_on_is_addressed_or_declined():
    found = ledger(
        [facts("coat")],
        [said("coat", state) for state in ("addressed", "addressed", "declined", "considering")],
    )
    assert found.total.acted_on == 3
    assert found.total.states == {"addressed": 2, "declined": 1, "considering": 1, "open": 0}
    assert (found.total.asked, found.total.answered, found.total.questions) == (20, 12, 3)


def test_a_running_round_has_no_numbers_nor_do_sums_tell_them():
    quiet = ledger([facts("coat"), facts("now", answered=0, is_over=False)], [said("coat")])
    loud = ledger(
        [facts("coat"), facts("now", answered=19, is_over=False)],
        [said("coat"), *(said("now", "addressed") for _ in range(9))],
    )
    assert quiet.lines == loud.lines
    assert quiet.total == loud.total
    assert [one.public_id for one in loud.running] == ["now"]


def test_how_few_answered_is_told_nowhere():
    shown = []
    for few in range(5):
        found = ledger([facts("coat"), facts("hat", 7, few)], [])
        assert found.lines[1].sums.answered is None
        assert found.withheld == 1
        shown.append((found.total, [line.sums for line in found.lines]))
    assert all(one == shown[0] for one in shown)
    assert shown[0][0].asked == 20
    assert ledger([facts("hat", 7, 4)], []).total.answered is None


def test_who_still_waits_counts_as_waiting():
    quick = [said("coat", hours=hours) for hours in (1, 2, 3, 4, 5)]
    assert ledger([facts("coat")], quick).total.hours == 3
    slow = [said("coat", hours=90, is_answered=False) for _ in range(6)]
    assert ledger([facts("coat")], quick + slow).total.hours is None
    assert ledger([facts("coat")], quick[:4]).total.hours is None


def test_a_group_without_a_closed_round_has_an_empty_ledger():
    found = ledger([], [])
    assert found.lines == ()
    assert found.total.critiques == 0
