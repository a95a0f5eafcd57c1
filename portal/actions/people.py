"""People: found by their one canonical address, signed in by a mailed code or link.

The code and the link are derived from the secret when the mail is written; the table holds only
their prints. One live code a person; asking again replaces it; five tries, counted before the
comparison.
"""

from datetime import timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from portal import clock, ids
from portal.actions import jobs, passwords, searching, sessions
from portal.actions.upserts import insert_into
from portal.database import secret_of
from portal.errors import Invalid
from portal.language import LANGUAGES, is_zone
from portal.language import gettext as _
from portal.models import Person, SignInCode
from portal.text import one_line

CODE_LIFE = timedelta(minutes=10)
TRIES = 5
CODE_PURPOSE = "sign-in code"
LINK_PURPOSE = "sign-in link"


def find(session: Session, email_key: str) -> Person | None:
    return session.scalar(select(Person).where(Person.email_key == email_key))


def ensure(session: Session, email: str, email_key: str, language: str, timezone: str) -> Person:
    """The person of this address, made if new. The stored address of a known one stays."""
    person = find(session, email_key)
    if person is None:
        # Whoever asks for the same new address at this moment waits here, then finds the first.
        session.execute(
            insert_into(session, Person)
            .values(email=email, email_key=email_key, language=language, timezone=timezone)
            .on_conflict_do_nothing(index_elements=["email_key"])
        )
        person = session.scalars(select(Person).where(Person.email_key == email_key)).one()
    return person


def send_code(session: Session, person: Person) -> None:
    """Make a new code and link, end the older ones, and ask for the mail."""
    public_id = ids.public_id()
    code, link = code_and_link(secret_of(session), public_id)
    fresh = {
        "public_id": public_id,
        "code_hash": ids.fingerprint(code),
        "link_hash": ids.fingerprint(link),
        "tries": 0,
        "created_at": clock.now(),
        "expires_at": clock.now() + CODE_LIFE,
        "used_at": None,
    }
    # One row a person: of two who ask at the same moment, the later one's code is the live one.
    session.execute(
        insert_into(session, SignInCode)
        .values(person_id=person.id, **fresh)
        .on_conflict_do_update(index_elements=["person_id"], set_=fresh)
    )
    jobs.enqueue(session, "mail.sign_in", {"code": public_id})


def code_and_link(secret: str, public_id: str) -> tuple[str, str]:
    return (
        ids.derived_code(secret, CODE_PURPOSE, public_id),
        ids.derived_token(secret, LINK_PURPOSE, public_id),
    )


def spend_code(session: Session, email_key: str, code: str) -> Person | None:
    """The person, if this is their live code. A wrong try counts even if the answer is no."""
    person = find(session, email_key)
    person_id = person.id if person is not None else -1
    now = clock.now()
    counted = session.execute(
        update(SignInCode)
        .where(
            SignInCode.person_id == person_id,
            SignInCode.used_at.is_(None),
            SignInCode.expires_at > now,
            SignInCode.tries < TRIES,
        )
        .values(tries=SignInCode.tries + 1)
        .returning(SignInCode.id, SignInCode.code_hash)
    ).one_or_none()
    if counted is None or counted.code_hash != ids.fingerprint(code) or person is None:
        return None
    return _spend(session, SignInCode.id == counted.id)


def link_is_live(session: Session, token: str) -> bool:
    """Looking spends nothing."""
    return session.scalar(select(SignInCode.id).where(*_live(token))) is not None


def spend_link(session: Session, token: str) -> Person | None:
    return _spend(session, *_live(token))


def check_password(session: Session, email_key: str, password: str) -> Person | None:
    """The person, if the password is theirs; the same work is done for an unknown address."""
    person = find(session, email_key)
    known = person.password_hash if person is not None else None
    if not passwords.matches(known, password) or person is None or known is None:
        return None
    if passwords.needs_rehash(known):
        person.password_hash = passwords.hashed(password)
    return person


def prove(person: Person, password: str) -> None:
    """Raise Invalid unless this is the person's password: an unlocked screen is not a person."""
    if not passwords.matches(person.password_hash, password[: passwords.LONGEST]):
        problem = _("This is not your password. Without one, sign in again with a mailed code.")
        raise Invalid(_("The password was not changed."), {"current": problem})


def set_password(session: Session, person: Person, password: str, *known_words: str) -> None:
    passwords.check_strength(password, person.email_key, person.name, *known_words)
    person.password_hash = passwords.hashed(password)


def change_profile(
    session: Session, person_id: int, *, name: str, language: str, timezone: str
) -> None:
    """A person's own name, language and zone."""
    problems = {}
    name = one_line(name)
    if not 1 <= len(name) <= 80:
        problems["name"] = _("Write a name of up to 80 characters.")
    if language not in LANGUAGES:
        problems["language"] = _("Choose one of the languages.")
    if not is_zone(timezone):
        problems["timezone"] = _("Choose a time zone from the list.")
    if problems:
        raise Invalid(_("Your settings were not saved."), problems)
    session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(name=name, language=language, timezone=timezone)
    )
    searching.keep(session, person_id=person_id, words=name)


def change_language(session: Session, person_id: int | None, language: str) -> None:
    session.execute(update(Person).where(Person.id == person_id).values(language=language))


def _live(token: str) -> tuple[ColumnElement[bool], ...]:
    return (
        SignInCode.link_hash == ids.fingerprint(token),
        SignInCode.used_at.is_(None),
        SignInCode.expires_at > clock.now(),
    )


def _spend(session: Session, *which: ColumnElement[bool]) -> Person | None:
    """Once: the statement that spends is the one that checks."""
    now = clock.now()
    person_id = session.scalar(
        update(SignInCode)
        .where(SignInCode.used_at.is_(None), *which)
        .values(used_at=now)
        .returning(SignInCode.person_id)
    )
    if person_id is None:
        return None
    person = session.get_one(Person, person_id)
    verify(session, person)
    return person


def verify(session: Session, person: Person) -> None:
    """The mailbox is theirs. Whoever used the account before that is shut out."""
    if person.verified_at is None:
        sessions.end_all(session, person.id)
        person.verified_at = clock.now()
        person.password_hash = None
