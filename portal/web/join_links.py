"""The link with which people ask to be let in: its rules and its requests for those who manage,
and the page behind it for whoever holds it."""

from flask import Blueprint, Response, current_app, render_template, url_for
from flask_babel import gettext as _

from portal import access
from portal.actions import join_links
from portal.config import Config
from portal.errors import Conflict, Invalid, NotFound
from portal.models import Group, JoinLink, JoinRequest
from portal.queries import join_links as reads
from portal.web import dress, groups
from portal.web.forms.join_links import AskingForm, RulesForm
from portal.web.htmx import see_other
from portal.web.limits import limiter
from portal.web.messages import say
from portal.web.policy import open_to_all, staff
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("join_links", __name__)
Page = str | Response | tuple[str, int]


@blueprint.get("/join/<token>")
@open_to_all
def show(token: str) -> Page:
    return _door_page(_found(token), token, AskingForm(formdata=None))


@blueprint.post("/join/<token>")
@open_to_all
@limiter.limit("20 per hour")
def ask(token: str) -> Page:
    """The same answer for every address: nothing here tells who is known."""
    link, form = _found(token), AskingForm()
    try:
        join_links.ask(db(), link, form.asking())
    except (Invalid, Conflict) as error:
        db().rollback()
        if isinstance(error, Invalid):
            form.refuse(error)
        else:
            form.form_errors.append(error.sentence)
        return _door_page(_found(token), token, form), error.status
    door = reads.door(db(), link)
    dress.wear(door.brand)
    return render_template("join_links/asked.html", door=door, accent_url=None)


@blueprint.get("/groups/<group_id>/join-link")
@staff
def settings(group_id: str) -> Page:
    group = groups.managed(group_id)
    link = reads.link_of(db(), group)
    form = RulesForm(formdata=None, obj=link)
    form.domains.data = ", ".join(link.domains) if link else ""
    return _settings_page(group, form)


@blueprint.post("/groups/<group_id>/join-link")
@staff
def open(group_id: str) -> Page:
    group, form = groups.managed(group_id), RulesForm()
    try:
        join_links.open(db(), actor(), group, form.rules())
    except Invalid as error:
        db().rollback()
        form.refuse(error)
        return _settings_page(groups.managed(group_id), form), 422
    say(_("The link is open. Hand it round."))
    return see_other(url_for("join_links.settings", group_id=group_id))


@blueprint.post("/groups/<group_id>/join-link/renew")
@staff
def renew(group_id: str) -> Page:
    group, link = _own(group_id)
    join_links.renew(db(), actor(), group, link)
    say(_("Here is another link. The older one no longer works."))
    return see_other(url_for("join_links.settings", group_id=group_id))


@blueprint.post("/groups/<group_id>/join-link/close")
@staff
def close(group_id: str) -> Page:
    group, link = _own(group_id)
    join_links.close(db(), actor(), group, link)
    say(_("The link is closed. Who asked before can still be let in."))
    return see_other(url_for("join_links.settings", group_id=group_id))


@blueprint.post("/join-requests/<request_id>/accept")
@staff
def accept(request_id: str) -> Page:
    row, group = _request(request_id)
    join_links.accept(db(), actor(), group, row)
    say(_("An invitation to %(address)s is on its way.", address=row.email_key))
    return see_other(url_for("join_links.settings", group_id=group.public_id))


@blueprint.post("/join-requests/<request_id>/refuse")
@staff
def refuse(request_id: str) -> Page:
    row, group = _request(request_id)
    join_links.refuse(db(), actor(), group, row)
    say(_("Not let in. They are not written to."))
    return see_other(url_for("join_links.settings", group_id=group.public_id))


def _found(token: str) -> JoinLink:
    link = join_links.find(db(), token)
    if link is None:
        raise NotFound
    return link


def _own(group_id: str) -> tuple[Group, JoinLink]:
    group = groups.managed(group_id)
    link = reads.link_of(db(), group)
    if link is None or link.closed_at is not None:
        raise Conflict(_("This link is closed."))
    return group, link


def _request(request_id: str) -> tuple[JoinRequest, Group]:
    row = access.one(db(), access.seeing.join_requests(actor()), request_id)
    group = db().get_one(Group, row.group_id)
    return row, groups.managed(group.public_id)


def _door_page(link: JoinLink, token: str, form: AskingForm) -> str:
    door = reads.door(db(), link)
    dress.wear(door.brand)
    return render_template(
        "join_links/show.html", door=door, token=token, form=form, accent_url=None
    )


def _settings_page(group: Group, form: RulesForm) -> str:
    link = reads.link_of(db(), group)
    is_open = link is not None and link.closed_at is None
    config: Config = current_app.extensions["portal_config"]
    url = url_for("join_links.show", token=join_links.token(db(), link)) if link else ""
    return render_template(
        "join_links/settings.html",
        group=group,
        form=form,
        link=link if is_open else None,
        url=config.base_url + url,
        waiting=reads.waiting(db(), actor(), group),
    )
