"""A browser without pictures: it keeps cookies, sends CSRF tokens, and checks every page it gets.

A page must have a title, one h1, unique ids, labelled fields, a token in every form that posts,
nothing inline, and hx-targets that exist. Fragments must have one root element with an id.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from portal.actions import sessions
from portal.models import Person

VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    text: str = ""
    parents: list["Element"] = field(default_factory=list)


class Tree(HTMLParser):
    """All elements in order, with their text and their parents."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.roots: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {k: v or "" for k, v in attrs}, parents=list(self._open))
        self.elements.append(element)
        if not self._open:
            self.roots.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop().tag == tag:
                return

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str) -> list[Element]:
        return [e for e in self.elements if e.tag == tag]


class Page:
    """An answer, with its HTML looked at."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.is_html = response.mimetype == "text/html"
        self.html = response.get_data(as_text=True) if self.is_html else ""
        self.tree = Tree(self.html)

    @property
    def is_page(self) -> bool:
        return "<!doctype html" in self.html[:200].lower()

    @property
    def text(self) -> str:
        """What one reads, white space folded."""
        main = self.tree.all("main") or self.tree.roots
        return re.sub(r"\s+", " ", " ".join(e.text for e in main)).strip()

    @property
    def location(self) -> str:
        """Where it sends one, without the host."""
        target = self.headers.get("Location") or self.headers.get("HX-Redirect") or ""
        return re.sub(r"^https?://[^/]+", "", target)

    def form(self, action_ends: str) -> Element:
        for element in self.tree.all("form"):
            if element.attributes.get("action", "").partition("#")[0].endswith(action_ends):
                return element
        raise AssertionError(f"no form goes to …{action_ends}")

    def check(self) -> "Page":
        if self.is_page:
            self._check_page()
        if self.is_html:
            self._check_any()
        return self

    def _check_page(self) -> None:
        [title] = [e for e in self.tree.all("title") if not any(p.tag == "svg" for p in e.parents)]
        assert title.text.strip(), "the page has no title"
        assert len(self.tree.all("h1")) == 1, "a page has one h1"
        assert self.tree.all("html")[0].attributes.get("lang"), "the page names no language"
        ids = {e.attributes.get("id") for e in self.tree.elements}
        for element in self.tree.elements:
            target = element.attributes.get("hx-target", "")
            if target.startswith("#"):
                assert target[1:] in ids, f"hx-target {target} is not on the page"

    def _check_any(self) -> None:
        ids = [e.attributes["id"] for e in self.tree.elements if "id" in e.attributes]
        twice = {i for i in ids if ids.count(i) > 1}
        assert not twice, f"ids that stand twice: {twice}"
        labelled = {e.attributes["for"] for e in self.tree.all("label") if "for" in e.attributes}
        for element in self.tree.elements:
            a = element.attributes
            inline = [k for k in a if k == "style" or re.fullmatch(r"on[a-z]+", k)]
            assert not inline, f"inline {inline} on <{element.tag}>"
            if element.tag == "script":
                assert a.get("src"), "an inline script"
            if element.tag in ("input", "select", "textarea"):
                hidden = a.get("type") in ("hidden", "submit", "button")
                inside = any(p.tag == "label" for p in element.parents)
                named = a.get("aria-label") or a.get("aria-labelledby") or a.get("id") in labelled
                named = named or (a.get("type") == "image" and a.get("alt"))
                assert hidden or inside or named, f"a field without a label: {a}"
            if element.tag == "img":
                assert "alt" in a, f"a picture without alt: {a}"
        for form in self.tree.all("form"):
            if form.attributes.get("method", "get").lower() == "post":
                tokens = [
                    e
                    for e in self.tree.all("input")
                    if form in e.parents and e.attributes.get("name") == "csrf_token"
                ]
                assert len(tokens) == 1, f"one CSRF token in each form: {form.attributes}"


class Visitor:
    """One person with one browser."""

    def __init__(self, app: Flask, person: Person | None) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        if person is not None:
            self.sign_in(person)

    def sign_in(self, person: Person) -> None:
        database = self.app.extensions["portal_database"]
        with database.writing.begin() as session:
            token, _ = sessions.start(session, person, device="test")
        self.client.set_cookie(self.app.config["SIGN_IN_COOKIE_NAME"], token, domain="localhost")

    def get(self, path: str, **options: Any) -> Page:
        return Page(self.client.get(path, **options)).check()

    def fragment(self, path: str, **options: Any) -> Page:
        return self.get(path, headers={"HX-Request": "true"}, **options)

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> Page:
        """POST with the token that a form on a page would have carried."""
        sent = {"csrf_token": self._token(), **(data or {})}
        return Page(self.client.post(path, data=sent, **options)).check()

    def hx_post(self, path: str, data: dict[str, Any] | None = None) -> Page:
        return self.post(path, data, headers={"HX-Request": "true"})

    def _token(self) -> str:
        """What `csrf_token()` would have written into a form of this browser."""
        with self.client.session_transaction() as state:
            state.setdefault("csrf_token", "a token of the tests")
            raw = state["csrf_token"]
        return URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(raw)
