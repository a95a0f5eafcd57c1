"""Inviting many at once: addresses pasted or uploaded, a preview, one confirmation."""

from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import access
from portal.access import doing
from portal.actions import invitation_lists
from portal.errors import Invalid, Refused
from portal.imports import address_lists
from portal.imports.address_lists import AddressList
from portal.models import Group, InvitationList
from portal.web import groups
from portal.web.forms.invitations import ListForm
from portal.web.htmx import see_other
from portal.web.limits import limiter
from portal.web.messages import say, warn
from portal.web.policy import staff
from portal.web.session import commit, db
from portal.web.sign_in import actor

blueprint = Blueprint("invitation_lists", __name__)
Page = str | Response | tuple[str, int]
PAGE: Final = 100
# A little over the file's own limit, so that the parser can say what is wrong in words.
MOST_BYTES: Final = address_lists.MOST_BYTES + 1024 * 1024


@dataclass(frozen=True, slots=True)
class Preview:
    """One page of a list that waits for confirmation."""

    public_id: str
    group_id: str
    total: int
    rows: list[dict[str, Any]]
    problems: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    left_out: int
    page: int
    pages: int


@blueprint.url_value_preprocessor
def allow_long_lists(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Runs before the form is read, which looking for its CSRF token already does."""
    if endpoint == "invitation_lists.create":
        request.max_content_length = MOST_BYTES
        request.max_form_memory_size = MOST_BYTES


@blueprint.get("/groups/<group_id>/invitations/new")
@staff
def new(group_id: str) -> Page:
    return _new_page(_inviting(group_id), ListForm(formdata=None))


@blueprint.post("/groups/<group_id>/invitations/new")
@staff
@limiter.limit("60 per hour")
def create(group_id: str) -> Page:
    group, form = _inviting(group_id), ListForm()
    found = _read(form)
    if found.refusal is not None:
        form.refuse(Invalid(found.refusal, {_field(form): found.refusal}))
        return _new_page(group, form), 422
    kept = invitation_lists.propose(db(), actor(), group, found.entries, found.problems)
    return see_other(url_for("invitation_lists.show", list_id=kept.public_id))


@blueprint.get("/invitation-lists/<list_id>")
@staff
def show(list_id: str) -> Page:
    proposed, group = _proposed(list_id)
    if proposed.confirmed_at is not None:
        return see_other(url_for("invitations.index", group_id=group.public_id))
    page = max(1, request.args.get("page", 1, type=int))
    return render_template(
        "invitation_lists/show.html", group=group, preview=_preview(proposed, group, page)
    )


@blueprint.post("/invitation-lists/<list_id>")
@staff
def confirm(list_id: str) -> Page:
    proposed, group = _proposed(list_id)
    count = invitation_lists.confirm(db(), actor(), group, proposed)
    commit()
    if count is None:
        warn(_("This list was confirmed before. Nobody was invited twice."))
    else:
        say(
            ngettext(
                "One invitation is on its way.", "%(num)d invitations are on their way.", count
            )
        )
    return see_other(url_for("invitations.index", group_id=group.public_id))


def _read(form: ListForm) -> AddressList:
    """A file wins over the text field; both empty is an empty list."""
    if form.file.data:
        return address_lists.read(form.file.data.stream.read(MOST_BYTES))
    return address_lists.read_text(form.addresses.data or "")


def _field(form: ListForm) -> str:
    return "file" if form.file.data else "addresses"


def _inviting(group_id: str) -> Group:
    group = groups.managed(group_id)
    if reason := doing.why_not_invite(actor(), group):
        raise Refused(reason)
    return group


def _proposed(list_id: str) -> tuple[InvitationList, Group]:
    proposed = access.one(db(), access.seeing.invitation_lists(actor()), list_id)
    group = db().get_one(Group, proposed.group_id)
    return proposed, groups.managed(group.public_id)


def _preview(proposed: InvitationList, group: Group, page: int) -> Preview:
    problems = [problem for problem in proposed.problems if not problem["is_note"]]
    pages = max(1, -(-max(len(proposed.rows), len(problems)) // PAGE))
    page = min(page, pages)
    part = slice((page - 1) * PAGE, page * PAGE)
    return Preview(
        public_id=proposed.public_id,
        group_id=group.public_id,
        total=len(proposed.rows),
        rows=proposed.rows[part],
        problems=problems[part],
        notes=[problem for problem in proposed.problems if problem["is_note"]],
        left_out=len(problems),
        page=page,
        pages=pages,
    )


def _new_page(group: Group, form: ListForm) -> str:
    return render_template("invitation_lists/new.html", group=group, form=form)
