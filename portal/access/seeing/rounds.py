"""Who sees rounds, what is asked in them, what was answered, and the reports of them."""

from sqlalchemy import Select, and_, exists, false, or_, select
from sqlalchemy.orm import aliased

from portal import ids
from portal.access.actor import Actor
from portal.access.asking import NOW
from portal.access.seeing.rules import ids_of, is_over, round_shown_to_members, works_for
from portal.models import (
    Brand,
    Membership,
    Person,
    Question,
    Report,
    Revision,
    Round,
    Share,
    Staff,
    Vote,
)


def rounds(actor: Actor) -> Select[Round]:
    return select(Round).where(
        or_(
            Round.brand_id.in_(actor.roles),
            and_(*round_shown_to_members(actor)),
        )
    )


def staffed_rounds(actor: Actor) -> Select[Round]:
    """Rounds whose set-up and report one may read: staff only."""
    return select(Round).where(Round.brand_id.in_(actor.roles))


def audience(round: Round) -> Select[Person]:
    """Who hears of what happens in a round: members of its group who are in and may speak. Staff
    of the brand know it already."""
    team = select(Staff.person_id).where(Staff.brand_id == round.brand_id, Staff.ended_at.is_(None))
    return (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.group_id == round.group_id,
            Membership.joined_at.is_not(None),
            Membership.left_at.is_(None),
            Membership.removed_at.is_(None),
            Membership.paused_at.is_(None),
            Person.id.not_in(team),
        )
    )


def questions(actor: Actor) -> Select[Question]:
    return select(Question).where(Question.round_id.in_(ids_of(rounds(actor), Round)))


def tallied_questions(actor: Actor) -> Select[Question, Revision]:
    """The (question, revision) pairs whose totals the actor may see now.

    Until one votes, a question's totals open with one's own answer to that question about that
    revision or a later one; until close, when the round is over.
    """
    own = aliased(Vote)
    answered = exists().where(
        own.person_id == actor.person_id,
        own.question_id == Question.id,
        own.revision_id >= Revision.id,
    )
    return (
        select(Question, Revision)
        .join(Round, Round.id == Question.round_id)
        .join(Revision, Revision.draft_id == Round.draft_id)
        .where(
            Revision.published_at.is_not(None),
            or_(
                Round.brand_id.in_(actor.roles),
                and_(
                    *round_shown_to_members(actor),
                    or_(
                        is_over(),
                        Round.blindness == "open",
                        and_(Round.blindness == "until_vote", answered),
                    ),
                ),
            ),
        )
    )


def votes(actor: Actor) -> Select[Vote]:
    """One's own. Nobody sees another member's vote by name; staff read totals in the report."""
    if not actor.is_signed_in:
        return select(Vote).where(false())
    return select(Vote).where(Vote.person_id == actor.person_id)


def shares(actor: Actor) -> Select[Share]:
    """The links that hand a report of one's brand on, live and ended."""
    return (
        select(Share)
        .join(Report, Report.id == Share.report_id)
        .join(Round, Round.id == Report.round_id)
        .where(Round.brand_id.in_(actor.roles))
    )


def shared(token: str) -> Select[Share, Report, Brand]:
    """The frozen report behind a link that lives; whoever holds it need be nobody else.

    A link ends by its date, by being revoked, with its report, and when whoever made it is no
    longer on the team: what they handed out goes with them.
    """
    return (
        select(Share, Report, Brand)
        .join(Report, Report.id == Share.report_id)
        .join(Round, Round.id == Report.round_id)
        .join(Brand, Brand.id == Round.brand_id)
        .where(
            Share.token_print == ids.fingerprint(token),
            Share.revoked_at.is_(None),
            Share.expires_at > NOW,
            works_for(Share.made_by_id, Round.brand_id),
        )
    )
