"""News by mail: what is due for one person from one brand, in one letter.

Read again at the moment of sending: what was read, has passed, was withdrawn or may not be seen is
not mailed, and without news there is no letter. A digest is marked as mailed before it leaves, so
that it is sent at most once; a single piece of news afterwards, so that it is sent at least once,
always under the same Message-ID.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, actor_of, seeing
from portal.actions import jobs, mail_replies, moderated, notices, suppressions
from portal.config import Config
from portal.jobs import letters
from portal.language import gettext as _
from portal.language import moment_words, ngettext, speaking
from portal.mail import replies
from portal.mail.message import Letter, one_click
from portal.models import Brand, Critique, Notice, Person, Round
from portal.queries import notices as reads
from portal.queries.notices import NoticeShown

# Letters begun by one look at the clock; the next look comes in seconds.
MOST_AT_ONCE: Final = 500
SHOWN: Final = 12
DIGESTS: Final = ("daily", "weekly")
Note = Callable[[Session], None]


def enqueue_due(session: Session) -> None:
    """One job for each letter that is due; two clocks make one."""
    now = clock.now()
    for person, brand, since in reads.to_be_mailed(session, now, MOST_AT_ONCE):
        jobs.enqueue(
            session,
            "mail.news",
            {"person": person, "brand": brand},
            dedupe_key=f"mail.news:{person}:{brand}:{since.isoformat()}",
        )


def gather(session: Session, person_id: int, brand_id: int) -> tuple[NoticeShown, ...]:
    """What to tell; nothing to whoever has gone, or does not want to hear from this brand."""
    person, brand = session.get(Person, person_id), session.get(Brand, brand_id)
    if person is None or brand is None or person.verified_at is None:
        return ()
    if suppressions.holds(session, brand.id, person.email_key):
        return ()
    found = reads.to_mail(session, actor_of(session, person), brand.id, clock.now())
    return tuple(n for n in found if n.rhythm != "never")


def is_digest(found: Sequence[NoticeShown]) -> bool:
    return any(notice.rhythm in DIGESTS for notice in found)


def letter(
    session: Session,
    config: Config,
    job_id: str,
    person_id: int,
    brand_id: int,
    found: Sequence[NoticeShown],
) -> Letter | None:
    person, brand = session.get(Person, person_id), session.get(Brand, brand_id)
    if person is None or brand is None or not found:
        return None
    word = suppressions.token(config.secret_key, brand.public_id, person.public_id)
    with speaking(person.language):
        return letters.written(
            config,
            job_id,
            person,
            "mail/news",
            brand_name=brand.name,
            subject=_subject(found, brand),
            preheader=_preheader(found),
            name=person.name,
            brand=brand,
            news=[_told(config, person, notice) for notice in found[:SHOWN]],
            more=max(0, len(found) - SHOWN),
            notices_url=f"{config.base_url}/notices",
            choices_url=f"{config.base_url}/notices/choices",
            stop_url=f"{config.base_url}/stop/{word}",
            why=_why(found),
            reply_to=_reply_to(config, found),
            can_reply=_reply_to(config, found) is not None,
            headers=one_click(f"{config.base_url}/stop/{word}"),
        )


def claimed(session: Session, found: Sequence[NoticeShown]) -> bool:
    """Take these as mailed; False if another worker has."""
    taken = session.scalars(
        update(Notice)
        .where(Notice.id.in_([notice.id for notice in found]), Notice.mailed_at.is_(None))
        .values(mailed_at=clock.now())
        .returning(Notice.id)
    ).all()
    return len(taken) == len(found)


def released(session: Session, found: Sequence[NoticeShown]) -> None:
    """They did not leave after all."""
    session.execute(
        update(Notice).where(Notice.id.in_([n.id for n in found])).values(mailed_at=None)
    )


def refused(session: Session, person_id: int, brand_id: int, why: str) -> None:
    """No letter will ever arrive there: the brand writes to this address no more."""
    person = session.get(Person, person_id)
    if person is not None:
        suppressions.record(session, brand_id, person.email_key, "bounce", why)


def settle(session: Session, person_id: int, brand_id: int, upto: datetime) -> None:
    """What was due and not mailed: a reply that may not be read yet waits for the close of its
    round; the rest is no news (any more) and stays in the list alone."""
    due = (
        Notice.person_id == person_id,
        Notice.mailed_at.is_(None),
        Notice.mail_at <= upto,
        Notice.round_id.in_(select(Round.id).where(Round.brand_id == brand_id)),
    )
    person = session.get(Person, person_id)
    if person is not None:
        _wait_for_the_close(session, actor_of(session, person), *due)
    session.execute(
        update(Notice).where(*due).values(mail_at=None).execution_options(synchronize_session=False)
    )


def _wait_for_the_close(session: Session, actor: Actor, *due: ColumnElement[bool]) -> None:
    closes = select(Round.closes_at).where(Round.id == Notice.round_id).scalar_subquery()
    running = select(Round.id).where(Round.closed_at.is_(None), Round.closes_at > clock.now())
    is_there = exists().where(Critique.id == Notice.critique_id, Critique.deleted_at.is_(None))
    session.execute(
        update(Notice)
        .where(
            *due,
            is_there,
            Notice.round_id.in_(running),
            Notice.id.not_in(seeing.notices(actor).with_only_columns(Notice.id)),
        )
        .values(mail_at=closes)
        .execution_options(synchronize_session=False)
    )


def spread(session: Session, event_id: int) -> None:
    notices.spread(session, event_id)
    moderated.spread(session, event_id)


def remind(session: Session, round_id: str) -> None:
    round = session.scalar(select(Round).where(Round.public_id == round_id))
    if round is not None:
        notices.remind(session, round)


def _reply_to(config: Config, found: Sequence[NoticeShown]) -> str | None:
    """Where an answer becomes one in the thread; news of several threads has no such place."""
    if config.replies_address is None or len(found) != 1 or not found[0].can_be_answered:
        return None
    return replies.address(
        config.replies_address, mail_replies.word(config.secret_key, found[0].id)
    )


def _subject(found: Sequence[NoticeShown], brand: Brand) -> str:
    if len(found) == 1:
        return reads.sentence(found[0])
    return ngettext(
        "%(brand)s: %(num)s piece of news for you",
        "%(brand)s: %(num)s pieces of news for you",
        len(found),
        brand=brand.name,
    )


def _preheader(found: Sequence[NoticeShown]) -> str:
    return found[0].words if len(found) == 1 else reads.sentence(found[0])


def _told(config: Config, person: Person, notice: NoticeShown) -> dict[str, Any]:
    asks = notice.kind in ("round_opened", "round_closing")
    return {
        "sentence": reads.sentence(notice),
        "words": notice.words,
        "about": notice.about,
        "closes": moment_words(notice.closes_at, person.timezone) if asks else None,
        "label": _("Vote now") if asks else _("Read it there"),
        "url": address(config, notice),
    }


def address(config: Config, notice: NoticeShown) -> str:
    """The page it tells of; whoever is not signed in is brought there after signing in."""
    if notice.critique_id:
        return f"{config.base_url}/critiques/{notice.critique_id}"
    return f"{config.base_url}/rounds/{notice.round_id}"


def _why(found: Sequence[NoticeShown]) -> str:
    return _(
        "You get this mail because you are a member of %(group)s. You choose what reaches you, "
        "and how often, on the page of your notices.",
        group=found[0].group,
    )
