"""Groups: opened, shown to their staff and to their members, changed, closed, left."""

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from portal import access
from portal.access import doing
from portal.actions import groups, memberships
from portal.errors import Invalid, NotFound, Refused
from portal.models import Brand, Group, Round
from portal.queries import brands as desks
from portal.queries import groups as reads
from portal.queries import moderation
from portal.web import dress
from portal.web.forms.groups import GroupForm
from portal.web.htmx import see_other
from portal.web.messages import say
from portal.web.policy import signed_in, staff
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("groups", __name__)
Page = str | Response | tuple[str, int]


@blueprint.get("/brands/<brand_id>/groups/new")
@staff
def new(brand_id: str) -> Page:
    return _new_page(_managed_brand(brand_id), GroupForm(formdata=None))


@blueprint.post("/brands/<brand_id>/groups/new")
@staff
def create(brand_id: str) -> Page:
    brand, form = _managed_brand(brand_id), GroupForm()
    try:
        group = groups.open(db(), actor(), brand, form.wording())
    except Invalid as error:
        form.refuse(error)
        return _new_page(brand, form), 422
    say(_("The group is open. Now invite its members."))
    return see_other(url_for("groups.show", group_id=group.public_id))


@blueprint.get("/groups/<group_id>")
@signed_in
def show(group_id: str) -> Page:
    """Staff see the members and what to do; members what they agreed to."""
    group = access.one(db(), access.seeing.groups(actor()), group_id)
    brand = reads.brand_of(db(), group)
    dress.wear(brand)
    if actor().role_in(brand.id) is None:
        return _member_page(group, brand)
    return render_template(
        "groups/show.html",
        of=brand,
        group=reads.words_of(db(), group),
        members=reads.members(
            db(),
            actor(),
            group,
            request.args.get("state", ""),
            request.args.get("q", ""),
            request.args.get("after", ""),
        ),
        rounds=desks.round_lines(db(), actor(), Round.group_id == group.id),
        why_not_manage=doing.why_not_manage(actor(), brand.id),
        waits=moderation.waits_in(db(), actor(), group),
        why_not_invite=doing.why_not_invite(actor(), group),
    )


@blueprint.get("/groups/<group_id>/edit")
@staff
def edit(group_id: str) -> Page:
    group = managed(group_id)
    form = GroupForm(formdata=None, obj=group, terms=reads.source_of(db(), group))
    return _edit_page(group, form)


@blueprint.post("/groups/<group_id>/edit")
@staff
def change(group_id: str) -> Page:
    group, form = managed(group_id), GroupForm()
    try:
        groups.edit(db(), actor(), group, form.wording())
    except Invalid as error:
        form.refuse(error)
        return _edit_page(group, form), 422
    say(_("The group is saved."))
    return see_other(url_for("groups.show", group_id=group_id))


@blueprint.post("/groups/<group_id>/close")
@staff
def close(group_id: str) -> Page:
    groups.close(db(), actor(), managed(group_id))
    say(_("The group is closed. What was said in it stays."))
    return see_other(url_for("groups.show", group_id=group_id))


@blueprint.post("/groups/<group_id>/credit")
@signed_in
def credit(group_id: str) -> Page:
    """A member's own wish to be named, or not."""
    is_wished = request.form.get("named") == "yes"
    memberships.credit(db(), actor(), _joined(group_id), is_wished=is_wished)
    say(_("You will be named.") if is_wished else _("You will not be named."))
    return see_other(url_for("groups.show", group_id=group_id))


@blueprint.get("/groups/<group_id>/leave")
@signed_in
def ask_to_leave(group_id: str) -> Page:
    group = _joined(group_id)
    dress.wear(reads.brand_of(db(), group))
    return render_template("groups/leave.html", group=group)


@blueprint.post("/groups/<group_id>/leave")
@signed_in
def leave(group_id: str) -> Page:
    group = _joined(group_id)
    memberships.leave(db(), actor(), group)
    say(_("You have left %(group)s. Thank you for your voice.", group=group.name))
    return see_other(url_for("home.show"))


def managed(group_id: str) -> Group:
    """A group of a brand one manages, its page wearing the brand."""
    group = access.one(db(), access.seeing.staffed_groups(actor()), group_id)
    if reason := doing.why_not_manage(actor(), group.brand_id):
        raise Refused(reason)
    dress.wear(reads.brand_of(db(), group))
    return group


def _joined(group_id: str) -> Group:
    """A group one is a member of; staff cannot leave what they never joined."""
    group = access.one(db(), access.seeing.groups(actor()), group_id)
    if group.id not in actor().groups:
        raise NotFound
    return group


def _member_page(group: Group, brand: Brand) -> str:
    own = reads.own_membership(db(), actor(), group)
    return render_template(
        "groups/member.html",
        of=brand,
        group=reads.words_of(db(), group, own.terms_version),
        membership=own,
        removed=moderation.removed(db(), actor(), group),
    )


def _managed_brand(brand_id: str) -> Brand:
    brand = access.one(db(), access.seeing.staffed_brands(actor()), brand_id)
    if reason := doing.why_not_manage(actor(), brand.id):
        raise Refused(reason)
    dress.wear(brand)
    return brand


def _new_page(brand: Brand, form: GroupForm) -> str:
    return render_template("groups/new.html", of=brand, form=form)


def _edit_page(group: Group, form: GroupForm) -> str:
    return render_template("groups/edit.html", group=group, form=form)
