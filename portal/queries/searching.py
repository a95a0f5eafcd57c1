"""Search: drafts, critiques and people one may see, by the words they are kept with.

Each statement starts from `access.seeing`, so what is found is what could be read anyway; there are
no totals. What was typed becomes a few words, each matched from its beginning; nothing of it is
an operator (decision 0019).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Executable
from sqlalchemy.orm import Session

from portal import text
from portal.access import Actor, asked_by
from portal.ids import is_public_id
from portal.queries import excerpts
from portal.queries import search_statements as statements
from portal.queries.excerpts import Piece
from portal.queries.search_statements import CRITIQUES, FEW

WORDS: Final = 8
TYPED: Final = 200


@dataclass(frozen=True, slots=True)
class DraftFound:
    """`round_id` is where a member may judge or read it; the team goes to the draft."""

    draft_id: str
    round_id: str | None
    number: int
    title: tuple[Piece, ...]
    brand: str
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CritiqueFound:
    public_id: str
    author: str
    is_staff: bool
    kind: str
    title: str
    excerpt: tuple[Piece, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PersonFound:
    """Of the team's members the group; of somebody one reads, their newest words."""

    name: tuple[Piece, ...]
    plain_name: str
    email: str | None
    group: str
    group_id: str | None
    critique_id: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """`before` continues with older critiques, None at the end."""

    typed: str
    has_words: bool
    drafts: tuple[DraftFound, ...] = ()
    critiques: tuple[CritiqueFound, ...] = ()
    people: tuple[PersonFound, ...] = ()
    before: str | None = None
    more_drafts: bool = False
    more_people: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.drafts or self.critiques or self.people)


def search(session: Session, actor: Actor, typed: str, after: str = "", within: str = "") -> Found:
    """What is found by these words; from `after` on only more critiques, `within` a round only
    what was said in it."""
    typed = text.one_line(typed, TYPED)
    words = list(dict.fromkeys(text.words(typed)))[:WORDS]
    if not words:
        return Found(typed, has_words=False)
    asked = _Asked(session, actor, typed, words)
    critiques = _critiques(asked, after, within)
    more = len(critiques) > CRITIQUES
    critiques = critiques[:CRITIQUES]
    before = critiques[-1].public_id if more else None
    if after or within:
        return Found(typed, True, critiques=tuple(critiques), before=before)
    drafts, people = _drafts(asked), _people(asked)
    return Found(
        typed,
        True,
        drafts=tuple(drafts[:FEW]),
        critiques=tuple(critiques),
        people=tuple(people[:FEW]),
        before=before,
        more_drafts=len(drafts) > FEW,
        more_people=len(people) > FEW,
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    session: Session
    actor: Actor
    typed: str
    words: list[str]

    @property
    def dialect(self) -> str:
        return self.session.get_bind().dialect.name

    def rows(self, statement: Executable, **more: object) -> list[Any]:
        match = _match(self.dialect, self.words)
        found = self.session.execute(statement, asked_by(self.actor, match=match, **more))
        return list(found)


def _match(dialect: str, words: list[str]) -> str:
    """Every word, each from its beginning. Words are letters and figures: nothing to escape."""
    if dialect == "postgresql":
        return " & ".join(f"{word}:*" for word in words)
    return " ".join(f'"{word}"*' for word in words)


def _critiques(asked: _Asked, after: str, within: str) -> list[CritiqueFound]:
    rows = asked.rows(
        statements.said(asked.dialect, bool(after), bool(within)),
        after=after if is_public_id(after) else "",
        within=within if is_public_id(within) else "",
    )
    return [
        CritiqueFound(
            public_id=row.public_id,
            author=row.name,
            is_staff=row.is_staff,
            kind=row.kind,
            title=row.title,
            excerpt=excerpts.excerpt(text.unmarked(row.text), asked.words),
            created_at=row.created_at,
        )
        for row in rows
    ]


def _drafts(asked: _Asked) -> list[DraftFound]:
    return [
        DraftFound(
            draft_id=row.draft_id,
            round_id=None if asked.actor.role_in(row.brand_id) else row.round_id,
            number=row.number,
            title=excerpts.marked(row.title, asked.words),
            brand=row.brand,
            excerpt=excerpts.excerpt(text.unmarked(row.story), asked.words),
        )
        for row in asked.rows(statements.shown(asked.dialect))
    ]


def _people(asked: _Asked) -> list[PersonFound]:
    """A team finds its members; a member those whose words they may read."""
    rows: list[Any] = []
    if asked.actor.roles:
        managed = [brand for brand in asked.actor.roles if asked.actor.manages(brand)]
        rows += asked.rows(
            statements.members(asked.dialect), managed=managed, begin=_begin(asked.typed)
        )
    if asked.actor.groups:
        rows += asked.rows(statements.speakers(asked.dialect))
    return [
        PersonFound(
            name=excerpts.marked(row.name, asked.words),
            plain_name=row.name,
            email=row.email,
            group=row.group,
            group_id=row.group_id,
            critique_id=row.said,
        )
        for row in rows
    ]


def _begin(typed: str) -> str:
    """The beginning of an address, if what was typed can be one: no pattern of anybody's."""
    return typed.casefold().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
