"""A round's questions as its members will meet them, shown to the team before it opens."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from portal.access import Actor
from portal.errors import NotFound
from portal.models import Brand, Round
from portal.queries import judge, revisions, votes
from portal.queries.ballots import Ballot, Kept


@dataclass(frozen=True, slots=True)
class Preview:
    round_id: str
    brand: Brand
    title: str
    ballots: tuple[Ballot, ...]

    def ballot(self, question_id: str) -> Ballot:
        found = [ballot for ballot in self.ballots if ballot.ask.public_id == question_id]
        if not found:
            raise NotFound
        return found[0]

    def keeping(self, ballot: Ballot) -> "Preview":
        """The same with one question as it was tried."""
        place = ballot.ask.public_id
        ballots = (ballot if other.ask.public_id == place else other for other in self.ballots)
        return replace(self, ballots=tuple(ballots))


def preview(session: Session, actor: Actor, round: Round) -> Preview:
    """About the newest revision, also one being written. `round` is one the actor works on."""
    revision = revisions.of_round(session, actor, round)[-1]
    variants = revisions.hung(session, revision.id).variants
    ballots = (
        _untouched(judge.ballot(actor, round, ask, revision.number, True, variants), actor)
        for ask in votes.asks(session, actor, round, revision.id)
    )
    brand = session.get_one(Brand, round.brand_id)
    return Preview(round.public_id, brand, revision.title, tuple(ballots))


def answered(ballot: Ballot, answer: str) -> Ballot:
    """As it looks once one has answered."""
    return replace(ballot, ask=replace(ballot.ask, answer=answer), first=None)


def kept(ballot: Ballot, kept: Kept) -> Ballot:
    return replace(ballot, kept=kept)


def _untouched(ballot: Ballot, actor: Actor) -> Ballot:
    """As a member finds it who has not answered and sees nothing of the others."""
    ask = replace(ballot.ask, answer=None, reason="", earlier=None, tally=None)
    return replace(
        ballot,
        ask=ask,
        is_over=False,
        is_preview=True,
        why_not=None,
        first=judge.first_screen(actor, ask, ballot.variants),
    )
