"""The steps of a round's life: taken in one statement that also checks, or refused in words."""

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.actions import answerable
from portal.language import gettext as _
from portal.models import Draft, Group, Revision, Round


def moved(
    session: Session,
    round: Round,
    conditions: tuple[ColumnElement[bool], ...],
    values: dict[str, object],
) -> bool:
    """One statement that checks and changes; `round` then shows what is in the table."""
    taken = session.scalar(
        update(Round)
        .where(Round.id == round.id, *conditions)
        .values(**values)
        .returning(Round.id)
        .execution_options(synchronize_session=False)
    )
    session.refresh(round)
    return taken is not None


def place_is_open() -> tuple[ColumnElement[bool], ...]:
    """Of a round that is to be registered or opened: its group is not closed, its draft not put
    away. Whoever closes the one or puts away the other looks for such rounds (`hold_place`)."""
    return (
        exists().where(Group.id == Round.group_id, Group.closed_at.is_(None)),
        exists().where(Draft.id == Round.draft_id, Draft.archived_at.is_(None)),
    )


def hold_place(session: Session, round: Round) -> None:
    """Neither is the group closed nor the draft put away until the commit."""
    for model, id in ((Group, round.group_id), (Draft, round.draft_id)):
        session.execute(select(model.id).where(model.id == id).with_for_update(read=True))


def _why_no_place(session: Session, round: Round) -> str | None:
    if session.scalar(select(Group.closed_at).where(Group.id == round.group_id)) is not None:
        return _("The group of this round is closed.")
    if session.scalar(select(Draft.archived_at).where(Draft.id == round.draft_id)) is not None:
        return _("This draft is put away. Bring it back first.")
    return None


def why_not_register(session: Session, round: Round) -> str:
    if round.registered_at is not None:
        return _("The round is registered already.")
    if reason := _why_no_place(session, round):
        return reason
    if round.closes_at <= clock.now():
        return _("The round would be over before it opens. Choose a later end.")
    return _("Write at least one launch rule first.")


def why_not_open(session: Session, round: Round) -> str:
    if round.opened_at is not None:
        return _("The round is open already.")
    if round.registered_at is None:
        return _("Register the rules first.")
    if reason := _why_no_place(session, round):
        return reason
    if round.closes_at <= clock.now():
        return _("The round would be over before it opens. Choose a later end.")
    published = select(Revision.id).where(
        Revision.draft_id == round.draft_id, Revision.published_at.is_not(None)
    )
    if session.scalar(published.limit(1)) is None:
        return _("Publish the draft first: there is nothing to judge yet.")
    if reason := answerable.why_not_open(session, round):
        return reason
    if round.who_counts == "joined":
        return _("Nobody would count: no invited person has joined the group yet.")
    return _("Nobody would count: the group has no members yet.")
