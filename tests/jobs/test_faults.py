"""A list sent through a relay with whims: in the end everybody has their letter or the reason why
not, and whatever came twice came for a reason. `python -m benchmarks.letters` sends 10,000."""

from collections import Counter

from sqlalchemy import select

from portal import clock
from portal.access import actor_of
from portal.actions import invitation_lists
from portal.imports.address_lists import read_text
from portal.models import Group, Invitation, Job, Suppression
from tests.flaky import FAULTS, REFUSED, Flaky, address, fault_of
from tests.jobs.conftest import Desk

MANY = 110


def test_everybody_has_their_letter_or_the_reason_why_not(desk: Desk, db, world, relay):
    db.get(Group, world.group.id).capacity = 1_000
    hana = actor_of(db, world.hana)
    found = read_text("\n".join(address(number) for number in range(MANY)))
    kept = invitation_lists.propose(db, hana, world.group, found)
    invitation_lists.confirm(db, hana, world.group, kept)
    db.commit()
    flaky = Flaky(percent=20)
    there = desk.to(relay(inbox=flaky).port)
    for seconds in (0, 30, 120, 600, 3600):
        there.run(seconds=seconds)

    db.rollback()
    assert set(flaky.met) == set(FAULTS)
    assert flaky.wrong(MANY) == []
    assert flaky.copies == flaky.met["cut after"]
    kinds = Counter(fault_of(number, 20) for number in range(MANY))
    refused = {fault: kinds[fault] for fault in REFUSED}
    states = Counter(row.state(clock.now()) for row in db.scalars(select(Invitation)))
    assert states == {
        "sent": MANY - sum(refused.values()),
        "bounced": refused["550 RCPT"],
        "failed": refused["554 DATA"],
    }
    assert len(db.scalars(select(Suppression)).all()) == refused["550 RCPT"]
    assert db.scalars(select(Job).where(Job.done_at.is_(None))).all() == []
