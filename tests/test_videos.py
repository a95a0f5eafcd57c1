"""Films: known by their bytes, freed of what came along, and no file takes the walk astray."""

import struct
import time
from io import BytesIO

import pytest

from portal import videos
from portal.errors import Invalid
from tests import films

TRACES = (b"SpyCam", b"Ada", b"41.3851", films.RECORDED)


def cleaned(body: bytes) -> tuple[bytes, str]:
    file = BytesIO(body)
    kind = videos.clean(file)
    return file.getvalue(), kind


@pytest.mark.parametrize(
    ("film", "kind"),
    [
        (films.mp4(), "video/mp4"),
        (films.mp4(films.wide_box("uuid", b"x" * 16 + b"Ada at +41.3851")), "video/mp4"),
        (films.webm(), "video/webm"),
        (films.webm(unsaid=True), "video/webm"),
        (films.webm(films.element("1941a469", b"Ada's file")), "video/webm"),
    ],
)
def test_who_where_when_and_with_what_is_gone_and_nothing_moves(film, kind):
    assert sum(trace in film for trace in TRACES) >= 3
    clean, found = cleaned(film)
    assert found == kind
    assert len(clean) == len(film)
    assert clean.find(b"PICTPICT") == film.find(b"PICTPICT") > 0
    for trace in TRACES:
        assert trace not in clean
    # Clean is clean: nothing is left to do, and it is still a film.
    assert cleaned(clean) == (clean, kind)


def test_what_stands_behind_the_known_boxes_of_a_film_is_gone():
    page = b"<html><script>alert(1)</script></html>"
    clean, _ = cleaned(films.mp4(films.box("free", page), films.box("zzzz", page)))
    assert b"script" not in clean
    assert clean.count(b"free") >= 4


def test_a_track_of_places_goes_with_its_samples():
    film = films.mp4(tracks=("vide", "meta"), data=b"GPS:8888")
    clean, _ = cleaned(film)
    assert b"GPS:8888" not in clean
    assert clean.count(b"trak") == 1
    # That of picture and sound stays: only such tracks lose theirs.
    assert b"GPS:8888" in cleaned(films.mp4(data=b"GPS:8888"))[0]


def test_samples_that_lie_outside_the_data_are_not_touched():
    film = films.mp4(tracks=("vide", "meta"))
    moved = film.replace(struct.pack(">II", 1, 32), struct.pack(">II", 1, 4))
    assert moved != film
    with pytest.raises(Invalid, match="damaged"):
        cleaned(moved)


def test_a_film_in_fragments_with_other_data_is_refused():
    pieces = films.box("moof", films.full("mfhd", b"\0\0\0\1"))
    assert cleaned(films.mp4(pieces))[1] == "video/mp4"
    with pytest.raises(Invalid, match="other data"):
        cleaned(films.mp4(pieces, tracks=("vide", "meta")))


def deep(levels: int) -> bytes:
    body = b""
    for _ in range(levels):
        body = films.box("trak", body)
    return films.box("moov", body)


SHORT = films.mp4()[:-5]
HEAD = films.box("ftyp", b"isom\0\0\2\0isom")


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "empty"),
        (b"<html>", "not a film"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "not a film"),
        (b"GIF89a" + b"\0" * 40, "not a film"),
        (films.box("ftyp", b"avif\0\0\0\0avif"), "not a film"),
        (films.box("ftyp", b"qt  \0\0\0\0qt  "), "QuickTime"),
        (films.webm(kind=b"matroska"), "Matroska"),
        (films.mp4(tracks=("soun",)), "no picture"),
        (films.webm(types=(2,)), "no picture"),
        (films.webm(types=(1, 33)), "other data"),
        (SHORT, "damaged"),
        (films.webm()[:-3], "damaged"),
        (films.mp4() + b"tail", "damaged"),
        (films.mp4() + films.mp4(), "damaged"),
        (films.webm() + films.webm(), "damaged"),
        # A box of no length, of less than its head, of more than there is, of 2^64 - 1.
        (HEAD + films.box("moov", b"\0\0\0\0trak"), "damaged"),
        (HEAD + struct.pack(">I", 7) + b"moov", "damaged"),
        (HEAD + struct.pack(">I", 0xFFFFFFFF) + b"moov", "damaged"),
        (HEAD + struct.pack(">I4sQ", 1, b"moov", 2**64 - 1), "damaged"),
        (HEAD + struct.pack(">I4sQ", 1, b"moov", 3), "damaged"),
        (HEAD + struct.pack(">I4s", 1, b"moov"), "damaged"),
        (HEAD + deep(2_000), "damaged"),
        (HEAD + films.box("free") * 500_000, "damaged"),
        (bytes.fromhex("1a45dfa3") + b"\xff", "damaged"),
        (bytes.fromhex("1a45dfa3") + b"\x01" + b"\xff" * 6 + b"\xfe", "damaged"),
        (bytes.fromhex("1a45dfa3") + b"\x00" * 12, "damaged"),
        (films.element("1a45dfa3", films.element("4282", b"webm")), "damaged"),
        (films.webm(b"\x1f\x43\xb6\x75\x01" + b"\xff" * 7 + b"\xa3\x8f"), "damaged"),
    ],
)
def test_what_is_no_film_is_named_in_one_sentence(body, word):
    began = time.process_time()
    with pytest.raises(Invalid, match=word):
        cleaned(body)
    assert time.process_time() - began < 5


def test_an_address_that_is_not_used_is_gone():
    film = films.mp4()
    named = film.replace(
        films.full("dref", b"\0\0\0\1", films.box("url ", b"\0\0\0\1")),
        films.full("dref", b"\0\0\0\1", films.box("url ", b"\0\0\0\1https://spy\0")),
    )
    # The boxes around it have to be as much longer.
    for kind, size in (("dinf", 12), ("minf", 12), ("mdia", 12), ("trak", 12)):
        at = 0
        while (at := named.find(kind.encode(), at + 1)) > 0:
            (length,) = struct.unpack_from(">I", named, at - 4)
            named = named[: at - 4] + struct.pack(">I", length + size) + named[at:]
    at = named.find(b"moov") - 4
    (length,) = struct.unpack_from(">I", named, at)
    named = named[:at] + struct.pack(">I", length + 24) + named[at + 4 :]
    assert b"https://spy" in named
    assert b"https://spy" not in cleaned(named)[0]


def test_a_film_that_lies_elsewhere_is_refused():
    film = films.mp4()
    elsewhere = film.replace(films.box("url ", b"\0\0\0\1"), films.box("url ", b"\0\0\0\0"))
    with pytest.raises(Invalid, match="damaged"):
        cleaned(elsewhere)


@pytest.mark.parametrize("film", [films.mp4(), films.webm(), films.webm(unsaid=True)])
def test_whatever_is_cut_off_or_turned_over_is_a_film_or_a_sentence(film):
    for at in range(len(film)):
        for body in (film[:at], film[:at] + bytes([film[at] ^ 0xFF]) + film[at + 1 :]):
            try:
                clean, _ = cleaned(body)
            except Invalid:
                continue
            assert len(clean) == len(body)
