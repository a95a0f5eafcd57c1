"""Two revisions of a draft side by side: what changed, whose critique that answers, and the vote
asked again. A page of few statements, whatever there is to compare.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Executable, Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal import clock
from portal.access import ASKING, ME, Actor, asked_by, seeing
from portal.errors import NotFound
from portal.ids import is_public_id
from portal.models import Brand, Critique, Draft, Membership, Person, Response, Revision, Round
from portal.queries import judge, revision_changes, revisions, votes, word_diff
from portal.queries.ballots import Ballot
from portal.queries.revision_changes import PictureChange, VariantChange
from portal.queries.word_diff import Paragraph, Stretch
from portal.text import plain

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Side:
    id: int
    number: int
    title: str
    story: str
    changes_html: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A critique that a revision addressed. No name where its author does not wish to be named."""

    critique_id: str
    author: str
    is_own: bool
    kind: str
    words: str
    sentence: str
    number: int


@dataclass(frozen=True, slots=True)
class Compared:
    """`round_id` is empty on the team's page of the draft; `ballot` is there where one may be
    asked, or has said something, about the newer revision."""

    round_id: str
    draft_id: str
    brand: Brand
    numbers: tuple[int, ...]
    before: Side
    after: Side
    title: Paragraph
    story: tuple[Stretch, ...]
    pictures: tuple[PictureChange, ...]
    variants: tuple[VariantChange, ...]
    answers: tuple[Answer, ...]
    ballot: Ballot | None = None

    @property
    def story_is_same(self) -> bool:
        return all(one.is_same for stretch in self.story for one in stretch.paragraphs)

    @property
    def is_same(self) -> bool:
        """Whether nothing at all that is shown changed."""
        return (
            self.title.is_same
            and self.story_is_same
            and all(change.what == "same" for change in self.pictures)
            and all(change.what == "same" for change in self.variants)
        )


def of_round(
    session: Session, actor: Actor, round_id: str, older: int | None, newer: int | None
) -> Compared:
    """Of the revisions a round shows; NotFound where it shows but one, or not these."""
    round, brand, draft_id = _found(session, actor, _rounds(), round_id)
    known = revisions.of_round(session, actor, round)
    now = clock.now()
    published = [row for row in known if row.published_at and row.published_at <= now]
    current = (published or known)[-1].number if known else 0
    ids = {row.number: row.id for row in known}
    before, after = _sides(session, ids, *_chosen(sorted(ids), older, newer or current))
    [ask] = votes.asks(session, actor, round, after.id, only_support=True)
    ballot = judge.ballot(actor, round, ask, after.number, after.number == current, ())
    answers = _answers(session, actor, before, after, Round.id, round.id)
    return _compared(session, round_id, draft_id, brand, ids, before, after, answers, ballot)


def of_draft(
    session: Session, actor: Actor, draft_id: str, older: int | None, newer: int | None
) -> Compared:
    """Of all revisions of a draft, for its team."""
    draft, brand = _found(session, actor, _drafts(), draft_id)
    rows = session.execute(
        select(Revision.number, Revision.id).where(Revision.draft_id == draft.id)
    )
    ids = {row.number: row.id for row in rows}
    before, after = _sides(session, ids, *_chosen(sorted(ids), older, newer))
    answers = _answers(session, actor, before, after, Round.draft_id, draft.id)
    return _compared(session, "", draft_id, brand, ids, before, after, answers, None)


def _compared(
    session: Session,
    round_id: str,
    draft_id: str,
    brand: Brand,
    ids: dict[int, int],
    before: Side,
    after: Side,
    answers: tuple[Answer, ...],
    ballot: Ballot | None,
) -> Compared:
    old, new = revisions.hung(session, before.id), revisions.hung(session, after.id)
    return Compared(
        round_id=round_id,
        draft_id=draft_id,
        brand=brand,
        numbers=tuple(sorted(ids)),
        before=before,
        after=after,
        title=word_diff.words(before.title, after.title),
        story=word_diff.stretches(word_diff.paragraphs(before.story, after.story)),
        pictures=revision_changes.pictures(old.pictures, new.pictures),
        variants=revision_changes.variants(old.variants, new.variants),
        answers=answers,
        ballot=ballot,
    )


def _found(session: Session, actor: Actor, statement: Select[Any], public_id: str) -> Sequence[Any]:
    wanted = public_id if is_public_id(public_id) else ""
    row = session.execute(statement, asked_by(actor, wanted=wanted)).one_or_none()
    if row is None:
        raise NotFound
    return row


@cache
def _rounds() -> Select[Any]:
    return (
        seeing.rounds(ASKING)
        .join(Brand, Brand.id == Round.brand_id)
        .join(Draft, Draft.id == Round.draft_id)
        .add_columns(Brand, Draft.public_id)
        .where(Round.public_id == bindparam("wanted"))
    )


@cache
def _drafts() -> Select[Any]:
    return (
        seeing.staffed_drafts(ASKING)
        .join(Brand, Brand.id == Draft.brand_id)
        .add_columns(Brand)
        .where(Draft.public_id == bindparam("wanted"))
    )


def _chosen(numbers: list[int], older: int | None, newer: int | None) -> tuple[int, int]:
    """The two asked for, in their order; else the newest and the one before it."""
    if len(numbers) < 2 or not {older, newer} <= {None, *numbers}:
        raise NotFound
    newer = newer or numbers[-1]
    if older is None or older == newer:
        at = numbers.index(newer)
        older = numbers[at - 1] if at else numbers[1]
    return min(older, newer), max(older, newer)


def _sides(session: Session, ids: dict[int, int], older: int, newer: int) -> tuple[Side, Side]:
    """Both of revisions the actor has been shown."""
    columns = (
        *(Revision.id, Revision.number, Revision.title, Revision.story),
        *(Revision.changes_html, Revision.published_at),
    )
    wanted = select(*columns).where(Revision.id.in_([ids[older], ids[newer]]))
    before, after = session.execute(wanted.order_by(Revision.number)).all()
    return Side(*before), Side(*after)


def _answers(
    session: Session,
    actor: Actor,
    before: Side,
    after: Side,
    column: InstrumentedAttribute[int],
    within: int,
) -> tuple[Answer, ...]:
    """Critiques the actor may read that were addressed after the one revision, up to the other;
    of the one round, or of the rounds of the one draft."""
    rows = session.execute(
        _addressed(column),
        asked_by(actor, older=before.id, newer=after.id, within=within),
    )
    return tuple(
        Answer(
            critique_id=row.public_id,
            author=row.name if row.is_credited or row.is_own else "",
            is_own=bool(row.is_own),
            kind=row.kind,
            words=plain(row.text, 280),
            sentence=row.sentence,
            number=row.number,
        )
        for row in rows
    )


@cache
def _addressed(column: InstrumentedAttribute[int]) -> Executable:
    return (
        seeing.critiques(ASKING)
        .join(Response, Response.critique_id == Critique.id)
        .join(Revision, Revision.id == Response.revision_id)
        .join(Person, Person.id == Critique.author_id)
        .outerjoin(
            Membership,
            (Membership.group_id == Round.group_id) & (Membership.person_id == Person.id),
        )
        .where(
            column == bindparam("within"),
            Critique.deleted_at.is_(None),
            Critique.hidden_at.is_(None),
            Response.superseded_at.is_(None),
            Response.state == "addressed",
            # The ids of a draft's revisions grow with their numbers.
            Response.revision_id > bindparam("older"),
            Response.revision_id <= bindparam("newer"),
        )
        .with_only_columns(
            *(Critique.public_id, Critique.kind, Critique.text, Person.name),
            *(Membership.is_credited, Response.sentence, Revision.number),
            (Critique.author_id == ME).label("is_own"),
        )
        .order_by(Revision.number, Response.id)
        .limit(MOST)
    )
