"""What the editor sends piece by piece while one is writing: a save by itself, one picture, one
film or PDF. Each answer is a fragment that says which version it is now.

`was` and `version` are steps on a chain: whoever still has `was` may go on with `version`. So the
picture I add makes nobody stale who wrote nothing in between, and hides from nobody that somebody
else did.
"""

from typing import Any

from flask import Blueprint, Response, get_template_attribute, request
from flask_babel import gettext as _

from portal import aside, clock, text
from portal.access import doing
from portal.actions import attachments, images, revisions
from portal.actions.revisions import Stale
from portal.errors import Invalid, Refused
from portal.models import Brand, Draft, Revision
from portal.pictures import MOST_BYTES
from portal.queries import drafts as reads
from portal.web.drafts import found_revision
from portal.web.forms.drafts import RevisionForm, picture_rows, stem_of, writing_of
from portal.web.htmx import hx
from portal.web.limits import limiter, person
from portal.web.policy import staff
from portal.web.session import commit, db, let_others_write
from portal.web.sign_in import actor
from portal.web.stored import storage
from portal.web.uploads import takes_files

blueprint = Blueprint("revision_pieces", __name__)
# A form around the file, and what a browser writes about it.
AROUND = 64 * 1024


def saved(draft: Draft, revision: Revision, form: RevisionForm) -> Response:
    """A save that nobody asked for: the words as they stand, never a page, never an event."""
    wanted = writing_of(form, request.form)
    version, facts = form.version_number, _previews(form)
    try:
        revisions.write(db(), actor(), draft, revision, wanted, version, is_auto=True)
    except Stale as error:
        db().rollback()
        return _fragment("drafts/_saved.html", "stale", error.sentence, facts, status=409)
    except Invalid as error:
        db().rollback()
        problems = error.fields or {"title": error.sentence}
        return _fragment("drafts/_saved.html", "refused", problems, facts, status=422)
    keys = [variant.key for variant in reads.revision(db(), revision).variants]
    commit()
    step = (version, revision.version)
    return _fragment("drafts/_saved.html", "saved", clock.now(), step, keys, facts)


@blueprint.post("/drafts/<draft_id>/revisions/<int:number>/pictures")
@staff
@takes_files(MOST_BYTES + AROUND)
@limiter.limit("600 per hour", key_func=person)
def hang(draft_id: str, number: int) -> Response:
    """One picture, in the gallery or at a variant; the answer is its row in the editor."""
    _writing(draft_id, number)
    # One byte more than allowed is enough to know that it is too large.
    body = _file().stream.read(MOST_BYTES + 1)
    # Nobody waits for the database while it is read; then everything is asked anew.
    let_others_write()
    picture = aside.picture(body)
    draft, revision = _writing(draft_id, number)
    brand, key = db().get_one(Brand, draft.brand_id), request.form.get("variant_key", "")
    image = images.keep(db(), actor(), storage(), brand, picture)
    revisions.add_images(db(), actor(), draft, revision, [image], key)
    seen = reads.revision(db(), revision)
    commit()
    row = next(row for row in picture_rows(seen, None) if row.picture.public_id == image.public_id)
    return _fragment("drafts/_pictures.html", "picture_row", row, seen.variants, _step(revision))


@blueprint.post("/drafts/<draft_id>/revisions/<int:number>/attachments")
@staff
@takes_files(attachments.MOST_VIDEO_BYTES + AROUND)
@limiter.limit("120 per hour", key_func=person)
def attach(draft_id: str, number: int) -> Response:
    """One film or PDF; the answer is its row in the editor."""
    draft, _revision = _writing(draft_id, number)
    brand, file = db().get_one(Brand, draft.brand_id), _file()
    let_others_write()
    stored = attachments.store(storage(), brand, attachments.Upload(file.filename, file.stream))
    draft, revision = _writing(draft_id, number)
    kept = attachments.keep(db(), actor(), brand, stored)
    revisions.attach(db(), actor(), draft, revision, kept, stem_of(file.filename))
    seen = reads.revision(db(), revision)
    commit()
    return _fragment(
        "drafts/_attachments.html", "attachment_row", seen.attachments[-1], _step(revision)
    )


def _writing(draft_id: str, number: int) -> tuple[Draft, Revision]:
    """Asked before the file is looked at: it may be large."""
    draft, revision = found_revision(draft_id, number)
    if reason := doing.why_not_edit_revision(actor(), draft, revision):
        raise Refused(reason)
    return draft, revision


def _file() -> Any:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid(_("Choose a file."))
    return file


def _step(revision: Revision) -> tuple[int, int]:
    return revision.version - 1, revision.version


def _previews(form: RevisionForm) -> dict[str, str]:
    """The words as members will read them, whether they could be saved or not."""
    typed = {"story": form.story.data or "", "changes": form.changes.data or ""}
    return {
        name: str(text.markdown(text.clean(words, text.STORY_LIMIT)))
        for name, words in typed.items()
    }


def _fragment(template: str, macro: str, *about: Any, status: int = 200) -> Response:
    return hx(get_template_attribute(template, macro)(*about), status)
