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
from portal.queries import judge
from portal.queries.judge import DraftPage
from portal.web import dress, views
from portal.web.forms.critiques import CritiqueForm
from portal.web.htmx import hx, wants_fragment
from portal.web.policy import signed_in
from portal.web.session import commit, database, db
from portal.web.sign_in import actor

blueprint = Blueprint("judge", __name__)


@blueprint.get("/rounds/<round_id>")
@signed_in
def show(round_id: str) -> str | Response:
    page = judge.page(db(), actor(), round_id, views.asked())
    # Everything is read: nobody waits for the templates, and the visit finds no reader in its way.
    commit()
    if page.is_visit_due:
        with database().writing.begin() as writing:
            visits.note(writing, actor(), page.round_id)
    return _shown(page)


def _shown(page: DraftPage) -> str | Response:
    """A form that narrows the conversation sends all its fields; its address is the short one."""
    address = views.address(page.round_id, page.talk.view)
    if wants_fragment() and request.full_path.rstrip("?") != address:
        return hx(draw(page), push_url=address)
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
    page = change(judge.page(db(), actor(), round_id, views.around(round_id)))
    if wants_fragment():
        body = get_template_attribute("judge/_page.html", "page")(page, form or empty_form())
        return hx(body, status, retarget="#judge", reswap="outerHTML")
    return make_response(draw(page, form), status)


def empty_form() -> CritiqueForm:
    return CritiqueForm(formdata=None, submission=ids.public_id())
