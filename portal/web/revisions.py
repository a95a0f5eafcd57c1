"""One revision: written in an editor, looked at as members will see it, published."""

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from portal import access
from portal.access import doing
from portal.actions import images, revisions
from portal.actions.images import Upload
from portal.actions.revisions import Stale
from portal.errors import Invalid, NotFound, Refused
from portal.models import Brand, Draft, Revision
from portal.pictures import MOST_BYTES
from portal.queries import drafts as reads
from portal.web.drafts import staffed, worn
from portal.web.forms.drafts import (
    RevisionForm,
    other_words,
    picture_rows,
    variant_rows,
    writing_of,
)
from portal.web.htmx import see_other
from portal.web.images import storage
from portal.web.limits import limiter, person
from portal.web.messages import say, warn
from portal.web.policy import staff
from portal.web.session import commit, db
from portal.web.sign_in import actor
from portal.web.uploads import takes_files

blueprint = Blueprint("revisions", __name__)
Page = str | Response | tuple[str, int]
MOST_IN_ONE_GO = 100 * 1024 * 1024


@blueprint.get("/drafts/<draft_id>/revisions/<int:number>")
@staff
def show(draft_id: str, number: int) -> Page:
    """As a member will see it."""
    draft, revision = _found(draft_id, number)
    worn(draft)
    return render_template(
        "drafts/preview.html", draft=draft, revision=reads.revision(db(), revision)
    )


@blueprint.get("/drafts/<draft_id>/revisions/<int:number>/edit")
@staff
def edit(draft_id: str, number: int) -> Page:
    draft, revision = _found(draft_id, number)
    if reason := doing.why_not_edit_revision(actor(), draft, revision):
        raise Refused(reason)
    return _editor(draft, revision, RevisionForm(formdata=None, obj=revision))


@blueprint.post("/drafts/<draft_id>/revisions/<int:number>/edit")
@staff
@takes_files(MOST_IN_ONE_GO)
@limiter.limit("240 per hour", key_func=person)
def write(draft_id: str, number: int) -> Page:
    """Save all of it; then hang new pictures, then publish if that was the button."""
    draft, revision = _found(draft_id, number)
    form = RevisionForm()
    wanted = writing_of(form, request.form)
    try:
        revisions.write(db(), actor(), draft, revision, wanted, _version(form))
        problems = _hang(draft, revision)
        if request.form.get("do") == "publish" and not problems:
            revisions.publish(db(), actor(), draft, revision, revision.version)
    except Stale as error:
        return _stale_page(draft_id, number, form, error)
    except Invalid as error:
        db().rollback()
        form.refuse(error)
        draft, revision = _found(draft_id, number)
        return _editor(draft, revision, form), 422
    commit()
    for sentence in problems:
        warn(sentence)
    return _after(draft_id, revision, bool(problems))


def _after(draft_id: str, revision: Revision, has_problems: bool) -> Response:
    if revision.published_at is not None:
        say(_("Published. It stays as it is now; the next revision can answer what you hear."))
        return see_other(url_for("drafts.show", draft_id=draft_id))
    if not has_problems:
        say(_("Saved."))
    place = "#pictures" if request.form.get("do", "save") not in ("save", "publish") else ""
    here = url_for("revisions.edit", draft_id=draft_id, number=revision.number)
    return see_other(here + place)


def _hang(draft: Draft, revision: Revision) -> tuple[str, ...]:
    """Keep what was uploaded; sentences about what could not be kept."""
    files = [file for file in request.files.getlist("files") if file.filename]
    if not files:
        return ()
    brand = db().get_one(Brand, draft.brand_id)
    # One byte more than allowed is enough to know that a file is too large.
    uploads = [Upload(file.filename or "", file.stream.read(MOST_BYTES + 1)) for file in files]
    kept = images.keep_all(db(), actor(), storage(), brand, uploads)
    if kept.images:
        revisions.add_images(db(), actor(), draft, revision, kept.images)
    return kept.problems


def _found(draft_id: str, number: int) -> tuple[Draft, Revision]:
    """A revision is only ever found through its draft."""
    draft = staffed(draft_id)
    mine = access.seeing.revisions(actor()).where(
        Revision.draft_id == draft.id, Revision.number == number
    )
    revision: Revision | None = db().scalars(mine).one_or_none()
    if revision is None:
        raise NotFound
    return draft, revision


def _version(form: RevisionForm) -> int:
    text = form.version.data or ""
    known = text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if known else 0


def _editor(draft: Draft, revision: Revision, form: RevisionForm) -> str:
    brand = worn(draft)
    form.version.data = str(revision.version)
    seen = reads.revision(db(), revision)
    written = writing_of(form, request.form) if request.method == "POST" else None
    return render_template(
        "drafts/edit.html",
        draft=draft,
        desk_of=brand,
        revision=seen,
        pictures=picture_rows(seen, written),
        variants=variant_rows(seen, written),
        form=form,
    )


def _stale_page(draft_id: str, number: int, form: RevisionForm, error: Stale) -> Page:
    """Both texts, side by side; nothing is lost."""
    db().rollback()
    draft, revision = _found(draft_id, number)
    worn(draft)
    page = render_template(
        "drafts/stale.html",
        draft=draft,
        theirs=reads.revision(db(), revision),
        mine=form,
        rest=other_words(writing_of(form, request.form)),
        sentence=error.sentence,
    )
    return page, 409
