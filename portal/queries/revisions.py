"""Revisions as a round shows them: their numbers, words, pictures and variants."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, null, or_, select, union_all
from sqlalchemy.orm import Session

from portal.access import Actor, seeing
from portal.models import (
    Critique,
    Image,
    Membership,
    Person,
    Response,
    Revision,
    RevisionImage,
    Round,
    Variant,
)


@dataclass(frozen=True, slots=True)
class Picture:
    public_id: str
    width: int
    height: int
    colour: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class VariantShown:
    key: str
    name: str
    description: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class RevisionShown:
    """`credited` are the members whose critique it addressed, where they wish to be named."""

    id: int
    number: int
    title: str
    story_html: str
    changes_html: str
    published_at: datetime | None
    credited: tuple[str, ...]


def of_round(session: Session, actor: Actor, round: Round) -> list[RevisionShown]:
    """The revisions this round shows, the first one first. Staff also see what is being written,
    until the round opens."""
    rows = session.execute(
        seeing.revisions(actor)
        .with_only_columns(
            Revision.id,
            Revision.number,
            Revision.title,
            Revision.story_html,
            Revision.changes_html,
            Revision.published_at,
            _credited(actor, round),
        )
        .where(
            Revision.draft_id == round.draft_id,
            Revision.id >= (round.first_revision_id or 0),
            or_(*_belongs(round)),
        )
        .order_by(Revision.number)
    )
    return [
        RevisionShown(
            *row[:6], credited=tuple(sorted((row[6] or "").split("\n"))) if row[6] else ()
        )
        for row in rows
    ]


def pictures(
    session: Session, revision_id: int
) -> tuple[tuple[Picture, ...], tuple[VariantShown, ...]]:
    """The gallery and the variants of a revision the actor has been shown, in one statement."""
    picture = (
        RevisionImage.alt,
        RevisionImage.caption,
        Image.public_id,
        Image.width,
        Image.height,
        Image.colour,
    )
    gallery = (
        select(RevisionImage.position, null().label("key"), null(), null(), *picture)
        .join(Image, Image.id == RevisionImage.image_id)
        .where(RevisionImage.revision_id == revision_id, RevisionImage.variant_id.is_(None))
    )
    faces = (
        select(Variant.position, Variant.key, Variant.name, Variant.description, *picture)
        .outerjoin(RevisionImage, RevisionImage.variant_id == Variant.id)
        .outerjoin(Image, Image.id == RevisionImage.image_id)
        .where(Variant.revision_id == revision_id)
    )
    rows: Sequence[Any] = session.execute(union_all(gallery, faces).order_by("position")).all()
    variants: dict[str, VariantShown] = {}
    for _, key, name, description, *rest in rows:
        if key is not None and key not in variants:
            variants[key] = VariantShown(key, name, description, _picture(rest))
    shown = (_picture(rest) for _, key, _name, _words, *rest in rows if key is None)
    return tuple(filter(None, shown)), tuple(variants.values())


def _picture(row: Sequence[object]) -> Picture | None:
    alt, caption, public_id, width, height, colour = row
    if public_id is None:
        return None
    return Picture(
        str(public_id),
        int(str(width)),
        int(str(height)),
        str(colour),
        str(alt or ""),
        str(caption or ""),
    )


def _belongs(round: Round) -> tuple[ColumnElement[bool], ...]:
    if round.opened_at is None:
        return (Revision.id.is_not(None),)
    return (Revision.published_at < round.ends_at,)


def _credited(actor: Actor, round: Round) -> ColumnElement[str | None]:
    """Names, one a line, of those whose critique a revision addressed and the actor may see."""
    names = (
        seeing.critiques(actor)
        .join(Response, Response.critique_id == Critique.id)
        .join(Person, Person.id == Critique.author_id)
        .join(
            Membership,
            (Membership.group_id == Round.group_id) & (Membership.person_id == Person.id),
        )
        .where(
            Critique.round_id == round.id,
            Response.state == "addressed",
            Response.superseded_at.is_(None),
            Membership.is_credited,
            Person.name != "",
        )
        .with_only_columns(Response.revision_id.label("revision_id"), Person.name.label("name"))
        .distinct()
        .subquery()
    )
    return (
        select(func.aggregate_strings(names.c.name, "\n"))
        .where(names.c.revision_id == Revision.id)
        .scalar_subquery()
    )
