"""Where returned mail lies, as it is written in a setting."""

import pytest

from portal.mail.imap import parse
from portal.mail.post import check
from portal.mail.url import BadMailUrl


def test_a_url_says_where_and_who():
    box = parse("imap+ssl://back%40shop.example:p%3Aw@mail.example/Returned%20mail")
    assert (box.kind, box.host, box.port) == ("imap+ssl", "mail.example", 993)
    assert (box.user, box.password, box.folder) == ("back@shop.example", "p:w", "Returned mail")
    assert "p:w" not in repr(box)
    assert parse("imap+starttls://a:b@mail.example:1143").port == 1143
    assert parse("imap+ssl://a:b@mail.example").folder == "INBOX"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example",
        "https://a:b@mail.example",
        "imap+ssl://mail.example",
        "imap+ssl://a@mail.example",
        "imap+ssl://a:b@",
        "imap+ssl://a:b@mail.example:99999",
        'imap+ssl://a:b@mail.example/a"b',
        "imap+ssl://a:b@mail.example/%0d%0aDELETE",
        "imap+ssl://a:b@mail.example?x=1",
        "imap://a:b@mail.example",
    ],
)
def test_an_odd_one_is_refused_in_one_line_without_the_password(url):
    with pytest.raises(BadMailUrl) as refusal:
        parse(url)
    assert str(refusal.value).startswith("PORTAL_BOUNCES_URL: ")
    assert "\n" not in str(refusal.value)
    assert ":b@" not in str(refusal.value)


@pytest.mark.parametrize("address", ["back", "a b@shop.example", "x" * 32 + "@shop.example"])
def test_an_address_that_no_letter_could_come_back_to_is_refused(address):
    with pytest.raises(BadMailUrl, match="PORTAL_BOUNCES_ADDRESS"):
        check("file:outbox", "a@shop.example", address)
