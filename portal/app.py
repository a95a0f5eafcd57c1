"""create_app: extensions, blueprints, error pages; nothing else."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask_wtf import CSRFProtect
from htmx_flask import Htmx
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.config import Config
from portal.database import Database
from portal.storage import open_storage
from portal.web import (
    assets,
    blueprints,
    compression,
    drawn,
    dress,
    errors,
    filters,
    headers,
    languages,
    limits,
    navigation,
    policy,
    session,
    sign_in,
    talk_bar,
    uploads,
)
from portal.web.htmx import PortalRequest

ROOT = Path(__file__).parent.parent
MEGABYTE = 1024 * 1024


def create_app(config: Config) -> Flask:
    app = Flask("portal", root_path=str(ROOT), template_folder="templates", static_folder=None)
    app.config.from_mapping(_flask_settings(config))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["portal_config"] = config
    app.extensions["portal_storage"] = open_storage(config.storage_url)
    if config.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=0
        )
    Htmx(app)
    # Htmx() sets a request class of its own; ours is built on it and so comes after.
    app.request_class = PortalRequest
    session.set_up(app, Database.of(config))
    sign_in.set_up(app)
    languages.set_up(app)
    uploads.set_up(app)
    # A mail program's "unsubscribe" has no page of ours to take a token from.
    CSRFProtect(app).exempt("portal.web.stops.stop")
    limits.set_up(app, config)
    headers.set_up(app, config)
    compression.set_up(app)
    assets.set_up(app, ROOT / "static")
    filters.set_up(app)
    drawn.set_up(app)
    talk_bar.set_up(app)
    dress.set_up(app)
    navigation.set_up(app)
    errors.set_up(app)
    for blueprint in blueprints.all_of(config):
        app.register_blueprint(blueprint)
    policy.set_up(app)
    return app


def _flask_settings(config: Config) -> dict[str, Any]:
    prefix = "__Host-" if config.is_https else ""
    # Cookies do not know ports: two installations on one machine need two names.
    suffix = "" if config.is_https else f"-{config.port}"
    return {
        "SECRET_KEY": config.secret_key,
        "MAX_CONTENT_LENGTH": MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": MEGABYTE,
        "MAX_FORM_PARTS": 200,
        "SESSION_COOKIE_NAME": f"{prefix}state{suffix}",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.is_https,
        "SIGN_IN_COOKIE_NAME": f"{prefix}session{suffix}",
        "TRUSTED_HOSTS": [config.hostname]
        + ([] if config.is_production else ["localhost", "127.0.0.1", "[::1]"]),
        # The token lives as long as the state cookie; origins are checked in web/headers.py.
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "TESTING": False,
    }
