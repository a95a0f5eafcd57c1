"""What a report reads: a round and everything in it, in a fixed number of statements.

Here: facts out of tables, and the report as it is now (frozen, or computed this moment). Not here:
what the numbers mean (`portal.reporting`), keeping them (`portal.actions.reports`).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, seeing
from portal.models import (
    Brand,
    Criterion,
    Critique,
    Decision,
    Group,
    Membership,
    Person,
    Question,
    Report,
    Response,
    Revision,
    RosterEntry,
    Round,
    RoundVisit,
    Stance,
    Variant,
    Vote,
)
from portal.reporting import document, facts
from portal.reporting.numbers import Json


@dataclass(frozen=True, slots=True)
class Decided:
    choice: str
    verdict: str
    why: str
    what_next: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """A report as it stands: its document, when it was frozen (if it is), and the decision."""

    brand: Brand
    round: Round
    document: Json
    frozen_at: datetime | None
    decision: Decided | None


def shown(session: Session, actor: Actor, public_id: str) -> Shown:
    """The report of a round one works for, or NotFound."""
    round = seeing.one(session, seeing.staffed_rounds(actor), public_id)
    return of(session, round)


def of(session: Session, round: Round) -> Shown:
    """The frozen report where there is one, else the report of this moment."""
    brand, frozen, decision, name = session.execute(
        select(Brand, Report, Decision, Person.name)
        .select_from(Round)
        .join(Brand, Brand.id == Round.brand_id)
        .outerjoin(Report, Report.round_id == Round.id)
        .outerjoin(Decision, and_(Decision.round_id == Round.id, Decision.superseded_at.is_(None)))
        .outerjoin(Person, Person.id == Decision.decided_by_id)
        .where(Round.id == round.id)
    ).one()
    return Shown(
        brand=brand,
        round=round,
        document=document.build(gather(session, round)) if frozen is None else frozen.document,
        frozen_at=frozen.frozen_at if frozen else None,
        decision=_decided(decision, name) if decision else None,
    )


def _decided(decision: Decision, name: str | None) -> Decided:
    return Decided(
        decision.choice,
        decision.verdict,
        decision.why,
        decision.what_next,
        name or "",
        decision.decided_at,
    )


def gather(session: Session, round: Round) -> facts.Facts:
    """Everything a report is made from, in eight statements."""
    revisions = _revisions(session, round)
    return facts.Facts(
        round=_round(session, round),
        questions=_questions(session, round),
        criteria=_criteria(session, round),
        revisions=revisions,
        roster=_roster(session, round),
        ballots=_ballots(session, round),
        critiques=_critiques(session, round, {r.id: r.number for r in revisions}),
    )


def _round(session: Session, round: Round) -> facts.RoundFacts:
    brand, kind, group = session.execute(
        select(Brand.name, Brand.kind, Group.name)
        .join(Group, Group.brand_id == Brand.id)
        .where(Group.id == round.group_id)
    ).one()
    now = clock.now()
    return facts.RoundFacts(
        public_id=round.public_id,
        brand=brand,
        brand_kind=kind,
        group=group,
        opened_at=round.opened_at,
        ends_at=round.ends_at,
        timezone=round.timezone,
        blindness=round.blindness,
        who_counts=round.who_counts,
        is_over=round.state(now) == "closed",
        made_at=now,
    )


def _questions(session: Session, round: Round) -> tuple[facts.QuestionFacts, ...]:
    rows = session.scalars(
        select(Question).where(Question.round_id == round.id).order_by(Question.position)
    )
    return tuple(
        facts.QuestionFacts(q.id, q.public_id, q.kind, q.prompt, dict(q.settings)) for q in rows
    )


def _criteria(session: Session, round: Round) -> tuple[facts.CriterionFacts, ...]:
    rows = session.execute(
        select(Criterion, Person.name)
        .outerjoin(Person, Person.id == Criterion.registered_by_id)
        .where(Criterion.round_id == round.id)
        .order_by(Criterion.position)
    )
    return tuple(
        facts.CriterionFacts(
            question_id=c.question_id,
            signal=c.signal,
            threshold_permille=c.threshold_permille,
            level_permille=c.level_permille,
            min_answers=c.min_answers,
            mode=c.mode,
            registered_by=name or "",
            registered_at=c.registered_at,
        )
        for c, name in rows
    )


def _revisions(session: Session, round: Round) -> tuple[facts.RevisionFacts, ...]:
    """Those the group was asked about: published before the round ended, from its first one on."""
    rows = session.execute(
        select(Revision.id, Revision.number, Revision.title, Variant.key, Variant.name)
        .outerjoin(Variant, Variant.revision_id == Revision.id)
        .where(
            Revision.draft_id == round.draft_id,
            Revision.id >= (round.first_revision_id or 0),
            Revision.published_at < round.ends_at,
        )
        .order_by(Revision.number, Variant.position)
    )
    found: dict[int, facts.RevisionFacts] = {}
    variants: dict[int, dict[str, str]] = defaultdict(dict)
    for id, number, title, key, name in rows:
        found[id] = facts.RevisionFacts(id, number, title, variants[id])
        if key is not None:
            variants[id][key] = name
    return tuple(found.values())


def _roster(session: Session, round: Round) -> tuple[facts.Member, ...]:
    opened = exists().where(
        RoundVisit.round_id == round.id, RoundVisit.person_id == Membership.person_id
    )
    criticised = exists().where(
        Critique.round_id == round.id,
        Critique.author_id == Membership.person_id,
        Critique.deleted_at.is_(None),
    )
    took_stance = exists().where(
        Stance.person_id == Membership.person_id,
        Stance.critique_id == Critique.id,
        Critique.round_id == round.id,
    )
    rows = session.execute(
        select(
            Membership.person_id,
            RosterEntry.had_joined,
            RosterEntry.segments,
            opened,
            criticised,
            took_stance,
        )
        .join(RosterEntry, RosterEntry.membership_id == Membership.id)
        .where(RosterEntry.round_id == round.id)
        .order_by(Membership.person_id)
    )
    return tuple(
        facts.Member(person, joined, tuple(segments), *did)
        for person, joined, segments, *did in rows
    )


def _ballots(session: Session, round: Round) -> tuple[facts.Ballot, ...]:
    """In the order they were cast; ids grow with it."""
    rows = session.execute(
        select(
            Vote.person_id,
            Vote.question_id,
            Vote.revision_id,
            Vote.counted_answer,
            Vote.answer,
            Vote.reason,
        )
        .where(Vote.round_id == round.id)
        .order_by(Vote.id)
    )
    return tuple(facts.Ballot(*row) for row in rows)


def _critiques(
    session: Session, round: Round, numbers: dict[int, int]
) -> tuple[facts.CritiqueFacts, ...]:
    stances = _stances(round).subquery()
    rows = session.execute(
        select(
            Critique.public_id,
            Critique.kind,
            Critique.text,
            Critique.revision_id,
            func.coalesce(Response.state, "open"),
            func.coalesce(stances.c.agree, 0),
            func.coalesce(stances.c.disagree, 0),
            func.coalesce(stances.c.passed, 0),
            and_(Critique.author_id.in_(_counting(round)), func.coalesce(stances.c.own, 0) == 0),
        )
        .outerjoin(
            Response, and_(Response.critique_id == Critique.id, Response.superseded_at.is_(None))
        )
        .outerjoin(stances, stances.c.critique_id == Critique.id)
        .where(
            Critique.round_id == round.id,
            Critique.parent_id.is_(None),
            Critique.deleted_at.is_(None),
            Critique.is_staff.is_(False),
        )
        .order_by(Critique.id)
    )
    return tuple(
        facts.CritiqueFacts(id, kind, text, numbers.get(revision, 0), *rest)
        for id, kind, text, revision, *rest in rows
    )


def _stances(round: Round) -> Select[int, int, int, int, int]:
    """Per critique of the round: how many members who count agree, disagree, pass."""

    def how_many(value: int) -> ColumnElement[int]:
        return func.sum(case((Stance.value == value, 1), else_=0))

    return (
        select(
            Stance.critique_id,
            how_many(1).label("agree"),
            how_many(-1).label("disagree"),
            how_many(0).label("passed"),
            func.sum(case((Stance.person_id == Critique.author_id, 1), else_=0)).label("own"),
        )
        .join(Critique, Critique.id == Stance.critique_id)
        .where(Critique.round_id == round.id, Stance.person_id.in_(_counting(round)))
        .group_by(Stance.critique_id)
    )


def _counting(round: Round) -> Select[int]:
    """The people the report speaks for."""
    listed = (
        select(Membership.person_id)
        .join(RosterEntry, RosterEntry.membership_id == Membership.id)
        .where(RosterEntry.round_id == round.id)
    )
    return listed if round.who_counts == "invited" else listed.where(RosterEntry.had_joined)
