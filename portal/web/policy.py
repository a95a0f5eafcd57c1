"""Who may call a route at all. Every endpoint says so; one that does not stops the start.

This is the outer door. What a person may see and do behind it is `portal.access`.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Flask, Response, current_app, redirect, request, url_for

from portal.config import Config
from portal.errors import NotFound
from portal.web.htmx import hx
from portal.web.sign_in import actor

View = TypeVar("View", bound=Callable[..., Any])
_POLICY: Final = "portal_policy"


def open_to_all(view: View) -> View:
    """Anybody, signed in or not."""
    return _declare(view, "open_to_all")


def signed_in(view: View) -> View:
    """Anybody with an account; the others are sent to sign in and come back."""
    return _declare(view, "signed_in")


def staff(view: View) -> View:
    """People who work for some brand; to all others the page does not exist."""
    return _declare(view, "staff")


def development_only(view: View) -> View:
    """Exists in development, whoever asks."""
    return _declare(view, "development_only")


def policy_of(view: Callable[..., Any]) -> str | None:
    found: str | None = getattr(view, _POLICY, None)
    return found


def set_up(app: Flask) -> None:
    for endpoint, view in app.view_functions.items():
        if policy_of(view) is None:
            raise RuntimeError(f"{endpoint} does not say who may call it (portal/web/policy.py)")
    app.before_request(_enforce)


def _enforce() -> Response | Any | None:
    if request.endpoint is None:
        return None
    policy = policy_of(current_app.view_functions[request.endpoint])
    if policy == "open_to_all":
        return None
    if policy == "development_only":
        config: Config = current_app.extensions["portal_config"]
        if config.is_production:
            raise NotFound
        return None
    if not actor().is_signed_in:
        return _ask_to_sign_in()
    if policy == "staff" and not actor().is_staff_anywhere:
        raise NotFound
    return None


def _ask_to_sign_in() -> Response | Any:
    if request.htmx:  # type: ignore[attr-defined]
        # A redirect would be swapped into the page; what was typed would be lost with it.
        return hx("", 401, redirect=url_for("people.sign_in"))
    here = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else None
    return redirect(url_for("people.sign_in", next=here), 303)


def _declare(view: View, policy: str) -> View:
    setattr(view, _POLICY, policy)
    return view
