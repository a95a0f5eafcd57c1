"""PORTAL_MAIL_URL: what it can say, and one clear line for each way to get it wrong."""

from pathlib import Path

import pytest

from portal.mail.url import BadMailUrl, Encryption, Outbox, Relay, parse


@pytest.mark.parametrize(
    ("url", "relay"),
    [
        ("smtp://mail.example", Relay("mail.example", 25, Encryption.IF_OFFERED)),
        ("smtp://mail.example/", Relay("mail.example", 25, Encryption.IF_OFFERED)),
        ("smtp://[::1]:2525", Relay("::1", 2525, Encryption.IF_OFFERED)),
        ("smtp+starttls://mail.example", Relay("mail.example", 587, Encryption.STARTTLS)),
        ("smtp+tls://MAIL.example", Relay("mail.example", 465, Encryption.FROM_THE_START)),
        (
            "smtp://mail.example?timeout=2.5&hello=portal.example",
            Relay("mail.example", 25, Encryption.IF_OFFERED, timeout=2.5, hello="portal.example"),
        ),
        (
            "smtp+tls://ana%40shop.example:p%3Aa%40s%2Fs%25+@mail.example:4650",
            Relay("mail.example", 4650, Encryption.FROM_THE_START, "ana@shop.example", "p:a@s/s%+"),
        ),
    ],
)
def test_a_relay_is_read_with_safe_defaults(url: str, relay: Relay) -> None:
    assert parse(url) == relay


@pytest.mark.parametrize(
    ("url", "encryption"),
    [
        ("smtp://user:pass@mail.example:587", Encryption.STARTTLS),
        ("smtp://user:pass@10.0.0.1", Encryption.STARTTLS),
        ("smtp://user:pass@localhost.evil.example", Encryption.STARTTLS),
        ("smtp://user:pass@localhost", Encryption.IF_OFFERED),
        ("smtp://user:pass@127.0.0.1", Encryption.IF_OFFERED),
        ("smtp://user:pass@[::1]", Encryption.IF_OFFERED),
        ("smtp+starttls://user:pass@localhost", Encryption.STARTTLS),
    ],
)
def test_a_password_never_crosses_a_network_in_the_clear(url: str, encryption: Encryption) -> None:
    relay = parse(url)
    assert isinstance(relay, Relay)
    assert relay.encryption is encryption


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("file:instance/outbox", "instance/outbox"),
        ("file:/var/outbox", "/var/outbox"),
        ("file:///var/out%20box", "/var/out box"),
        ("file://localhost/var/outbox", "/var/outbox"),
    ],
)
def test_a_folder_is_read(url: str, folder: str) -> None:
    assert parse(url) == Outbox(Path(folder))


def test_a_list_of_authorities_must_exist(tmp_path: Path) -> None:
    authorities = tmp_path / "ca.pem"
    authorities.write_text("")
    relay = parse(f"smtp+tls://mail.example?cafile={authorities}")
    assert isinstance(relay, Relay)
    assert relay.cafile == authorities
    with pytest.raises(BadMailUrl, match="cafile"):
        parse(f"smtp+tls://mail.example?cafile={tmp_path}/none.pem")


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("", "must start with"),
        ("mail.example:25", "must start with"),
        ("http://mail.example", "must start with"),
        ("smtps://mail.example", "must start with"),
        ("smtp://", "host is missing"),
        ("smtp:mail.example", "nothing may follow"),
        ("smtp://user:hunter2@", "host is missing"),
        ("smtp://mail.example/inbox", "nothing may follow"),
        ("smtp://mail_x.example", "not a name"),
        ("smtp://mail.example:0", "port"),
        ("smtp://mail.example:70000", "port"),
        ("smtp://mail.example:abc", "port"),
        ("smtp://[::1", "not a URL"),
        ("smtp://user@mail.example", "go together"),
        ("smtp://:hunter2@mail.example", "go together"),
        ("smtp://user:hunter2%C3%A9@mail.example", "ASCII"),
        ("smtp://user:hunter2%0D@mail.example", "ASCII"),
        ("smtp://user:hunter2#1@mail.example", "%23"),
        ("smtp://user:hunter2/1@mail.example", "port|follow"),
        ("smtp://user:hunter2 @mail.example", "space"),
        ("smtp://mail.example\n", "space or line break"),
        ("smtp://mail.example?timeout=0", "timeout"),
        ("smtp://mail.example?timeout=601", "timeout"),
        ("smtp://mail.example?timeout=soon", "timeout"),
        ("smtp://mail.example?timeout=nan", "timeout"),
        ("smtp://mail.example?timeout=", "no option with a value"),
        ("smtp://mail.example?timeout=1&timeout=2", "twice"),
        ("smtp://mail.example?verify=no", "no option"),
        ("smtp://mail.example?timeout", "name=value"),
        ("smtp://mail.example?hello=a;b", "hello"),
        ("file:", "path of a folder"),
        ("file://host/path", "file:path"),
        ("file:outbox?x=1", "file:path"),
        ("file:out%00box", "path of a folder"),
    ],
)
def test_each_mistake_has_its_line_which_keeps_the_password(url: str, word: str) -> None:
    with pytest.raises(BadMailUrl, match=word) as refusal:
        parse(url)
    line = str(refusal.value)
    assert line.startswith("PORTAL_MAIL_URL: ")
    assert "\n" not in line
    assert "hunter2" not in line


def test_a_relay_is_shown_without_its_password() -> None:
    assert "hunter2" not in repr(parse("smtp://user:hunter2@mail.example"))
