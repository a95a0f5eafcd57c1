"""Films and PDFs of drafts, as browsers ask for them: like pictures, asked about each time."""

from flask import Blueprint, Response

from portal import access
from portal.actions.attachments import name_of
from portal.queries import attachments as reads
from portal.web.policy import open_to_all
from portal.web.private_files import guarded, in_parts, refuse_other_sites
from portal.web.session import db
from portal.web.sign_in import actor
from portal.web.stored import storage

blueprint = Blueprint("attachments", __name__)


@blueprint.get("/attachments/<attachment_id>")
@open_to_all
def show(attachment_id: str) -> Response:
    """A film plays in the page; a PDF is saved, for programs that show PDFs run what is in them."""
    refuse_other_sites()
    found, name = access.one_row(db(), reads.named(actor()), attachment_id)
    kept, key = storage(), found.storage_key
    answer = in_parts(found.size, found.mimetype, lambda start, end: kept.get_part(key, start, end))
    return guarded(answer, name=name_of(found, name or ""), is_shown=found.kind == "video")
