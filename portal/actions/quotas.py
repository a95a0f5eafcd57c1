"""How many invitation mails a brand may ask for on a day. The statement that counts refuses."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actions.upserts import insert_into
from portal.errors import Invalid
from portal.language import gettext as _
from portal.language import number_words
from portal.models import Brand, InvitationDay

# A brand nobody has vouched for, and one that somebody has.
NEW: Final = 200
PROVEN: Final = 20_000


def limit_of(brand: Brand) -> int:
    return PROVEN if brand.proven_at is not None else NEW


def left(session: Session, brand: Brand, at: datetime) -> int:
    """How many may still leave on that day."""
    written = session.scalar(
        select(InvitationDay.count).where(
            InvitationDay.brand_id == brand.id, InvitationDay.day == at.date()
        )
    )
    return limit_of(brand) - (written or 0)


def take(session: Session, brand_id: int, count: int, at: datetime) -> None:
    """`count` of the day's mails, or Invalid with a sentence that says how many are left."""
    if count == 0:
        return
    brand = session.scalars(select(Brand).where(Brand.id == brand_id)).one()
    if count > limit_of(brand) or not _counted(session, brand, count, at.date()):
        raise Invalid(_sentence(brand, max(0, left(session, brand, at))))


def _counted(session: Session, brand: Brand, count: int, day: date) -> bool:
    more = InvitationDay.count + count
    taken = session.scalar(
        insert_into(session, InvitationDay)
        .values(brand_id=brand.id, day=day, count=count)
        .on_conflict_do_update(
            index_elements=["brand_id", "day"],
            set_={"count": more},
            where=more <= limit_of(brand),
        )
        .returning(InvitationDay.count)
    )
    return taken is not None


def _sentence(brand: Brand, left: int) -> str:
    words = {"limit": number_words(limit_of(brand)), "left": number_words(left)}
    if brand.proven_at is None:
        return _(
            "A new brand can send %(limit)s invitation mails a day; %(left)s are left today. "
            "Send the list in waves, or ask whoever runs this installation to vouch for you.",
            **words,
        )
    return _(
        "A brand can send %(limit)s invitation mails a day; %(left)s are left. "
        "Send the rest on another day.",
        **words,
    )
