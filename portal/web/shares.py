"""Share links, as the team makes, lists and ends them. What is behind one is `shared`."""

from flask import Blueprint, Response, current_app, render_template, url_for
from flask_babel import gettext as _

from portal import access
from portal.access import doing, seeing
from portal.actions import shares
from portal.config import Config
from portal.errors import Invalid
from portal.models import Report, Round
from portal.queries import shares as reads
from portal.web.forms.shares import ShareForm
from portal.web.htmx import see_other
from portal.web.limits import limiter, person
from portal.web.messages import say
from portal.web.policy import staff
from portal.web.rounds import staffed
from portal.web.session import commit, db
from portal.web.sign_in import actor

blueprint = Blueprint("shares", __name__)
Page = str | Response | tuple[str, int]


@blueprint.get("/rounds/<round_id>/shares")
@staff
def index(round_id: str) -> Page:
    return _page(staffed(round_id), ShareForm(formdata=None))


@blueprint.post("/rounds/<round_id>/shares")
@staff
@limiter.limit("30 per hour", key_func=person)
def make(round_id: str) -> Page:
    """The one moment at which the link is seen."""
    round, form = staffed(round_id), ShareForm()
    if not form.validate():
        return _page(round, form), 422
    try:
        token, share = shares.make(
            db(),
            actor(),
            round,
            days=form.days.data or 0,
            note=form.note.data or "",
            passcode=form.passcode.data or "",
        )
    except Invalid as error:
        form.refuse(error)
        return _page(round, form), 422
    config: Config = current_app.extensions["portal_config"]
    url = config.base_url + url_for("shared.show", token=token)
    commit()
    return render_template("shares/made.html", round=round, share=share, url=url)


@blueprint.post("/shares/<share_id>/revoke")
@staff
def revoke(share_id: str) -> Response:
    share = access.one(db(), seeing.shares(actor()), share_id)
    shares.revoke(db(), actor(), share)
    say(_("The link is revoked. It leads nowhere from now on."))
    report = db().get_one(Report, share.report_id)
    round = db().get_one(Round, report.round_id)
    return see_other(url_for("shares.index", round_id=round.public_id))


def _page(round: Round, form: ShareForm) -> str:
    return render_template(
        "shares/index.html",
        round=round,
        form=form,
        links=reads.of_round(db(), actor(), round),
        why_not_share=doing.why_not_share(actor(), round),
    )
