"""Brands: made by the person who will own them."""

from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor
from portal.actions import events
from portal.errors import Invalid
from portal.language import LANGUAGES, is_zone
from portal.language import gettext as _
from portal.models import Brand, Person, Staff
from portal.models.brands import KINDS
from portal.text import one_line


def create(
    session: Session,
    owner: Person,
    *,
    name: str,
    kind: str = "other",
    language: str = "en",
    timezone: str = "UTC",
    currency: str = "EUR",
    source: str | None = None,
) -> Brand:
    """A brand with `owner` as its first owner."""
    brand = Brand(source=source, **checked(name, kind, language, timezone, currency))
    session.add(brand)
    session.flush()
    session.add(Staff(brand_id=brand.id, person_id=owner.id, role="owner", joined_at=clock.now()))
    events.record(session, Actor(person_id=owner.id), "brand.created", brand_id=brand.id)
    session.flush()
    return brand


def checked(name: str, kind: str, language: str, timezone: str, currency: str) -> dict[str, str]:
    """The fields of a brand, cleaned; or Invalid with every problem at once."""
    problems = {}
    name = one_line(name)
    if not 1 <= len(name) <= 80:
        problems["name"] = _("Write a name of up to 80 characters.")
    if kind not in KINDS:
        problems["kind"] = _("Choose one of the kinds.")
    if language not in LANGUAGES:
        problems["language"] = _("Choose one of the languages.")
    if not is_zone(timezone):
        problems["timezone"] = _("Choose a time zone from the list.")
    if not (len(currency) == 3 and currency.isascii() and currency.isupper()):
        problems["currency"] = _("Write the three letters of a currency, like EUR.")
    if problems:
        raise Invalid(_("The brand was not saved."), problems)
    return {
        "name": name,
        "kind": kind,
        "language": language,
        "timezone": timezone,
        "currency": currency,
    }
