"""Letters: what is true now, put into the words of a mail template.

Everything is read again at the moment of sending. Invitations and what becomes of them: `invited`.
"""

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actions import people
from portal.config import Config
from portal.language import gettext, language, moment_words, ngettext, speaking
from portal.language import gettext as _
from portal.mail.message import Letter
from portal.mail.returned import return_path
from portal.models import Brand, Person, SignInCode
from portal.text import one_line

TEMPLATES: Final = Path(__file__).parent.parent.parent / "templates"


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
        return written(
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


def test(
    session: Session, config: Config, job_id: str, *, person: str, brand: str
) -> Letter | None:
    """To somebody of the team who wants to know whether mail arrives."""
    row = session.execute(
        select(Person, Brand)
        .join(Brand, Brand.public_id == brand)
        .where(Person.public_id == person)
    ).one_or_none()
    if row is None:
        return None
    found, of = row
    with speaking(language_of(found, of)):
        return written(
            config,
            job_id,
            found,
            "mail/test",
            brand_name=of.name,
            subject=_("A test mail of %(brand)s", brand=of.name),
            at=words_at(clock.now(), found, of),
            why=_("You get this mail because you pressed the button for it."),
        )


def language_of(person: Person, brand: Brand) -> str:
    """Their own once they have come; before that the brand's."""
    return person.language if person.verified_at else brand.language


def words_at(at: datetime | None, person: Person, brand: Brand) -> str | None:
    """A moment on their clocks, or the brand's before they have come."""
    if at is None:
        return None
    return moment_words(at, person.timezone if person.verified_at else brand.timezone)


def written(
    config: Config, job_id: str, person: Person, template: str, *, subject: str, **values: Any
) -> Letter:
    """In the language that is being spoken; `values` are what the template wants, and the
    letter's `to_name`, `headers` and `reply_to` where there are any."""
    to_name = values.pop("to_name", person.name)
    headers, reply_to = values.pop("headers", ()), values.pop("reply_to", None)
    context = {"subject": subject, "language": language(), **values}
    return Letter(
        message_id=f"<{job_id}@{config.hostname}>",
        sender=config.mail_from,
        sender_name=one_line(values.get("brand_name", "Firstlook"), 80),
        to=person.email,
        to_name=one_line(to_name, 80),
        reply_to=reply_to,
        subject=one_line(subject, 200),
        text=_without_gaps(_environment().get_template(f"{template}.txt").render(context)),
        html=_environment().get_template(f"{template}.html").render(context),
        headers=headers,
        return_path=return_path(config.bounces_address, job_id) if config.bounces_address else None,
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
