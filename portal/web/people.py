"""Signing in and out, and one's own account.

One door for everyone: an address, and then a mailed code or link; staff may use a password. The
answer is the same whether the address is known or not.
"""

from zoneinfo import available_timezones

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from portal.actions import people, sessions
from portal.addresses import BadAddress, parse
from portal.errors import Invalid, NotFound
from portal.language import LANGUAGES
from portal.models import Person
from portal.queries import people as reads
from portal.web import sign_in as device
from portal.web.forms.people import CodeForm, PasswordForm, ProfileForm, SignInForm
from portal.web.htmx import see_other
from portal.web.limits import limiter
from portal.web.messages import say
from portal.web.policy import open_to_all, signed_in
from portal.web.redirects import own_path
from portal.web.session import commit, db
from portal.web.sign_in import actor, session_id

blueprint = Blueprint("people", __name__)
Page = str | Response | tuple[str, int]


def _asked_for() -> str:
    """Whom the limit on sign-in counts: the address typed, so that no one is tried for long."""
    return request.form.get("email", "").strip().casefold()[:254] or session.get("email", "")


def _shown_email() -> str:
    """As it was typed; masked for whoever came by an invitation and did not type it."""
    return str(session.get("shown_email", ""))


@blueprint.get("/sign-in")
@open_to_all
def sign_in() -> Page:
    if actor().is_signed_in:
        return redirect(url_for("home.show"), 303)  # type: ignore[return-value]
    session["next"] = own_path(request.args.get("next"))
    return render_template("people/sign_in.html", form=SignInForm())


@blueprint.post("/sign-in")
@open_to_all
@limiter.limit("30 per 5 minutes")
@limiter.limit("10 per 5 minutes", key_func=_asked_for)
def start_sign_in() -> Page:
    form = SignInForm()
    if not form.validate():
        return render_template("people/sign_in.html", form=form), 422
    try:
        address = parse(form.email.data or "")
    except BadAddress as error:
        form.email.errors = [str(error)]
        return render_template("people/sign_in.html", form=form), 422
    if form.password.data:
        person = people.check_password(db(), address.canonical, form.password.data)
        if person is None:
            form.password.errors = [_("The address and the password do not go together.")]
            return render_template("people/sign_in.html", form=form), 422
        return _enter(person)
    person = people.find(db(), address.canonical)
    if person is not None:
        people.send_code(db(), person)
    session["email"] = session["shown_email"] = address.canonical
    return see_other(url_for("people.code"))


@blueprint.get("/sign-in/code")
@open_to_all
def code() -> Page:
    if "email" not in session:
        return see_other(url_for("people.sign_in"))
    return render_template("people/code.html", form=CodeForm(), email=_shown_email())


@blueprint.post("/sign-in/code")
@open_to_all
@limiter.limit("30 per 5 minutes")
@limiter.limit("10 per 5 minutes", key_func=_asked_for)
def enter_code() -> Page:
    form = CodeForm()
    typed = "".join((form.code.data or "").split())
    person = people.spend_code(db(), session.get("email", ""), typed) if form.validate() else None
    if person is None:
        # A wrong try is kept, although the answer says no. A right one is kept with the session
        # it begins, or not at all: nobody's code is spent for nothing.
        commit()
        if not form.code.errors:
            form.code.errors = [_("This code is not right, or no longer. Ask for a new one.")]
        page = render_template("people/code.html", form=form, email=_shown_email())
        return page, 422
    return _enter(person)


@blueprint.get("/sign-in/link/<token>")
@open_to_all
def link(token: str) -> Page:
    """A mail scanner may open this: it shows a button and spends nothing."""
    if not people.link_is_live(db(), token):
        return render_template("people/dead_link.html"), 404
    session["sign_in_link"] = token
    return see_other(url_for("people.confirm_link"))


@blueprint.get("/sign-in/link")
@open_to_all
def confirm_link() -> Page:
    if not people.link_is_live(db(), session.get("sign_in_link", "")):
        return render_template("people/dead_link.html"), 404
    return render_template("people/confirm_link.html")


@blueprint.post("/sign-in/link")
@open_to_all
@limiter.limit("30 per 5 minutes")
def enter_by_link() -> Page:
    person = people.spend_link(db(), session.pop("sign_in_link", ""))
    if person is None:
        return render_template("people/dead_link.html"), 404
    return _enter(person)


@blueprint.post("/sign-out")
@open_to_all
def sign_out() -> Page:
    device.end()
    return see_other(url_for("people.sign_in"))


@blueprint.post("/language")
@open_to_all
def choose_language() -> Page:
    tag = request.form.get("language", "")
    if tag not in LANGUAGES:
        raise Invalid(_("Choose one of the languages."))
    session["language"] = tag
    if actor().is_signed_in:
        people.change_language(db(), actor().person_id, tag)
    return see_other(own_path(request.form.get("next")) or url_for("home.show"))


@blueprint.get("/account")
@signed_in
def account() -> Page:
    form = ProfileForm(name=actor().name, language=actor().language, timezone=actor().timezone)
    return _account_page(form)


@blueprint.post("/account")
@signed_in
def change_account() -> Page:
    form = ProfileForm()
    if not form.validate():
        return _account_page(form), 422
    try:
        people.change_profile(
            db(),
            _me(),
            name=form.name.data or "",
            language=form.language.data,
            timezone=form.timezone.data or "",
        )
    except Invalid as error:
        form.refuse(error)
        return _account_page(form), 422
    session["language"] = form.language.data
    say(_("Your settings are saved."))
    return see_other(url_for("people.account"))


@blueprint.post("/account/password")
@signed_in
@limiter.limit("10 per hour")
def change_password() -> Page:
    form = PasswordForm()
    if not actor().is_staff_anywhere:
        raise NotFound
    try:
        if not form.validate():
            raise Invalid(_("The password was not changed."))
        person = db().get_one(Person, _me())
        if not device.is_fresh():
            people.prove(person, form.current.data or "")
        people.set_password(db(), person, form.password.data or "")
    except Invalid as error:
        form.refuse(error)
        profile = ProfileForm(
            formdata=None,
            name=actor().name,
            language=actor().language,
            timezone=actor().timezone,
        )
        return _account_page(profile, form), 422
    sessions.end_all(db(), _me())
    device.start(db().get_one(Person, _me()))
    say(_("Your password is changed. Every other device was signed out."))
    return see_other(url_for("people.account"))


@blueprint.post("/account/sign-out-everywhere")
@signed_in
def sign_out_everywhere() -> Page:
    sessions.end_all(db(), _me())
    device.end()
    return see_other(url_for("people.sign_in"))


@blueprint.post("/account/devices/<device_id>/end")
@signed_in
def end_device(device_id: str) -> Page:
    sessions.end_one(db(), _me(), device_id)
    return see_other(url_for("people.account"))


def _enter(person: Person) -> Response:
    """One gate for every way in."""
    target = own_path(session.get("next"))
    device.start(person)
    return see_other(target or url_for("home.show"))


def _account_page(profile: ProfileForm, password: PasswordForm | None = None) -> str:
    return render_template(
        "people/account.html",
        form=profile,
        password_form=password or PasswordForm(formdata=None),
        devices=reads.devices(db(), _me(), session_id()),
        zones=sorted(available_timezones()),
    )


def _me() -> int:
    person_id = actor().person_id
    assert person_id is not None
    return person_id
