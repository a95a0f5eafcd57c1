"""Invitations: the mailed link, and the list on which staff follow, repeat and revoke them.

What stands behind the link is `joining`; how a list is read in is `invitation_lists`.
"""

from flask import (
    Blueprint,
    Response,
    current_app,
    get_template_attribute,
    render_template,
    request,
    url_for,
)
from flask import session as state
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import access
from portal.access import doing
from portal.actions import invitations, reminders
from portal.config import Config
from portal.errors import NotFound, Refused
from portal.models import Group, Invitation, Membership
from portal.queries import groups as group_reads
from portal.queries import invitations as reads
from portal.queries import join_links as door_reads
from portal.web import dress
from portal.web.htmx import hx, see_other, wants_fragment
from portal.web.joining import HELD, dead_link
from portal.web.limits import limiter
from portal.web.messages import say
from portal.web.policy import open_to_all, signed_in, staff
from portal.web.session import commit, db
from portal.web.sign_in import actor

blueprint = Blueprint("invitations", __name__)
Page = str | Response | tuple[str, int]


@blueprint.get("/invitations/", defaults={"token": ""})
@blueprint.get("/invitations/<path:token>")
@open_to_all
def open(token: str) -> Response:
    """A mail scanner may come here: nothing is spent, the token only leaves the address bar."""
    if invitations.find(db(), token) is None:
        return dead_link()
    state[HELD] = token
    says_no = request.args.get("answer") == "no"
    clean = see_other(url_for("joining.ask_to_decline" if says_no else "joining.show"))
    clean.headers["Referrer-Policy"] = "no-referrer"
    return clean


@blueprint.post("/invitations/<invitation_id>/answer")
@signed_in
def answer(invitation_id: str) -> Response:
    """From one's home to the same page that the mailed link shows."""
    waiting = reads.waiting_for(actor()).where(Invitation.public_id == invitation_id)
    row = db().scalars(waiting).one_or_none()
    if row is None:
        raise NotFound
    state[HELD] = invitations.token(db(), row)
    return see_other(url_for("joining.show"))


@blueprint.get("/groups/<group_id>/invitations")
@staff
def index(group_id: str) -> Page:
    group = _group(group_id)
    words = {name: request.args.get(name, "") for name in ("state", "q", "after")}
    listing = reads.listing(db(), actor(), group, words["state"], words["q"], words["after"])
    return render_template(
        "invitations/index.html",
        group=group,
        listing=listing,
        asking=door_reads.waiting_count(db(), actor(), group),
        undecided=reminders.waiting_count(db(), group),
        why_not_invite=doing.why_not_invite(actor(), group),
    )


@blueprint.get("/groups/<group_id>/invitations/progress")
@staff
def progress(group_id: str) -> Response:
    """Asked every few seconds while mails wait; 204 as long as nothing moved."""
    now = reads.progress(db(), actor(), _group(group_id))
    if now.queued and request.args.get("written", type=int) == now.written:
        return Response(status=204)
    return hx(get_template_attribute("invitations/_progress.html", "progress")(now))


@blueprint.post("/groups/<group_id>/invitations/resend")
@staff
def resend_waiting(group_id: str) -> Response:
    count = invitations.resend_waiting(db(), actor(), _group(group_id))
    if count:
        say(ngettext("One invitation is sent again.", "%(num)d invitations are sent again.", count))
    else:
        say(_("Nobody has been waiting for more than two days."))
    return see_other(url_for("invitations.index", group_id=group_id))


@blueprint.post("/groups/<group_id>/invitations/take-back")
@staff
def take_back(group_id: str) -> Response:
    count = invitations.take_back_later(db(), actor(), _group(group_id))
    say(ngettext("One invitation is taken back.", "%(num)d invitations are taken back.", count))
    return see_other(url_for("invitations.index", group_id=group_id))


@blueprint.post("/groups/<group_id>/invitations/remind")
@staff
def remind(group_id: str) -> Response:
    count = reminders.send(db(), actor(), _group(group_id))
    if count:
        say(ngettext("One reminder is on its way.", "%(num)d reminders are on their way.", count))
    else:
        say(_("Nobody can be reminded now."))
    return see_other(url_for("invitations.index", group_id=group_id))


@blueprint.post("/invitations/<invitation_id>/resend")
@staff
@limiter.limit("120 per hour")
def resend(invitation_id: str) -> Response:
    row, group = _one(invitation_id)
    invitations.resend(db(), actor(), row)
    return _moved(row, group, _("Sent again. The older link no longer works."))


@blueprint.post("/invitations/<invitation_id>/revoke")
@staff
def revoke(invitation_id: str) -> Response:
    row, group = _one(invitation_id)
    invitations.revoke(db(), actor(), row)
    return _moved(row, group, _("Revoked. The link no longer works."))


@blueprint.post("/invitations/<invitation_id>/link")
@staff
@limiter.limit("120 per hour")
def link(invitation_id: str) -> Page:
    """The link in a field; shown once to whoever asks, never in a list."""
    row, group = _one(invitation_id)
    token = invitations.show_link(db(), actor(), row)
    commit()
    config: Config = current_app.extensions["portal_config"]
    url = config.base_url + url_for("invitations.open", token=token)
    shown = reads.one_row(db(), actor(), row)
    if wants_fragment():
        return hx(_row(shown, url))
    dress.wear(group_reads.brand_of(db(), group))
    return render_template("invitations/link.html", group=group, invitation=shown, url=url)


def _moved(row: Invitation, group: Group, done: str) -> Response:
    commit()
    if wants_fragment():
        return hx(_row(reads.one_row(db(), actor(), row)))
    say(done)
    return see_other(
        url_for("invitations.index", group_id=group.public_id) + f"#invitation-{row.public_id}"
    )


def _row(shown: reads.InvitationRow, url: str | None = None) -> str:
    drawn: str = get_template_attribute("invitations/_row.html", "row")(shown, url)
    return drawn


def _one(invitation_id: str) -> tuple[Invitation, Group]:
    """An invitation to a group; those to a team are handled on the team's page."""
    visible = access.seeing.invitations(actor()).where(Invitation.membership_id.is_not(None))
    row = access.one(db(), visible, invitation_id)
    membership = db().get_one(Membership, row.membership_id)
    return row, db().get_one(Group, membership.group_id)


def _group(group_id: str) -> Group:
    group = access.one(db(), access.seeing.staffed_groups(actor()), group_id)
    if reason := doing.why_not_manage(actor(), group.brand_id):
        raise Refused(reason)
    dress.wear(group_reads.brand_of(db(), group))
    return group
