"""Deciding on a round: launch, revise or stop."""

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _

from portal.access import one, seeing
from portal.actions import decisions
from portal.errors import Invalid
from portal.queries import reports
from portal.web.forms.decisions import DecisionForm
from portal.web.htmx import see_other
from portal.web.messages import say
from portal.web.policy import staff
from portal.web.reports import page
from portal.web.session import commit, db
from portal.web.sign_in import actor

blueprint = Blueprint("decisions", __name__)


@blueprint.post("/rounds/<round_id>/decision")
@staff
def decide(round_id: str) -> Response | tuple[str, int]:
    round = one(db(), seeing.staffed_rounds(actor()), round_id)
    form = DecisionForm()
    try:
        decisions.decide(
            db(),
            actor(),
            round,
            choice=form.choice.data or "",
            why=form.why.data or "",
            what_next=form.what_next.data or "",
        )
    except Invalid as error:
        form.refuse(error)
        return page(reports.of(db(), round), form), 422
    commit()
    say(_("The decision is made. The group sees it now."))
    return see_other(url_for("reports.show", round_id=round_id) + "#decision")
