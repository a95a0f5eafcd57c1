"""Two revisions side by side: for whoever a round shows both, and for the team of the draft."""

from flask import Blueprint, render_template, request

from portal.errors import NotFound
from portal.queries import comparing_revisions as reads
from portal.queries.comparing_revisions import Compared
from portal.web import dress
from portal.web.policy import signed_in, staff
from portal.web.session import commit, db
from portal.web.sign_in import actor

blueprint = Blueprint("comparing_revisions", __name__)


@blueprint.get("/rounds/<round_id>/compare")
@signed_in
def of_round(round_id: str) -> str:
    return _drawn(reads.of_round(db(), actor(), round_id, _number("from"), _number("to")))


@blueprint.get("/drafts/<draft_id>/compare")
@staff
def of_draft(draft_id: str) -> str:
    return _drawn(reads.of_draft(db(), actor(), draft_id, _number("from"), _number("to")))


def _drawn(found: Compared) -> str:
    commit()
    dress.wear(found.brand)
    is_staff = actor().role_in(found.brand.id) is not None
    return render_template("revisions/compare.html", found=found, is_staff=is_staff)


def _number(name: str) -> int | None:
    typed = request.args.get(name, "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < 6):
        raise NotFound
    return int(typed)
