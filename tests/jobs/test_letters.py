"""The letters: whole in plain words, small, self-contained, and safe whatever people are called."""

import re
from email.message import EmailMessage

import pytest

from portal import clock
from portal.access import actor_of
from portal.actions import jobs, people, reminders, staff
from tests import makers
from tests.jobs.conftest import link_in, parsed
from tests.jobs.invited import invite

HOSTILE = [
    'Bob "; <x@y>\r\nBcc: all@victims.example',
    '"><svg onload=alert(1)>',
    "=?utf-8?q?x?= {{ config }} %(name)s {0.__class__}",
    "a\u2028b\u0085c\u009b31m\u202ed",
    "Ünal Çelik, 日本 花子 👩\u200d🚒",
    "x" * 80,
]


@pytest.fixture
def sign_in(db, world):
    people.send_code(db, world.tom)
    db.commit()


@pytest.fixture
def to_group(db, world):
    return invite(db, world.memberships["ines"], world.hana)


@pytest.fixture
def to_team(db, world):
    new = makers.person(db, "Nora", verified_at=None)
    staff.invite(db, actor_of(db, world.olga), world.brand, new, "analyst")
    db.commit()


@pytest.fixture
def reminded(db, world):
    makers.invitation(
        db,
        world.memberships["ines"],
        invited_by_id=world.hana.id,
        created_at=clock.ago(days=6),
        sent_at=clock.ago(days=6),
    )
    db.commit()
    reminders.send(db, actor_of(db, world.hana), world.group)
    db.commit()


@pytest.fixture
def placed(db, world):
    row = makers.invitation(
        db, world.memberships["ines"], waiting_since=clock.ago(days=1), accepted_at=clock.now()
    )
    payload = {"invitation": row.public_id, "generation": 1}
    jobs.enqueue(db, "mail.place", payload, brand_id=world.brand.id)
    db.commit()


def only_letter(desk):
    assert desk.run() == 1
    [letter] = desk.letters()
    return letter


def headers(letter):
    return {name.lower(): value for name, value in letter.headers}


@pytest.mark.parametrize("kind", ["sign_in", "to_group", "to_team", "reminded", "placed"])
def test_a_letter_is_small_whole_and_fetches_nothing(desk, request, kind):
    request.getfixturevalue(kind)
    letter = only_letter(desk)
    [file] = desk.outbox.iterdir()
    assert file.stat().st_size < 30_000
    link = link_in(letter.text)
    # The address is written out, not only behind the button.
    assert re.search(rf">\s*{re.escape(link)}\s*<", letter.html)
    token = r"http://localhost:8000/stop/[\w-]{22}\.[\w-]{22}\.[\w-]{43}"
    others = set(re.findall(r'href="([^"]+)"', letter.html)) - {link}
    if kind in ("to_group", "reminded"):
        assert f"{link}?answer=no" in others
        [stop] = others - {f"{link}?answer=no"}
        assert re.fullmatch(token, stop)
        assert headers(letter)["list-unsubscribe"] == f"<{stop}>"
        assert headers(letter)["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    else:
        # Strictly necessary mail: there is nothing to stop.
        assert others == set()
        assert "list-unsubscribe" not in headers(letter)
    assert not re.search(r"<(img|script|link|iframe|object|form)|src=|url\(|@import", letter.html)
    assert "{{" not in letter.text + letter.html
    assert "\n\n\n" not in letter.text
    assert headers(letter)["auto-submitted"] == "auto-generated"


@pytest.mark.parametrize("kind", ["sign_in", "to_group", "to_team", "reminded", "placed"])
def test_the_plain_words_say_all_that_the_page_says(desk, request, kind):
    request.getfixturevalue(kind)
    letter = only_letter(desk)
    shown = re.sub(
        r"<(style|title).*?</\1>|<div class=.preheader.*?</div>", "", letter.html, flags=re.S
    )
    words = re.sub(r"<[^>]+>", " ", shown).replace("&#39;", "'").split()
    missing = (
        set(words)
        - set(letter.text.split())
        - {"●", "·", "Or", "copy", "this", "address", "into", "your", "browser:"}
    )
    assert {word for word in missing if f"{word}:" not in letter.text} == set()


def test_an_invitation_says_who_into_what_for_how_long_and_why(desk, db, world, to_group):
    text = only_letter(desk).text
    for words in (
        "Northlight invites you to First circle",
        "Hello Ines,",
        "Hana of Northlight would like your judgement",
        "We look at drafts together.",
        "confidential",
        "A draft is waiting now, until",
        "works until",
        "You get this mail because Northlight wrote this address",
    ):
        assert words in text


def test_a_reminder_says_what_is_waited_for_and_how_many_are_there(desk, reminded):
    text = only_letter(desk).text
    for words in (
        "Your place in First circle is still free",
        "Northlight has asked for your judgement and has not heard from you. 2 people have joined",
        "A draft is waiting now, until",
        "A yes or a no takes a tap, and both are welcome.\n",
        "No, thank you: http://localhost:8000/invitations/",
        "Never write to me again: http://localhost:8000/stop/",
    ):
        assert words in text, words


def test_the_link_of_the_letter_is_the_invitation(desk, db, to_group):
    link = link_in(only_letter(desk).text)
    assert link == f"http://localhost:8000/invitations/{makers.invitation_token(db, to_group)}"


def test_the_code_and_the_link_of_the_letter_sign_in(desk, db, world, sign_in):
    letter = only_letter(desk)
    code = re.search(r"^ +(\d{3}) (\d{3})$", letter.text, re.MULTILINE)
    assert f"{code[1]} {code[2]}" in letter.kept.subject
    token = link_in(letter.text).rpartition("/")[2]
    db.rollback()
    assert people.link_is_live(db, token)
    assert people.spend_code(db, world.tom.email_key, code[1] + code[2]) is not None


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_people_are_called_headers_and_page_hold(desk, db, world, name):
    row = invite(db, world.memberships["ines"], world.hana)
    world.ines.name = world.hana.name = world.brand.name = world.group.name = name
    db.commit()
    assert desk.run() == 1
    [file] = desk.outbox.iterdir()
    message = parsed(file.read_bytes())
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    [to] = message["To"].addresses
    assert to.addr_spec == world.ines.email
    assert "bcc" not in {key.lower() for key in message}
    html = message.get_body(("html",)).get_content()
    assert "<svg" not in html
    db.rollback()
    db.refresh(row)
    assert row.state(clock.now()) == "sent"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", r"works until 1[45] Mar 2026, 18:30 Madrid"), ("es", r"1[45] mar 2026, 18:30 Madrid")],
)
def test_who_has_not_come_reads_the_brands_language_and_clocks(desk, db, world, language, expected):
    world.brand.language, world.brand.timezone = language, "Europe/Madrid"
    world.ines.verified_at, world.ines.timezone = None, "Asia/Tokyo"
    moment = clock.datetime(2026, 3, 14, 17, 30, tzinfo=clock.UTC)
    with clock.held_at(moment - clock.timedelta(days=1)):
        invite(db, world.memberships["ines"], world.hana, expires_at=moment)
        letter = only_letter(desk)
    assert re.search(expected, letter.text)
    assert f'lang="{language}"' in letter.html


def test_who_has_come_reads_their_own_clocks(desk, db, world):
    world.brand.timezone, world.ines.timezone = "Europe/Madrid", "Asia/Tokyo"
    moment = clock.datetime(2026, 3, 14, 17, 30, tzinfo=clock.UTC)
    with clock.held_at(moment - clock.timedelta(days=1)):
        invite(db, world.memberships["ines"], world.hana, expires_at=moment)
        assert "works until 15 Mar 2026, 02:30 Tokyo." in only_letter(desk).text
