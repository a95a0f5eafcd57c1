"""Lists of people to invite: kept for a preview, then confirmed once.

Both steps ask the same question of each line (`_sorted`), so nobody is invited twice however
often a list is sent. Whether an address has an account elsewhere changes no answer here.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal import clock, ids
from portal.access import Actor, doing
from portal.actions import events, generations, quotas
from portal.database import secret_of
from portal.errors import Conflict, Refused
from portal.language import gettext as _
from portal.models import (
    Brand,
    Group,
    Invitation,
    InvitationList,
    Job,
    Membership,
    Person,
    Staff,
)

KEPT_UNCONFIRMED: Final = timedelta(days=1)
CHUNK: Final = 5_000
Line = dict[str, Any]


class Entry(Protocol):
    """A line that can be read, as `portal.imports.address_lists` gives it."""

    @property
    def line(self) -> int: ...
    @property
    def email(self) -> str: ...
    @property
    def email_key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def segments(self) -> tuple[str, ...]: ...


class Problem(Protocol):
    """A line that was left out."""

    @property
    def line(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def is_note(self) -> bool: ...


def propose(
    session: Session,
    actor: Actor,
    group: Group,
    entries: Iterable[Entry],
    problems: Iterable[Problem],
) -> InvitationList:
    """Keep the list for its preview; nobody is written to yet."""
    if reason := doing.why_not_invite(actor, group):
        raise Refused(reason)
    now = clock.now()
    lines = [
        {
            "line": entry.line,
            "email": entry.email,
            "key": entry.email_key,
            "name": entry.name,
            "segments": list(entry.segments),
        }
        for entry in entries
    ]
    welcome, left_out = _sorted(session, group, lines, now)
    left_out += [
        {"line": p.line, "text": p.text, "sentence": p.sentence, "is_note": p.is_note}
        for p in problems
    ]
    session.execute(
        delete(InvitationList).where(
            InvitationList.group_id == group.id,
            InvitationList.confirmed_at.is_(None),
            InvitationList.created_at < now - KEPT_UNCONFIRMED,
        )
    )
    kept = InvitationList(
        group_id=group.id,
        created_by_id=actor.person_id,
        rows=welcome,
        problems=sorted(left_out, key=lambda problem: problem["line"]),
    )
    session.add(kept)
    session.flush()
    return kept


def confirm(session: Session, actor: Actor, group: Group, proposed: InvitationList) -> int | None:
    """Invite everybody on the list, with their mails; how many, or None if it was done before."""
    if reason := doing.why_not_invite(actor, group):
        raise Refused(reason)
    now = clock.now()
    lines = proposed.rows
    # The addresses are not kept beyond what they are needed for.
    won = session.scalar(
        update(InvitationList)
        .where(InvitationList.id == proposed.id, InvitationList.confirmed_at.is_(None))
        .values(confirmed_at=now, rows=[])
        .returning(InvitationList.id)
    )
    if won is None:
        return None
    _lock(session, group)
    welcome, left_out = _sorted(session, group, lines, now)
    proposed.problems = sorted([*proposed.problems, *left_out], key=lambda p: p["line"])
    quotas.take(session, group.brand_id, len(welcome), now)
    _invite(session, actor, group, welcome, now)
    events.record(
        session,
        actor,
        "invitations.sent",
        brand_id=group.brand_id,
        group_id=group.id,
        count=len(welcome),
    )
    return len(welcome)


def _lock(session: Session, group: Group) -> None:
    """One list at a time in a group; refuses if it closed meanwhile."""
    open_still = session.scalar(
        select(Group.id)
        .where(Group.id == group.id, Group.closed_at.is_(None))
        .with_for_update(key_share=True)
    )
    if open_still is None:
        raise Conflict(_("This group is closed."))


def _sorted(
    session: Session, group: Group, lines: Sequence[Line], now: datetime
) -> tuple[list[Line], list[Line]]:
    """Those to invite, and those left out with the reason."""
    known, taken = _standings(session, group, now)
    welcome: list[Line] = []
    left_out: list[Line] = []
    full = _("The group holds %(count)s people; this line is beyond.", count=group.capacity)
    for line in lines:
        reason = known.get(line["key"])
        if reason is None and taken + len(welcome) >= group.capacity:
            reason = full
        if reason is None:
            welcome.append(line)
        else:
            text = f"{line['name']} {line['key']}".strip()
            left_out.append(
                {"line": line["line"], "text": text, "sentence": reason, "is_note": False}
            )
    return welcome, left_out


def _standings(session: Session, group: Group, now: datetime) -> tuple[dict[str, str], int]:
    """Why each address known to the group or the team is not invited again; places taken."""
    rows = session.execute(
        select(
            Person.email_key,
            Membership.joined_at,
            Membership.left_at,
            Membership.removed_at,
            Invitation.expires_at,
            Invitation.revoked_at,
            Invitation.declined_at,
        )
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(Invitation, Invitation.membership_id == Membership.id)
        .where(Membership.group_id == group.id)
    ).all()
    words = _words()
    standings = [(row.email_key, _standing(row, now)) for row in rows]
    known = {key: words[standing] for key, standing in standings}
    team = session.scalars(
        select(Person.email_key)
        .join(Staff, Staff.person_id == Person.id)
        .where(Staff.brand_id == group.brand_id, Staff.ended_at.is_(None))
    )
    known.update(dict.fromkeys(team, words["staff"]))
    return known, sum(standing in ("joined", "invited") for _key, standing in standings)


def _standing(row: Any, now: datetime) -> str:
    if row.removed_at:
        return "removed"
    if row.left_at:
        return "left"
    if row.joined_at:
        return "joined"
    if row.declined_at:
        return "declined"
    if row.revoked_at or (row.expires_at and row.expires_at <= now):
        return "lapsed"
    return "invited"


def _words() -> dict[str, str]:
    return {
        "removed": _("Was removed from this group. Staff can let them back on the group's page."),
        "left": _("Left this group. Invite them again on the group's page."),
        "joined": _("Is a member of this group already."),
        "declined": _("Said no, thank you, to an earlier invitation."),
        "lapsed": _("Was invited before. Send it again from the list of invitations."),
        "invited": _("Is invited already."),
        "staff": _("Is on the brand's team. Members judge and staff prepare; nobody is both."),
    }


def _invite(
    session: Session, actor: Actor, group: Group, lines: Sequence[Line], now: datetime
) -> None:
    """People, memberships, invitations and mails, each in a few statements."""
    if not lines:
        return
    person_ids = _ensure_people(session, group.brand_id, lines)
    by_public_id = {ids.public_id(): line for line in lines}
    memberships = session.execute(
        _insert(session, Membership)
        .on_conflict_do_nothing(index_elements=["group_id", "person_id"])
        .returning(Membership.id, Membership.public_id),
        [
            {
                "public_id": public_id,
                "group_id": group.id,
                "person_id": person_ids[line["key"]],
                "invited_name": line["name"],
                "segments": line["segments"],
                "invited_at": now,
            }
            for public_id, line in by_public_id.items()
        ],
    ).all()
    secret = secret_of(session)
    numbered = [(ids.public_id(), membership.id) for membership in memberships]
    session.execute(
        insert(Invitation),
        [
            {
                "public_id": public_id,
                "membership_id": membership_id,
                "token_hash": ids.fingerprint(generations.token_of(secret, public_id, 1)),
                "invited_by_id": actor.person_id,
                "created_at": now,
                "expires_at": now + generations.LIFE,
            }
            for public_id, membership_id in numbered
        ],
    )
    session.execute(
        insert(Job), [generations.mail(public_id, 1, group.brand_id) for public_id, _id in numbered]
    )


def _ensure_people(session: Session, brand_id: int, lines: Sequence[Line]) -> dict[str, int]:
    """Person ids by canonical address; new people are unverified and hold no name yet."""
    brand = session.scalars(select(Brand).where(Brand.id == brand_id)).one()
    session.execute(
        _insert(session, Person).on_conflict_do_nothing(index_elements=["email_key"]),
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


def _insert(session: Session, model: type[Any]) -> postgresql.Insert | sqlite.Insert:
    """INSERT that may meet a row that is there already."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(model) if is_sqlite else postgresql.insert(model)
