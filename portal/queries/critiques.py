"""The conversation of a round: remarks, the newest first, with the answers under each.

What is shown comes from `seeing.critiques`, counts of stances from `seeing.stance_tallies`. One
statement a page, whatever its length; long threads are cut and go on elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, Row, Select, case, func, null, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.access import Actor, doing, seeing
from portal.ids import is_public_id
from portal.models import Critique, Person, Question, Response, Revision, Round, Stance
from portal.models.critiques import STANCES

ROOTS = 20
REPLIES = 30
REPLIES_ALONE = 200
LEVELS = 5
WORDS = {value: word for word, value in STANCES.items()}


@dataclass(frozen=True, slots=True)
class Remark:
    """One critique or reply. `level` is its step inwards; `answers` the name it answers where the
    steps have come to their end. Counts are None while they are hidden from the actor."""

    public_id: str
    kind: str
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
    is_thread: bool = False


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


def conversation(
    session: Session, actor: Actor, round_id: int, before: str | None = None
) -> Conversation:
    """A page of remarks, from the newest or from below `before`."""
    page = _roots(actor, round_id)
    if before is not None:
        page = page.where(Critique.id < _id_of(before))
    shown = page.order_by(Critique.id.desc()).limit(ROOTS + 1).cte("page")
    threads = _threads(session, actor, shown, REPLIES)
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


def remark(session: Session, actor: Actor, round_id: int, public_id: str) -> Remark | None:
    """One critique without its answers, as it stands now."""
    page = (
        seeing.critiques(actor)
        .where(Critique.round_id == round_id, Critique.public_id == public_id)
        .with_only_columns(Critique.id.label("id"))
    )
    found = _threads(session, actor, page.cte("page"), 0)
    return found[0].root if found else None


def thread(
    session: Session, actor: Actor, round_id: int, root: str | int, start: str | None = None
) -> Conversation:
    """One remark alone, by either id, with its answers from `start` on."""
    if isinstance(root, int):
        page = _roots(actor, round_id).where(Critique.id == root)
    else:
        wanted = root if is_public_id(root) else ""
        page = _roots(actor, round_id).where(Critique.public_id == wanted)
    threads = _threads(session, actor, page.cte("page"), REPLIES_ALONE, start)
    return Conversation(tuple(threads), None)


def _hears_others(session: Session, actor: Actor, round: Round) -> tuple[int, bool]:
    """The number of the current revision, and whether others' critique of it is open."""
    is_open = (
        seeing.tallied_questions(actor)
        .where(Question.round_id == round.id, Question.position == 0)
        .with_only_columns(Revision.id)
    )
    row = session.execute(
        select(Revision.number, Revision.id.in_(is_open.correlate(None)))
        .where(Revision.draft_id == round.draft_id, Revision.published_at <= clock.now())
        .order_by(Revision.id.desc())
        .limit(1)
    ).one_or_none()
    return (0, False) if row is None else (row[0], bool(row[1]))


def _roots(actor: Actor, round_id: int) -> Select[Any]:
    return (
        seeing.critiques(actor)
        .where(Critique.round_id == round_id, Critique.root_id.is_(None))
        .with_only_columns(Critique.id.label("id"))
    )


def _id_of(public_id: str) -> Any:
    other = aliased(Critique)
    wanted = public_id if is_public_id(public_id) else ""
    return select(other.id).where(other.public_id == wanted).scalar_subquery()


def _threads(
    session: Session, actor: Actor, page: CTE, replies: int, start: str | None = None
) -> list[Thread]:
    """The threads of the remarks in `page`, each with so many answers and one that is cut."""
    shown = _shown(actor, page, replies, start)
    counts = _counts(actor, shown)
    author, addressed, mine = aliased(Person), aliased(Revision), aliased(Stance)
    rows: Iterable[Any] = session.execute(
        select(
            Critique.id,
            Critique.parent_id,
            func.coalesce(Critique.root_id, Critique.id).label("thread"),
            Critique.public_id,
            Critique.kind,
            author.name.label("author"),
            Critique.html,
            Critique.edited_at,
            Critique.created_at,
            Revision.number.label("revision_number"),
            Critique.is_staff,
            (Critique.author_id == actor.person_id).label("is_own"),
            Critique.deleted_at.is_not(None).label("is_gone"),
            mine.value.label("stance"),
            counts.c.agree,
            counts.c.disagree,
            Response.state,
            Response.sentence,
            addressed.number.label("addressed_in"),
        )
        .join(shown, shown.c.id == Critique.id)
        .join(author, author.id == Critique.author_id)
        .join(Revision, Revision.id == Critique.revision_id)
        .outerjoin(
            Response,
            (Response.critique_id == Critique.id) & Response.superseded_at.is_(None),
        )
        .outerjoin(addressed, addressed.id == Response.revision_id)
        .outerjoin(mine, (mine.critique_id == Critique.id) & (mine.person_id == actor.person_id))
        .outerjoin(counts, counts.c.critique_id == Critique.id)
        .order_by(func.coalesce(Critique.root_id, Critique.id).desc(), Critique.id)
    )
    found: dict[int, list[Row[Any]]] = {}
    for row in rows:
        found.setdefault(row.thread, []).append(row)
    return [_thread(members, replies) for members in found.values()]


def _shown(actor: Actor, page: CTE, replies: int, start: str | None) -> CTE:
    """Ids of the remarks and, for each, of its first answers and one more (which is the cut)."""
    reply = aliased(Critique)
    following = select(reply.id).where(reply.root_id == page.c.id)
    wanted = seeing.critiques(actor).join(page, page.c.id == Critique.root_id)
    if start is not None:
        following = following.where(reply.id >= _id_of(start))
        wanted = wanted.where(Critique.id >= _id_of(start))
    cut = following.order_by(reply.id).offset(replies).limit(1).correlate(page).scalar_subquery()
    answers = wanted.where(or_(cut.is_(None), Critique.id <= cut)).with_only_columns(
        Critique.id.label("id")
    )
    return union_all(select(page.c.id), answers).cte("shown")


def _counts(actor: Actor, shown: CTE) -> CTE:
    entitled = (
        seeing.stance_tallies(actor)
        .join(shown, shown.c.id == Critique.id)
        .with_only_columns(Critique.id.label("id"))
        .cte("entitled")
    )
    return (
        select(
            entitled.c.id.label("critique_id"),
            func.count(case((Stance.value == 1, 1), else_=null())).label("agree"),
            func.count(case((Stance.value == -1, 1), else_=null())).label("disagree"),
        )
        .outerjoin(Stance, Stance.critique_id == entitled.c.id)
        .group_by(entitled.c.id)
        .cte("counts")
    )


def _thread(rows: list[Row[Any]], replies: int) -> Thread:
    more_from = rows[-1].public_id if len(rows) > replies + 1 else None
    rows = rows[: replies + 1]
    return Thread(tuple(_in_reading_order(rows)), more_from)


def _in_reading_order(rows: list[Row[Any]]) -> Iterable[Remark]:
    """Each answer below what it answers, without recursion: a thread may be a thousand deep."""
    root, by_id = rows[0], {row.id: row for row in rows}
    children: dict[int, list[Row[Any]]] = {}
    for row in rows[1:]:
        # An answer to something that is not shown stands right below the remark.
        children.setdefault(row.parent_id if row.parent_id in by_id else root.id, []).append(row)
    waiting: list[tuple[Row[Any], int]] = [(root, 0)]
    while waiting:
        row, level = waiting.pop()
        parent = by_id.get(row.parent_id)
        yield _remark(row, level, parent.author if parent is not None and level > LEVELS else "")
        waiting.extend((child, level + 1) for child in reversed(children.get(row.id, [])))


def _remark(row: Row[Any], level: int, answers: str) -> Remark:
    return Remark(
        public_id=row.public_id,
        kind=row.kind,
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
