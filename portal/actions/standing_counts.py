"""How members stand to a critique, kept beside it: counted again by whatever changes a stance.

Always counted, never added up, and only while the critique's row is locked: whoever comes second
counts what the first one wrote.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, case, func, select, update
from sqlalchemy.orm import Session

from portal.errors import Conflict
from portal.language import gettext as _
from portal.models import Critique
from portal.queries.counted_stances import counted


def locked(session: Session, critique_id: int) -> Critique:
    """What stands for the critique, itself unless it is merged: nobody else's to count meanwhile.

    Not locked against being referred to, so that an answer may be written at the same time.
    """
    row = _read(session, critique_id)
    stands = _read(session, row.merged_into_id or row.id, lock=True)
    if stands.id != critique_id:
        row = _read(session, critique_id)
    if stands.merged_into_id is not None or (row.merged_into_id or row.id) != stands.id:
        raise Conflict(_("This was merged with another one just now. Look again, then choose."))
    return stands


def recount(session: Session, critique_id: int) -> None:
    """Count again: the critique, and what stands for it if it is merged."""
    stands = locked(session, critique_id)
    _count(session, select(Critique.id).where(Critique.id.in_({critique_id, stands.id})))


def recount_these(session: Session, ids: Collection[int]) -> None:
    """Count each of them again, where it is known what stands for what: in two statements."""
    of = select(Critique.id).where(Critique.id.in_(ids))
    session.execute(of.order_by(Critique.id).with_for_update(key_share=True))
    _count(session, of)


def recount_all(session: Session, round_id: int) -> None:
    """The same for a whole round that was brought in at once."""
    _count(session, select(Critique.id).where(Critique.round_id == round_id))


def _count(session: Session, of: Select[int]) -> None:
    counts = _counts(of)
    agree, disagree = counts.c.agree, counts.c.disagree
    session.execute(
        update(Critique)
        .where(Critique.id == counts.c.id)
        .values(
            agree_count=agree,
            disagree_count=disagree,
            dividing=case((agree < disagree, agree), else_=disagree),
            uniting=agree - 2 * disagree,
        )
        .execution_options(synchronize_session=False)
    )


def _counts(of: Select[int]) -> Any:
    """For each, also where nobody took a stance: a count may come back to nothing."""
    stances = counted(of).subquery("counted")

    def how_many(value: int) -> Any:
        return func.sum(case((stances.c.value == value, 1), else_=0))

    return (
        select(Critique.id, how_many(1).label("agree"), how_many(-1).label("disagree"))
        .outerjoin(stances, stances.c.critique_id == Critique.id)
        .where(Critique.id.in_(of))
        .group_by(Critique.id)
        .subquery("counts")
    )


def _read(session: Session, critique_id: int, *, lock: bool = False) -> Critique:
    row = select(Critique).where(Critique.id == critique_id)
    if lock:
        row = row.with_for_update(key_share=True)
    return session.scalars(row.execution_options(populate_existing=True)).one()
