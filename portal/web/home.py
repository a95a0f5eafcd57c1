"""The front door: members see what needs their voice, staff their brands."""

from flask import Blueprint, Response, redirect, render_template, url_for

from portal.web.policy import open_to_all
from portal.web.sign_in import actor

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@open_to_all
def show() -> str | Response:
    if not actor().is_signed_in:
        return redirect(url_for("people.sign_in"), 303)  # type: ignore[return-value]
    return render_template("home/show.html")
