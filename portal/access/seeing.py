"""Who may see what, as SELECTs. Every read in the portal starts here.

A member sees a round of a group they are in, from the moment it opened, and through it the draft,
its revisions from the round's first one on, and their images. What other members said and voted
is seen by the round's blindness: `tallies` and `critiques` hold that rule, so that no page,
list, count or export can forget it. Staff of the brand see all of it, signed-out people nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from portal import ids
from portal.access.actor import Actor
from portal.access.asking import NOW
from portal.errors import NotFound
from portal.models import (
    Brand,
    Critique,
    Draft,
    Group,
    Image,
    Invitation,
    InvitationList,
    Job,
    JoinRequest,
    Membership,
    Notice,
    Person,
    Question,
    Report,
    Revision,
    RevisionImage,
    Round,
    Share,
    Staff,
    Stance,
    Suppression,
    Topic,
    Vote,
)
from portal.models.base import Base

M = TypeVar("M", bound=Base)


def brands(actor: Actor) -> Select[Brand]:
    """Brands one works for or is a member of."""
    return select(Brand).where(Brand.id.in_({*actor.roles, *actor.groups.values()}))


def staffed_brands(actor: Actor) -> Select[Brand]:
    return select(Brand).where(Brand.id.in_(actor.roles))


def groups(actor: Actor) -> Select[Group]:
    return select(Group).where(
        or_(
            Group.brand_id.in_(actor.roles),
            Group.id.in_(actor.groups),
        )
    )


def staffed_groups(actor: Actor) -> Select[Group]:
    return select(Group).where(Group.brand_id.in_(actor.roles))


def memberships(actor: Actor) -> Select[Membership]:
    """Staff see the members of their brand's groups; members do not see each other's."""
    return (
        select(Membership)
        .join(Group, Group.id == Membership.group_id)
        .where(
            or_(
                Group.brand_id.in_(actor.roles),
                Membership.person_id == actor.person_id,
            )
        )
    )


def invitations(actor: Actor) -> Select[Invitation]:
    """Staff only: a manager's list of who was asked. Analysts read reports, not addresses."""
    managed = _managed(actor)
    return (
        select(Invitation)
        .outerjoin(Membership, Membership.id == Invitation.membership_id)
        .outerjoin(Group, Group.id == Membership.group_id)
        .outerjoin(Staff, Staff.id == Invitation.staff_id)
        .where(
            or_(
                Group.brand_id.in_(managed),
                Staff.brand_id.in_([b for b, role in actor.roles.items() if role == "owner"]),
            )
        )
    )


def invitation_lists(actor: Actor) -> Select[InvitationList]:
    """Lists that wait for confirmation, for whoever may confirm them."""
    return (
        select(InvitationList)
        .join(Group, Group.id == InvitationList.group_id)
        .where(Group.brand_id.in_(_managed(actor)))
    )


def join_requests(actor: Actor) -> Select[JoinRequest]:
    """Who asked to be let in, with their addresses: for whoever may invite them."""
    return (
        select(JoinRequest)
        .join(Group, Group.id == JoinRequest.group_id)
        .where(Group.brand_id.in_(_managed(actor)))
    )


def suppressions(actor: Actor) -> Select[Suppression]:
    """Addresses a brand no longer writes to."""
    return select(Suppression).where(Suppression.brand_id.in_(_managed(actor)))


def jobs(actor: Actor) -> Select[Job]:
    """What is still to be done for one's brands."""
    return select(Job).where(Job.brand_id.in_(actor.roles))


def staff(actor: Actor) -> Select[Staff]:
    """One's colleagues: everybody on the team sees who else is."""
    return select(Staff).where(Staff.brand_id.in_(actor.roles))


def drafts(actor: Actor) -> Select[Draft]:
    return select(Draft).where(
        or_(
            Draft.brand_id.in_(actor.roles),
            exists().where(
                Round.draft_id == Draft.id,
                *_round_shown_to_members(actor),
            ),
        )
    )


def staffed_drafts(actor: Actor) -> Select[Draft]:
    """Drafts one may read all reports of: staff only."""
    return select(Draft).where(Draft.brand_id.in_(actor.roles))


def topics(actor: Actor) -> Select[Topic]:
    """What critique can be about, of a draft one may see."""
    return select(Topic).where(Topic.draft_id.in_(_ids(drafts(actor), Draft)))


def rounds(actor: Actor) -> Select[Round]:
    return select(Round).where(
        or_(
            Round.brand_id.in_(actor.roles),
            and_(*_round_shown_to_members(actor)),
        )
    )


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


def notices(actor: Actor) -> Select[Notice]:
    """One's own, as long as one sees what they tell of; those of a reply once one may read it."""
    return (
        select(Notice)
        .join(Round, Round.id == Notice.round_id)
        .outerjoin(Critique, Critique.id == Notice.critique_id)
        .where(
            Notice.person_id == actor.person_id,
            Notice.round_id.in_(_ids(rounds(actor), Round)),
            or_(
                Notice.critique_id.is_(None),
                and_(
                    Critique.deleted_at.is_(None),
                    Notice.critique_id.in_(_ids(critiques(actor), Critique)),
                ),
            ),
        )
    )


def staffed_rounds(actor: Actor) -> Select[Round]:
    """Rounds whose set-up and report one may read: staff only."""
    return select(Round).where(Round.brand_id.in_(actor.roles))


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


def works_for(
    person_id: InstrumentedAttribute[Any], brand_id: InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    """Whether the person has a role in the brand now."""
    return exists().where(
        Staff.person_id == person_id,
        Staff.brand_id == brand_id,
        Staff.joined_at.is_not(None),
        Staff.ended_at.is_(None),
    )


def questions(actor: Actor) -> Select[Question]:
    return select(Question).where(Question.round_id.in_(_ids(rounds(actor), Round)))


def revisions(actor: Actor) -> Select[Revision]:
    """Staff see all, also what is being written. Members see what their rounds showed them."""
    return (
        select(Revision)
        .join(Draft, Draft.id == Revision.draft_id)
        .where(
            or_(
                Draft.brand_id.in_(actor.roles),
                and_(
                    Revision.published_at.is_not(None),
                    exists().where(
                        Round.draft_id == Revision.draft_id,
                        *_round_shown_to_members(actor),
                        Round.first_revision_id <= Revision.id,
                        Revision.published_at < Round.closes_at,
                        or_(Round.closed_at.is_(None), Revision.published_at < Round.closed_at),
                    ),
                ),
            )
        )
    )


def images(actor: Actor) -> Select[Image]:
    """Through a revision one may see; staff also see pictures that no revision holds yet."""
    return select(Image).where(
        or_(
            Image.brand_id.in_(actor.roles),
            exists().where(
                RevisionImage.image_id == Image.id,
                RevisionImage.revision_id.in_(_ids(revisions(actor), Revision)),
            ),
        )
    )


def critiques(actor: Actor) -> Select[Critique]:
    """One's own at any time; others' as the round's blindness allows. Tombstones included."""
    return (
        select(Critique)
        .join(Round, Round.id == Critique.round_id)
        .where(
            or_(
                Round.brand_id.in_(actor.roles),
                and_(
                    *_round_shown_to_members(actor),
                    or_(
                        Critique.author_id == actor.person_id,
                        *_opens_critique(actor),
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
            _is_over(),
            Round.blindness == "open",
            and_(
                or_(*_opens_critique(actor)),
                or_(
                    Critique.author_id == actor.person_id,
                    exists().where(
                        own.critique_id == Critique.id, own.person_id == actor.person_id
                    ),
                ),
            ),
        )
    )


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
                    *_round_shown_to_members(actor),
                    or_(
                        _is_over(),
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


def one(session: Session, visible: Select[M], public_id: str) -> M:
    """The one row of this public id among those visible, or NotFound."""
    found: M = one_row(session, visible, public_id)[0]
    return found


def one_row(session: Session, visible: Select[Any], public_id: str) -> Sequence[Any]:
    """The same, with everything that was selected beside it."""
    if not ids.is_public_id(public_id):
        raise NotFound
    entity = visible.column_descriptions[0]["entity"]
    found = session.execute(visible.where(entity.public_id == public_id))
    row: Sequence[Any] | None = found.one_or_none()
    if row is None:
        raise NotFound
    return row


def _round_shown_to_members(actor: Actor) -> Iterable[ColumnElement[bool]]:
    return (
        Round.group_id.in_(actor.groups),
        Round.opened_at.is_not(None),
        Round.opens_at <= NOW,
    )


def _opens_critique(actor: Actor) -> Iterable[ColumnElement[bool]]:
    """What opens others' critique to a member: any one of these."""
    return (
        _is_over(),
        Round.blindness == "open",
        and_(
            Round.blindness == "until_vote",
            _has_judged(actor, Critique.revision_id),
        ),
    )


def _is_over() -> ColumnElement[bool]:
    return or_(Round.closed_at.is_not(None), Round.closes_at <= NOW)


def _has_judged(
    actor: Actor, revision_id: ColumnElement[int] | InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    """Whether the actor's own support vote is in, on that revision or a later one.

    Revision ids grow with the numbers of a draft, so the comparison needs no join.
    """
    own = aliased(Vote)
    support = aliased(Question)
    return exists().where(
        own.round_id == Round.id,
        own.person_id == actor.person_id,
        own.revision_id >= revision_id,
        own.question_id == support.id,
        support.position == 0,
    )


def _managed(actor: Actor) -> list[int]:
    return [brand for brand, role in actor.roles.items() if role in ("owner", "manager")]


def _ids(visible: Select[Any], model: type[Any]) -> Select[int]:
    return visible.with_only_columns(model.id)
