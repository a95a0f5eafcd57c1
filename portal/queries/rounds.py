"""The set-up of a round: its rules, who would count, and what this group can decide."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.models import Criterion, Draft, Group, Person, Question, Revision, Round, Variant
from portal.queries import rosters
from portal.stats import power

# In a group of this many nearly everyone must answer before anything is certain.
SMALL = 12
CHANCE = 0.8


@dataclass(frozen=True, slots=True)
class QuestionSeen:
    public_id: str
    kind: str
    prompt: str
    price: str
    period: str


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
class Needed:
    """answers None: no number of answers makes this likely."""

    true_share: int
    answers: int | None


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
    registered_at: datetime | None
    registered_by: str
    joined: int
    invited: int
    questions: tuple[QuestionSeen, ...]
    rules: tuple[RuleSeen, ...]
    needed: tuple[Needed, ...]

    @property
    def size(self) -> int:
        """N: those who would count if it opened now."""
        return self.joined if self.who_counts == "joined" else self.invited

    @property
    def is_small(self) -> bool:
        return self.size <= SMALL

    @property
    def support_rule(self) -> RuleSeen | None:
        return next((rule for rule in self.rules if rule.signal == "support"), None)


def set_up(session: Session, round: Round) -> SetUp:
    """Five statements, however many questions and rules there are."""
    about = session.execute(_about(round)).one()
    joined, invited = rosters.sizes(session, round)
    rules, registered_by = _rules(session, round)
    size = joined if round.who_counts == "joined" else invited
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
        registered_at=round.registered_at,
        registered_by=registered_by if round.registered_at else "",
        joined=joined,
        invited=invited,
        questions=_questions(session, round),
        rules=rules,
        needed=needed(size, next((rule for rule in rules if rule.signal == "support"), None)),
    )


def needed(size: int, rule: RuleSeen | None) -> tuple[Needed, ...]:
    """For several shares the group may truly hold: the answers that make a verdict likely."""
    threshold, level = (rule.threshold, rule.level) if rule else (600, 950)
    shares = [threshold + more for more in (50, 100, 150, 200) if threshold + more <= 1000]
    if not size or not shares:
        return ()
    rows = power.table(size, threshold, level, shares, CHANCE)
    return tuple(Needed(row.true_share_permille, row.n) for row in rows)


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


def _questions(session: Session, round: Round) -> tuple[QuestionSeen, ...]:
    rows = session.scalars(
        select(Question).where(Question.round_id == round.id).order_by(Question.position)
    )
    return tuple(
        QuestionSeen(
            row.public_id,
            row.kind,
            row.prompt,
            row.settings.get("price", ""),
            row.settings.get("period", ""),
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
    rules = tuple(
        RuleSeen(
            row.public_id,
            row.signal,
            prompt or "",
            row.threshold_permille,
            row.level_permille,
            row.min_answers,
            row.mode,
        )
        for row, prompt, _ in rows
    )
    return rules, next((name for _, _, name in rows if name), "")
