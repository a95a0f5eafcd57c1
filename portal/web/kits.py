"""Kits, taken in one press on the set-up page of a round, and given back in another."""

from flask import Blueprint, Response, request

from portal.actions import kits
from portal.language import gettext as _
from portal.language import ngettext
from portal.web.messages import say
from portal.web.policy import staff
from portal.web.rounds import back_to, staffed
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("kits", __name__)


@blueprint.post("/rounds/<round_id>/kits/<kit>")
@staff
def take(round_id: str, kit: str) -> Response:
    """Add what is missing of it; with the other button, take it away again."""
    round = staffed(round_id)
    wanted = kits.named(kit)
    if request.form.get("do") == "give-back":
        kits.give_back(db(), actor(), round, wanted)
        say(_("Taken away again. What you had changed stays."))
        return back_to(round, "questions")
    taken = kits.take(db(), actor(), round, wanted)
    say(_told(taken))
    return back_to(round, "questions")


def _told(taken: kits.Taken) -> str:
    if not taken.questions and not taken.rules:
        return _("Everything in this kit is here already.")
    added = ngettext("%(num)s question is added.", "%(num)s questions are added.", taken.questions)
    if taken.left_out:
        added += " " + _("Left out: a question about variants, because there are no two yet.")
    return added
