"""Imports: what another tool knew, as a brand with a group and one closed round, in bulk.

Here: writing it, once. Not here: reading files (`portal.imports`). The people are pseudonyms under
`.invalid`, an ending no mail can reach, and nobody is invited. All of it happens in one
transaction, so an import is there whole or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from portal import clock, text
from portal.actions import brands, people, reports, searching, standing_counts
from portal.errors import Invalid
from portal.language import gettext as _
from portal.models import (
    Brand,
    Criterion,
    Critique,
    Draft,
    Group,
    Membership,
    Person,
    Question,
    Revision,
    RosterEntry,
    Round,
    Staff,
    Stance,
    Terms,
    Vote,
    VoteChange,
)
from portal.models.base import Base
from portal.models.critiques import TEXT_LIMIT

M = TypeVar("M", bound=Base)


@dataclass(frozen=True, slots=True)
class Voice:
    """A remark; `key` tells it from the others of its author, for stances."""

    key: str
    person: str
    kind: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Material:
    """Everything of one round. People are known by any word; `segments` says what is known of
    them. `questions` come after the built-in support question, which has position 0."""

    source: str
    name: str
    kind: str
    purpose: str
    title: str
    story: str
    opened_at: datetime
    closed_at: datetime
    people: Sequence[str]
    segments: Mapping[str, str] = field(default_factory=dict)
    questions: Sequence[tuple[str, str]] = ()
    threshold_permille: int = 600
    min_answers: int = 30
    votes: Sequence[tuple[str, int, str]] = ()
    voices: Sequence[Voice] = ()
    stances: Sequence[tuple[str, str, int, datetime]] = ()


def known(session: Session, source: str) -> Round | None:
    """The round this material became before."""
    return session.scalar(
        select(Round).join(Brand, Brand.id == Round.brand_id).where(Brand.source == source)
    )


def bring_in(session: Session, owner: Person, material: Material) -> Round:
    """Make the brand, its group, the closed round and its frozen report; once a source."""
    if found := known(session, material.source):
        return found
    if not material.people:
        raise Invalid(_("There is nothing in it that could be used."))
    brand = brands.create(
        session, owner, name=material.name[:80], kind=material.kind, source=material.source
    )
    brands.vouch(brand)
    ids = _people(session, material)
    round, revision = _round(session, owner, brand, material)
    _members(session, round, material, ids)
    questions = _questions(session, owner, round, material)
    _votes(session, round, revision, material, ids, questions)
    critiques = _critiques(session, round, revision, material, ids)
    _stances(session, material, ids, critiques)
    searching.catch_up(session)
    standing_counts.recount_all(session, round.id)
    reports.freeze(session, round)
    return round


def owner_of(session: Session, address: tuple[str, str] | None, source: str) -> Person:
    """Whoever shall read the report: an address as (stored, canonical), or a pseudonym."""
    stored, canonical = address or (f"owner@{_domain(source)}",) * 2
    return people.ensure(session, stored, canonical, "en", "UTC")


def let_in(session: Session, round: Round, owner: Person) -> None:
    """Someone named on a later run may read the report too."""
    known = select(Staff.id).where(Staff.brand_id == round.brand_id, Staff.person_id == owner.id)
    if session.scalar(known) is None:
        session.add(
            Staff(brand_id=round.brand_id, person_id=owner.id, role="owner", joined_at=clock.now())
        )


def _domain(source: str) -> str:
    """Reserved by RFC 2606: no mail ever leaves for it."""
    return f"{source.replace(':', '.')}.invalid"


def _people(session: Session, material: Material) -> dict[str, int]:
    domain = _domain(material.source)
    rows = [
        {"email": email, "email_key": email, "name": f"Member {key}"[:80]}
        for key in material.people
        for email in [f"member-{key}@{domain}".lower()]
    ]
    return dict(zip(material.people, _insert(session, Person, rows), strict=True))


def _round(
    session: Session, owner: Person, brand: Brand, material: Material
) -> tuple[Round, Revision]:
    before = material.opened_at - timedelta(minutes=1)
    group = _kept(
        session,
        Group(
            brand_id=brand.id,
            name=_("Imported members"),
            purpose=material.purpose,
            capacity=len(material.people),
            created_at=before,
        ),
    )
    _kept(session, Terms(group_id=group.id, version=1, text=""))
    draft = _kept(session, Draft(brand_id=brand.id, created_by_id=owner.id, created_at=before))
    revision = _kept(
        session,
        Revision(
            draft_id=draft.id,
            number=1,
            title=text.one_line(material.title, 120),
            story=material.story,
            story_html=str(text.markdown(material.story)),
            published_at=before,
        ),
    )
    round = Round(
        brand_id=brand.id,
        draft_id=draft.id,
        group_id=group.id,
        first_revision_id=revision.id,
        opens_at=material.opened_at,
        closes_at=material.closed_at,
        registered_at=before,
        opened_at=material.opened_at,
        closed_at=material.closed_at,
    )
    return _kept(session, round), revision


def _members(session: Session, round: Round, material: Material, ids: dict[str, int]) -> None:
    segments = {key: [material.segments[key]] for key in ids if material.segments.get(key)}
    members = _insert(
        session,
        Membership,
        [
            {
                "group_id": round.group_id,
                "person_id": id,
                "segments": segments.get(key, []),
                "invited_at": material.opened_at,
                "joined_at": material.opened_at,
                "is_credited": False,
            }
            for key, id in ids.items()
        ],
    )
    roster = [
        {
            "round_id": round.id,
            "membership_id": id,
            "had_joined": True,
            "segments": segments.get(key, []),
        }
        for key, id in zip(ids, members, strict=True)
    ]
    session.execute(insert(RosterEntry), roster)


def _questions(session: Session, owner: Person, round: Round, material: Material) -> list[Question]:
    asked = [("support", _("Should the brand launch this draft as shown?")), *material.questions]
    found = [
        _kept(session, Question(round_id=round.id, position=position, kind=kind, prompt=prompt))
        for position, (kind, prompt) in enumerate(asked)
    ]
    _kept(
        session,
        Criterion(
            round_id=round.id,
            question_id=found[0].id,
            position=0,
            signal="support",
            threshold_permille=material.threshold_permille,
            min_answers=material.min_answers,
            registered_by_id=owner.id,
            registered_at=material.opened_at - timedelta(minutes=1),
        ),
    )
    return found


def _votes(
    session: Session,
    round: Round,
    revision: Revision,
    material: Material,
    ids: dict[str, int],
    questions: list[Question],
) -> None:
    rows = [
        {
            "round_id": round.id,
            "question_id": questions[position].id,
            "revision_id": revision.id,
            "person_id": ids[key],
            "answer": answer,
            "counted_answer": answer,
            "created_at": round.opened_at,
        }
        for key, position, answer in material.votes
    ]
    votes = _insert(session, Vote, rows)
    changes = [
        {"vote_id": id, "answer": row["answer"], "was_informed": False, "at": row["created_at"]}
        for id, row in zip(votes, rows, strict=True)
    ]
    if changes:
        session.execute(insert(VoteChange), [{**change, "via": "import"} for change in changes])


def _critiques(
    session: Session, round: Round, revision: Revision, material: Material, ids: dict[str, int]
) -> dict[str, int]:
    rows = []
    for voice in material.voices:
        said = text.clean(voice.text, TEXT_LIMIT)
        rows.append(
            {
                "round_id": round.id,
                "revision_id": revision.id,
                "author_id": ids[voice.person],
                "kind": voice.kind,
                "text": said,
                "html": str(text.markdown(said)),
                "submission": f"import-{voice.key}"[:43],
                "created_at": voice.at,
            }
        )
    keys = [voice.key for voice in material.voices]
    return dict(zip(keys, _insert(session, Critique, rows), strict=True))


def _stances(
    session: Session, material: Material, ids: dict[str, int], critiques: dict[str, int]
) -> None:
    rows = [
        {"critique_id": critiques[key], "person_id": ids[person], "value": value, "created_at": at}
        for person, key, value, at in material.stances
    ]
    if rows:
        session.execute(insert(Stance), rows)


def _insert(session: Session, model: type[Any], rows: list[dict[str, Any]]) -> list[int]:
    """Many rows in few statements; their ids in the order of the rows."""
    if not rows:
        return []
    made = insert(model).returning(model.id, sort_by_parameter_order=True)
    return list(session.scalars(made, rows))


def _kept(session: Session, row: M) -> M:
    session.add(row)
    session.flush()
    return row
