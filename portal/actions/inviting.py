"""People, memberships, invitations and mails from lines of addresses, each in a few statements.

Not here: whether they may be invited (`invitation_lists`, `join_requests`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from portal import clock, ids
from portal.access import Actor
from portal.actions import generations
from portal.actions.upserts import insert_into
from portal.database import secret_of
from portal.models import Brand, Group, Invitation, Job, Membership, Person

CHUNK: Final = 5_000
Line = dict[str, Any]


def invite(
    session: Session,
    actor: Actor,
    group: Group,
    brand: Brand,
    lines: Sequence[Line],
    at: datetime,
) -> None:
    """People, memberships, invitations and mails of one wave, each in a few statements."""
    if not lines:
        return
    person_ids = _ensure_people(session, brand, lines)
    by_public_id = {ids.public_id(): line for line in lines}
    memberships = session.execute(
        insert_into(session, Membership)
        .on_conflict_do_nothing(index_elements=["group_id", "person_id"])
        .returning(Membership.id, Membership.public_id),
        [
            {
                "public_id": public_id,
                "group_id": group.id,
                "person_id": person_ids[line["key"]],
                "invited_name": line["name"],
                "segments": line["segments"],
                "invited_at": clock.now(),
            }
            for public_id, line in by_public_id.items()
        ],
    ).all()
    numbered = [(ids.public_id(), membership.id) for membership in memberships]
    session.execute(insert(Invitation), _invitations(session, actor, numbered, at))
    mails = [generations.mail(public_id, 1, brand.id, at) for public_id, _id in numbered]
    session.execute(insert(Job), mails)


def _invitations(
    session: Session, actor: Actor, numbered: Sequence[tuple[str, int]], at: datetime
) -> list[dict[str, Any]]:
    now, secret = clock.now(), secret_of(session)
    return [
        {
            "public_id": public_id,
            "membership_id": membership_id,
            "token_hash": ids.fingerprint(generations.token_of(secret, public_id, 1)),
            "invited_by_id": actor.person_id,
            "created_at": now,
            "expires_at": at + generations.LIFE,
            "next_try_at": at if at > now else None,
        }
        for public_id, membership_id in numbered
    ]


def _ensure_people(session: Session, brand: Brand, lines: Sequence[Line]) -> dict[str, int]:
    """Person ids by canonical address; new people are unverified and hold no name yet."""
    session.execute(
        insert_into(session, Person).on_conflict_do_nothing(index_elements=["email_key"]),
        [
            {
                "email": line["email"],
                "email_key": line["key"],
                "language": brand.language,
                "timezone": brand.timezone,
            }
            for line in lines
        ],
    )
    found: dict[str, int] = {}
    for start in range(0, len(lines), CHUNK):
        keys = [line["key"] for line in lines[start : start + CHUNK]]
        rows = session.execute(
            select(Person.email_key, Person.id).where(Person.email_key.in_(keys))
        )
        found.update((row.email_key, row.id) for row in rows)
    return found
