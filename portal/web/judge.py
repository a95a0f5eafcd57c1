"""The page a member judges a draft on. What happens on it: `votes`, `critiques`."""

from collections.abc import Callable

from flask import (
    Blueprint,
    Response,
    get_template_attribute,
    make_response,
    render_template,
    request,
)

from portal import ids
from portal.actions import visits
from portal.errors import NotFound
from portal.queries import judge
from portal.queries.judge import DraftPage
from portal.web import dress
from portal.web.forms.critiques import CritiqueForm
from portal.web.htmx import hx, wants_fragment
from portal.web.policy import signed_in
from portal.web.session import commit, database, db
from portal.web.sign_in import actor

blueprint = Blueprint("judge", __name__)


@blueprint.get("/rounds/<round_id>")
@signed_in
def show(round_id: str) -> str | Response:
    page = judge.page(
        db(),
        actor(),
        round_id,
        revision_number=_number(request.args.get("revision")),
        before=request.args.get("before"),
        thread=request.args.get("thread"),
        start=request.args.get("from"),
    )
    # Everything is read: nobody waits for the templates, and the visit finds no reader in its way.
    commit()
    if page.is_first_visit:
        with database().writing.begin() as writing:
            visits.note(writing, actor(), page.round_id)
    return draw(page)


def draw(page: DraftPage, form: CritiqueForm | None = None) -> str:
    """The whole page; `form` is the composer as it was refused, if so."""
    dress.wear(page.brand)
    return render_template("judge/show.html", page=page, form=form or empty_form())


def again(
    round_id: str,
    status: int,
    change: Callable[[DraftPage], DraftPage] = lambda page: page,
    form: CritiqueForm | None = None,
) -> Response:
    """The page as it stands now, after something that was not saved."""
    page = change(judge.page(db(), actor(), round_id))
    if wants_fragment():
        body = get_template_attribute("judge/_page.html", "page")(page, form or empty_form())
        return hx(body, status, retarget="#judge", reswap="outerHTML")
    return make_response(draw(page, form), status)


def empty_form() -> CritiqueForm:
    return CritiqueForm(formdata=None, submission=ids.public_id())


def _number(typed: str | None) -> int | None:
    if typed is None:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < 6):
        raise NotFound
    return int(typed)
