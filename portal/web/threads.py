"""A thread of a conversation: the form that adds to it or changes it, and the thread as it stands
afterwards. Not here: the addresses of those forms (`portal.web.critiques`)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import (
    Response,
    get_template_attribute,
    make_response,
    render_template,
    url_for,
)
from flask_babel import gettext as _

from portal import access, ids
from portal.access import seeing
from portal.actions.critiques import print_of
from portal.errors import Conflict, Invalid
from portal.models import Brand, Critique, Round
from portal.queries import critiques as reads
from portal.queries import judge
from portal.queries.critiques import Talk
from portal.web import beside, dress, pins, views
from portal.web import judge as draft_page
from portal.web.forms.base import PortalForm
from portal.web.forms.critiques import CritiqueForm, ReplyForm
from portal.web.htmx import hx, see_other, wants_fragment
from portal.web.messages import say
from portal.web.session import commit, db
from portal.web.sign_in import actor


def found(critique_id: str) -> tuple[Critique, Round]:
    row = access.one_row(db(), seeing.critiques(actor()).add_columns(Round), critique_id)
    return row[0], row[1]


def opened(round: Round, revision: int, hears_others: bool) -> str:
    """What the support vote opened, to be swapped in beside it."""
    view = views.around(round.public_id)
    found = reads.conversation(db(), actor(), round, view)
    talk = reads.talk(db(), actor(), round, found, revision, hears_others)
    return _drawn("heard", replace(talk, view=view), True) + pins.again(round, talk)


def with_said(round: Round, made: str | None) -> Response:
    """The conversation as it is looked at, if what was just said is in it; else all of it."""
    view = views.around(round.public_id)
    page = judge.page(db(), actor(), round.public_id, view)
    moved: dict[str, Any] = {}
    if made and not page.talk.conversation.holds(made):
        view = views.everything(view)
        page = judge.page(db(), actor(), round.public_id, view)
        moved["push_url"] = views.address(round.public_id, view)
    body = _drawn("conversation", page.talk, draft_page.empty_form())
    return hx(body + pins.again(round, page.talk), **moved)


def save(
    what: str, critique: Critique, round: Round, form: PortalForm, do: Callable[[], object]
) -> Response:
    """Do it; or show the form again with everything typed and what is the matter."""
    try:
        made = do()
    except Invalid as error:
        form.refuse(error)
        return write(what, critique, round, form, 422)
    except Conflict as error:
        if isinstance(form, ReplyForm):
            ask_anew(form, error)
            return write(what, critique, round, form, 409)
        form.form_errors.append(error.sentence)
        # Saving again replaces the text that is shown beside the form.
        form.seen.raw_data = None
        form.seen.data = print_of(critique.text)
        return write(what, critique, round, form, 409)
    return put_back(critique, round, made if isinstance(made, str) else None)


def ask_anew(form: CritiqueForm | ReplyForm, error: Conflict) -> None:
    """What was typed, as words of their own: under this key others were posted."""
    form.text.errors = [error.sentence]
    form.submission.raw_data = None
    form.submission.data = ids.public_id()


def put_back(critique: Critique, round: Round, made: str | None = None) -> Response:
    """After a change of a thread: that thread as it stands now, or where the new answer stands."""
    commit()
    if not wants_fragment():
        say(_("Saved."))
        return see_other(_address_of(made) if made else place_of(critique, round))
    return redrawn(critique, round, made)


def redrawn(critique: Critique, round: Round, made: str | None = None) -> Response:
    """The thread as the page around shows it; or the way to the new answer, if it is not in it."""
    talk = _around(critique, round)
    if made and not talk.conversation.holds(made):
        return see_other(_address_of(made))
    return hx(_drawn("thread", talk))


def shown_as(critique: Critique, round: Round) -> str:
    """The public id of the remark or answer that tops the thread on the page around."""
    return _around(critique, round).conversation.threads[0].root.public_id


def write(
    what: str, critique: Critique, round: Round, form: PortalForm, status: int = 200
) -> Response:
    remark = reads.said(db(), actor(), critique)
    commit()
    if isinstance(form, ReplyForm) and form.sent:
        beside.show_again(form, form.sent)
    form.stand_apart(critique.public_id)
    if wants_fragment():
        body = get_template_attribute("critiques/_write.html", "write")(
            what, remark, form, round.public_id
        )
        return hx(body, status, retarget=f"#below-{critique.public_id}", reswap="innerHTML")
    dress.wear(db().get_one(Brand, round.brand_id))
    page = render_template(
        "critiques/write.html",
        what=what,
        remark=remark,
        form=form,
        round_id=round.public_id,
    )
    return make_response(page, status)


def _around(critique: Critique, round: Round) -> Talk:
    """The thread with this in it as the page around shows it, else by itself."""
    view = views.around(round.public_id)
    found = reads.conversation(db(), actor(), round, view).only(critique.public_id)
    if not found.threads:
        place = reads.place_of(db(), actor(), round, critique)
        found = reads.conversation(db(), actor(), round, place)
    return replace(reads.talk(db(), actor(), round, found), view=view)


def place_of(critique: Critique, round: Round) -> str:
    view = reads.place_of(db(), actor(), round, critique)
    anchor = f"critique-{critique.public_id}"
    return url_for("judge.show", round_id=round.public_id, _anchor=anchor, **view.words())


def _address_of(critique_id: str) -> str:
    return url_for("critiques.show", critique_id=critique_id)


def _drawn(macro: str, *arguments: object) -> str:
    return str(get_template_attribute("critiques/_conversation.html", macro)(*arguments))
