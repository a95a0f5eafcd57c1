"""The local outbox: whole letters, newest first, and nothing outside it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.errors import NotFound
from portal.mail.message import Letter, one_click
from portal.mail.post import Deferred, open_post, read_letter, read_outbox

Make = Callable[..., Letter]


def keep(folder: Path, *letters: Letter) -> None:
    with open_post(f"file:{folder}") as post:
        for letter in letters:
            post.deliver(letter)


def test_a_letter_is_read_back_as_it_was_written(letter: Make, tmp_path: Path) -> None:
    written = letter(
        to="ü@exämple.de",
        to_name='Ünal "Bo"; <x@y>, ' + "é" * 60,
        subject="Ihr Blick auf den Herbst: " + "ü" * 80,
        text="Grüße\nund Dank\n",
        html="<p>Grüße</p>",
        headers=one_click("https://firstlook.example/stop/" + "a" * 100),
    )
    keep(tmp_path / "deep" / "outbox", written)
    (kept,) = read_outbox(tmp_path / "deep" / "outbox")
    assert kept.subject == written.subject
    assert kept.to == f"{written.to_name} <{written.recipient}>"
    assert kept.sender == '"Hilo & Lana" <firstlook@localhost>'
    read = read_letter(tmp_path / "deep" / "outbox", kept.name)
    assert read.kept == kept
    assert read.text == written.text
    assert "<p>Grüße</p>" in read.html
    assert dict(read.headers)["Message-ID"] == written.message_id
    assert dict(read.headers)["List-Unsubscribe"].endswith("a>")


def test_the_newest_comes_first_and_the_list_can_be_short(letter: Make, tmp_path: Path) -> None:
    keep(tmp_path, *(letter(message_id=f"<{n}@x>", subject=f"No {n}") for n in range(12)))
    assert [kept.subject for kept in read_outbox(tmp_path)] == [
        f"No {n}" for n in range(11, -1, -1)
    ]
    assert [kept.subject for kept in read_outbox(tmp_path, limit=2)] == ["No 11", "No 10"]


def test_an_outbox_not_yet_there_is_empty(tmp_path: Path) -> None:
    assert read_outbox(tmp_path / "none") == []


def test_only_the_owner_can_read_the_letters(letter: Make, tmp_path: Path) -> None:
    keep(tmp_path / "outbox", letter())
    (file,) = (tmp_path / "outbox").iterdir()
    assert (file.parent.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)


@pytest.mark.parametrize(
    "name",
    [
        "../secret.eml",
        "/etc/passwd",
        "..",
        "",
        "secret.eml",
        "20260101T000000.000000000Z-0123456789abcdef.eml/../../secret.eml",
        "20260101T000000.000000000Z-0123456789abcdef.eml\0",
        "20260101T000000.000000000Z-0123456789abcdef.eml\n",
        "20260101T000000.000000000Z-0123456789abcdef.part",
        "20260101T000000.000000000Z-0123456789abcdef.eml",
    ],
)
def test_no_name_but_that_of_a_letter_is_opened(letter: Make, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "outbox"
    keep(folder, letter())
    (tmp_path / "secret.eml").write_text("Subject: secret\n\nsecret")
    (folder / "secret.eml").write_text("Subject: secret\n\nsecret")
    (folder / "20260101T000000.000000000Z-0123456789abcdef.part").write_text("Subject: x\n\nhalf")
    with pytest.raises(NotFound):
        read_letter(folder, name)
    assert len(read_outbox(folder)) == 1


def test_a_link_planted_in_the_outbox_is_not_followed(letter: Make, tmp_path: Path) -> None:
    folder = tmp_path / "outbox"
    keep(folder, letter())
    (tmp_path / "secret").write_text("Subject: secret\n\nsecret")
    name = "20260101T000000.000000000Z-0123456789abcdef.eml"
    (folder / name).symlink_to(tmp_path / "secret")
    with pytest.raises(NotFound):
        read_letter(folder, name)
    assert [kept.subject for kept in read_outbox(folder)] == [letter().subject]


def test_a_folder_that_cannot_be_written_defers_the_letter(letter: Make, tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file where the folder should be")
    with pytest.raises(Deferred) as failure:
        keep(tmp_path / "outbox", letter())
    assert failure.value.detail == os.strerror(17)


def test_damage_in_a_file_is_shown_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    name = "20260101T000000.000000000Z-0123456789abcdef.eml"
    (tmp_path / name).write_bytes(b"Subject: caf\xc3\xa9 \xff =?utf-8?b?!?=\nno header\n\n\xff")
    (kept,) = read_outbox(tmp_path)
    assert kept.subject.startswith("café")
    assert read_letter(tmp_path, name).html == ""
