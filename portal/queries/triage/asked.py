"""What somebody wants to see of the board, and the conditions that stand for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from portal import clock
from portal.access import Actor, seeing
from portal.ids import is_public_id
from portal.models import Assignment, Critique, Response, Round, Topic
from portal.models.critiques import KINDS, STATES

COLUMNS: Final = STATES
SORTS: Final = ("agreed", "oldest", "newest")
WHOSE: Final = ("mine", "nobody")
# A member who spoke should hear within so many days.
PATIENCE: Final = 3
STATE: Final = func.coalesce(Response.state, "open")


@dataclass(frozen=True, slots=True)
class Asked:
    """`column` is the one a phone shows, and the one that goes on below the critique `after`."""

    sort: str = "agreed"
    kind: str = ""
    topic: str = ""
    whose: str = ""
    column: str = "open"
    after: str = ""

    @classmethod
    def of(cls, given: Any) -> "Asked":
        """From what an address says; what nobody offers there is as if it were not said."""

        def one_of(name: str, words: Iterable[str], usual: str = "") -> str:
            return given.get(name, "") if given.get(name, "") in words else usual

        topic, after = given.get("topic", ""), given.get("after", "")
        return cls(
            sort=one_of("sort", SORTS, "agreed"),
            kind=one_of("kind", KINDS),
            topic=topic if is_public_id(topic) else "",
            whose=one_of("whose", WHOSE),
            column=one_of("column", COLUMNS, "open"),
            after=after if is_public_id(after) else "",
        )

    @property
    def filters(self) -> dict[str, str]:
        """What an address has to say to come back here; the usual is not said."""
        said = {"sort": self.sort, "kind": self.kind, "topic": self.topic, "whose": self.whose}
        return {name: word for name, word in said.items() if word and word != "agreed"}

    @property
    def place(self) -> dict[str, str]:
        """The same with the column one looks at."""
        more = {"column": self.column, "after": self.after}
        return self.filters | {
            name: word for name, word in more.items() if word not in ("", "open")
        }


def asked_for(actor: Actor, round: Round, asked: Asked) -> Select[Any]:
    """Everything of the round that speaks for itself and is still there, as far as asked for."""
    found = (
        seeing.team_critiques(actor)
        .outerjoin(
            Response, and_(Response.critique_id == Critique.id, Response.superseded_at.is_(None))
        )
        .where(
            Critique.round_id == round.id,
            Critique.root_id.is_(None),
            Critique.deleted_at.is_(None),
            Critique.hidden_at.is_(None),
            Critique.merged_into_id.is_(None),
            Critique.is_staff.is_(False),
        )
    )
    if asked.kind:
        found = found.where(Critique.kind == asked.kind)
    if asked.topic:
        about = (
            select(Topic.id)
            .where(Topic.public_id == asked.topic, Topic.draft_id == round.draft_id)
            .scalar_subquery()
        )
        found = found.where(or_(about.is_(None), Critique.topic_id == about))
    if asked.whose:
        found = found.where(_whose(actor, asked.whose))
    return found


def long_ago() -> datetime:
    """Whoever spoke before this has waited too long."""
    return clock.ago(days=PATIENCE)


def below(asked: Asked, round: Round) -> ColumnElement[bool]:
    """What comes after the last one that was shown, in the order asked for; everything, where that
    one is not there."""
    last = _last(asked, round, "id")
    if asked.sort == "oldest":
        return or_(last.is_(None), Critique.id > last)
    if asked.sort == "newest":
        return or_(last.is_(None), Critique.id < last)
    agreed = _last(asked, round, "agree_count")
    return or_(
        last.is_(None),
        Critique.agree_count < agreed,
        and_(Critique.agree_count == agreed, Critique.id < last),
    )


def order(asked: Asked) -> tuple[ColumnElement[Any], ...]:
    if asked.sort == "oldest":
        return (Critique.id.asc(),)
    newest = Critique.id.desc()
    return (newest,) if asked.sort == "newest" else (Critique.agree_count.desc(), newest)


def _whose(actor: Actor, word: str) -> ColumnElement[bool]:
    given = select(Assignment.critique_id)
    if word == "mine":
        given = given.where(Assignment.person_id == actor.person_id)
        return Critique.id.in_(given)
    return Critique.id.not_in(given)


def _last(asked: Asked, round: Round, what: str) -> ScalarSelect[int]:
    """Of the critique a page ended with: its id, or how many agree with it now."""
    last = aliased(Critique)
    return (
        select(getattr(last, what))
        .where(last.public_id == asked.after, last.round_id == round.id)
        .scalar_subquery()
    )
