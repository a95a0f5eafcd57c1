"""Pictures beside words, packed into one column: many a critique has none, and no page should ask
once more for those that have."""

from typing import Final

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, String, case, cast, func, select

from portal.models import CritiqueImage, Image
from portal.queries.images import Picture

# No text has these: `portal.text.clean` takes controls out.
_BETWEEN_FIELDS: Final = "\x1f"
_BETWEEN_PICTURES: Final = "\x1e"


def packed_pictures(said: FromClause) -> ScalarSelect[str]:
    """The pictures of each critique in `said`, as `pictures` reads them."""
    held, image = CritiqueImage.__table__.alias(), Image.__table__.alias()
    fields = (
        func.substr(cast(held.c.position + 1_000, String), 2),
        image.c.public_id,
        cast(image.c.width, String),
        cast(image.c.height, String),
        image.c.colour,
        case((image.c.avif_at.is_(None), ""), else_="avif"),
        held.c.alt,
    )
    one: ColumnElement[str] = fields[0]
    for field in fields[1:]:
        one = one.concat(_BETWEEN_FIELDS).concat(field)
    return (
        select(func.aggregate_strings(one, _BETWEEN_PICTURES))
        .select_from(held.join(image, image.c.id == held.c.image_id))
        .where(held.c.critique_id == said.c.id)
        .correlate(said)
        .scalar_subquery()
    )


def pictures(packed: str | None) -> tuple[Picture, ...]:
    """In their order; each begins with its place, in three figures."""
    if not packed:
        return ()
    rows = (one.split(_BETWEEN_FIELDS) for one in sorted(packed.split(_BETWEEN_PICTURES)))
    return tuple(
        Picture(public_id, int(width), int(height), colour, alt, "", bool(avif))
        for _, public_id, width, height, colour, avif, alt in rows
    )
