"""Who hears what was said, and what the team says about it."""

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from portal.access.actor import Actor
from portal.access.seeing.rounds import rounds
from portal.access.seeing.rules import (
    ids_of,
    is_over,
    managed_by,
    opens_critique,
    owned_by,
    round_shown_to_members,
)
from portal.models import Complaint, Critique, Hiding, Note, Notice, Round, Stance


def critiques(actor: Actor) -> Select[Critique]:
    """One's own at any time; others' as the round's blindness allows, once the team has let them
    through where first posts are held. Tombstones included: what was hidden has no words left."""
    return (
        select(Critique)
        .join(Round, Round.id == Critique.round_id)
        .where(
            or_(
                Round.brand_id.in_(actor.roles),
                and_(
                    *round_shown_to_members(actor),
                    or_(
                        Critique.author_id == actor.person_id,
                        and_(Critique.held_at.is_(None), or_(*opens_critique(actor))),
                    ),
                ),
            )
        )
    )


def stance_tallies(actor: Actor) -> Select[Critique]:
    """Critiques of which the actor may see how many agree and disagree.

    A count opens with one's own stance, or to the author; never before others' critique does.
    """
    own = aliased(Stance)
    return critiques(actor).where(
        or_(
            Round.brand_id.in_(actor.roles),
            is_over(),
            Round.blindness == "open",
            and_(
                or_(*opens_critique(actor)),
                or_(
                    Critique.author_id == actor.person_id,
                    exists().where(
                        own.critique_id == Critique.id, own.person_id == actor.person_id
                    ),
                ),
            ),
        )
    )


def team_critiques(actor: Actor) -> Select[Critique]:
    """What was said to a brand one works for."""
    return (
        select(Critique)
        .join(Round, Round.id == Critique.round_id)
        .where(Round.brand_id.in_(actor.roles))
    )


def notes(actor: Actor) -> Select[Note]:
    """What a team says among itself: the team only, analysts included."""
    return (
        select(Note)
        .join(Critique, Critique.id == Note.critique_id)
        .join(Round, Round.id == Critique.round_id)
        .where(Round.brand_id.in_(actor.roles))
    )


def complaints(actor: Actor) -> Select[Complaint]:
    """What members told a team about others' words: for whoever may act on it. What was told of
    the team's own words is for the owners; also of those they said before they joined the team."""
    return (
        select(Complaint)
        .join(Critique, Critique.id == Complaint.critique_id)
        .join(Round, Round.id == Critique.round_id)
        .where(
            or_(
                Round.brand_id.in_(owned_by(actor)),
                and_(
                    Round.brand_id.in_(managed_by(actor)),
                    Critique.is_staff.is_(False),
                    Critique.author_id != actor.person_id,
                ),
            )
        )
    )


def hidings(actor: Actor) -> Select[Hiding]:
    """Words that were taken out, for whoever may put them back."""
    return (
        select(Hiding)
        .join(Critique, Critique.id == Hiding.critique_id)
        .join(Round, Round.id == Critique.round_id)
        .where(Round.brand_id.in_(managed_by(actor)))
    )


def notices(actor: Actor) -> Select[Notice]:
    """One's own, as long as one sees what they tell of; those of a reply once one may read it. Of
    words that the team removed only that it did."""
    return (
        select(Notice)
        .join(Round, Round.id == Notice.round_id)
        .outerjoin(Critique, Critique.id == Notice.critique_id)
        .where(
            Notice.person_id == actor.person_id,
            Notice.round_id.in_(ids_of(rounds(actor), Round)),
            or_(
                Notice.critique_id.is_(None),
                and_(
                    Critique.deleted_at.is_(None),
                    or_(Critique.hidden_at.is_(None), Notice.kind == "moderated"),
                    Notice.critique_id.in_(ids_of(critiques(actor), Critique)),
                ),
            ),
        )
    )
