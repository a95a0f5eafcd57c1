"""What must stand in the DNS, told from the settings."""

import pytest

from portal.mail.records import records


def texts(*settings):
    return {record.about: (record.name, record.text) for record in records(*settings)}


def test_records_name_the_senders_domain_and_the_relay():
    found = texts(
        "smtp://a:secret@mail.relay.example:587", "hi@shop.example", "back@mail.shop.example"
    )
    assert found["spf"] == ("shop.example", "v=spf1 a:mail.relay.example ~all")
    assert found["dmarc"][0] == "_dmarc.shop.example"
    assert found["mx"] == ("mail.shop.example", "10 mail.relay.example")
    assert "secret" not in str(found)


@pytest.mark.parametrize(
    ("host", "allowed"), [("192.0.2.7", "ip4:192.0.2.7"), ("[2001:db8::7]", "ip6:2001:db8::7")]
)
def test_a_relay_by_number_is_allowed_by_number(host, allowed):
    assert allowed in texts(f"smtp://{host}:25", "hi@shop.example", None)["spf"][1]


def test_a_folder_has_no_relay_and_no_way_back():
    assert set(texts("file:outbox", "hi@shop.example", None)) == {"spf", "dkim", "dmarc"}
