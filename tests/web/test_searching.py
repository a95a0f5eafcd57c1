"""The page of search: what it draws, for whom, and what it says where nothing is found."""

from portal.actions import searching
from portal.web.limits import limiter
from tests import makers


def test_before_anything_is_typed_it_says_what_can_be_found(world):
    page = world.visitor("tom").get("/search")
    assert "What are you looking for?" in page.text
    assert "What are you looking for?" in world.visitor("tom").get("/search?q=%2A%00").text


def test_the_words_are_marked_and_nothing_in_them_acts(db, world):
    makers.critique(db, world.round, world.tom, "A <b>Café</b> & more", revision=world.revision)
    searching.catch_up(db)
    db.commit()
    page = world.visitor("tom").get("/search?q=cafe")
    assert "A &lt;b <mark>Café</mark>&lt;/b &amp; more" in page.html
    assert "<b>" not in page.html


def test_nothing_found_is_said_with_the_words(world):
    page = world.visitor("tom").get("/search?q=%3Cb%3Ezeppelin")
    assert "Nothing found for “<b>zeppelin”" in page.text
    assert page.status == 200


def test_a_found_draft_leads_a_member_to_the_round_and_the_team_to_the_draft(db, world):
    searching.catch_up(db)
    db.commit()
    assert f"/rounds/{world.round.public_id}" in world.visitor("tom").get("/search?q=quiet").html
    assert f"/drafts/{world.draft.public_id}" in world.visitor("ana").get("/search?q=quiet").html


def test_every_page_has_a_field_and_a_way_for_a_phone(world):
    page = world.visitor("tom").get("/")
    assert 'action="/search"' in page.html
    assert 'class="search-way" href="/search"' in page.html
    assert 'action="/search"' not in world.visitor().get("/sign-in").html


def test_one_conversation_can_be_searched(db, world):
    makers.critique(db, world.round, world.tom, "Buttons", revision=world.revision)
    searching.catch_up(db)
    db.commit()
    here = f"/search?q=buttons&within={world.round.public_id}"
    page = world.visitor("tom").get(here)
    assert "Search this conversation" in page.text
    assert "<mark>Buttons</mark>" in page.html
    assert "Drafts" not in page.text


def test_nobody_searches_more_than_sixty_times_a_minute(world, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", True)
    visitor = world.visitor("tom")
    limiter.reset()
    statuses = [visitor.client.get("/search?q=a").status_code for _ in range(61)]
    limiter.reset()
    assert statuses == [200] * 60 + [429]
