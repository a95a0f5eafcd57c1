"""Which marker may reach whom, and a walk through everything that can be asked for.

Markers are planted by `planted.py`. Each answer is searched for all of them at once; whatever is
found and does not belong is a leak, wherever it stands.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from portal.exports import paper
from tests.planted import MARKER, Planted, Scope
from tests.sent import send
from tests.world import CAST

# What each of the cast is in each scope. "heard" are members to whom others' critique is open;
# the holder is a browser without an account that opened the invitation's link; the reader one that
# opened the link to a report.
ROLES: dict[str, dict[str, str]] = {
    "olga": {"circle": "house team manager", "vip": "house team manager"},
    "hana": {"circle": "house team manager", "vip": "house team manager"},
    "ana": {"circle": "house team", "vip": "house team"},
    "tom": {"circle": "house member"},
    "tess": {"circle": "house member author heard"},
    "vera": {"circle": "house", "vip": "house member author"},
    "ines": {"circle": "house invited"},
    "rob": {},
    "bo": {"other": "house team manager"},
    "maya": {"other": "house member author heard"},
    "nil": {},
    "holder": {"circle": "house invited", "vip": "house invited", "other": "house invited"},
    "reader": {"circle": "house reader", "vip": "house reader", "other": "house reader"},
}
_WHO: dict[str, str] = {
    "house": "brand",
    "team member invited reader": "group",
    "team member invited": "purpose rules terms",
    "team member": (
        "title story changes variant variantnote alt caption picture prompt price thing"
        " decisionwhy decisionnext oldreply oldresponse oldremarkresponse name speakername topic"
        " film filmname oldquote"
    ),
    "team member reader": "oldtitle oldcritique oldremark",
    "team": (
        "nexttitle nextstory soontitle soonprompt reason votername emailstaff"
        " invitedsegment sharenote note oldnote heldwords heldpicture heldalt"
    ),
    "team reader": "oldreason",
    "team author": "ownreason",
    "team author reader": "oldownreason segment",
    "team author heard": "critique quote response",
    "team heard": ("reply remark remarkresponse removedwhy mergedwords remarkpicture remarkalt"),
    "team invited": "invitedname",
    "manager": (
        "emailguest failure listname listemail listsegment listproblem"
        " askingemail askingname askingwhy stoppedemail stoppedwhy joberror removedwords"
    ),
    "manager author": "email complaint",
    "manager invited": "emailinvited",
    "author": "device loosepicture",
    # A name that somebody chose elsewhere is theirs alone until they join.
    "invited": "elsewherename",
    "": (
        "edited oldedited event job listedname pausedwhy"
        " hiddenpicture hiddenalt takenpicture takenalt"
    ),
}
AUDIENCE = {kind: set(who.split()) for who, kinds in _WHO.items() for kind in kinds.split()}
# Nowhere together: what somebody voted for a reason, and who that was.
APART = (("reason", "votername"), ("oldreason", "votername"))
IDS = {
    "attachment_id": ("attachment",),
    "brand_id": ("brand",),
    "criterion_id": ("criterion", "soon_criterion"),
    "critique_id": ("critique", "remark", "oldremark", "hidden", "held", "merged", "taken"),
    "draft_id": ("draft", "soon_draft"),
    "group_id": ("group",),
    "image_id": ("image", "remarkimage", "heldimage", "hiddenimage", "takenimage", "looseimage"),
    "list_id": ("list",),
    "question_id": ("rating", "soon_question"),
    "round_id": ("round", "soon_round", "old_round"),
}
OTHERS = {
    "number": ("1", "2"),
    "width": ("320",),
    "name": ("nothing",),
    "token": ("nothing",),
    "kind": ("new", "bad"),
}
QUERIES: dict[str, tuple[str, ...]] = {
    "questions.new": ("kind=kano",),
    "judge.show": ("revision=2", "thread={critique}&from={reply}", "before={remark}"),
    "groups.show": ("q=zq", "state=invited"),
    "invitations.index": ("q=zq",),
    "searching.show": ("q=zq", "q=zqcircle", "q=zqvip", "q=zqother"),
}
# Asked for as a fragment, as JSON, as a table: the answer must be no freer.
ODD = {"HX-Request": "true", "Accept": "application/json, text/csv;q=0.9"}


def may_see(person: str, scope: str, kind: str) -> bool:
    return bool(AUDIENCE[kind] & set(ROLES[person].get(scope, "").split()))


def papers_stay_pages(patch: Any) -> None:
    """A PDF is the page it is made from, so that it can be searched, and asked for thousands of
    times. Making one is tried in tests/exports/test_paper.py."""
    patch.setattr(paper, "missing", lambda: None)
    patch.setattr(paper, "pdf_of", lambda page, *about: page.encode())


@dataclass
class Sweep:
    """What was seen by whom, and what should not have been."""

    leaks: set[str] = field(default_factory=set)
    seen: set[tuple[str, str]] = field(default_factory=set)
    answers: int = 0

    def look(self, person: str, where: str, text: str) -> None:
        self.answers += 1
        found = set(MARKER.findall(text))
        self.seen |= found
        for scope, kind in found:
            if not may_see(person, scope, kind):
                self.leaks.add(f"{person} reads {scope}'s {kind} at {where}")
            for one, other in APART:
                if kind == one and (scope, other) in found:
                    self.leaks.add(f"{person} reads whose {scope}'s {kind} is at {where}")


class Walk:
    def __init__(self, app: Flask, planted: Planted, people: Iterable[str] = CAST) -> None:
        self.app = app
        self.planted = planted
        self.people = tuple(people)
        self.sweep = Sweep()
        # What was also asked for in other words: once for each kind of answer of a route.
        self._asked: set[tuple[object, ...]] = set()

    def everything(self, only: Iterable[str] = ()) -> Sweep:
        """Every address that can be read (or those of the endpoints in `only`), as everybody."""
        for rule in self.app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and (not only or rule.endpoint in only):
                for person in self.people:
                    self._rule(person, rule)
        return self.sweep

    def links(self) -> Sweep:
        """The links of invitations, opened by their holder and by whoever else is signed in."""
        for scope in self.planted.scopes.values():
            for person in (*(name for name in self.people if name != "nil"), "holder"):
                browser = self.planted.visitor("nil" if person == "holder" else person)
                for token in (scope.named["spent_token"], scope.named["token"]):
                    for path in (f"/invitations/{token}", "/invitation"):
                        self._look(person, path, browser.client.get(path).get_data())
        return self.sweep

    def shared(self) -> Sweep:
        """The links to reports, opened by everybody and by a stranger: all see the same. In the
        first of two visits each stops at the neutral card, on which nothing stands."""
        for scope in self.planted.scopes.values():
            for person in (*self.people, "reader"):
                browser = self.planted.visitor("nil" if person == "reader" else person)
                path = f"/shared/{scope.named['share_token']}"
                self._look("nil", "the card of a share", browser.client.get(path).get_data())
                send(browser, "POST", path)
                for way in (path, f"{path}/accent.css", f"{path}/report.pdf"):
                    self._look("reader", way, browser.client.get(way).get_data())
        return self.sweep

    def _rule(self, person: str, rule: Rule) -> None:
        """About all objects of the scopes in which the person is something; about one each where
        everything is closed."""
        if not rule.arguments & set(IDS):
            url = next(self._urls(rule, next(iter(self._scopes()))))
            for query in ("", *(f"?{query}" for query in QUERIES.get(rule.endpoint, ()))):
                self._ask(person, rule.endpoint, url + query)
            return
        for scope in self._scopes():
            urls = list(self._urls(rule, scope))
            for url in urls if ROLES[person].get(scope.name) else urls[:1]:
                self._ask(person, rule.endpoint, url)

    def _ask(self, person: str, endpoint: str, url: str) -> None:
        ask = self.planted.visitor(person).client
        plain = ask.get(url, buffered=True)
        self._look(person, endpoint, plain.get_data(), str(plain.headers))
        other = (person, endpoint, plain.status_code)
        if other not in self._asked:
            self._asked.add(other)
            path = url + ("&" if "?" in url else "?") + "format=csv"
            answer = ask.get(path, headers=ODD, buffered=True)
            self._look(person, endpoint, answer.get_data(), str(answer.headers))

    def _look(self, person: str, where: str, body: bytes, head: str = "") -> None:
        self.sweep.look(person, where, head + body.decode("utf-8", "replace"))

    def _scopes(self) -> Iterable[Scope]:
        return self.planted.scopes.values()

    def _urls(self, rule: Rule, scope: Scope) -> Iterator[str]:
        names = sorted(rule.arguments - set(rule.defaults or {}))
        choices = [
            [scope.named[word] for word in IDS[name]] if name in IDS else OTHERS[name]
            for name in names
        ]
        bound = self.app.url_map.bind("localhost")
        for values in product(*choices):
            url = bound.build(rule.endpoint, dict(zip(names, values, strict=True)))
            yield url
            if scope.named["round"] in values or scope.named["group"] in values:
                for query in QUERIES.get(rule.endpoint, ()):
                    yield f"{url}?{query.format_map(scope.named)}"
