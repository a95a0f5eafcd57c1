"""The statements of search, one a kind of thing, each built once a database.

Every one starts from `access.seeing`. Not here: what was typed and what is shown (`searching`).
"""

from functools import cache
from typing import Any, Final, TypeVar

from sqlalchemy import (
    ColumnElement,
    Executable,
    ScalarSelect,
    Select,
    String,
    bindparam,
    case,
    column,
    func,
    literal_column,
    null,
    or_,
    select,
    table,
    union_all,
)

from portal.access import ASKING, ME, seeing
from portal.models import (
    Brand,
    Critique,
    Draft,
    Group,
    Membership,
    Person,
    Revision,
    Round,
    SearchText,
)

CRITIQUES: Final = 20
# Of drafts and people so many are shown; one who wants others writes one more word.
FEW: Final = 8
INDEX: Final = table("search_index", column("rowid"))
S = TypeVar("S", bound=Select[Any])


@cache
def said(dialect: str, continues: bool, is_within: bool) -> Executable:
    """In the order of their words in the index, the newest first: it need not be sorted."""
    statement = _live(dialect)
    if continues:
        statement = statement.where(_place(dialect) < _place_of_last())
    if is_within:
        statement = statement.where(Round.public_id == bindparam("within"))
    return (
        statement.join(Person, Person.id == Critique.author_id)
        .join(Revision, Revision.id == Critique.revision_id)
        .with_only_columns(
            Critique.public_id,
            Critique.is_staff,
            Critique.kind,
            Critique.text,
            Critique.created_at,
            Person.name,
            Revision.title,
        )
        .order_by(_place(dialect).desc())
        .limit(CRITIQUES + 1)
    )


def _live(dialect: str) -> Select[Any]:
    """The critiques one may read that have the words."""
    return _matching(
        seeing.critiques(ASKING)
        .where(Critique.deleted_at.is_(None), Critique.hidden_at.is_(None))
        .join(SearchText, SearchText.critique_id == Critique.id),
        dialect,
    )


def _place_of_last() -> ScalarSelect[int]:
    """Looked up among what one may read: of other ids nothing is told, not even that they are."""
    return (
        seeing.critiques(ASKING)
        .join(SearchText, SearchText.critique_id == Critique.id)
        .where(Critique.public_id == bindparam("after"))
        .with_only_columns(SearchText.id)
        .scalar_subquery()
    )


@cache
def shown(dialect: str) -> Executable:
    """Of each draft the newest revision that one may see and that has the words."""
    found = (
        _matching(
            seeing.revisions(ASKING).join(SearchText, SearchText.revision_id == Revision.id),
            dialect,
        )
        .with_only_columns(func.max(Revision.id).label("id"))
        .group_by(Revision.draft_id)
        .subquery()
    )
    return (
        select(
            Draft.public_id.label("draft_id"),
            Draft.brand_id,
            Revision.number,
            Revision.title,
            Revision.story,
            Brand.name.label("brand"),
            _round_of().label("round_id"),
        )
        .join(found, found.c.id == Revision.id)
        .join(Draft, Draft.id == Revision.draft_id)
        .join(Brand, Brand.id == Draft.brand_id)
        .order_by(Revision.id.desc())
        .limit(FEW + 1)
    )


def _round_of() -> ScalarSelect[str]:
    """The newest round in which a member sees this revision."""
    return (
        seeing.rounds(ASKING)
        .where(
            Round.draft_id == Revision.draft_id,
            Round.first_revision_id <= Revision.id,
            Revision.published_at < Round.closes_at,
            or_(Round.closed_at.is_(None), Revision.published_at < Round.closed_at),
        )
        .with_only_columns(Round.public_id)
        .order_by(Round.id.desc())
        .limit(1)
        .correlate(Revision)
        .scalar_subquery()
    )


@cache
def members(dialect: str) -> Executable:
    """By the name they gave; for managers also by the address, which analysts do not see."""
    joined = _matching(
        seeing.memberships(ASKING)
        .where(Group.brand_id.in_(ASKING.roles), Membership.joined_at.is_not(None))
        .join(Person, Person.id == Membership.person_id)
        .join(SearchText, SearchText.person_id == Person.id),
        dialect,
    ).with_only_columns(Membership.id)
    managed = Group.brand_id.in_(bindparam("managed", expanding=True))
    written_to = (
        seeing.memberships(ASKING)
        .join(Person, Person.id == Membership.person_id)
        .where(managed, Person.email_key.like(bindparam("begin"), escape="\\"))
        .with_only_columns(Membership.id)
    )
    # The name that somebody chose elsewhere is theirs alone until they join.
    listed = func.coalesce(func.nullif(Membership.invited_name, ""), Person.email_key)
    return (
        select(
            case((Membership.joined_at.is_not(None), Person.name), else_=listed).label("name"),
            case((managed, Person.email_key)).label("email"),
            Group.name.label("group"),
            Group.public_id.label("group_id"),
            null().label("said"),
        )
        .select_from(Membership)
        .join(Group, Group.id == Membership.group_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id.in_(union_all(joined, written_to)))
        .order_by(Membership.id.desc())
        .limit(FEW + 1)
    )


@cache
def speakers(dialect: str) -> Executable:
    """Those whose words one may read, with the newest of these."""
    newest = (
        _matching(
            seeing.critiques(ASKING)
            .where(
                Round.group_id.in_(ASKING.groups),
                Critique.deleted_at.is_(None),
                Critique.hidden_at.is_(None),
                Critique.author_id != ME,
            )
            .join(SearchText, SearchText.person_id == Critique.author_id),
            dialect,
        )
        .with_only_columns(func.max(Critique.id).label("id"))
        .group_by(Critique.author_id)
        .subquery()
    )
    return (
        select(
            Person.name,
            null().label("email"),
            Group.name.label("group"),
            null().label("group_id"),
            Critique.public_id.label("said"),
        )
        .select_from(newest)
        .join(Critique, Critique.id == newest.c.id)
        .join(Person, Person.id == Critique.author_id)
        .join(Round, Round.id == Critique.round_id)
        .join(Group, Group.id == Round.group_id)
        .order_by(Critique.id.desc())
        .limit(FEW + 1)
    )


def _matching(things: S, dialect: str) -> S:
    """Of things joined to their words, those that have the words asked for."""
    match = bindparam("match", type_=String)
    if dialect == "postgresql":
        simple: ColumnElement[str] = literal_column("'simple'")
        lexemes = func.to_tsvector(simple, SearchText.words)
        return things.where(lexemes.op("@@")(func.to_tsquery(simple, match)))
    index = literal_column("search_index").op("MATCH", is_comparison=True)
    return things.join(INDEX, INDEX.c.rowid == SearchText.id).where(index(match))


def _place(dialect: str) -> ColumnElement[int]:
    """Where the words of a thing stand in the index. For PostgreSQL a sum, so that it does not
    walk the places one by one, reading every text, instead of asking the index for the words."""
    place: ColumnElement[int] = SearchText.id + 0 if dialect == "postgresql" else INDEX.c.rowid
    return place
