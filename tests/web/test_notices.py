"""The list of news, what reaches me by mail, and my quiet hours."""

from portal.actions import notices
from portal.models import Notice, NoticeChoice
from tests import makers
from tests.statements import counted


def test_the_list_shows_what_happened_and_marks_it_as_read(db, world):
    notices.remind(db, world.round)
    db.commit()
    tom = world.visitor("tom")
    page = tom.get("/notices")
    assert "Quiet inbox closes soon, and your voice is missing" in page.text
    assert "news-new" in page.html
    again = tom.get("/notices")
    assert "news-item" in again.html
    assert "news-new" not in again.html
    db.rollback()
    assert [n.read_at is None for n in db.query(Notice).filter_by(person_id=world.tess.id)] == [
        True
    ]


def test_no_news_is_a_calm_page(world):
    assert "No news yet" in world.visitor("tom").get("/notices").text


def test_a_list_of_three_takes_as_many_statements_as_one(db, world, database):
    notices.remind(db, world.round)
    db.commit()
    tom = world.visitor("tom")
    tom.get("/notices")
    with counted(database) as one:
        tom.get("/notices")
    for _number in range(2):
        other = makers.round(db, world.draft, world.group, first_revision=world.revision)
        notices.remind(db, other)
    db.commit()
    tom.get("/notices")
    with counted(database) as three:
        tom.get("/notices")
    assert len(three) == len(one)


def test_older_news_is_one_link_away(db, world):
    for _number in range(32):
        other = makers.round(db, world.draft, world.group, first_revision=world.revision)
        notices.remind(db, other)
    db.commit()
    tom = world.visitor("tom")
    page = tom.get("/notices")
    assert page.html.count('class="news-item') == 30
    [link] = [a for a in page.tree.all("a") if "Older news" in a.text]
    older = tom.get(link.attributes["href"])
    assert older.html.count('class="news-item') == 2


def test_a_choice_is_kept_and_shown(db, world):
    tom = world.visitor("tom")
    tom.get("/notices/choices")
    answer = tom.post(
        f"/notices/choices/{world.group.public_id}", {"answered": "weekly", "made_up": "never"}
    )
    assert answer.status == 303
    db.rollback()
    [choice] = db.query(NoticeChoice)
    assert (choice.kind, choice.rhythm) == ("answered", "weekly")


def test_an_odd_choice_is_refused_in_words(world):
    tom = world.visitor("tom")
    tom.get("/notices/choices")
    answer = tom.post(f"/notices/choices/{world.group.public_id}", {"answered": "hourly"})
    assert answer.status == 422


def test_quiet_hours_are_kept_or_refused_with_what_was_typed(db, world):
    tom = world.visitor("tom")
    tom.get("/notices/choices")
    bad = tom.post("/notices/quiet-hours", {"quiet_from": "22:00", "quiet_until": "25:00"})
    assert bad.status == 422
    assert "Write both hours" in bad.text
    assert 'value="22:00"' in bad.html
    tom.post("/notices/quiet-hours", {"quiet_from": "22:00", "quiet_until": "07:30"})
    db.rollback()
    db.refresh(world.tom)
    assert (world.tom.quiet_from, world.tom.quiet_until) == (1320, 450)
    tom.post("/notices/quiet-hours", {"quiet_from": "", "quiet_until": ""})
    db.rollback()
    db.refresh(world.tom)
    assert world.tom.quiet_from is None


def test_the_number_of_new_ones_is_told_once_and_only_to_its_owner(db, world):
    notices.remind(db, world.round)
    db.commit()
    tom = world.visitor("tom")
    assert "1 new" in tom.fragment("/notices/count?known=0").html
    assert tom.fragment("/notices/count?known=1").status == 204
    assert world.visitor("vera").fragment("/notices/count?known=0").status == 204
    tom.get("/notices")
    assert "new" not in tom.fragment("/notices/count?known=1").text
    assert "/notices/count" in tom.get("/account").html
