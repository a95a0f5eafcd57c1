"""A worker without threads: what is due runs in the test, by the test's clock."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import select

from portal import clock
from portal.config import Config
from portal.database import Database
from portal.jobs import work
from portal.mail.folder import KeptLetter, read_letter, read_outbox
from portal.models import Job
from tests.smtp import relay, script

__all__ = ["relay", "script"]


@dataclass(frozen=True)
class Desk:
    """One who works through what is due; letters go where `config.mail_url` says."""

    config: Config
    database: Database
    outbox: Path

    def run(self, **later: float) -> int:
        """Run what is due now, or `later` (as of a timedelta); how many jobs ran."""
        with clock.held_at(clock.now() + timedelta(**later)):
            return work.run_all(work.context_of(self.config, self.database))

    def to(self, port: int) -> "Desk":
        url = f"smtp://127.0.0.1:{port}?timeout=5"
        return replace(self, config=replace(self.config, mail_url=url))

    def letters(self) -> list[KeptLetter]:
        """Oldest first."""
        kept = reversed(read_outbox(self.outbox))
        return [read_letter(self.outbox, letter.name) for letter in kept]

    def jobs(self) -> list[Job]:
        with self.database.reading() as session:
            return list(session.scalars(select(Job).order_by(Job.id)))


@pytest.fixture
def desk(config: Config, database: Database, tmp_path: Path) -> Desk:
    outbox = tmp_path / "outbox"
    return Desk(replace(config, mail_url=f"file:{outbox}"), database, outbox)


def parsed(content: bytes) -> EmailMessage:
    return BytesParser(policy=default).parsebytes(content)  # type: ignore[arg-type, return-value]


def link_in(text: str) -> str:
    """The address behind the button: the first one written out."""
    return str(re.findall(r"http://localhost:8000/\S+", text)[0])


Start = Callable[..., object]
