"""Which language and time zone a page speaks: the person's own, else what the browser asks for."""

from flask import Flask, request, session
from flask_babel import Babel, get_locale

from portal.language import (
    CATALOGUES,
    DEFAULT_LANGUAGE,
    LANGUAGES,
    speak,
    translated,
    translated_plural,
)
from portal.web.sign_in import actor


def set_up(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(CATALOGUES)
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT_LANGUAGE
    Babel(app, locale_selector=language, timezone_selector=lambda: actor().timezone)
    # Flask-Babel looks up the request for each sentence; a page has hundreds. Ours knows already.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        translated, translated_plural, newstyle=True
    )
    # The layers below know no request; they speak what the page speaks, and
    # forget it afterwards: the next reader on this thread is somebody else.
    app.before_request(lambda: speak(language()))
    app.teardown_request(lambda _error: speak(DEFAULT_LANGUAGE))
    app.context_processor(lambda: {"LANGUAGES": LANGUAGES, "get_locale": get_locale})


def language() -> str:
    if actor().is_signed_in:
        return actor().language
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(list(LANGUAGES)) or DEFAULT_LANGUAGE
