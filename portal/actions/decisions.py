"""Decisions: what people make of the verdict, with why and what comes next, told to the group."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing
from portal.actions import events
from portal.errors import Invalid, Refused
from portal.language import gettext as _
from portal.models import Decision, Round
from portal.models.rounds import DECISIONS
from portal.queries import reports
from portal.text import clean

LONGEST = 2_000


def decide(
    session: Session, actor: Actor, round: Round, *, choice: str, why: str, what_next: str = ""
) -> None:
    """Make this *the* decision of the round; an earlier one is kept as superseded."""
    reason = doing.why_not_decide(actor, round)
    if reason:
        raise Refused(reason)
    why, what_next = checked(choice, why, what_next)
    # One decision at a time: PostgreSQL waits here; SQLite let only one writer in.
    session.execute(select(Round.id).where(Round.id == round.id).with_for_update())
    holding = session.scalar(
        select(Decision).where(Decision.round_id == round.id, Decision.superseded_at.is_(None))
    )
    if holding is not None and _same(holding, choice, why, what_next):
        return
    session.execute(
        update(Decision)
        .where(Decision.round_id == round.id, Decision.superseded_at.is_(None))
        .values(superseded_at=clock.now())
    )
    session.add(
        Decision(
            round_id=round.id,
            choice=choice,
            verdict=reports.verdict_of(session, round),
            why=why,
            what_next=what_next,
            decided_by_id=actor.person_id,
        )
    )
    session.flush()
    events.of_round(
        session,
        actor,
        round,
        "decision.made",
        choice=choice,
    )


def checked(choice: str, why: str, what_next: str) -> tuple[str, str]:
    """The words, cleaned; or Invalid with every problem at once."""
    problems = {}
    why, what_next = clean(why), clean(what_next)
    if choice not in DECISIONS:
        problems["choice"] = _("Choose what you decided.")
    if not why:
        problems["why"] = _("Write why, in a sentence or two. The group reads it.")
    for name, words in (("why", why), ("what_next", what_next)):
        if len(words) > LONGEST:
            problems[name] = _("Use at most %(count)s characters.", count=LONGEST)
    if problems:
        raise Invalid(_("The decision was not saved."), problems)
    return why, what_next


def _same(holding: Decision, choice: str, why: str, what_next: str) -> bool:
    return (holding.choice, holding.why, holding.what_next) == (choice, why, what_next)
