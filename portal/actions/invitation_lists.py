"""Lists of people to invite: kept for a preview, then confirmed once.

Both steps ask the same question of each line (`_sorted`), so nobody is invited twice however
often a list is sent. Whether an address has an account elsewhere changes no answer here.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing
from portal.actions import events, inviting, quotas, standings, waves
from portal.actions.inviting import Line
from portal.actions.waves import Plan
from portal.errors import Conflict, Refused
from portal.language import gettext as _
from portal.models import Brand, Group, InvitationList

KEPT_UNCONFIRMED: Final = timedelta(days=1)
AT_ONCE: Final = Plan()


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


class Found(Protocol):
    """What was read, as `portal.imports.address_lists` gives it."""

    @property
    def entries(self) -> Sequence[Entry]: ...
    @property
    def problems(self) -> Sequence[Problem]: ...


@dataclass(frozen=True, slots=True)
class Sent:
    """How many are written to now, and how many on a later day."""

    now: int
    later: int


def propose(
    session: Session,
    actor: Actor,
    group: Group,
    found: Found,
    cells: dict[str, Any] | None = None,
    columns: list[str] | None = None,
) -> InvitationList:
    """Keep the list for its preview, and the table it was read from; nobody is written to yet."""
    if reason := doing.why_not_invite(actor, group):
        raise Refused(reason)
    now = clock.now()
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
        cells=cells,
        columns=columns,
        **_sorted_out(session, group, found, now),
    )
    session.add(kept)
    session.flush()
    return kept


def read_again(
    session: Session,
    actor: Actor,
    group: Group,
    proposed: InvitationList,
    found: Found,
    columns: list[str],
) -> None:
    """The same table, its columns understood otherwise."""
    if reason := doing.why_not_invite(actor, group):
        raise Refused(reason)
    if proposed.confirmed_at is not None:
        raise Conflict(_("This list was confirmed before. Nobody was invited twice."))
    for name, value in _sorted_out(session, group, found, clock.now()).items():
        setattr(proposed, name, value)
    proposed.columns = columns


def confirm(
    session: Session,
    actor: Actor,
    group: Group,
    proposed: InvitationList,
    plan: Plan = AT_ONCE,
) -> Sent | None:
    """Invite everybody on the list, with their mails; None if it was done before."""
    if reason := doing.why_not_invite(actor, group):
        raise Refused(reason)
    now = clock.now()
    brand = session.scalars(select(Brand).where(Brand.id == group.brand_id)).one()
    planned = waves.waves(plan, brand.timezone, now)
    lines = proposed.rows
    # The addresses are not kept beyond what they are needed for.
    won = session.scalar(
        update(InvitationList)
        .where(InvitationList.id == proposed.id, InvitationList.confirmed_at.is_(None))
        .values(confirmed_at=now, rows=[], cells=None)
        .returning(InvitationList.id)
    )
    if won is None:
        return None
    _lock(session, group)
    welcome, left_out = _sorted(session, group, lines, now)
    proposed.problems = sorted([*proposed.problems, *left_out], key=lambda p: p["line"])
    seed = secrets.randbits(32)
    parts = waves.cut(welcome, planned, seed)
    for wave, part in zip(planned, parts, strict=True):
        quotas.take(session, brand.id, len(part), wave.at)
        inviting.invite(session, actor, group, brand, part, wave.at)
    events.record(
        session,
        actor,
        "invitations.sent",
        brand_id=group.brand_id,
        group_id=group.id,
        count=len(welcome),
        seed=seed,
        waves=[
            {"at": wave.at.isoformat(), "count": len(part)}
            for wave, part in zip(planned, parts, strict=True)
        ],
    )
    return Sent(len(parts[0]), len(welcome) - len(parts[0]))


def _sorted_out(session: Session, group: Group, found: Found, now: datetime) -> dict[str, Any]:
    """Who would be invited and who would not: the columns of a list that the reading fills."""
    lines = [
        {
            "line": entry.line,
            "email": entry.email,
            "key": entry.email_key,
            "name": entry.name,
            "segments": list(entry.segments),
        }
        for entry in found.entries
    ]
    welcome, left_out = _sorted(session, group, lines, now)
    left_out += [
        {
            "line": problem.line,
            "text": problem.text,
            "sentence": problem.sentence,
            "is_note": problem.is_note,
            "kind": "bad",
        }
        for problem in found.problems
    ]
    return {
        "rows": welcome,
        "problems": sorted(left_out, key=lambda problem: problem["line"]),
    }


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
    known = standings.known(session, group, now)
    words = standings.words()
    welcome: list[Line] = []
    left_out: list[Line] = []
    for line in lines:
        standing = known.get(line["key"])
        if standing is None:
            welcome.append(line)
            continue
        text = f"{line['name']} {line['key']}".strip()
        left_out.append(
            {
                "line": line["line"],
                "text": text,
                "sentence": words[standing],
                "is_note": False,
                "kind": standings.KIND_OF[standing],
            }
        )
    return welcome, left_out
