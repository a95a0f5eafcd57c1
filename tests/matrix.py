"""Who may call which route how: the machine. The table itself is `matrix_table.py`.

Each request is made by every one of the cast, about the first circle of Northlight. Whoever is
not named in a line must find nothing: signed in 404, signed out the way to sign in. And nothing
is exactly that: the same answer, byte for byte, as about an id that never was.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal.database import Database
from tests.planted import Planted, Scope
from tests.sent import NEVER, Essence, essence, send
from tests.snapshots import Snapshot
from tests.world import CAST

# Notes that a look may leave behind.
NOTES = frozenset(
    {"sessions.last_seen_at", "round_visits", "invitations.opened_at", "notices.read_at"}
)
# What an argument of a URL names, unless the line says otherwise.
ARGUMENTS = {
    "attachment_id": "attachment",
    "brand_id": "brand",
    "critique_id": "critique",
    "criterion_id": "soon_criterion",
    "device_id": "device",
    "draft_id": "draft",
    "group_id": "group",
    "image_id": "image",
    "invitation_id": "invitation",
    "job_id": "stuck_job",
    "list_id": "list",
    "membership_id": "membership",
    "note_id": "note",
    "question_id": "support",
    "request_id": "join_request",
    "round_id": "round",
    "share_id": "share",
    "staff_id": "staff",
    "suppression_id": "suppression",
}
VERBS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
# Of whom each of the cast must never find anything.
STRANGE = {
    **dict.fromkeys(("olga", "hana", "ana", "vera", "nil"), ("other",)),
    **dict.fromkeys(("tom", "tess", "ines", "rob"), ("vip", "other")),
    **dict.fromkeys(("bo", "maya"), ("vip",)),
}


@dataclass(frozen=True)
class Line:
    """`who` reads "olga hana: 422 303, ana: 403": the status for an empty form and, after it, for
    a good one (`sends`); "else" stands for all others. `at` says which objects the URL names."""

    who: str
    at: dict[str, str] = field(default_factory=dict)
    sends: dict[str, str] = field(default_factory=dict)
    but: frozenset[str] = NOTES
    needs_token: bool = True

    def names(self, person: str) -> bool:
        """Whether the line says that this person may come here at all."""
        words = self.who.replace(":", "").replace(",", "").split()
        return person in words or "else" in words

    def expected(self, person: str, full: bool) -> str:
        for part in self.who.split(","):
            names, _, statuses = part.partition(":")
            if person in names.split() or "else" in names.split():
                words = statuses.split()
                return words[-1] if full else words[0]
        return "in" if person == "nil" else "404"


@dataclass
class Findings:
    """What was wrong, and how much was tried."""

    wrong: list[str] = field(default_factory=list)
    requests: int = 0
    compared: int = 0

    def add(self, sentence: str) -> None:
        self.wrong.append(sentence)


Table = dict[str, Line]


def routes(app: Flask) -> dict[str, Rule]:
    """Every rule with each verb it takes, HEAD and OPTIONS aside."""
    return {
        f"{verb} {rule.rule}": rule
        for rule in app.url_map.iter_rules()
        for verb in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    }


def unlisted(app: Flask, table: Table) -> tuple[set[str], set[str]]:
    """Routes without a line; lines without a route."""
    found = set(routes(app))
    return found - set(table), set(table) - found


class Matrix:
    def __init__(self, app: Flask, database: Database, planted: Planted) -> None:
        self.app = app
        self.planted = planted
        self.before = Snapshot(database)
        self.found = Findings()
        self._known: dict[tuple[object, ...], Essence] = {}

    def walk(self, table: Table, verb: str) -> Findings:
        for key, rule in routes(self.app).items():
            if key in table and key.startswith(verb):
                self.route(key, rule, table[key])
        return self.found

    def route(self, key: str, rule: Rule, line: Line) -> None:
        verb = key.split(" ", 1)[0]
        circle = self.planted.scopes["circle"]
        for person in CAST:
            nothing = self._own(key, verb, rule, line, person, circle)
            if not nothing:
                self._strange(key, verb, rule, line, person)
        if verb == "POST" and line.needs_token:
            self._without_token(key, rule, line, circle)
        else:
            self._head(key, rule, line, circle)
        if changed := self.before.changed(line.but):
            self.found.add(f"{key}: wrote {', '.join(sorted(changed))}")
        if changed or line.but != NOTES:
            self.before.restore()

    def unseen(self, table: Table, person: str, words: Iterable[str]) -> Findings:
        """Critiques of one's own round that one may not read answer as if they had never been,
        whatever is asked about them."""
        circle = self.planted.scopes["circle"]
        for key, rule in routes(self.app).items():
            if "critique_id" not in rule.arguments or key not in table:
                continue
            verb = key.split(" ", 1)[0]
            for word in words:
                line = replace(table[key], at={**table[key].at, "critique_id": word})
                self._same(f"{key} ({word})", verb, rule, line, person, circle, ("critique_id",))
        return self.found

    def verbs(self, table: Table) -> Findings:
        """What an address does not take is refused, whoever asks."""
        taken: dict[str, set[str]] = {}
        for key, rule in routes(self.app).items():
            taken.setdefault(rule.rule, set()).add(key.split(" ", 1)[0])
        for key, rule in routes(self.app).items():
            url = self._url(rule, table.get(key, Line("")), self.planted.scopes["circle"])
            for verb in sorted(VERBS - taken.pop(rule.rule, VERBS)):
                for person in ("hana", "nil"):
                    status = self._send(person, verb, url).status_code
                    # 404 where the address could also be a longer one, which takes this verb.
                    if status not in (404, 405):
                        self.found.add(f"{verb} {rule.rule}: {person} got {status}")
        return self.found

    def _own(self, key: str, verb: str, rule: Rule, line: Line, person: str, scope: Scope) -> bool:
        """About the circle's own objects. Whether all of it looked like nothing at all."""
        url, data = self._url(rule, line, scope), _filled(line.sends, scope)
        nothing = line.expected(person, True) in ("404", "in")
        tries = [data] if nothing or verb == "GET" else [{}, data] if data else [{}]
        for sent in tries:
            wanted = line.expected(person, sent == data)
            answer = self._send(person, verb, url, sent)
            if nothing:
                which = tuple(_ids_of(rule))
                words = [_named(line, word, scope) for word in which]
                self._known[key, person, scope.name, which] = essence(answer, *words)
            if (got := _class(answer)) != wanted:
                what = "full" if sent else "empty"
                self.found.add(f"{key}: {person} got {got}, not {wanted} ({what})")
            if verb == "POST" and answer.status_code < 400 and line.names(person):
                self.before.restore()
        if nothing and _ids_of(rule):
            self._same(key, verb, rule, line, person, scope, tuple(_ids_of(rule)))
        return nothing

    def _strange(self, key: str, verb: str, rule: Rule, line: Line, person: str) -> None:
        """Strange ids among one's own: each alone, in the URL and in what is sent."""
        for name in STRANGE[person]:
            for word in (*_ids_of(rule), *_references(line)):
                self._same(key, verb, rule, line, person, self.planted.scopes[name], (word,))

    def _same(
        self,
        key: str,
        verb: str,
        rule: Rule,
        line: Line,
        person: str,
        scope: Scope,
        which: tuple[str, ...],
    ) -> None:
        """`which` taken from `scope` answers as if they had never been."""
        circle = self.planted.scopes["circle"]
        if scope is not circle and any(
            _named(line, word, scope) == _named(line, word, circle) for word in which
        ):
            return
        strange = self._answer(key, verb, rule, line, person, scope, which)
        never = self._answer(key, verb, rule, line, person, None, which)
        self.found.compared += 1
        if strange != never:
            what = "status" if strange[0] != never[0] else "answer"
            self.found.add(
                f"{key}: {person} tells {scope.name}'s {', '.join(which)} from nothing by {what}"
                f" ({strange[0]}, {never[0]})"
            )

    def _answer(
        self,
        key: str,
        verb: str,
        rule: Rule,
        line: Line,
        person: str,
        source: Scope | None,
        which: tuple[str, ...],
    ) -> Essence:
        """What comes back when `which` are ids of `source`, the rest of the circle."""
        mark = (key, person, source and source.name, which)
        if mark not in self._known:
            circle = self.planted.scopes["circle"]
            url = self._url(rule, line, circle, dict.fromkeys(which, source))
            data = _filled(line.sends, circle, dict.fromkeys(which, source))
            answer = self._send(person, verb, url, data)
            words = [_named(line, word, source) for word in which]
            self._known[mark] = essence(answer, *words)
            if verb == "POST" and answer.status_code < 400 and line.names(person):
                self.before.restore()
        return self._known[mark]

    def _without_token(self, key: str, rule: Rule, line: Line, scope: Scope) -> None:
        for person in ("olga", "tom"):
            url, data = self._url(rule, line, scope), _filled(line.sends, scope)
            answer = self._send(person, "POST", url, data, token=False)
            if answer.status_code != 403:
                self.found.add(f"{key}: {person} needs no token ({answer.status_code})")

    def _head(self, key: str, rule: Rule, line: Line, scope: Scope) -> None:
        url = self._url(rule, line, scope)
        for person in ("hana", "tom", "nil"):
            get, head = self._send(person, "GET", url), self._send(person, "HEAD", url)
            if essence(get)[:2] != essence(head)[:2] or head.get_data():
                self.found.add(f"{key}: HEAD is not GET for {person}")

    def _url(
        self,
        rule: Rule,
        line: Line,
        scope: Scope,
        instead: dict[str, Scope | None] | None = None,
    ) -> str:
        values: dict[str, Any] = {}
        for argument in rule.arguments:
            if argument in (instead or {}):
                values[argument] = _named(line, argument, (instead or {})[argument])
            else:
                values[argument] = _named(line, argument, scope)
        path = self.app.url_map.bind("localhost").build(rule.endpoint, values)
        return path + line.at.get("?", "")

    def _send(self, person: str, verb: str, url: str, *rest: Any, **more: Any) -> TestResponse:
        self.found.requests += 1
        return send(self.planted.visitor(person), verb, url, *rest, **more)


def _class(answer: TestResponse) -> str:
    """The status; "in" for the way to sign in."""
    target = answer.headers.get("Location", "")
    if answer.status_code == 303 and target.startswith("/sign-in"):
        return "in"
    return str(answer.status_code)


def _ids_of(rule: Rule) -> list[str]:
    return sorted(argument for argument in rule.arguments if argument in ARGUMENTS)


def _references(line: Line) -> list[str]:
    """Ids in what is sent, written {so}."""
    return [
        word
        for word in ("group", "soon_question", "rating", "image", "staff", "draft")
        if any("{" + word + "}" in value for value in line.sends.values())
    ]


def _named(line: Line, word: str, scope: Scope | None) -> str:
    """The id that an argument or a reference stands for; NEVER without a scope."""
    name = line.at.get(word, ARGUMENTS.get(word, word))
    if scope is None:
        return NEVER
    return scope.named.get(name, name)


def _filled(
    sends: dict[str, str], scope: Scope, instead: dict[str, Scope | None] | None = None
) -> dict[str, str]:
    named = dict(scope.named)
    for word, source in (instead or {}).items():
        named[word] = NEVER if source is None else source.named.get(word, NEVER)
    return {key: value.format_map(named) for key, value in sends.items()}


def told(found: Iterable[str]) -> str:
    return "\n" + "\n".join(sorted(set(found)))
