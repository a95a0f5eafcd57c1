"""Replies by mail become replies in the thread, under the same rules as on the page.

The address that a letter may be answered to is signed for one person and one thread; whoever
writes to it must also write from that person's address. Nothing else is believed of a mail.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from portal import ids
from portal.access import actor_of, one, seeing
from portal.actions import critiques, jobs
from portal.addresses import BadAddress, parse
from portal.errors import Invalid, PortalError
from portal.language import gettext as _
from portal.language import speaking
from portal.models import Critique, Notice, Person, Round

PURPOSE: Final = "reply"
PROOF: Final = 24


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a mail says, taken apart."""

    word: str
    sender: str
    text: str
    id: str


def word(secret: str, notice_id: int) -> str:
    """For the address of one notice; in signs that survive a server that folds case."""
    proof = hashlib.sha256(ids.derived_token(secret, PURPOSE, notice_id).encode()).hexdigest()
    return f"{notice_id:x}-{proof[:PROOF]}"


def take(session: Session, secret: str, mail: Arrived) -> bool:
    """Post it. False if the address is none of ours; whose address it is, is told why not."""
    notice = _notice(session, secret, mail.word)
    if notice is None:
        return False
    person = session.get_one(Person, notice.person_id)
    with speaking(person.language):
        if not _is_theirs(person, mail.sender):
            _tell_of_a_stranger(session, person, notice)
        elif problem := _posted(session, person, notice, mail):
            _tell(session, person, problem, mail.text[:2_000], _submission(mail))
    return True


def _tell_of_a_stranger(session: Session, person: Person, notice: Notice) -> None:
    """Once for each letter, to the person alone and without the words: who a mail says it is from
    is no proof, so whoever has the address could else have us write to anybody, and at any length.
    """
    problem = _(
        "Somebody answered our letter from an address that is not the one it was sent to. If that "
        "was you, write from there, or answer on the page."
    )
    _tell(session, person, problem, "", f"stranger:{notice.id}")


def _tell(session: Session, person: Person, why: str, text: str, once: str) -> None:
    jobs.enqueue(
        session,
        "mail.unposted",
        {"person": person.id, "why": why, "text": text},
        dedupe_key=f"mail.unposted:{once}",
    )


def _notice(session: Session, secret: str, given: str) -> Notice | None:
    number = given.partition("-")[0]
    if not 1 <= len(number) <= 15 or not ids.same(given, word(secret, int(number, 16))):
        return None
    return session.get(Notice, int(number, 16))


def _posted(session: Session, person: Person, notice: Notice, mail: Arrived) -> str:
    """Why it was not posted; empty if it was."""
    critique = session.get(Critique, notice.critique_id) if notice.critique_id else None
    if critique is None:
        return _("What you answered is not there any more.")
    actor = actor_of(session, person)
    try:
        visible = one(session, seeing.critiques(actor), critique.public_id)
        round = session.get_one(Round, visible.round_id)
        critiques.reply(session, actor, round, visible, mail.text, _submission(mail))
    except Invalid as error:
        return " ".join(error.fields.values()) or error.sentence
    except PortalError as error:
        return error.sentence or _("What you answered is not there any more.")
    return ""


def _is_theirs(person: Person, sender: str) -> bool:
    try:
        return parse(sender).canonical == person.email_key
    except BadAddress:
        return False


def _submission(mail: Arrived) -> str:
    """The same message, delivered twice, is one reply."""
    # A mail without an id is known by its words: another one to the same letter is another reply.
    name = mail.id if mail.id.startswith("<") else mail.text
    return hashlib.sha256(f"{name} {mail.word}".encode()).hexdigest()[:43]
