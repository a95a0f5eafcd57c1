"""Merging: remarks that say the same are answered and counted as one, and can be parted again.

Nothing is moved: the duplicate keeps its words, its answers and the stances taken on it, and only
points to the remark that stands for it. Whose stance counts, `portal.queries.counted_stances` says.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Update, or_, select, update
from sqlalchemy.orm import Session

from portal.access import Actor, doing
from portal.actions import events, standing_counts
from portal.errors import Conflict, Invalid, Refused, allow
from portal.language import gettext as _
from portal.models import Critique, Event, Round
from portal.text import plain


def merge(
    session: Session, actor: Actor, round: Round, into: Critique, others: Sequence[Critique]
) -> None:
    """Let `into`, or what already stands for it, stand for the others: all of them or none."""
    wanted = {row.id for row in others} - {into.id}
    if not wanted:
        raise Invalid(_("Choose at least two that say the same."))
    rows = _locked(session, {into.id, into.merged_into_id, *wanted})
    stands = rows[rows[into.id].merged_into_id or into.id]
    duplicates = [rows[id] for id in sorted(wanted)]
    _check(actor, round, stands, duplicates)
    for row in duplicates:
        if row.merged_into_id is None:
            _follow(session, actor, round, row, stands)
    session.flush()
    standing_counts.recount(session, stands.id)


def part(session: Session, actor: Actor, round: Round, critique: Critique) -> None:
    """Let it speak for itself again, with what had been merged into it before."""
    rows = _locked(session, {critique.id, critique.merged_into_id})
    critique = rows[critique.id]
    allow(doing.why_not_merge(actor, round, critique))
    if critique.merged_into_id is None:
        return
    stands = critique.merged_into_id
    session.execute(
        _pointing(stands)
        .where(Critique.public_id.in_(_came_along(session, round, critique)))
        .values(merged_into_id=critique.id)
    )
    critique.merged_into_id = None
    session.flush()
    for id in (stands, critique.id):
        standing_counts.recount(session, id)
    events.of_critique(session, actor, round, "critique.parted", critique.public_id)


def let_go(session: Session, critique: Critique) -> None:
    """The words of a critique that is locked are taken back: it stands for nobody any more, and
    nobody for it. Always in as many statements, or its author would learn whether others said the
    same."""
    stood_for_it = critique.merged_into_id
    session.flush()
    alone = session.scalars(
        update(Critique)
        .where(or_(Critique.id == critique.id, Critique.merged_into_id == critique.id))
        .values(merged_into_id=None)
        .returning(Critique.id)
        .execution_options(synchronize_session="fetch")
    ).all()
    standing_counts.recount_these(session, {*alone, *([stood_for_it] if stood_for_it else [])})


def _locked(session: Session, ids: Iterable[int | None]) -> dict[int, Critique]:
    """The rows as they are now, taken in the order of their ids, and with them what stands for
    one of them since the page was drawn."""
    rows = session.scalars(
        select(Critique)
        .where(Critique.id.in_({id for id in ids if id is not None}))
        .order_by(Critique.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    found = {row.id: row for row in rows}
    if any(row.merged_into_id not in (None, *found) for row in found.values()):
        raise Conflict(_("Somebody merged one of these just now. Look again, then choose."))
    return found


def _check(actor: Actor, round: Round, stands: Critique, duplicates: Sequence[Critique]) -> None:
    for row in (stands, *duplicates):
        if row.round_id != round.id:
            raise Refused(_("Only critique of one round can be merged."))
        allow(doing.why_not_merge(actor, round, row))
        # Else the counts of what stands for it would move by words that nobody can read.
        if row.held_at is not None or row.hidden_at is not None:
            raise Refused(_("Only what is there for everybody to read can be merged."))
    for row in duplicates:
        if row.id == stands.id or row.merged_into_id not in (None, stands.id):
            raise Conflict(
                _("“%(words)s” was merged meanwhile. Look again.", words=plain(row.text, 60))
            )
        # Or an open concern would leave the rules of launch by standing behind praise.
        if row.kind == "concern" and stands.kind != "concern":
            raise Refused(_("A concern can only be merged into another concern."))


def _follow(session: Session, actor: Actor, round: Round, row: Critique, stands: Critique) -> None:
    """It and what was merged into it: one step to what stands for all, never a chain."""
    along = session.scalars(
        _pointing(row.id).values(merged_into_id=stands.id).returning(Critique.public_id)
    ).all()
    row.merged_into_id = stands.id
    events.of_round(
        session,
        actor,
        round,
        "critique.merged",
        critique=row.public_id,
        into=stands.public_id,
        along=list(along),
    )


def _came_along(session: Session, round: Round, critique: Critique) -> list[str]:
    """What had been merged into it when it was merged itself."""
    told = session.scalars(
        select(Event)
        .where(Event.round_id == round.id, Event.kind == "critique.merged")
        .order_by(Event.id.desc())
    )
    for event in told:
        if event.facts.get("critique") == critique.public_id:
            return list(event.facts.get("along", ()))
    return []


def _pointing(id: int) -> Update:
    return (
        update(Critique)
        .where(Critique.merged_into_id == id)
        .execution_options(synchronize_session="fetch")
    )
