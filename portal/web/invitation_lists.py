"""Inviting many at once: addresses pasted or uploaded, a preview, one confirmation."""

from typing import Any, Final

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import access, clock
from portal.access import doing
from portal.actions import invitation_lists, quotas
from portal.actions.invitation_lists import Sent
from portal.errors import Conflict, Invalid, NotFound, Refused
from portal.imports import address_lists, list_columns
from portal.imports.address_lists import AddressList
from portal.models import Brand, Group, InvitationList
from portal.queries import invitation_lists as reads
from portal.web import groups
from portal.web.downloads import csv_file
from portal.web.forms.invitations import ListForm, WavesForm
from portal.web.htmx import see_other
from portal.web.limits import limiter
from portal.web.messages import say, warn
from portal.web.policy import staff
from portal.web.session import commit, db
from portal.web.sign_in import actor

blueprint = Blueprint("invitation_lists", __name__)
Page = str | Response | tuple[str, int]
# A little over the file's own limit, so that the parser can say what is wrong in words.
MOST_BYTES: Final = address_lists.MOST_BYTES + 1024 * 1024


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
    cells = address_lists.packed(found.table) if found.table else None
    columns = list(found.table.columns.meanings) if found.table else None
    kept = invitation_lists.propose(db(), actor(), group, found, cells, columns)
    return see_other(url_for("invitation_lists.show", list_id=kept.public_id))


@blueprint.get("/invitation-lists/<list_id>")
@staff
def show(list_id: str) -> Page:
    proposed, group = _proposed(list_id)
    if proposed.confirmed_at is not None:
        return see_other(url_for("invitations.index", group_id=group.public_id))
    return _preview_page(proposed, group, WavesForm(formdata=None))


@blueprint.get("/invitation-lists/<list_id>/<kind>.csv")
@staff
def download(list_id: str, kind: str) -> Page:
    """The lines of one kind, to be mended and sent again."""
    proposed, _group = _proposed(list_id)
    if kind not in reads.KINDS:
        raise NotFound
    header = (_("Line"), _("Address"), _("Name"), _("Segments"), _("Why"))
    return csv_file(f"invitations-{kind}", header, reads.lines(proposed, kind))


@blueprint.post("/invitation-lists/<list_id>/columns")
@staff
def change_columns(list_id: str) -> Page:
    """What each column means, said by who knows the list; it is read again."""
    proposed, group = _proposed(list_id)
    if proposed.cells is None or proposed.columns is None:
        raise Conflict(_("This list has no columns to choose."))
    meanings = [request.form.get(f"column-{i}", "") for i in range(len(proposed.columns))]
    if "email" not in meanings or not set(meanings) <= set(list_columns.MEANINGS):
        sentence = _("Say which column holds the addresses.")
        return _preview_page(proposed, group, WavesForm(formdata=None), sentence), 422
    found = address_lists.read_table(address_lists.unpacked(proposed.cells, meanings))
    invitation_lists.read_again(db(), actor(), group, proposed, found, meanings)
    return see_other(url_for("invitation_lists.show", list_id=list_id))


@blueprint.post("/invitation-lists/<list_id>")
@staff
def confirm(list_id: str) -> Page:
    proposed, group = _proposed(list_id)
    form = WavesForm()
    try:
        sent = invitation_lists.confirm(db(), actor(), group, proposed, form.plan())
    except Invalid as error:
        db().rollback()
        form.refuse(error)
        return _preview_page(*_proposed(list_id), form), 422
    commit()
    _tell(sent)
    return see_other(url_for("invitations.index", group_id=group.public_id))


def _tell(sent: Sent | None) -> None:
    if sent is None:
        return warn(_("This list was confirmed before. Nobody was invited twice."))
    now = ngettext(
        "One invitation is on its way.", "%(num)d invitations are on their way.", sent.now
    )
    later = ngettext("One more leaves later.", "%(num)d more leave later.", sent.later)
    return say(f"{now} {later}" if sent.later else now)


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


def _preview_page(
    proposed: InvitationList, group: Group, form: WavesForm, problem: str | None = None
) -> str:
    page = request.args.get("page", 1, type=int)
    brand = db().get_one(Brand, group.brand_id)
    return render_template(
        "invitation_lists/show.html",
        group=group,
        preview=reads.preview(db(), proposed, group, page),
        form=form,
        zone=brand.timezone,
        left_today=quotas.left(db(), brand, clock.now()),
        problem=problem,
    )


def _new_page(group: Group, form: ListForm) -> str:
    return render_template("invitation_lists/new.html", group=group, form=form)
