"""Letters: what is true now, put into the words of a mail template.

Everything is read again at the moment of sending: an invitation that was revoked, replaced or
accepted meanwhile is not mailed, and no token was ever kept to mail it with.
"""

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from portal import clock, ids
from portal.actions import bounces, people, suppressions
from portal.config import Config
from portal.jobs.mailbox import Outcome
from portal.language import N_, gettext, language, moment_words, ngettext, speaking
from portal.language import gettext as _
from portal.mail.message import Letter
from portal.models import (
    Brand,
    Group,
    Invitation,
    Membership,
    Person,
    Round,
    SignInCode,
    Staff,
)
from portal.text import one_line

TEMPLATES: Final = Path(__file__).parent.parent.parent / "templates"
ROLES: Final = {"owner": N_("owner"), "manager": N_("manager"), "analyst": N_("analyst")}


def sign_in(session: Session, config: Config, job_id: str, code_id: str) -> Letter | None:
    """The mail with a code and a link; None when both are spent, replaced or too old."""
    row = session.execute(
        select(SignInCode, Person)
        .join(Person, Person.id == SignInCode.person_id)
        .where(
            SignInCode.public_id == code_id,
            SignInCode.used_at.is_(None),
            SignInCode.expires_at > clock.now(),
        )
    ).one_or_none()
    if row is None:
        return None
    code, token = people.code_and_link(config.secret_key, code_id)
    person: Person = row[1]
    with speaking(person.language):
        return _letter(
            config,
            job_id,
            person,
            "mail/sign_in",
            subject=_("Your code to sign in: %(code)s", code=f"{code[:3]} {code[3:]}"),
            code=f"{code[:3]} {code[3:]}",
            action={
                "label": _("Sign in"),
                "url": f"{config.base_url}/sign-in/link/{token}",
            },
            why=_(
                "You get this mail because somebody asked to sign in with this address. If it was "
                "not you, there is nothing to do."
            ),
        )


def invitation(
    session: Session, config: Config, job_id: str, public_id: str, generation: int
) -> Letter | None:
    """The invitation mail, to a group or to a team; None when it no longer holds."""
    row = session.scalar(
        select(Invitation).where(
            Invitation.public_id == public_id,
            Invitation.generation == generation,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > clock.now(),
        )
    )
    if row is None:
        return None
    token = ids.derived_token(config.secret_key, "invitation", row.public_id, row.generation)
    url = f"{config.base_url}/invitations/{token}"
    if row.membership_id is not None:
        return _to_group(session, config, job_id, row, url)
    return _to_team(session, config, job_id, row, url)


def is_stopped(session: Session, public_id: str, generation: int) -> bool:
    """Whether the brand no longer writes to whom this invitation is for."""
    found = select(Invitation.id).where(
        Invitation.public_id == public_id,
        Invitation.generation == generation,
        suppressions.of_invitation(),
    )
    return session.scalar(found) is not None


def note_outcome(
    session: Session,
    *,
    public_id: str,
    generation: int,
    outcome: Outcome,
    next_try_at: datetime | None,
) -> None:
    """Write beside the invitation what became of its mail; without a next try it is over."""
    now = clock.now()
    values: dict[str, Any] = {"sent_at": now, "failed_at": None, "failure": None}
    if not outcome.is_sent:
        values = {
            "failed_at": now if next_try_at is None else None,
            "failure": outcome.failure,
            "bounced_at": now if outcome.is_bounce else None,
        }
    found = session.scalar(
        update(Invitation)
        .where(Invitation.public_id == public_id, Invitation.generation == generation)
        .values(next_try_at=next_try_at, **values)
        .returning(Invitation.membership_id)
    )
    if outcome.is_for_good and found is not None:
        bounces.suppress(session, found, outcome.failure)


def _to_group(
    session: Session, config: Config, job_id: str, row: Invitation, url: str
) -> Letter | None:
    inviter = aliased(Person)
    found = session.execute(
        select(Membership, Person, Group, Brand, inviter.name)
        .join(Person, Person.id == Membership.person_id)
        .join(Group, Group.id == Membership.group_id)
        .join(Brand, Brand.id == Group.brand_id)
        .outerjoin(inviter, inviter.id == row.invited_by_id)
        .where(
            Membership.id == row.membership_id,
            Membership.removed_at.is_(None),
            Group.closed_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        return None
    membership, person, group, brand, inviter_name = found
    name = person.name or membership.invited_name
    with speaking(_language_of(person, brand)):
        return _letter(
            config,
            job_id,
            person,
            "mail/invitation",
            to_name=name,
            brand_name=brand.name,
            subject=_("%(brand)s invites you to %(group)s", brand=brand.name, group=group.name),
            preheader=one_line(group.purpose, 120),
            name=name,
            brand=brand,
            group=group,
            inviter_name=inviter_name,
            closes=_words(_closing(session, group), person, brand),
            expires=_words(row.expires_at, person, brand),
            action={"label": _("See the invitation"), "url": url},
            why=_(
                "You get this mail because %(brand)s wrote this address on its list for this "
                "group. If you do not want to take part, open the link and say no, thank you; "
                "you are not asked again.",
                brand=brand.name,
            ),
        )


def _to_team(
    session: Session, config: Config, job_id: str, row: Invitation, url: str
) -> Letter | None:
    inviter = aliased(Person)
    found = session.execute(
        select(Staff, Person, Brand, inviter.name)
        .join(Person, Person.id == Staff.person_id)
        .join(Brand, Brand.id == Staff.brand_id)
        .outerjoin(inviter, inviter.id == row.invited_by_id)
        .where(Staff.id == row.staff_id, Staff.ended_at.is_(None))
    ).one_or_none()
    if found is None:
        return None
    staff, person, brand, inviter_name = found
    with speaking(_language_of(person, brand)):
        return _letter(
            config,
            job_id,
            person,
            "mail/staff_invitation",
            brand_name=brand.name,
            subject=_("%(brand)s asks you to join its team", brand=brand.name),
            brand=brand,
            role=_(ROLES[staff.role]),
            inviter_name=inviter_name,
            expires=_words(row.expires_at, person, brand),
            action={"label": _("See the invitation"), "url": url},
            why=_(
                "You get this mail because an owner of %(brand)s invited this address.",
                brand=brand.name,
            ),
        )


def _closing(session: Session, group: Group) -> datetime | None:
    """When the round that waits for this group closes, if one is open."""
    now = clock.now()
    return session.scalar(
        select(Round.closes_at)
        .where(
            Round.group_id == group.id,
            Round.opened_at.is_not(None),
            Round.closed_at.is_(None),
            Round.closes_at > now,
        )
        .order_by(Round.closes_at)
        .limit(1)
    )


def _language_of(person: Person, brand: Brand) -> str:
    """Their own once they have come; before that the brand's."""
    return person.language if person.verified_at else brand.language


def _words(at: datetime | None, person: Person, brand: Brand) -> str | None:
    """A moment on their clocks, or the brand's before they have come."""
    if at is None:
        return None
    return moment_words(at, person.timezone if person.verified_at else brand.timezone)


def _letter(
    config: Config, job_id: str, person: Person, template: str, *, subject: str, **values: Any
) -> Letter:
    to_name = values.pop("to_name", person.name)
    context = {"subject": subject, "language": language(), **values}
    return Letter(
        message_id=f"<{job_id}@{config.hostname}>",
        sender=config.mail_from,
        sender_name=one_line(values.get("brand_name", "Firstlook"), 80),
        to=person.email,
        to_name=one_line(to_name, 80),
        reply_to=None,
        subject=one_line(subject, 200),
        text=_without_gaps(_environment().get_template(f"{template}.txt").render(context)),
        html=_environment().get_template(f"{template}.html").render(context),
    )


def _without_gaps(text: str) -> str:
    """At most one empty line in a row: templates may then be written to be read."""
    return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", text).strip() + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    return environment
