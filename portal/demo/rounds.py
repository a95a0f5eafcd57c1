"""Loading a demo round: roster, votes with their history, critique, stances, decision."""

from datetime import datetime

from sqlalchemy import exists, insert, select
from sqlalchemy.orm import Session

from portal import clock, ids, text
from portal.access import actor_of
from portal.actions import decisions, reports, standing_counts
from portal.demo import nouns, room, voting, world
from portal.demo.brands import Loaded
from portal.models import (
    Brand,
    Criterion,
    Critique,
    Event,
    Membership,
    Person,
    Question,
    Response,
    RosterEntry,
    Round,
    RoundVisit,
    Stance,
    Vote,
    VoteChange,
)
from portal.models.critiques import STANCES


def load(session: Session, loaded: Loaded, round: nouns.Round) -> Round:
    draft = world.draft_of(loaded.brand, round)
    members = world.group_of(loaded.brand, round).members
    row = _round(session, loaded, round)
    questions = _questions(session, loaded, round, row)
    _roster(session, loaded, round, row)
    votes = voting.votes(round, draft, members, world.SEED)
    _votes(session, loaded, round, row, questions, votes)
    remarks = voting.said(round, draft)
    critiques = _critiques(session, loaded, round, row, remarks)
    # Others' critique opens with one's own vote: who has not voted has taken no stance.
    voted = {vote.member for vote in votes if vote.question == 0}
    judges = [member for member in members if member.email in voted]
    _stances(session, loaded, critiques, voting.stances(round, draft, judges, world.SEED))
    session.flush()
    standing_counts.recount_all(session, row.id)
    room.furnish(session, loaded, row, [(critiques[r.key], r.critique) for r in remarks])
    return row


def finish(session: Session, loaded: Loaded, round: nouns.Round, row: Round) -> None:
    """What follows the close: the report is frozen, and the decision told, each at its time."""
    if row.closed_at is None:
        return
    with clock.held_at(row.closed_at):
        reports.freeze(session, row)
    if round.decision is not None:
        by = actor_of(session, loaded.people[round.decision.by])
        with clock.held_at(loaded.at(round.decision.decided_at)):
            decisions.decide(
                session,
                by,
                row,
                choice=round.decision.choice,
                why=round.decision.why,
                what_next=round.decision.what_next,
            )


def showcase(session: Session, brand: Brand) -> list[Person]:
    """Two members worth being: one whose voice is still missing, one who has voted."""
    waiting = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .join(RosterEntry, RosterEntry.membership_id == Membership.id)
        .join(Round, Round.id == RosterEntry.round_id)
        .where(
            Round.brand_id == brand.id,
            Round.closed_at.is_(None),
            RosterEntry.had_joined,
            Membership.joined_at.is_not(None),
            Membership.paused_at.is_(None),
            Membership.left_at.is_(None),
            Membership.removed_at.is_(None),
        )
        .order_by(Person.id)
        .limit(1)
    )
    voted = exists().where(Vote.round_id == Round.id, Vote.person_id == Person.id)
    found = [session.scalar(waiting.where(~voted)), session.scalar(waiting.where(voted))]
    return [person for person in found if person is not None]


def _round(session: Session, loaded: Loaded, round: nouns.Round) -> Round:
    opens, closes = loaded.at(round.opens_at), loaded.at(round.closes_at)
    row = Round(
        brand_id=loaded.row.id,
        draft_id=loaded.drafts[round.draft].id,
        group_id=loaded.groups[round.group].id,
        first_revision_id=loaded.revisions[round.draft, round.first_revision].id,
        opens_at=opens,
        closes_at=closes,
        timezone=loaded.brand.timezone,
        blindness=round.blindness,
        marks_images=round.marks_images,
        created_at=opens,
        registered_at=opens,
        opened_at=opens,
        closed_at=closes if closes <= loaded.now else None,
    )
    session.add(row)
    session.flush()
    _event(session, loaded, row, "round.opened", opens, round.registered_by)
    if row.closed_at is not None:
        _event(session, loaded, row, "round.closed", closes, round.registered_by)
    return row


def _questions(session: Session, loaded: Loaded, round: nouns.Round, row: Round) -> list[Question]:
    questions = [
        Question(
            round_id=row.id,
            position=position,
            kind=question.kind,
            prompt=question.prompt,
            settings=dict(question.settings),
        )
        for position, question in enumerate(round.questions)
    ]
    session.add_all(questions)
    session.flush()
    by_kind = {question.kind: question.id for question in reversed(questions)}
    for position, criterion in enumerate(round.criteria):
        session.add(
            Criterion(
                round_id=row.id,
                question_id=by_kind.get(criterion.signal),
                position=position,
                signal=criterion.signal,
                threshold_permille=criterion.threshold_permille,
                level_permille=criterion.level_permille,
                min_answers=criterion.min_answers,
                mode=criterion.mode,
                registered_by_id=loaded.people[round.registered_by].id,
                registered_at=row.opens_at,
            )
        )
    return questions


def _roster(session: Session, loaded: Loaded, round: nouns.Round, row: Round) -> None:
    """Everyone who was invited or in by the time it opened."""
    entries = []
    for member in world.group_of(loaded.brand, round).members:
        ended = member.ended_at is not None and member.ended_at < round.opens_at
        if member.invited_at > round.opens_at or ended:
            continue
        joined = member.joined_at is not None and member.joined_at < round.opens_at
        entries.append(
            {
                "round_id": row.id,
                "membership_id": loaded.memberships[round.group, member.email].id,
                "had_joined": joined,
                "segments": list(member.segments),
            }
        )
    session.execute(insert(RosterEntry), entries)


def _votes(
    session: Session, loaded: Loaded, round: nouns.Round, row: Round,
    questions: list[Question], votes: tuple[voting.Vote, ...],
) -> None:  # fmt: skip
    visits: dict[int, datetime] = {}
    for vote in votes:
        person = loaded.people[vote.member]
        at = loaded.at(vote.at)
        visits.setdefault(person.id, at)
        _vote(session, loaded, round, row, questions, vote)
    session.execute(
        insert(RoundVisit),
        [{"round_id": row.id, "person_id": p, "visited_at": at} for p, at in visits.items()],
    )


def _vote(
    session: Session, loaded: Loaded, round: nouns.Round, row: Round,
    questions: list[Question], vote: voting.Vote,
) -> None:  # fmt: skip
    at = loaded.at(vote.at)
    answers = [*vote.earlier, vote.answer]
    is_blind = round.blindness == "until_close"
    stored = Vote(
        round_id=row.id,
        question_id=questions[vote.question].id,
        revision_id=loaded.revisions[round.draft, vote.revision].id,
        person_id=loaded.people[vote.member].id,
        answer=vote.answer,
        counted_answer=answers[-1] if is_blind else answers[0],
        reason=vote.reason,
        created_at=at,
        changed_at=at if vote.earlier else None,
    )
    session.add(stored)
    session.flush()
    for number, answer in enumerate(answers):
        session.add(
            VoteChange(
                vote_id=stored.id,
                answer=answer,
                reason=vote.reason if number == len(answers) - 1 else "",
                was_informed=number > 0 and not is_blind,
                at=at,
            )
        )


def _critiques(
    session: Session, loaded: Loaded, round: nouns.Round, row: Round,
    said: tuple[voting.Said, ...],
) -> dict[str, Critique]:  # fmt: skip
    staff = {person.email for person in loaded.brand.staff}
    rows: dict[str, Critique] = {}
    for remark in said:
        critique = remark.critique
        parent = rows[remark.parent] if remark.parent else None
        stored = Critique(
            round_id=row.id,
            revision_id=loaded.revisions[round.draft, critique.revision].id,
            author_id=loaded.people[critique.author].id,
            parent_id=parent.id if parent else None,
            root_id=(parent.root_id or parent.id) if parent else None,
            depth=remark.depth,
            kind="reply" if parent else critique.kind,
            topic_id=loaded.topics[round.draft, critique.topic].id if critique.topic else None,
            text=critique.text,
            html=str(text.markdown(critique.text)),
            is_staff=critique.author in staff,
            submission=ids.public_id(),
            created_at=loaded.at(remark.at),
        )
        session.add(stored)
        session.flush()
        rows[remark.key] = stored
        if critique.response is not None and remark.responded_at is not None:
            session.add(_response(loaded, round, stored, critique.response, remark))
    return rows


def _response(
    loaded: Loaded, round: nouns.Round, row: Critique, response: nouns.Response,
    remark: voting.Said,
) -> Response:  # fmt: skip
    revision = response.revision
    assert remark.responded_at is not None
    return Response(
        critique_id=row.id,
        state=response.state,
        revision_id=loaded.revisions[round.draft, revision].id if revision else None,
        sentence=response.sentence,
        by_id=loaded.people[response.by].id,
        created_at=loaded.at(remark.responded_at),
    )


def _stances(
    session: Session, loaded: Loaded, critiques: dict[str, Critique],
    stances: tuple[voting.Stance, ...],
) -> None:  # fmt: skip
    session.execute(
        insert(Stance),
        [
            {
                "critique_id": critiques[stance.critique].id,
                "person_id": loaded.people[stance.member].id,
                "value": STANCES[stance.stance],
                "created_at": loaded.at(stance.at),
            }
            for stance in stances
        ],
    )


def _event(session: Session, loaded: Loaded, row: Round, kind: str, at: datetime, by: str) -> None:
    session.add(
        Event(
            brand_id=row.brand_id,
            group_id=row.group_id,
            round_id=row.id,
            actor_id=loaded.people[by].id,
            kind=kind,
            at=at,
        )
    )
