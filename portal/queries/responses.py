"""What the brand made of something that was said, as it reaches whoever said it."""

from sqlalchemy import ScalarSelect, case, or_, select
from sqlalchemy.orm import aliased

from portal.models import Critique, Response


def to_its_author() -> ScalarSelect[int]:
    """The id of the response that holds for a critique: where it is merged, the answer to what
    stands for it answers its author as well, and comes first; what it was told before stays."""
    held = aliased(Response)
    return (
        select(held.id)
        .where(
            or_(
                held.critique_id == Critique.id,
                held.critique_id == Critique.merged_into_id,
            ),
            held.superseded_at.is_(None),
        )
        .order_by(
            case((held.state == "open", 1), else_=0),
            case((held.critique_id == Critique.id, 1), else_=0),
        )
        .limit(1)
        .correlate(Critique)
        .scalar_subquery()
    )
