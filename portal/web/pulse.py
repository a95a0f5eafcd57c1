"""What is new in a round, asked again and again by every page that is open and looked at.

204 while nothing is. Otherwise a line that says so, with what may be put in without moving what
somebody reads; the whole page only when the round closes, for then nothing of it can be used.
"""

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, Response, get_template_attribute, request, url_for

from portal import clock
from portal.queries import judge, revisions
from portal.queries import pulse as reads
from portal.queries.ballots import Ballot
from portal.queries.pulse import Beat, Pulse
from portal.web import judge as draft_page
from portal.web.htmx import hx
from portal.web.limits import limiter, person
from portal.web.policy import signed_in
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("pulse", __name__)


@blueprint.get("/rounds/<round_id>/pulse")
@signed_in
@limiter.limit("30 per minute", key_func=person)
def show(round_id: str) -> Response:
    known = _known(round_id)
    found = reads.pulse(db(), actor(), known, _since())
    if found.beat == known:
        return Response(status=204)
    if found.state == "closed" and known.stands.startswith("open"):
        return draft_page.again(round_id, 200)
    return hx(_told(found, known))


def _told(found: Pulse, known: Beat) -> str:
    """The line of what is new, and what is put in elsewhere on the page."""
    ballots = _ballots(found) if found.totals != known.totals else ()
    told = get_template_attribute("pulse/_pulse.html", "told")
    return str(told(found, known, ballots, _place(known.round_id)))


def _ballots(found: Pulse) -> tuple[Ballot, ...]:
    """The questions whose totals one may see, to draw these anew."""
    round = found.round
    variants = judge.in_own_order(revisions.hung(db(), found.revision_id).variants, actor(), round)
    return tuple(
        judge.ballot(actor(), round, ask, found.revision, True, variants)
        for ask in found.asks
        if ask.tally is not None
    )


def _place(round_id: str) -> str:
    """Where the newest critique stands: the page as it was asked for, if that begins with it."""
    page = url_for("judge.show", round_id=round_id)
    here = urlsplit(request.headers.get("HX-Current-URL", ""))
    is_first = here.path == page and not {"before", "thread"} & parse_qs(here.query).keys()
    return f"{page}?{here.query}" if is_first and here.query else page


def _count(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0


def _known(round_id: str) -> Beat:
    word = request.args.get
    return Beat(
        round_id,
        word("stands", ""),
        word("totals", ""),
        _count(word("said", "")),
        _count(word("news", "")),
    )


def _since() -> datetime:
    """When the conversation on the page was read; nothing is new to a page that cannot tell."""
    return clock.written(request.args.get("since", "")) or clock.now()
