"""Drafts, for the staff that shows them: begun, looked over, copied, put away."""

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext as _

from portal import access
from portal.access import doing
from portal.actions import drafts, revisions, story_starts
from portal.errors import Invalid, NotFound
from portal.models import Brand, Draft, Revision, Round
from portal.queries import drafts as reads
from portal.web import dress
from portal.web.forms.drafts import NewDraftForm
from portal.web.htmx import see_other
from portal.web.messages import say
from portal.web.policy import signed_in, staff
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("drafts", __name__)
Page = str | Response | tuple[str, int]


@blueprint.get("/brands/<brand_id>/drafts/new")
@staff
def new(brand_id: str) -> Page:
    return _new_page(_staffed_brand(brand_id), NewDraftForm(formdata=None))


@blueprint.post("/brands/<brand_id>/drafts/new")
@staff
def create(brand_id: str) -> Page:
    brand = _staffed_brand(brand_id)
    form = NewDraftForm()
    try:
        draft = drafts.create(db(), actor(), brand, form.title.data or "", form.start.data or "")
    except Invalid as error:
        form.refuse(error)
        return _new_page(brand, form), 422
    start = form.start.data or None
    editor = url_for("revisions.edit", draft_id=draft.public_id, number=1, start=start)
    return see_other(editor)


@blueprint.get("/drafts/<draft_id>")
@signed_in
def show(draft_id: str) -> Page:
    """Staff: the draft with its revisions. A member: the round in which it was last shown."""
    draft = access.one(db(), access.seeing.drafts(actor()), draft_id)
    if actor().role_in(draft.brand_id) is None:
        return see_other(url_for("judge.show", round_id=_newest_round(draft).public_id))
    brand = worn(draft)
    return render_template(
        "drafts/show.html",
        draft=reads.draft(db(), actor(), draft),
        desk_of=brand,
        why_not_manage=doing.why_not_manage(actor(), brand.id),
    )


@blueprint.post("/drafts/<draft_id>/revisions/next")
@staff
def start_next(draft_id: str) -> Page:
    draft = staffed(draft_id)
    revision = revisions.start_next(db(), actor(), draft)
    return see_other(url_for("revisions.edit", draft_id=draft_id, number=revision.number))


@blueprint.post("/drafts/<draft_id>/duplicate")
@staff
def duplicate(draft_id: str) -> Page:
    copy = drafts.duplicate(db(), actor(), staffed(draft_id))
    say(_("This is a copy. The other draft stays as it is."))
    return see_other(url_for("revisions.edit", draft_id=copy.public_id, number=1))


@blueprint.post("/drafts/<draft_id>/archive")
@staff
def archive(draft_id: str) -> Page:
    drafts.archive(db(), actor(), staffed(draft_id))
    say(_("The draft is put away. You find it at the end of the desk."))
    return see_other(url_for("drafts.show", draft_id=draft_id))


@blueprint.post("/drafts/<draft_id>/restore")
@staff
def restore(draft_id: str) -> Page:
    drafts.restore(db(), actor(), staffed(draft_id))
    say(_("The draft is back on the desk."))
    return see_other(url_for("drafts.show", draft_id=draft_id))


def staffed(draft_id: str) -> Draft:
    """A draft of a brand one works for; to others, members included, it is not here."""
    draft = access.one(db(), access.seeing.drafts(actor()), draft_id)
    if actor().role_in(draft.brand_id) is None:
        raise NotFound
    return draft


def found_revision(draft_id: str, number: int) -> tuple[Draft, Revision]:
    """A revision is only ever found through its draft."""
    draft = staffed(draft_id)
    mine = access.seeing.revisions(actor()).where(
        Revision.draft_id == draft.id, Revision.number == number
    )
    revision: Revision | None = db().scalars(mine).one_or_none()
    if revision is None:
        raise NotFound
    return draft, revision


def worn(draft: Draft) -> Brand:
    """The brand of the draft, worn by the page."""
    brand = db().get_one(Brand, draft.brand_id)
    dress.wear(brand)
    return brand


def _newest_round(draft: Draft) -> Round:
    shown = access.seeing.rounds(actor()).where(Round.draft_id == draft.id)
    found: Round | None = db().scalars(shown.order_by(Round.opened_at.desc()).limit(1)).first()
    if found is None:
        raise NotFound
    return found


def _staffed_brand(brand_id: str) -> Brand:
    brand = access.one(db(), access.seeing.staffed_brands(actor()), brand_id)
    dress.wear(brand)
    return brand


def _new_page(brand: Brand, form: NewDraftForm) -> str:
    return render_template(
        "drafts/new.html",
        form=form,
        desk_of=brand,
        starts=story_starts.of(brand),
        why_not=doing.why_not_manage(actor(), brand.id),
    )
