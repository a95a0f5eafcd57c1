"""Whether a round's questions can be answered: their settings are whole, and the revision that is
judged has the variants they compare. Asked before registering, opening and publishing."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.errors import Invalid
from portal.kinds import needs
from portal.language import gettext as _
from portal.models import Draft, Question, Revision, Round, Variant


def why_not_register(session: Session, round: Round) -> str | None:
    """What the first unfinished question lacks; the newest revision counts, published or not."""
    variants = _variants(session, round.draft_id, only_published=False)
    return _first_of(
        (question.prompt, needs.lacks(question.kind, question.settings, variants))
        for question in _questions(session, round)
    )


def why_not_open(session: Session, round: Round) -> str | None:
    """What the published revision lacks. A round that waits for one with variants opens later."""
    variants = _variants(session, round.draft_id, only_published=True)
    return _first_of(
        (question.prompt, needs.why_not_with(question.kind, variants))
        for question in _questions(session, round)
    )


def hold_for_publishing(session: Session, draft: Draft, revision: Revision) -> None:
    """Refuse a revision without the variants that a registered or running round asks about."""
    # Whoever registers a round holds this row too: wait, so that the next statement sees it.
    session.execute(select(Draft.id).where(Draft.id == draft.id).with_for_update())
    counted = select(func.count()).where(Variant.revision_id == revision.id)
    variants = session.scalar(counted) or 0
    asked = select(Question).join(Round, Round.id == Question.round_id)
    running = asked.where(
        Round.draft_id == draft.id,
        Round.registered_at.is_not(None),
        Round.closed_at.is_(None),
        Round.closes_at > clock.now(),
        Question.kind.in_(needs.VARIANTS),
    )
    for question in session.scalars(running):
        if needs.why_not_with(question.kind, variants):
            raise Invalid(
                _(
                    "A round asks “%(prompt)s” about the variants. Keep two or more in this "
                    "revision (six at most for a ranking or pairs), or close the round first.",
                    prompt=question.prompt,
                )
            )


def _questions(session: Session, round: Round) -> Iterable[Question]:
    return session.scalars(
        select(Question).where(Question.round_id == round.id).order_by(Question.position)
    )


def _variants(session: Session, draft_id: int, *, only_published: bool) -> int:
    newest = select(Revision.id).where(Revision.draft_id == draft_id)
    if only_published:
        newest = newest.where(Revision.published_at.is_not(None))
    newest = newest.order_by(Revision.number.desc()).limit(1)
    counted = select(func.count()).where(Variant.revision_id == newest.scalar_subquery())
    return session.scalar(counted) or 0


def _first_of(found: Iterable[tuple[str, str | None]]) -> str | None:
    for prompt, sentence in found:
        if sentence:
            return _("“%(prompt)s” cannot be asked yet. %(why)s", prompt=prompt, why=sentence)
    return None
