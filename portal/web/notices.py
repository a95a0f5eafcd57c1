"""What happened that concerns me, and how I want to hear of it."""

import re

from flask import Blueprint, Response, get_template_attribute, render_template, request, url_for
from flask_babel import gettext as _

from portal.access import one, seeing
from portal.actions import notices
from portal.errors import Invalid
from portal.ids import is_public_id
from portal.models import Group, Person
from portal.models.notices import NOTICE_KINDS, RHYTHMS
from portal.queries import notices as reads
from portal.web.htmx import hx, see_other
from portal.web.messages import say
from portal.web.policy import signed_in
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("notices", __name__)
Page = str | Response | tuple[str, int]
HOUR = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


@blueprint.get("/notices")
@signed_in
def index() -> Page:
    """Whatever is shown here has been read from then on; this once it still stands out."""
    before = request.args.get("before", "")
    found = reads.listed(db(), actor(), before if is_public_id(before) else None)
    unread = [notice.public_id for notice in found if not notice.is_read]
    if unread:
        notices.read(db(), actor(), unread)
    return render_template(
        "notices/index.html",
        notices=found,
        sentence=reads.sentence,
        more=found[-1].public_id if len(found) == reads.SHOWN else None,
    )


@blueprint.get("/notices/count")
@signed_in
def count() -> Page:
    """The number beside the way to the news; nothing to say while it is the one shown."""
    found = reads.unread_count(db(), actor())
    if str(found) == request.args.get("known"):
        return Response(status=204)
    return hx(get_template_attribute("notices/_count.html", "count")(found))


@blueprint.get("/notices/choices")
@signed_in
def choices() -> Page:
    return _choices_page()


@blueprint.post("/notices/choices/<group_id>")
@signed_in
def choose(group_id: str) -> Page:
    group = one(db(), seeing.groups(actor()).where(Group.id.in_(actor().groups)), group_id)
    chosen = {kind: request.form[kind] for kind in NOTICE_KINDS if kind in request.form}
    notices.choose(db(), actor(), group.id, chosen)
    say(_("Your choice is saved."))
    return see_other(url_for("notices.choices") + f"#group-{group.public_id}")


@blueprint.post("/notices/quiet-hours")
@signed_in
def keep_quiet() -> Page:
    """Both hours, or neither: then mail may come at any time."""
    typed = (
        request.form.get("quiet_from", "").strip(),
        request.form.get("quiet_until", "").strip(),
    )
    try:
        notices.keep_quiet(db(), actor(), _minutes(*typed))
    except Invalid as error:
        return _choices_page(typed, error.sentence), 422
    say(_("Your quiet hours are saved."))
    return see_other(url_for("notices.choices") + "#quiet")


def _choices_page(typed: tuple[str, str] | None = None, problem: str = "") -> str:
    me = db().get_one(Person, actor().person_id)
    return render_template(
        "notices/choices.html",
        groups=reads.choices(db(), actor()),
        kinds=NOTICE_KINDS,
        rhythms=RHYTHMS,
        quiet=typed or (_hour(me.quiet_from), _hour(me.quiet_until)),
        timezone=me.timezone,
        problem=problem,
    )


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()[:10]


def _minutes(start: str, end: str) -> tuple[int, int] | None:
    if not start and not end:
        return None
    found = [HOUR.fullmatch(text) for text in (start, end)]
    if not all(found):
        raise Invalid(_("Write both hours, like 22:00 and 07:30, or leave both empty."))
    first, last = (int(hour[1]) * 60 + int(hour[2]) for hour in found if hour)
    return first, last


def _hour(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60:02d}:{minute % 60:02d}"
