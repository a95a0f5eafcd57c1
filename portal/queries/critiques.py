"""The conversation of a round: remarks, the newest first, with the answers under each.

What is shown comes from `access.hearing`. One statement a page, whatever its length, built once;
long threads are cut and go on elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import (
    Integer,
    ScalarSelect,
    Select,
    Subquery,
    bindparam,
    case,
    func,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing, hearing
from portal.access.hearing import Hearing
from portal.ids import is_public_id
from portal.models import Critique, Person, Response, Revision, Round, Stance, Topic
from portal.models.critiques import STANCES
from portal.queries import topics, votes
from portal.queries.topics import TopicSeen

ROOTS = 20
REPLIES = 30
REPLIES_ALONE = 200
LEVELS = 5
# No id is larger; "no cut" compares with it.
LAST = 2**62
SAID = Critique.__table__
PEOPLE = Person.__table__
REVISIONS = Revision.__table__
RESPONSES = Response.__table__
TOPICS = Topic.__table__
STANCES_TAKEN = Stance.__table__
WORDS = {value: word for word, value in STANCES.items()}


@dataclass(frozen=True, slots=True)
class Remark:
    """One critique or reply. `level` is its step inwards; `answers` the name it answers where the
    steps have come to their end. Counts are None while they are hidden from the actor."""

    public_id: str
    kind: str
    topic: str
    author: str
    html: str
    edited_at: datetime | None
    created_at: datetime
    revision_number: int
    level: int
    answers: str
    is_staff: bool
    is_own: bool
    is_gone: bool
    stance: str | None
    agree_count: int | None
    disagree_count: int | None
    state: str | None
    sentence: str
    addressed_in: int | None


@dataclass(frozen=True, slots=True)
class Thread:
    """A remark with its answers in reading order; `more_from` is the next answer not shown."""

    remarks: tuple[Remark, ...]
    more_from: str | None

    @property
    def root(self) -> Remark:
        return self.remarks[0]


@dataclass(frozen=True, slots=True)
class Conversation:
    """`before` continues with older remarks, None at the end."""

    threads: tuple[Thread, ...]
    before: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a reader may do around each remark of a round."""

    round_id: str
    revision: int
    may_speak: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with all that its place on the page needs.

    `hears_others` tells whether others' critique of the current revision is open to the actor;
    `why_not` is the sentence why the actor cannot add to it, if so.
    """

    conversation: Conversation
    round_id: str
    revision: int
    blindness: str
    is_over: bool
    hears_others: bool
    is_staff: bool
    may_answer: bool
    why_not: str | None
    topics: tuple[TopicSeen, ...] = ()
    is_thread: bool = False

    @property
    def standing(self) -> Standing:
        return Standing(self.round_id, self.revision, self.why_not is None, self.may_answer)


def talk(
    session: Session,
    actor: Actor,
    round: Round,
    found: Conversation,
    revision: int | None = None,
    hears_others: bool = False,
) -> Talk:
    """`found` in its place; looks up the current revision and what it opens unless told."""
    if revision is None:
        revision, hears_others = _hears_others(session, actor, round)
    why_not = doing.why_not_take_part(actor, round)
    return Talk(
        conversation=found,
        round_id=round.public_id,
        revision=revision,
        blindness=round.blindness,
        is_over=round.state(clock.now()) == "closed",
        hears_others=hears_others,
        is_staff=actor.role_in(round.brand_id) is not None,
        may_answer=actor.manages(round.brand_id),
        why_not=why_not,
    )


def with_topics(session: Session, actor: Actor, round: Round, found: Talk) -> Talk:
    """The same with what its composer offers, for whoever may write."""
    if found.why_not is not None:
        return found
    return replace(found, topics=topics.of_draft(session, actor, round.draft_id))


def conversation(
    session: Session, actor: Actor, round: Round, before: str | None = None
) -> Conversation:
    """A page of remarks of a round shown to the actor, from the newest or from below `before`."""
    threads = _threads(session, actor, round, "page" if before is None else "below", place=before)
    more = len(threads) > ROOTS
    threads = threads[:ROOTS]
    return Conversation(tuple(threads), threads[-1].root.public_id if more else None)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, to be quoted where one answers or edits it."""

    public_id: str
    thread_id: str
    author: str
    kind: str
    text: str
    html: str


def said(session: Session, actor: Actor, critique: Critique) -> Said:
    """A critique the actor has been shown, for quoting."""
    author = session.scalars(select(Person.name).where(Person.id == critique.author_id)).one()
    return Said(
        public_id=critique.public_id,
        thread_id=root_id(session, critique),
        author=author,
        kind=critique.kind,
        text=critique.text,
        html=critique.html,
    )


def root_id(session: Session, critique: Critique) -> str:
    """The public id of the remark at the top of its thread."""
    if critique.root_id is None:
        return critique.public_id
    return session.scalars(select(Critique.public_id).where(Critique.id == critique.root_id)).one()


def revision_numbers(session: Session, draft_id: int) -> list[int]:
    """The published revisions that may address a critique, the newest first."""
    return list(
        session.scalars(
            select(Revision.number)
            .where(Revision.draft_id == draft_id, Revision.published_at.is_not(None))
            .order_by(Revision.number.desc())
        )
    )


def remark(session: Session, actor: Actor, round: Round, public_id: str) -> Remark | None:
    """One remark without its answers, as it stands now."""
    found = _threads(session, actor, round, "one", place=public_id, replies=0)
    return found[0].root if found else None


def thread(
    session: Session, actor: Actor, round: Round, root: str, start: str | None = None
) -> Conversation:
    """One remark alone, with its answers from `start` on."""
    found = _threads(session, actor, round, "one", place=root, replies=REPLIES_ALONE, start=start)
    return Conversation(tuple(found), None)


def _hears_others(session: Session, actor: Actor, round: Round) -> tuple[int, bool]:
    """The number of the current revision, and whether others' critique of it is open."""
    row = session.execute(
        select(Revision.id, Revision.number)
        .where(Revision.draft_id == round.draft_id, Revision.published_at <= clock.now())
        .order_by(Revision.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return 0, False
    asks = votes.asks(session, actor, round, row.id, only_support=True)
    return row.number, bool(asks) and asks[0].tally is not None


Which = Literal["page", "below", "one"]


def _threads(
    session: Session,
    actor: Actor,
    round: Round,
    which: Which,
    *,
    place: str | None = None,
    replies: int = REPLIES,
    start: str | None = None,
) -> list[Thread]:
    """Threads with so many answers each, and one more that tells where to go on."""
    rows: Iterable[Any] = session.execute(
        _statement(hearing.of(actor, round), which, start is not None),
        {
            "me": actor.person_id,
            "round": round.id,
            "place": place if place and is_public_id(place) else "",
            "start": start if start and is_public_id(start) else "",
            "roots": ROOTS + 1,
            "replies": replies,
        },
    )
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.thread, []).append(row)
    return [_thread(members, replies) for members in found.values()]


@cache
def _statement(heard: Hearing, which: Which, from_start: bool) -> Select[Any]:
    """Built once for each case; person, round and places are parameters."""
    shown = _shown(heard, which, from_start)
    author, judged, addressed = (table.alias() for table in (PEOPLE, REVISIONS, REVISIONS))
    mine = STANCES_TAKEN.alias()
    thread = func.coalesce(SAID.c.root_id, SAID.c.id)
    # Counted only where they may be seen: a hidden count costs nothing and tells nothing.
    counts = hearing.stance_counts(heard, SAID, mine.c.value) & SAID.c.root_id.is_(None)
    return (
        select(
            SAID.c.id,
            SAID.c.parent_id,
            thread.label("thread"),
            SAID.c.public_id,
            SAID.c.kind,
            TOPICS.c.name.label("topic"),
            author.c.name.label("author"),
            SAID.c.html,
            SAID.c.edited_at,
            SAID.c.created_at,
            judged.c.number.label("revision_number"),
            SAID.c.is_staff,
            (SAID.c.author_id == hearing.ME).label("is_own"),
            SAID.c.deleted_at.is_not(None).label("is_gone"),
            mine.c.value.label("stance"),
            case((counts, _count(1))).label("agree"),
            case((counts, _count(-1))).label("disagree"),
            RESPONSES.c.state,
            RESPONSES.c.sentence,
            addressed.c.number.label("addressed_in"),
        )
        .select_from(shown)
        .join(SAID, SAID.c.id == shown.c.id)
        .join(author, author.c.id == SAID.c.author_id)
        .join(judged, judged.c.id == SAID.c.revision_id)
        .outerjoin(
            RESPONSES,
            (RESPONSES.c.critique_id == SAID.c.id) & RESPONSES.c.superseded_at.is_(None),
        )
        .outerjoin(TOPICS, TOPICS.c.id == SAID.c.topic_id)
        .outerjoin(addressed, addressed.c.id == RESPONSES.c.revision_id)
        .outerjoin(mine, (mine.c.critique_id == SAID.c.id) & (mine.c.person_id == hearing.ME))
        .order_by(thread.desc(), SAID.c.id)
    )


def _shown(heard: Hearing, which: Which, from_start: bool) -> Subquery:
    """Ids of the remarks and, for each, of its first answers and one more (which is the cut)."""
    page = (
        select(SAID.c.id)
        .where(
            SAID.c.round_id == hearing.ROUND,
            SAID.c.root_id.is_(None),
            hearing.critique(heard, SAID),
        )
        .order_by(SAID.c.id.desc())
        .limit(bindparam("roots", type_=Integer))
    )
    if which == "one":
        page = page.where(SAID.c.public_id == bindparam("place"))
    elif which == "below":
        page = page.where(SAID.c.id < _id_of("place", heard))
    roots = page.cte("page")
    answer, later = SAID.alias(), SAID.alias()
    # Only what may be heard is counted: where a page ends would tell how much is hidden.
    following = select(later.c.id).where(
        later.c.root_id == roots.c.id, hearing.critique(heard, later)
    )
    # Driven from the page's remarks by their root: the length of the conversation does not matter.
    answers = select(answer.c.id).join(roots, roots.c.id == answer.c.root_id)
    if from_start:
        following = following.where(later.c.id >= _id_of("start", heard))
        answers = answers.where(answer.c.id >= _id_of("start", heard))
    cut = (
        following.order_by(later.c.id)
        .offset(bindparam("replies", type_=Integer))
        .limit(1)
        .correlate(roots)
        .scalar_subquery()
    )
    answers = answers.where(
        answer.c.id <= func.coalesce(cut, LAST), hearing.critique(heard, answer)
    )
    return union_all(select(roots.c.id), answers).subquery("shown")


def _id_of(name: str, heard: Hearing) -> ScalarSelect[int]:
    """The place a page starts from: something of this round that one may hear, or nowhere."""
    other = SAID.alias()
    return (
        select(other.c.id)
        .where(
            other.c.public_id == bindparam(name),
            other.c.round_id == hearing.ROUND,
            hearing.critique(heard, other),
        )
        .scalar_subquery()
    )


def _count(value: int) -> ScalarSelect[int]:
    other = STANCES_TAKEN.alias()
    return (
        select(func.count())
        .select_from(other)
        .where(other.c.critique_id == SAID.c.id, other.c.value == value)
        .correlate(SAID)
        .scalar_subquery()
    )


def _thread(rows: list[Any], replies: int) -> Thread:
    more_from = rows[-1].public_id if len(rows) > replies + 1 else None
    rows = rows[: replies + 1]
    return Thread(tuple(_in_reading_order(rows)), more_from)


def _in_reading_order(rows: list[Any]) -> Iterable[Remark]:
    """Each answer below what it answers, without recursion: a thread may be a thousand deep."""
    root, by_id = rows[0], {row.id: row for row in rows}
    children: dict[int, list[Any]] = {}
    for row in rows[1:]:
        # An answer to something that is not shown stands right below the remark.
        children.setdefault(row.parent_id if row.parent_id in by_id else root.id, []).append(row)
    waiting: list[tuple[Any, int]] = [(root, 0)]
    while waiting:
        row, level = waiting.pop()
        parent = by_id.get(row.parent_id)
        yield _remark(row, level, parent.author if parent is not None and level > LEVELS else "")
        waiting.extend((child, level + 1) for child in reversed(children.get(row.id, [])))


def _remark(row: Any, level: int, answers: str) -> Remark:
    return Remark(
        public_id=row.public_id,
        kind=row.kind,
        topic=row.topic or "",
        author=row.author,
        html=row.html,
        edited_at=row.edited_at,
        created_at=row.created_at,
        revision_number=row.revision_number,
        level=min(level, LEVELS),
        answers=answers,
        is_staff=row.is_staff,
        is_own=row.is_own,
        is_gone=row.is_gone,
        stance=None if row.stance is None else WORDS[row.stance],
        agree_count=row.agree,
        disagree_count=row.disagree,
        state=row.state,
        sentence=row.sentence or "",
        addressed_in=row.addressed_in,
    )
