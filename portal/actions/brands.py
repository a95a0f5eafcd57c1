"""Brands: made by the person who will own them."""

import hmac
from datetime import timedelta
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal import clock, ids
from portal.access import Actor, doing
from portal.actions import events, passwords, people
from portal.colours import Accent, accent_of, hex_of
from portal.database import secret_of
from portal.errors import Invalid, NotFound, Refused
from portal.language import LANGUAGES, is_zone
from portal.language import gettext as _
from portal.models import Brand, Group, Invitation, Membership, Person, Staff, Suppression
from portal.models.brands import KINDS
from portal.text import one_line

TRIAL: Final = timedelta(days=14)
MEMBERS_TO_TRUST: Final = 50


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


def vouch(brand: Brand) -> None:
    """Whoever runs the installation knows this brand: it may write to many in a day."""
    brand.proven_at = brand.proven_at or clock.now()


def earn_trust(session: Session) -> None:
    """Brands made in the browser are known after two weeks, when fifty people have joined them and
    of what they sent at most one letter in twenty came back or was complained about."""
    here = (
        select(Membership.id)
        .join(Group, Group.id == Membership.group_id)
        .where(Group.brand_id == Brand.id)
        .correlate(Brand)
    )
    mailed = select(func.count(Invitation.id)).where(
        Invitation.membership_id.in_(here), Invitation.sent_at.is_not(None)
    )
    joined = select(func.count(Invitation.id)).where(
        Invitation.membership_id.in_(here), Invitation.accepted_at.is_not(None)
    )
    unwanted = select(func.count(Suppression.id)).where(
        Suppression.brand_id == Brand.id, Suppression.cause.in_(("bounce", "complaint"))
    )
    session.execute(
        update(Brand)
        .where(
            Brand.proven_at.is_(None),
            Brand.created_at < clock.now() - TRIAL,
            joined.correlate(Brand).scalar_subquery() >= MEMBERS_TO_TRUST,
            unwanted.correlate(Brand).scalar_subquery() * 20
            <= mailed.correlate(Brand).scalar_subquery(),
        )
        .values(proven_at=clock.now())
        .execution_options(synchronize_session=False)
    )


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


def change(session: Session, actor: Actor, brand: Brand, *, accent: str, **fields: str) -> None:
    """The brand's own settings; `accent` is one colour, written #rrggbb."""
    if reason := doing.why_not_edit_brand(actor, brand):
        raise Refused(reason)
    colour = accent_of(accent)
    problems = {} if colour else {"accent": _("Choose a colour, like #3a6b52.")}
    try:
        values = checked(**fields)
    except Invalid as error:
        raise Invalid(error.sentence, {**error.fields, **problems}) from error
    if colour is None:
        raise Invalid(_("The brand was not saved."), problems)
    for name, value in values.items():
        setattr(brand, name, value)
    # The field can only show what a screen can; shown unchanged, the finer value stays.
    if accent.lower() != hex_of(Accent(brand.accent_hue, brand.accent_chroma)):
        brand.accent_hue, brand.accent_chroma = colour.hue, colour.chroma
    events.record(session, actor, "brand.changed", brand_id=brand.id)
    session.flush()


def found_first(
    session: Session,
    code: str,
    *,
    email: str,
    email_key: str,
    person: str,
    password: str,
    **fields: str,
) -> Person:
    """The first brand of an installation, with its owner; only while there is none at all.

    `code` is printed at the start: whoever reads it runs the installation.
    """
    if any_exists(session):
        raise NotFound
    wanted = first_run_code(session)
    problems = {}
    if not hmac.compare_digest("".join(code.split()).encode(), wanted.encode()):
        problems["code"] = _("This is not the code that the portal printed when it started.")
    try:
        checked(**fields)
    except Invalid as error:
        problems |= error.fields
    try:
        passwords.check_strength(password, email_key, person, fields["name"])
    except Invalid as error:
        problems |= error.fields
    if not 1 <= len(one_line(person)) <= 80:
        problems["person"] = _("Write a name of up to 80 characters.")
    if problems:
        raise Invalid(_("The brand was not made."), problems)
    owner = people.ensure(session, email, email_key, fields["language"], fields["timezone"])
    owner.name = one_line(person)
    owner.verified_at = owner.verified_at or clock.now()
    owner.password_hash = passwords.hashed(password)
    vouch(create(session, owner, **fields))
    return owner


def any_exists(session: Session) -> bool:
    return session.scalar(select(Brand.id).limit(1)) is not None


def first_run_code(session: Session) -> str:
    """Six digits that only who started the portal knows."""
    return ids.derived_code(secret_of(session), "first-run")
