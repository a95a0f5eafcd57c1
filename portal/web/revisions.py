"""One revision: written in an editor, looked at as members will see it, published.

What the editor sends piece by piece while one is writing is `portal.web.revision_pieces`.
"""

from datetime import datetime

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from portal.access import doing
from portal.actions import publishing, revisions, schedule, story_starts
from portal.actions.revisions import Stale
from portal.errors import Invalid, PortalError, Refused
from portal.models import Brand, Draft, Revision
from portal.queries import drafts as reads
from portal.web import revision_files
from portal.web.drafts import found_revision, worn
from portal.web.forms.drafts import (
    RevisionForm,
    attachment_rows,
    other_words,
    picture_rows,
    variant_rows,
    writing_of,
)
from portal.web.htmx import see_other
from portal.web.limits import limiter, person
from portal.web.messages import say, warn
from portal.web.policy import staff
from portal.web.revision_pieces import saved
from portal.web.session import commit, db
from portal.web.sign_in import actor
from portal.web.uploads import takes_files

blueprint = Blueprint("revisions", __name__)
Page = str | Response | tuple[str, int]
MOST_IN_ONE_GO = 120 * 1024 * 1024


@blueprint.get("/drafts/<draft_id>/revisions/<int:number>")
@staff
def show(draft_id: str, number: int) -> Page:
    """As a member will see it."""
    draft, revision = found_revision(draft_id, number)
    brand = worn(draft)
    return render_template(
        "drafts/preview.html", draft=draft, desk_of=brand, page=reads.look(db(), revision)
    )


@blueprint.get("/drafts/<draft_id>/revisions/<int:number>/edit")
@staff
def edit(draft_id: str, number: int) -> Page:
    draft, revision = found_revision(draft_id, number)
    if reason := doing.why_not_edit_revision(actor(), draft, revision):
        raise Refused(reason)
    return _editor(draft, revision, RevisionForm(formdata=None, obj=revision))


@blueprint.post("/drafts/<draft_id>/revisions/<int:number>/edit")
@staff
@takes_files(MOST_IN_ONE_GO)
@limiter.limit("2000 per hour", key_func=person)
def write(draft_id: str, number: int) -> Page:
    """Save all of it; then hang new files, then do what the button says beside saving."""
    draft, revision = found_revision(draft_id, number)
    form = RevisionForm()
    if request.form.get("do") == "autosave":
        return saved(draft, revision, form)
    wanted = writing_of(form, request.form)
    brought = revision_files.brought(draft, revision)
    draft, revision = found_revision(draft_id, number)
    try:
        revisions.write(db(), actor(), draft, revision, wanted, form.version_number)
        revision_files.hang(draft, revision, brought)
        if not brought.problems:
            _then(draft, revision, form)
    except Stale as error:
        return _stale_page(draft_id, number, form, error)
    except Invalid as error:
        db().rollback()
        form.refuse(error)
        draft, revision = found_revision(draft_id, number)
        return _editor(draft, revision, form), 422
    commit()
    for sentence in brought.problems:
        warn(sentence)
    return _after(draft_id, revision, bool(brought.problems))


@blueprint.post("/drafts/<draft_id>/revisions/<int:number>/unschedule")
@staff
def unschedule(draft_id: str, number: int) -> Page:
    draft, revision = found_revision(draft_id, number)
    publishing.unschedule(db(), actor(), draft, revision)
    say(_("It will not be published by itself any more."))
    return see_other(url_for("drafts.show", draft_id=draft_id))


def _then(draft: Draft, revision: Revision, form: RevisionForm) -> None:
    """What the button says beside saving; the hour is one of the brand's clocks."""
    match request.form.get("do"):
        case "publish":
            revisions.publish(db(), actor(), draft, revision, revision.version)
        case "schedule":
            publishing.schedule(db(), actor(), draft, revision, _hour(draft, form))
        case "unschedule":
            publishing.unschedule(db(), actor(), draft, revision)


def _hour(draft: Draft, form: RevisionForm) -> datetime:
    try:
        brand = db().get_one(Brand, draft.brand_id)
        return schedule.moment(form.publish_at.data or "", brand.timezone)
    except Invalid as error:
        raise Invalid(error.sentence, {"publish_at": error.sentence}) from error


def _after(draft_id: str, revision: Revision, has_problems: bool) -> Response:
    wish = request.form.get("do", "save")
    if revision.published_at is not None:
        say(_("Published. It stays as it is now; the next revision can answer what you hear."))
        return see_other(url_for("drafts.show", draft_id=draft_id))
    if wish == "schedule" and not has_problems:
        say(_("Saved, and it will be published by itself. What you change until then goes along."))
        return see_other(url_for("drafts.show", draft_id=draft_id))
    if not has_problems:
        say(_("Saved."))
    if wish == "look" and not has_problems:
        return see_other(url_for("revisions.show", draft_id=draft_id, number=revision.number))
    return see_other(
        url_for("revisions.edit", draft_id=draft_id, number=revision.number) + _place(wish)
    )


def _place(wish: str) -> str:
    """Where on the page one was, for a button among the pictures."""
    if wish in ("save", "publish", "unschedule", "schedule"):
        return ""
    of_file = wish == "attach" or wish.partition(":")[2] in request.form.getlist("attachment")
    return "#attachments" if of_file else "#pictures"


def _editor(draft: Draft, revision: Revision, form: RevisionForm) -> str:
    brand = worn(draft)
    form.version.data = str(revision.version)
    seen = reads.revision(db(), revision)
    written = writing_of(form, request.form) if request.method == "POST" else None
    if written is None and revision.publish_at is not None:
        form.publish_at.data = schedule.written(revision.publish_at, brand.timezone)
    return render_template(
        "drafts/edit.html",
        draft=draft,
        desk_of=brand,
        revision=seen,
        pictures=picture_rows(seen, written),
        variants=variant_rows(seen, written),
        attachments=attachment_rows(seen, written),
        start=story_starts.found(brand, request.args.get("start", "")),
        form=form,
    )


def _stale_page(draft_id: str, number: int, form: RevisionForm, error: PortalError) -> Page:
    """Both texts, side by side; nothing is lost."""
    db().rollback()
    draft, revision = found_revision(draft_id, number)
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
