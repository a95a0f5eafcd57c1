"""Who is asking: the opaque cookie, the row behind it, and the Actor made from both.

Flask-Login carries the current user; its own cookies stay off, because a signed cookie cannot be
ended from elsewhere. Ours is 256 random bits, of which the database keeps only the print.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, Request, Response, current_app, g, request, session
from flask_login import LoginManager, UserMixin, current_user

from portal import clock
from portal.access import NOBODY, Actor, actor_of
from portal.actions import sessions
from portal.config import Config
from portal.models import Person
from portal.web.session import database, db

SEEN_EVERY = timedelta(minutes=10)
FRESH = timedelta(minutes=10)


@dataclass(frozen=True)
class SignedIn(UserMixin):  # type: ignore[misc]
    """Flask-Login's current user: a person on a device, with the facts the rules ask for."""

    actor: Actor
    session_id: int
    confirmed_at: datetime

    def get_id(self) -> str:
        return self.actor.public_id


def set_up(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None
    manager.request_loader(_load)
    app.context_processor(lambda: {"current_actor": actor()})


def actor() -> Actor:
    """Who asks; NOBODY when signed out."""
    if "actor" not in g:
        g.actor = current_user.actor if current_user.is_authenticated else NOBODY
    found: Actor = g.actor
    return found


def is_fresh() -> bool:
    """Whether the person proved who they are in the last ten minutes."""
    return bool(clock.now() - current_user.confirmed_at < FRESH)


def session_id() -> int:
    """Which of the person's sessions this is."""
    found: int = current_user.session_id
    return found


def start(person: Person) -> None:
    """Sign `person` in on this device under a new id; whatever was signed in here ends."""
    end()
    token, row = sessions.start(db(), person, device=request.user_agent.string[:200])
    session.clear()
    session["language"] = person.language
    g.sign_in_cookie = (token, row.expires_at)


def end() -> None:
    """Sign this device out."""
    token = request.cookies.get(_cookie_name())
    if token:
        sessions.end(db(), token)
    session.clear()
    g.sign_in_cookie = ("", None)


def set_cookie(response: Response) -> Response:
    """Called for every answer; writes the cookie only when signing in or out."""
    change = g.pop("sign_in_cookie", None)
    if change is None or response.status_code >= 400:
        return response
    token, expires_at = change
    config: Config = current_app.extensions["portal_config"]
    if token:
        response.set_cookie(
            _cookie_name(),
            token,
            expires=expires_at,
            secure=config.is_https,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(
            _cookie_name(), secure=config.is_https, httponly=True, samesite="Lax"
        )
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _load(request: Request) -> SignedIn | None:
    token = request.cookies.get(_cookie_name())
    if not token:
        return None
    found = sessions.find(db(), token)
    if found is None:
        return None
    row, person = found
    if clock.now() - row.last_seen_at > SEEN_EVERY:
        _touch(row.id)
    return SignedIn(actor_of(db(), person), row.id, row.confirmed_at)


def _touch(session_id: int) -> None:
    """A GET must not hold the write lock: the note of the visit is a transaction of its own."""
    if request.method not in ("GET", "HEAD"):
        sessions.seen(db(), session_id)
        return
    with database().writing.begin() as writing:
        sessions.seen(writing, session_id)


def _cookie_name() -> str:
    name: str = current_app.config["SIGN_IN_COOKIE_NAME"]
    return name
