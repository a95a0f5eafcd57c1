"""What an invited person sees behind the link, and their answer: join, or no, thank you.

The token waits in the signed state cookie, so the address bar, the history and the Referer hold
nothing. Looking spends nothing; pressing Join spends it once. These pages keep the site's own
Referrer-Policy: under no-referrer a browser would post their forms with `Origin: null`.
"""

from typing import Final

from flask import Blueprint, Response, make_response, render_template, request, session, url_for

from portal.actions import invitations, joining, people, suppressions, waiting
from portal.actions.joining import Answer
from portal.errors import Conflict, Invalid
from portal.models import Group, Invitation, Person
from portal.queries import invitations as reads
from portal.queries import offers
from portal.queries.offers import Offer
from portal.web import dress
from portal.web import sign_in as device
from portal.web.forms.invitations import JoinForm, JoinTeamForm
from portal.web.htmx import see_other
from portal.web.languages import language
from portal.web.limits import limiter
from portal.web.policy import open_to_all
from portal.web.session import commit, database, db
from portal.web.sign_in import actor

blueprint = Blueprint("joining", __name__)
HELD: Final = "invitation"
# What each standing answers with; "open" never comes here.
STATUS: Final = {"joined": 200, "waiting": 200, "revoked": 410, "expired": 410, "closed": 410}


@blueprint.get("/invitation")
@open_to_all
def show() -> Response:
    invitation = _held() or _waiting()
    if invitation is None:
        return dead_link()
    offer = offers.offer(db(), invitation)
    if refusal := _refusal(invitation, offer):
        return refusal
    if invitation.opened_at is None:
        _note_opened(invitation)
    return _page(offer, _form(offer))


@blueprint.post("/invitation")
@open_to_all
@limiter.limit("20 per hour", deduct_when=lambda response: response.status_code >= 400)
def join() -> Response:
    invitation = _held()
    if invitation is None:
        return dead_link()
    offer = offers.offer(db(), invitation)
    if refusal := _refusal(invitation, offer, 409):
        return refusal
    person = joining.person_of(db(), invitation)
    if joining.needs_code(actor(), invitation, person):
        return _ask_for_code(person, offer.masked_address)
    form = _typed_form(offer)
    try:
        target = _join(invitation, person, offer, form)
    except (Conflict, Invalid) as error:
        db().rollback()
        return _refused(invitation, form, error)
    if target is None:
        return see_other(url_for("joining.show"))
    device.start(person)
    return see_other(target)


@blueprint.get("/invitation/decline")
@open_to_all
def ask_to_decline() -> Response:
    """Where the letter's other link leads; a mail scanner may come here too."""
    invitation = _held()
    if invitation is None:
        return dead_link()
    offer = offers.offer(db(), invitation)
    if refusal := _refusal(invitation, offer):
        return refusal
    dress.wear(offer.brand)
    return make_response(render_template("joining/decline.html", offer=offer, accent_url=None))


@blueprint.post("/invitation/decline")
@open_to_all
def decline() -> Response:
    invitation = _held()
    if invitation is None:
        return dead_link()
    offer = offers.offer(db(), invitation)
    if offer.standing != "waiting" and (refusal := _refusal(invitation, offer, 409)):
        return refusal
    invitations.decline(db(), invitation)
    if request.form.get("never") and offer.group is not None:
        suppressions.record(db(), offer.brand.id, offer.email_key, "unsubscribe")
    session.pop(HELD, None)
    return make_response(render_template("joining/declined.html"))


@blueprint.post("/invitation/not-me")
@open_to_all
def change_person() -> Response:
    """Sign out on this device, the invitation still in hand."""
    token = session.get(HELD)
    device.end()
    if token:
        session[HELD] = token
    return see_other(url_for("joining.show"))


def dead_link() -> Response:
    """One page for every word that is no live link, whatever it may once have been."""
    return make_response(render_template("joining/dead_link.html"), 404)


def _held() -> Invitation | None:
    return invitations.find(db(), str(session.get(HELD, "")))


def _waiting() -> Invitation | None:
    """For someone who had to sign in on the way: the newest one that waits for them."""
    if not actor().is_signed_in:
        return None
    row = db().scalars(reads.waiting_for(actor()).order_by(Invitation.id.desc()).limit(1)).first()
    if row is not None:
        session[HELD] = invitations.token(db(), row)
    return row


def _refusal(invitation: Invitation, offer: Offer, status: int | None = None) -> Response | None:
    """The page of an invitation that cannot be answered now, or not by whoever is signed in."""
    is_theirs = actor().person_id == offer.person_id
    if offer.standing == "joined" and is_theirs:
        return see_other(_home_of(invitation))
    if offer.standing == "waiting":
        ahead = waiting.ahead_of(db(), invitation)
        words = render_template("joining/waiting.html", offer=offer, ahead=ahead)
        return make_response(words, max(200, status or 0))
    if offer.standing != "open":
        words = render_template("joining/ended.html", standing=offer.standing)
        return make_response(words, max(STATUS[offer.standing], status or 0))
    if actor().is_signed_in and not is_theirs:
        words = render_template("joining/wrong_person.html", address=offer.masked_address)
        return make_response(words, 403)
    return None


def _refused(invitation: Invitation, form: JoinForm, error: Conflict | Invalid) -> Response:
    """Why joining failed, on the page that now applies; what was typed is kept."""
    offer = offers.offer(db(), invitation)
    if refusal := _refusal(invitation, offer, error.status):
        return refusal
    if isinstance(error, Invalid):
        form.refuse(error)
    else:
        form.form_errors.append(error.sentence)
    form.terms_version.data = offer.terms_version
    form.terms_version.raw_data = None
    return _page(offer, form, error.status)


def _join(invitation: Invitation, person: Person, offer: Offer, form: JoinForm) -> str | None:
    """Accept; the address of what comes next, or None for who has to wait for a place."""
    answer = Answer(
        name=form.name.data or "",
        language=form.language.data or "",
        terms_version=form.terms_version.data or 0,
        password=form.password.data or "" if isinstance(form, JoinTeamForm) else "",
    )
    if offer.role is not None:
        brand = joining.join_team(db(), invitation, person, answer)
        return url_for("brands.show", brand_id=brand.public_id)
    place = joining.join_group(db(), invitation, person, answer)
    return None if place.waits else _next_in(place.group)


def _home_of(invitation: Invitation) -> str:
    group = offers.group_of(db(), invitation)
    return url_for("home.show") if group is None else _next_in(group)


def _next_in(group: Group) -> str:
    """The round that is open for the group, else one's home."""
    round = offers.open_round(db(), group)
    if round is None:
        return url_for("home.show")
    return url_for("judge.show", round_id=round.public_id)


def _ask_for_code(person: Person, masked_address: str) -> Response:
    """The link was seen by others, and this person has an account: the mailbox decides."""
    people.send_code(db(), person)
    session["email"], session["shown_email"] = person.email_key, masked_address
    session["next"] = url_for("joining.show")
    return see_other(url_for("people.code"))


def _note_opened(invitation: Invitation) -> None:
    """A GET must not hold the write lock: the note is a transaction of its own."""
    commit()
    with database().writing.begin() as writing:
        invitations.note_opened(writing, invitation.id)


def _form(offer: Offer) -> JoinForm:
    kind = JoinTeamForm if offer.needs_password else JoinForm
    return kind(
        formdata=None,
        name=actor().name or offer.name,
        language=language(),
        terms_version=offer.terms_version,
    )


def _typed_form(offer: Offer) -> JoinForm:
    return JoinTeamForm() if offer.needs_password else JoinForm()


def _page(offer: Offer, form: JoinForm, status: int = 200) -> Response:
    dress.wear(offer.brand)
    words = render_template("joining/show.html", offer=offer, form=form, accent_url=None)
    return make_response(words, status)
