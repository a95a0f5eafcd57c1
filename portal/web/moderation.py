"""Keeping a group in order: what members tell, what waits, what the team does about it.

Every form stands on a page of its own too, so that all of it works without JavaScript; in the
conversation htmx opens the same in place and puts the changed thread back.
"""

from collections.abc import Callable

from flask import (
    Blueprint,
    Response,
    get_template_attribute,
    make_response,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import access
from portal.access import Actor, doing, seeing
from portal.actions import complaints, first_posts, moderation
from portal.errors import Invalid, allow
from portal.models import Brand, Critique, Group, Round
from portal.queries import critiques as conversation
from portal.queries import groups as circles
from portal.queries import moderation as reads
from portal.queries import moderation_log as logs
from portal.web import dress, threads
from portal.web.forms.moderation import WRONG, HideForm, TellForm
from portal.web.groups import managed
from portal.web.htmx import hx, see_other, wants_fragment
from portal.web.limits import limiter, person
from portal.web.messages import say
from portal.web.policy import signed_in, staff
from portal.web.session import commit, db
from portal.web.sign_in import actor

blueprint = Blueprint("moderation", __name__)
Deed = Callable[[Session, Actor, Round, Critique], None]


@blueprint.get("/groups/<group_id>/moderation")
@staff
def show(group_id: str) -> str:
    """What waits, and who did what."""
    group = managed(group_id)
    return render_template(
        "moderation/show.html",
        group=circles.words_of(db(), group),
        rules=reads.rules_of(group),
        cases=reads.waiting(db(), actor(), group),
        log=logs.log(db(), actor(), group, request.args.get("before", "")),
        why_words=dict(WRONG),
        blank=HideForm(formdata=None),
    )


@blueprint.get("/critiques/<critique_id>/moderation")
@staff
def case(critique_id: str) -> Response:
    """One critique, what was told of it, and what can be done."""
    return _case(*_moderated(critique_id), HideForm(formdata=None))


@blueprint.post("/critiques/<critique_id>/hide")
@staff
def hide(critique_id: str) -> Response:
    critique, round = _moderated(critique_id)
    form = HideForm()
    try:
        moderation.hide(db(), actor(), round, critique, form.because.data or "")
    except Invalid as error:
        form.refuse(error)
        return _case(critique, round, form, 422)
    return _done(critique, round, _("The words are removed. Their author is told why."))


@blueprint.post("/critiques/<critique_id>/unhide")
@staff
def unhide(critique_id: str) -> Response:
    return _do(critique_id, moderation.unhide, _("The words are back as they were."))


@blueprint.post("/critiques/<critique_id>/lock")
@staff
def lock(critique_id: str) -> Response:
    done = _("The thread is closed. Members read it, and no longer answer in it.")
    return _do(critique_id, moderation.lock, done)


@blueprint.post("/critiques/<critique_id>/unlock")
@staff
def unlock(critique_id: str) -> Response:
    return _do(critique_id, moderation.unlock, _("The thread is open again."))


@blueprint.post("/critiques/<critique_id>/let-through")
@staff
def let_through(critique_id: str) -> Response:
    done = _("It is let through. What they say next is there at once.")
    return _do(critique_id, first_posts.let_through, done)


@blueprint.post("/critiques/<critique_id>/keep")
@staff
def keep(critique_id: str) -> Response:
    return _do(critique_id, complaints.keep, _("The words stay. Whoever told you hears that."))


@blueprint.get("/critiques/<critique_id>/tell")
@signed_in
def tell(critique_id: str) -> Response:
    critique, round = threads.found(critique_id)
    return _telling(critique, round, TellForm(formdata=None))


@blueprint.post("/critiques/<critique_id>/tell")
@signed_in
@limiter.limit("10 per hour", key_func=person)
def post_tell(critique_id: str) -> Response:
    critique, round = threads.found(critique_id)
    form = TellForm()
    try:
        complaints.tell(db(), actor(), round, critique, form.why.data or "", form.words.data or "")
    except Invalid as error:
        form.refuse(error)
        return _telling(critique, round, form, 422)
    commit()
    if wants_fragment():
        return _telling(critique, round, form)
    return see_other(url_for("moderation.tell", critique_id=critique_id))


@blueprint.get("/rounds/<round_id>/house-rules")
@signed_in
def rules(round_id: str) -> str:
    """How people speak with each other in the group of a round."""
    round = access.one(db(), seeing.rounds(actor()), round_id)
    dress.wear(db().get_one(Brand, round.brand_id))
    group = circles.words_of(db(), db().get_one(Group, round.group_id))
    return render_template("moderation/rules.html", group=group, round_id=round_id)


def _moderated(critique_id: str) -> tuple[Critique, Round]:
    critique, round = threads.found(critique_id)
    allow(doing.why_not_moderate(actor(), round, critique))
    return critique, round


def _do(critique_id: str, deed: Deed, done: str) -> Response:
    critique, round = _moderated(critique_id)
    deed(db(), actor(), round, critique)
    return _done(critique, round, done)


def _done(critique: Critique, round: Round, done: str) -> Response:
    """In the conversation the thread as it stands now; else the page of the group."""
    commit()
    if wants_fragment():
        return threads.redrawn(critique, round)
    say(done)
    group = db().get_one(Group, round.group_id)
    return see_other(url_for("moderation.show", group_id=group.public_id))


def _case(critique: Critique, round: Round, form: HideForm, status: int = 200) -> Response:
    group = db().get_one(Group, round.group_id)
    found = reads.case(db(), actor(), critique)
    thread_id = threads.shown_as(critique, round) if wants_fragment() else None
    dress.wear(db().get_one(Brand, round.brand_id))
    commit()
    form.because.id = f"because-{critique.public_id}"
    facts = {
        "case": found,
        "form": form,
        "rules": reads.rules_of(group),
        "why_words": dict(WRONG),
        "thread_id": thread_id,
    }
    if wants_fragment():
        body = get_template_attribute("moderation/_case.html", "in_place")(**facts)
        return hx(body, status, retarget=f"#below-{critique.public_id}", reswap="innerHTML")
    return make_response(render_template("moderation/case.html", group=group, **facts), status)


def _telling(critique: Critique, round: Round, form: TellForm, status: int = 200) -> Response:
    """The form, or the receipt of what one told already."""
    receipt = reads.receipt(db(), actor(), critique)
    if receipt is None:
        allow(doing.why_not_tell(actor(), round, critique))
    facts = {
        "said": conversation.said(db(), actor(), critique),
        "is_gone": critique.deleted_at is not None,
        "receipt": receipt,
        "form": form,
        "why_words": dict(WRONG),
        "round_id": round.public_id,
    }
    dress.wear(db().get_one(Brand, round.brand_id))
    commit()
    form.stand_apart(critique.public_id)
    if wants_fragment():
        body = get_template_attribute("moderation/_tell.html", "tell")(**facts)
        return hx(body, status, retarget=f"#below-{critique.public_id}", reswap="innerHTML")
    return make_response(render_template("moderation/tell.html", **facts), status)
