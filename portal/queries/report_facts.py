"""What a report is made from, out of the tables: a fixed number of statements, whatever the size.

Here: facts for the page and, for the worker, what is read beside them. Not here: what the numbers
mean (`portal.reporting`), the report as it stands (`portal.queries.reports`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    case,
    distinct,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.models import (
    Brand,
    Criterion,
    Critique,
    Event,
    Group,
    Membership,
    Person,
    Question,
    Response,
    Revision,
    RosterEntry,
    Round,
    RoundVisit,
    Stance,
    Topic,
    Variant,
    Vote,
    VoteChange,
)
from portal.queries.counted_stances import counted
from portal.queries.first_answers import first
from portal.reporting import facts

# What the group is asked, and what its answers are held against.
RULES_CHANGED: Final = tuple(
    f"{noun}.{done}"
    for noun in ("criterion", "question")
    for done in ("added", "changed", "removed")
)


def gather(session: Session, round: Round) -> facts.Facts:
    """Everything a report is made from, in at most nine statements."""
    revisions = _revisions(session, round)
    questions, criteria = _asked(session, round)
    return facts.Facts(
        round=_round(session, round),
        questions=questions,
        criteria=criteria,
        revisions=revisions,
        roster=_roster(session, round),
        ballots=_ballots(session, round),
        critiques=_critiques(session, round, {r.id: r.number for r in revisions}),
        rule_changes=_rule_changes(session, round),
        topics=_topics(session, round),
    )


def depths(session: Session, round: Round) -> facts.Depths:
    """What takes long to read, for the worker: stances and changes of the members who count."""
    return facts.Depths(stances=_every_stance(session, round), changes=_changes(session, round))


def _round(session: Session, round: Round) -> facts.RoundFacts:
    # Whoever reads the report has both in the session already.
    brand = session.get_one(Brand, round.brand_id)
    group = session.get_one(Group, round.group_id)
    now = clock.now()
    return facts.RoundFacts(
        public_id=round.public_id,
        brand=brand.name,
        brand_kind=brand.kind,
        group=group.name,
        opened_at=round.opened_at,
        ends_at=round.ends_at,
        timezone=round.timezone,
        blindness=round.blindness,
        who_counts=round.who_counts,
        is_over=round.state(now) == "closed",
        made_at=now,
    )


def _asked(
    session: Session, round: Round
) -> tuple[tuple[facts.QuestionFacts, ...], tuple[facts.CriterionFacts, ...]]:
    """Questions and rules; a rule on concerns reads no question and comes with the first."""
    is_its_own = or_(
        Criterion.question_id == Question.id,
        and_(Criterion.question_id.is_(None), Question.position == 0),
    )
    rows = session.execute(
        select(Question, Criterion, Person.name)
        .outerjoin(Criterion, and_(Criterion.round_id == Question.round_id, is_its_own))
        .outerjoin(Person, Person.id == Criterion.registered_by_id)
        .where(Question.round_id == round.id)
        .order_by(Question.position, Criterion.position)
    ).all()
    questions = dict.fromkeys(question for question, _criterion, _name in rows)
    rules = sorted(
        ((c, name or "") for _question, c, name in rows if c is not None),
        key=lambda rule: rule[0].position,
    )
    return tuple(map(_question, questions)), tuple(_criterion(c, name) for c, name in rules)


def _question(question: Question) -> facts.QuestionFacts:
    return facts.QuestionFacts(
        question.id, question.public_id, question.kind, question.prompt, dict(question.settings)
    )


def _criterion(criterion: Criterion, by: str) -> facts.CriterionFacts:
    return facts.CriterionFacts(
        question_id=criterion.question_id,
        signal=criterion.signal,
        threshold_permille=criterion.threshold_permille,
        level_permille=criterion.level_permille,
        min_answers=criterion.min_answers,
        mode=criterion.mode,
        registered_by=by,
        registered_at=criterion.registered_at,
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
        *_is_there(),
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
            *_said(round),
            Vote.created_at,
        )
        .where(Vote.round_id == round.id)
        .order_by(Vote.id)
    )
    return tuple(facts.Ballot(*row) for row in rows)


def _said(round: Round) -> tuple[Any, Any, Any]:
    """The answer that counts, the present one, and its reason. While the round is open what was
    said first counts, so that no change shows by itself."""
    if round.state(clock.now()) == "closed":
        return Vote.counted_answer, Vote.answer, Vote.reason
    said = first(Vote.__table__.c, "answer")
    # What changed before anybody saw others' answers is no change of mind under their eyes.
    now = said if round.blindness == "until_close" else Vote.answer
    return said, now.label("now"), first(Vote.__table__.c, "reason")


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
            case((Critique.author_id.in_(_listed(round)), Critique.author_id)),
            Topic.public_id,
            _also_by(round),
            case((Response.state == "addressed", Response.revision_id)),
            func.coalesce(Response.sentence, ""),
        )
        .outerjoin(Topic, Topic.id == Critique.topic_id)
        .outerjoin(
            Response, and_(Response.critique_id == Critique.id, Response.superseded_at.is_(None))
        )
        .outerjoin(stances, stances.c.critique_id == Critique.id)
        .where(
            Critique.round_id == round.id,
            Critique.parent_id.is_(None),
            *_speaks(),
        )
        .order_by(Critique.id)
    )
    return tuple(_critique(row, numbers) for row in rows)


def _critique(row: Sequence[Any], numbers: Mapping[int, int]) -> facts.CritiqueFacts:
    id, kind, text, revision, *rest, also_by, answered_in, sentence = row
    first = (id, kind, text, numbers.get(revision, 0))
    known = (*first, *rest, numbers.get(answered_in), sentence, also_by)
    return facts.CritiqueFacts(*known)


def _is_there(said: Any = Critique) -> Sequence[ColumnElement[bool]]:
    """Neither taken back, nor removed by the team, nor waiting for it."""
    return (said.deleted_at.is_(None), said.hidden_at.is_(None), said.held_at.is_(None))


def _speaks() -> Sequence[ColumnElement[bool]]:
    """What members said and is there, each once: of those that say the same, the one that stands
    for them."""
    return (*_is_there(), Critique.is_staff.is_(False), Critique.merged_into_id.is_(None))


def _also_by(round: Round) -> ScalarSelect[int]:
    """How many others who count said the same in words of their own."""
    same = aliased(Critique)
    return (
        select(func.count(distinct(same.author_id)))
        .where(
            same.merged_into_id == Critique.id,
            same.author_id != Critique.author_id,
            same.author_id.in_(_counting(round)),
            *_is_there(same),
        )
        .correlate(Critique)
        .scalar_subquery()
    )


def _stances(round: Round) -> Select[int, int, int, int, int]:
    """Per critique of the round: how many members who count agree, disagree, pass."""
    taken = _taken(round)

    def how_many(value: int) -> ColumnElement[int]:
        return func.sum(case((taken.c.value == value, 1), else_=0))

    return (
        select(
            taken.c.critique_id,
            how_many(1).label("agree"),
            how_many(-1).label("disagree"),
            how_many(0).label("passed"),
            func.sum(case((taken.c.person_id == Critique.author_id, 1), else_=0)).label("own"),
        )
        .join(Critique, Critique.id == taken.c.critique_id)
        .where(taken.c.person_id.in_(_counting(round)))
        .group_by(taken.c.critique_id)
    )


def _taken(round: Round) -> Subquery:
    """Of each person the one stance on what stands for a critique."""
    said = select(Critique.id).where(
        Critique.round_id == round.id, Critique.parent_id.is_(None), *_speaks()
    )
    return counted(said).subquery("taken")


def _counting(round: Round) -> Select[int]:
    """The people the report speaks for."""
    listed = _listed(round)
    return listed if round.who_counts == "invited" else listed.where(RosterEntry.had_joined)


def _listed(round: Round) -> Select[int]:
    """Everybody on the frozen roster."""
    return (
        select(Membership.person_id)
        .join(RosterEntry, RosterEntry.membership_id == Membership.id)
        .where(RosterEntry.round_id == round.id)
    )


def _rule_changes(session: Session, round: Round) -> tuple[facts.RuleChange, ...]:
    rows = session.execute(
        select(Event.at, Person.name, Event.kind, Event.facts)
        .outerjoin(Person, Person.id == Event.actor_id)
        .where(Event.round_id == round.id, Event.kind.in_(RULES_CHANGED))
        .order_by(Event.id)
    )
    return tuple(facts.RuleChange(at, name or "", kind, rule) for at, name, kind, rule in rows)


def _topics(session: Session, round: Round) -> tuple[facts.TopicFacts, ...]:
    rows = session.execute(
        select(Topic.public_id, Topic.name, Topic.seeds)
        .where(Topic.draft_id == round.draft_id)
        .order_by(Topic.position, Topic.id)
    )
    return tuple(facts.TopicFacts(id, name, tuple(seeds)) for id, name, seeds in rows)


def _every_stance(session: Session, round: Round) -> tuple[facts.StanceTaken, ...]:
    """On remarks that stand, in the order of critique and person."""
    taken = _taken(round)
    rows = session.execute(
        select(taken.c.person_id, Critique.public_id, taken.c.value)
        .join(Critique, Critique.id == taken.c.critique_id)
        .where(taken.c.person_id.in_(_counting(round)))
        .order_by(Critique.id, taken.c.person_id)
    )
    return tuple(facts.StanceTaken(*row) for row in rows)


def _changes(session: Session, round: Round) -> tuple[facts.Change, ...]:
    """Every answer members gave, in the order they gave them."""
    rows = session.execute(
        select(
            *(Vote.person_id, Vote.question_id, Vote.revision_id),
            *(VoteChange.answer, VoteChange.was_informed, VoteChange.at),
        )
        .join(Vote, Vote.id == VoteChange.vote_id)
        .where(Vote.round_id == round.id, Vote.person_id.in_(_counting(round)))
        .order_by(VoteChange.id)
    )
    return tuple(facts.Change(*row) for row in rows)
