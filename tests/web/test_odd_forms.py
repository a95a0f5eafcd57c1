"""Forms that no page of ours sends: a file where words belong, JSON, signs nobody types."""

from io import BytesIO

import pytest
from sqlalchemy import func, select

from portal.models import Vote
from tests import makers
from tests.kinds.offered import SETTINGS
from tests.matrix import Matrix, routes
from tests.matrix_table import TABLE
from tests.planted import plant
from tests.web.test_votes import NAMES as FIELDS

WORDS = ("\x00", b"\xed\xa0\x80", "9" * 5_000, "0001-01-01T00:00")


@pytest.fixture
def broken(db, app, database):
    """Send `odd(name of a field)` in each field of each form; the answers that were our fault."""
    planted = plant(db, app)
    matrix = Matrix(app, database, planted)
    circle = planted.scopes["circle"]

    def find(odd, **how):
        found = []
        for key, line in TABLE.items():
            if not line.sends or not key.startswith("POST"):
                continue
            url = matrix._url(routes(app)[key], line, circle)
            full = {name: value.format_map(circle.named) for name, value in line.sends.items()}
            for name in (*full, "surprise"):
                visitor = planted.visitor("tess" if "tess" in line.who else "olga")
                data = {"csrf_token": visitor._token(), **full, name: odd(name)}
                answer = visitor.client.post(url, data=data, **how)
                if answer.status_code >= 500:
                    found.append((key, name, answer.status_code))
                if answer.status_code < 400:
                    matrix.before.restore()
        return found

    app.testing = False
    yield find
    app.testing = True


@pytest.mark.parametrize("word", WORDS, ids=lambda word: repr(word)[:20])
def test_odd_words_are_answered_in_words(broken, word):
    assert broken(lambda name: word) == []


def test_a_file_in_the_place_of_words_is_no_words(broken):
    assert broken(lambda name: (BytesIO(b"\x00"), "a.png")) == []


# Each name that any page reads from its address (and one it may not know).
ASKED = (
    *("sort", "kind", "state", "topic", "judged", "picture", "segment", "new", "revision"),
    *("thread", "start", "before", "after", "answer", "from", "known", "next", "page", "percent"),
    *("q", "since", "within", "written", "find", "width", "surprise[]"),
)
ODD = ("", "%00", "%ED%A0%80", "9" * 5_000, "-1", "NaN", "1e309", "%E2%80%AE", "0001-01-01T00:00")


def of(word):
    return "&".join(f"{name}={word}" for name in ASKED)


QUERIES = (*map(of, ODD[:5]), f"{of('NaN')}&{of('1e309')}")
# Drawn from what an address says in no way, and slowly.
SLOW = ("GET /rounds/<round_id>/report.pdf", "GET /rounds/<round_id>/report.xlsx")


@pytest.fixture
def asked(db, app, database):
    """Ask each page by an odd query."""
    planted = plant(db, app)
    matrix, circle = Matrix(app, database, planted), planted.scopes["circle"]
    lines = {key: line for key, line in TABLE.items() if key.startswith("GET") and key not in SLOW}
    urls = {
        key: matrix._url(routes(app)[key], line, circle).partition("?")[0]
        for key, line in lines.items()
    }

    def find(query):
        found = []
        for key, url in urls.items():
            visitor = planted.visitor("tess" if "tess" in lines[key].who else "olga")
            answer = visitor.client.get(f"{url}?{query}")
            answer.close()
            if answer.status_code >= 500:
                found.append((key, answer.status_code))
        return found

    app.testing = False
    yield find
    app.testing = True


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:18])
def test_odd_queries_are_answered_in_words(asked, query):
    assert asked(query) == []


@pytest.mark.parametrize("word", [*ODD, "x"], ids=lambda word: word[:18])
def test_odd_addresses_of_a_page_around_a_form(db, app, world, word):
    app.testing = False
    tom = world.visitor("tom")
    for name in ("sort", "thread", "before", "topic", "judged", "revision", "start", "picture"):
        at = f"http://localhost/rounds/{world.round.public_id}?{name}={word}"
        data = {"csrf_token": tom._token(), "kind": "idea", "text": "A", "submission": name}
        headers = {"HX-Request": "true", "HX-Current-URL": at}
        answer = tom.client.post(
            f"/rounds/{world.round.public_id}/critiques", data=data, headers=headers
        )
        assert answer.status_code < 500, name
    app.testing = True


SENT = (*("answer", "given", "order", "move", "undo", "again", "revision", "reason"), *FIELDS)


@pytest.mark.parametrize("kind", sorted(SETTINGS))
def test_odd_fields_of_every_kind_of_question_store_nothing(db, app, world, kind):
    makers.variants(db, world.revision, "Linen", "Wool", "Hemp")
    question = makers.question(db, world.round, kind, **SETTINGS[kind])
    db.commit()
    app.testing = False
    words = (*WORDS, "\ud7ff\u202e", ["Z"] * 999)
    forms = [dict.fromkeys(SENT, word) for word in words] + [{name: "\x00"} for name in SENT]
    for who, at in (("tom", "votes"), ("hana", "preview")):
        visitor = world.visitor(who)
        url = f"/rounds/{world.round.public_id}/{at}/{question.public_id}"
        for form in (*forms, {name: (BytesIO(b"\x00"), "a.png") for name in SENT}):
            data = {"csrf_token": visitor._token(), **form, "revision": "1"}
            # Starting again, and one step back from the first screen, are no answers.
            assert visitor.client.post(url, data=data).status_code in (200, 422), (at, form)
    app.testing = True
    db.commit()
    assert db.scalar(select(func.count()).select_from(Vote)) == 0


def test_json_is_no_form(world):
    tom = world.visitor("tom")
    sent = {"csrf_token": tom._token(), "kind": 5, "text": ["a"]}
    headers = {"X-CSRFToken": tom._token()}
    url = f"/rounds/{world.round.public_id}/critiques"
    assert tom.client.post(url, json=sent, headers=headers).status_code == 422
