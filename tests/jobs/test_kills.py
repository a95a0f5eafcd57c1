"""Real worker processes against a real SMTP server, killed with SIGKILL again and again.

In the end every invitation was delivered at least once; what came twice came with the same
Message-ID, first from a worker that was killed; what was rolled back never left.
FIRSTLOOK_KILLS=300 makes it a long run; its figures are printed with `-s`.
"""

import asyncio
import os
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal import migrate
from portal.database import Database
from portal.models import Group, Invitation, Job, Person
from tests import makers
from tests.conftest import KINDS
from tests.jobs.conftest import link_in, parsed
from tests.jobs.invited import asked
from tests.processes import PORTAL, Installation, soon
from tests.servers import new_postgres_database

KILLS = int(os.environ.get("FIRSTLOOK_KILLS", "30"))
# A list long enough that no job meets five kills: it would be parked, as one that kills workers.
INVITATIONS = max(200, 8 * KILLS)
AT_ONCE = 3
# So many always wait: the last few of a queue would be hit by every kill.
WAITING = 40
SECRET = "a secret only for tests, 32 signs and more"
NURSERY = (sys.executable, "-m", "tests.jobs.nursery")


@dataclass(frozen=True)
class Taken:
    """A letter that the relay has taken: from which worker, and what made it that letter."""

    worker: str
    to: str
    message_id: str
    link: str


@dataclass
class SlowRelay:
    """Takes its time before a letter is taken, and again before saying so: kills meet both."""

    taken: list[Taken] = field(default_factory=list)
    met: set[str] = field(default_factory=set)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.met.add(session.host_name)
        await asyncio.sleep(random.uniform(0.02, 0.12))
        message = parsed(envelope.content)
        link = link_in(message.get_body(("plain",)).get_content())
        self.taken.append(
            Taken(session.host_name, envelope.rcpt_tos[0], message["Message-ID"], link)
        )
        await asyncio.sleep(random.uniform(0.0, 0.08))
        return "250 OK"


@dataclass
class Campaign:
    """One brand that invites while its workers are killed."""

    folder: Path
    database: Database
    port: int
    relay: SlowRelay
    group: Group
    by: Person
    invited: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)

    def start(self, program, *arguments):
        settings = {
            "PORTAL_DATABASE_URL": self.database.url,
            "PORTAL_SECRET_KEY": SECRET,
            "PORTAL_MAIL_URL": self.mail_url("last"),
        }
        return Installation(self.folder, settings, program).start(*arguments)

    def mail_url(self, name):
        """By the name with which it says hello, the relay knows each worker."""
        return f"smtp://127.0.0.1:{self.port}?hello={name}"

    def invite(self, number):
        """Some are committed, and as many rolled back at the last moment."""
        for outcome, addresses in (("commit", self.invited), ("rollback", self.withdrawn)):
            with self.database.writing() as session:
                for _n in range(number):
                    person = makers.person(session, verified_at=None)
                    member = makers.member(session, self.group, person, joined_at=None)
                    asked(session, member, self.by)
                    addresses.append(person.email)
                getattr(session, outcome)()

    def unfinished(self):
        with self.database.reading() as session:
            return session.scalar(select(func.count()).where(Job.done_at.is_(None)))

    def kill_again_and_again(self):
        """A few workers at a time; the oldest is killed once it works. Their names."""
        names = (f"worker-{n}" for n in count())
        killed, running, nursery = set(), [], self.start(NURSERY)

        def kill_the_oldest():
            name, pid = running.pop(0)
            os.kill(pid, signal.SIGKILL)
            killed.add(name)

        try:
            while len(killed) < KILLS:
                while len(running) < AT_ONCE:
                    started = next(names)
                    nursery.stdin.write(f"{self.mail_url(started)}\n")
                    nursery.stdin.flush()
                    running.append((started, int(nursery.stdout.readline())))
                if self.unfinished() < WAITING:
                    self.invite(WAITING)
                oldest = running[0][0]
                assert soon(lambda name=oldest: name in self.relay.met), f"{oldest} is idle"
                time.sleep(random.uniform(0.0, 0.3))
                kill_the_oldest()
        finally:
            while running:
                kill_the_oldest()
            nursery.communicate(timeout=10)
        return killed

    def finish(self):
        """One worker that nobody kills, until nothing is left; asked to stop, it does."""
        last = self.start(PORTAL, "worker")
        try:
            assert soon(lambda: not self.unfinished(), 60 + INVITATIONS / 5)
            last.terminate()
            _said, problems = last.communicate(timeout=10)
            assert last.returncode == 0, problems
        finally:
            last.kill()


@pytest.fixture(params=KINDS)
def campaign(request, tmp_path, relay):
    url = f"sqlite:///{tmp_path / 'kills.db'}"
    if request.param == "postgresql":
        url = new_postgres_database(request.getfixturevalue("postgres"))
    database = Database(url, SECRET)
    migrate.upgrade(database)
    with database.writing.begin() as session:
        group = makers.group(session, makers.brand(session))
        by = makers.person(session, "Hana")
    slow = SlowRelay()
    yield Campaign(tmp_path, database, relay(inbox=slow).port, slow, group, by)
    database.close()


def test_every_invitation_arrives_however_often_workers_are_killed(campaign):
    campaign.invite(INVITATIONS)
    killed = campaign.kill_again_and_again()
    campaign.finish()

    taken = campaign.relay.taken
    copies = Counter(letter.to for letter in taken)
    twice = [letter for letter in taken if copies[letter.to] > 1]
    print(
        f"\n{campaign.database.engine.dialect.name}: {len(killed)} kills, "
        f"{len(campaign.invited)} invitations, {len(taken)} letters, "
        f"{len(taken) - len(copies)} of them copies"
    )
    assert set(copies) == set(campaign.invited)
    assert not set(copies) & set(campaign.withdrawn)
    assert len({(letter.to, letter.message_id, letter.link) for letter in taken}) == len(copies)
    last_of = {letter.to: letter for letter in twice}
    early = [letter for letter in twice if letter is not last_of[letter.to]]
    assert {letter.worker for letter in early} <= killed
    with campaign.database.reading() as session:
        assert session.scalars(select(Job).where(Job.done_at.is_(None))).all() == []
        assert session.scalars(select(Invitation).where(Invitation.sent_at.is_(None))).all() == []
