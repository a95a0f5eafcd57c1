"""Pictures in their places, as pages show them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import Actor, seeing
from portal.ids import is_public_id
from portal.models import Image, RevisionImage, Variant


@dataclass(frozen=True, slots=True)
class Picture:
    """variant_key: the variant whose it is; empty in the gallery."""

    public_id: str
    width: int
    height: int
    colour: str
    alt: str
    caption: str = ""
    has_avif: bool = False
    variant_key: str = ""


class Placed(Protocol):
    @property
    def image(self) -> str: ...
    @property
    def alt(self) -> str: ...


def waiting(session: Session, actor: Actor, placed: Iterable[Placed]) -> tuple[Picture, ...]:
    """One's own pictures that a form holds and that stand nowhere yet, with the words for them."""
    words = {one.image: one.alt for one in placed if is_public_id(one.image)}
    own = seeing.images(actor).where(
        Image.public_id.in_(words),
        Image.uploaded_by_id == actor.person_id,
        seeing.stands_nowhere(),
    )
    found = {image.public_id: image for image in session.scalars(own)} if words else {}
    return tuple(
        Picture(id, image.width, image.height, image.colour, alt)
        for id, alt in words.items()
        if (image := found.get(id)) is not None
    )


def of_revisions(
    session: Session, revision_ids: Iterable[int], *, only_first: bool = False
) -> dict[int, tuple[Picture, ...]]:
    """The pictures of revisions that the caller was shown, in order, in one statement."""
    statement = (
        select(
            RevisionImage.revision_id,
            Image.public_id,
            Image.width,
            Image.height,
            Image.colour,
            RevisionImage.alt,
            RevisionImage.caption,
            Variant.key,
            Image.avif_at,
        )
        .join(Image, Image.id == RevisionImage.image_id)
        .outerjoin(Variant, Variant.id == RevisionImage.variant_id)
        .where(RevisionImage.revision_id.in_(list(revision_ids)))
        .order_by(RevisionImage.revision_id, RevisionImage.position)
    )
    if only_first:
        # Positions always begin at 0: a save hangs all pictures anew.
        statement = statement.where(RevisionImage.position == 0)
    found: defaultdict[int, list[Picture]] = defaultdict(list)
    for row in session.execute(statement):
        revision_id, public_id, width, height, colour, alt, caption, key, avif_at = row
        found[revision_id].append(
            Picture(public_id, width, height, colour, alt, caption, avif_at is not None, key or "")
        )
    return {revision_id: tuple(rows) for revision_id, rows in found.items()}
