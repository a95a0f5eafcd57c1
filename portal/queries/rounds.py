"""The set-up of a round: its rules, who would count, and what this group can decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.kinds import needs
from portal.models import Criterion, Draft, Group, Person, Question, Revision, Round, Variant
from portal.queries import deciding, rosters
from portal.queries.deciding import Deciding

# What a table of needed answers is made for: shares of the whole group.
SHARES = ("support", "rating", "intent")


@dataclass(frozen=True, slots=True)
class QuestionSeen:
    """`lacks` is what it still needs before the round can be registered, in a sentence."""

    public_id: str
    kind: str
    prompt: str
    settings: Mapping[str, Any]
    lacks: str | None


@dataclass(frozen=True, slots=True)
class RuleSeen:
    public_id: str
    signal: str
    prompt: str
    threshold: int
    level: int
    min_answers: int
    mode: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form about one round stands."""

    draft_id: str
    title: str
    group: str


@dataclass(frozen=True, slots=True)
class SetUp:
    public_id: str
    draft_id: str
    title: str
    is_published: bool
    variant_count: int
    group: str
    group_id: str
    state: str
    opens_at: datetime
    closes_at: datetime
    timezone: str
    blindness: str
    who_counts: str
    marks_images: bool
    registered_at: datetime | None
    registered_by: str
    joined: int
    invited: int
    questions: tuple[QuestionSeen, ...]
    rules: tuple[RuleSeen, ...]
    deciding: Deciding

    @property
    def size(self) -> int:
        """N: those who would count if it opened now."""
        return self.joined if self.who_counts == "joined" else self.invited

    @property
    def unfinished(self) -> tuple[QuestionSeen, ...]:
        return tuple(question for question in self.questions if question.lacks)


def set_up(session: Session, round: Round) -> SetUp:
    """Five statements, however many questions and rules there are."""
    about = session.execute(_about(round)).one()
    joined, invited = rosters.sizes(session, round)
    rules, registered_by = _rules(session, round)
    questions = _questions(session, round, about.variant_count)
    return SetUp(
        public_id=round.public_id,
        draft_id=about.draft_id,
        title=about.title,
        is_published=about.is_published,
        variant_count=about.variant_count,
        group=about.group,
        group_id=about.group_id,
        state=round.state(clock.now()),
        opens_at=round.opens_at,
        closes_at=round.closes_at,
        timezone=round.timezone,
        blindness=round.blindness,
        who_counts=round.who_counts,
        marks_images=round.marks_images,
        registered_at=round.registered_at,
        registered_by=registered_by if round.registered_at else "",
        joined=joined,
        invited=invited,
        questions=questions,
        rules=rules,
        deciding=deciding.deciding(
            joined if round.who_counts == "joined" else invited,
            [(rule.signal, rule.threshold, rule.level) for rule in rules if rule.signal in SHARES],
            (question.kind for question in questions),
        ),
    )


def place(session: Session, round: Round) -> Place:
    about = session.execute(_about(round)).one()
    return Place(about.draft_id, about.title, about.group)


def rule(session: Session, criterion: Criterion) -> RuleSeen:
    """One rule, to be changed."""
    found = select(Question.prompt).where(Question.id == criterion.question_id)
    return _rule(criterion, session.scalar(found) or "")


def _about(round: Round) -> Select[Any]:
    """The draft by its newest revision, and the group."""
    published = aliased(Revision)
    newest = select(func.max(Revision.id)).where(Revision.draft_id == round.draft_id)
    return (
        select(
            Draft.public_id.label("draft_id"),
            Revision.title.label("title"),
            exists()
            .where(published.draft_id == Draft.id, published.published_at.is_not(None))
            .label("is_published"),
            select(func.count())
            .where(Variant.revision_id == Revision.id)
            .correlate(Revision)
            .scalar_subquery()
            .label("variant_count"),
            Group.name.label("group"),
            Group.public_id.label("group_id"),
        )
        .select_from(Draft)
        .join(Revision, Revision.id == newest.scalar_subquery())
        .join(Group, Group.id == round.group_id)
        .where(Draft.id == round.draft_id)
    )


def _questions(session: Session, round: Round, variants: int) -> tuple[QuestionSeen, ...]:
    rows = session.scalars(
        select(Question).where(Question.round_id == round.id).order_by(Question.position)
    )
    return tuple(
        QuestionSeen(
            row.public_id,
            row.kind,
            row.prompt,
            row.settings,
            needs.lacks(row.kind, row.settings, variants),
        )
        for row in rows
    )


def _rules(session: Session, round: Round) -> tuple[tuple[RuleSeen, ...], str]:
    """The rules, and who registered them."""
    rows = session.execute(
        select(Criterion, Question.prompt, Person.name)
        .outerjoin(Question, Question.id == Criterion.question_id)
        .outerjoin(Person, Person.id == Criterion.registered_by_id)
        .where(Criterion.round_id == round.id)
        .order_by(Criterion.position)
    ).all()
    rules = tuple(_rule(row, prompt or "") for row, prompt, _name in rows)
    return rules, next((name for _row, _prompt, name in rows if name), "")


def _rule(row: Criterion, prompt: str) -> RuleSeen:
    return RuleSeen(
        row.public_id,
        row.signal,
        prompt,
        row.threshold_permille,
        row.level_permille,
        row.min_answers,
        row.mode,
    )
