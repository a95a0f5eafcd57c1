"""The authorisation matrix: every route, every verb, every one of the cast; and whether it sees
what it should, by breaking rules on purpose."""

import pytest
from sqlalchemy import select, update

from portal import access
from portal.access import doing, seeing
from portal.errors import NotFound, Refused
from portal.models import Group, Image
from portal.web.session import database as database_of
from tests.canaries import papers_stay_pages
from tests.matrix import Matrix, told, unlisted
from tests.matrix_table import TABLE
from tests.planted import plant


@pytest.fixture
def matrix(db, app, database, monkeypatch):
    papers_stay_pages(monkeypatch)
    return Matrix(app, database, plant(db, app))


def test_every_route_has_a_line_and_every_line_a_route(app):
    assert unlisted(app, TABLE) == (set(), set())


def test_a_route_without_a_line_is_named(app):
    short = {key: line for key, line in TABLE.items() if key != "GET /account"}
    assert unlisted(app, {**short, "GET /gone": TABLE["GET /"]}) == (
        {"GET /account"},
        {"GET /gone"},
    )


def test_looking_is_answered_as_the_table_says(matrix):
    found = matrix.walk(TABLE, "GET")
    print(f"looking: {found.requests} requests, {found.compared} compared with nothing")
    assert not found.wrong, told(found.wrong)


def test_writing_is_answered_as_the_table_says(matrix):
    found = matrix.walk(TABLE, "POST")
    print(f"writing: {found.requests} requests, {found.compared} compared with nothing")
    assert not found.wrong, told(found.wrong)


UNREAD = ("critique", "reply", "remark", "merged", "hidden", "held", "taken")


@pytest.mark.parametrize(("person", "words"), [("tess", ("held",)), ("tom", UNREAD)])
def test_what_one_may_not_read_is_not_there_whatever_is_asked(matrix, person, words):
    found = matrix.unseen(TABLE, person, words)
    print(f"unread: {found.requests} requests, {found.compared} compared with nothing")
    assert found.compared > 20 * len(words)
    assert not found.wrong, told(found.wrong)
    # The control: what they may read is there.
    assert matrix.unseen({GET_ONE: TABLE[GET_ONE]}, "tess", ["remark"]).wrong


GET_ONE = "GET /critiques/<critique_id>"


def test_other_verbs_are_refused(matrix):
    found = matrix.verbs(TABLE)
    print(f"other verbs: {found.requests} requests")
    assert not found.wrong, told(found.wrong)


def everybody_sees_pictures(patch, app):
    patch.setattr(seeing, "images", lambda actor: select(Image))


def analysts_manage(patch, app):
    patch.setattr(doing, "why_not_manage", lambda actor, brand_id: None)


def a_door_stands_open(patch, app):
    patch.setattr(app.view_functions["brands.new"], "portal_policy", "open_to_all")


def hidden_is_not_missing(patch, app):
    """403 for what is there but not for this person."""

    def one(session, visible, public_id):
        try:
            return seeing.one(session, visible, public_id)
        except NotFound:
            if session.scalar(select(Group.id).where(Group.public_id == public_id)):
                raise Refused("This is not for you.") from None
            raise

    patch.setattr(access, "one", one)


def hidden_is_longer(patch, app):
    """404 for both, with a word more where something is."""

    def one(session, visible, public_id):
        try:
            return seeing.one(session, visible, public_id)
        except NotFound as error:
            if session.scalar(select(Group.id).where(Group.public_id == public_id)):
                error.sentence = "It is not for you."
            raise

    patch.setattr(access, "one", one)


def looking_writes(patch, app):
    from portal.web import groups

    def close(*_about):
        with database_of().writing.begin() as session:
            session.execute(update(Group).values(capacity=7))

    patch.setattr(groups.dress, "wear", close)


def a_form_needs_no_token(patch, app):
    patch.setattr(app.extensions["csrf"], "_exempt_views", {"portal.web.groups.leave"})


@pytest.mark.parametrize(
    ("break_rule", "key", "sign"),
    [
        (everybody_sees_pictures, "GET /images/<image_id>/<int:width>", "vera got 200, not 404"),
        (analysts_manage, "POST /drafts/<draft_id>/duplicate", "ana got 303, not 403"),
        (a_door_stands_open, "GET /brands/new", "nil got 404, not in"),
        (hidden_is_not_missing, "GET /groups/<group_id>", "vera got 403, not 404"),
        (hidden_is_longer, "GET /groups/<group_id>", "vera tells circle's group_id from nothing"),
        (looking_writes, "GET /groups/<group_id>", "wrote groups.capacity"),
        (a_form_needs_no_token, "POST /groups/<group_id>/leave", "tom needs no token"),
    ],
)
def test_a_broken_rule_is_seen(matrix, app, monkeypatch, break_rule, key, sign):
    break_rule(monkeypatch, app)
    found = matrix.walk({key: TABLE[key]}, key.split(" ", 1)[0])
    assert any(sign in sentence for sentence in found.wrong), told(found.wrong)
