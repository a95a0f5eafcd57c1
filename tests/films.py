"""Films as cameras and attackers write them: just enough of a container, box by box."""

import struct


def box(kind: str, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    return struct.pack(">I", 8 + len(body)) + kind.encode("latin-1") + body


def wide_box(kind: str, body: bytes) -> bytes:
    """The same with a length of 64 bits."""
    return struct.pack(">I", 1) + kind.encode() + struct.pack(">Q", 16 + len(body)) + body


def full(kind: str, *bodies: bytes) -> bytes:
    """A box with version 0 and no flags."""
    return box(kind, b"\0\0\0\0", *bodies)


RECORDED = struct.pack(">II", 3_900_000_000, 3_900_000_001)


def track(handler: str, offset: int = 0, sizes: tuple[int, ...] = (4, 4), name: bytes = b"Ada's"):
    table = box(
        "stbl",
        full("stsd", struct.pack(">I", 0)),
        full("stts", struct.pack(">I", 0)),
        full("stsc", struct.pack(">IIII", 1, 1, len(sizes), 1)),
        full("stsz", struct.pack(">II", 0, len(sizes)), *(struct.pack(">I", n) for n in sizes)),
        full("stco", struct.pack(">II", 1, offset)),
    )
    reference = full("dref", struct.pack(">I", 1), box("url ", b"\0\0\0\1"))
    return box(
        "trak",
        full("tkhd", RECORDED, b"\0" * 72),
        box("meta", b"keys of SpyCam"),
        box(
            "mdia",
            full("mdhd", RECORDED, b"\0" * 12),
            full("hdlr", b"\0" * 4, handler.encode(), b"\0" * 12, name + b"\0"),
            box("minf", full("vmhd", b"\0" * 8), box("dinf", reference), table),
        ),
        box("udta", b"\xa9xyz +41.3851+002.1734/"),
    )


def mp4(
    *more: bytes, tracks: tuple[str, ...] = ("vide", "soun"), data: bytes = b"PICT" * 2
) -> bytes:
    """`more` are boxes at its end; the last of several tracks has its samples in the data."""
    head = box("ftyp", b"isom\0\0\2\0isommp41")
    start = len(head) + 8
    movie = box(
        "moov",
        full("mvhd", RECORDED, b"\0" * 88),
        *(track(handler, start) for handler in tracks),
        box("udta", full("meta", b"by Ada Author with SpyCam at +41.3851")),
    )
    return head + box("mdat", data) + movie + b"".join(more)


def element(kind: str, *bodies: bytes, unsaid: bool = False) -> bytes:
    body = b"".join(bodies)
    length = b"\x01" + (b"\xff" * 7 if unsaid else len(body).to_bytes(7))
    return bytes.fromhex(kind) + length + body


def webm(
    *more: bytes, kind: bytes = b"webm", types: tuple[int, ...] = (1, 2), unsaid: bool = False
) -> bytes:
    head = element("1a45dfa3", element("4282", kind))
    info = element(
        "1549a966",
        element("2ad7b1", b"\x0f\x42\x40"),
        element("4d80", b"SpyCam"),
        element("5741", b"SpyCam"),
        element("7ba9", b"Ada's film"),
        b"\x44\x61\x88" + b"\x11" * 8,
    )
    entries = (
        element(
            "ae", element("d7", bytes([n])), element("83", bytes([what])), element("536e", b"Ada")
        )
        for n, what in enumerate(types, 1)
    )
    tracks = element("1654ae6b", *entries)
    tags = element("1254c367", element("7373", b"at +41.3851 by Ada"))
    cluster = element("1f43b675", element("e7", b"\0"), element("a3", b"PICTPICT"), unsaid=unsaid)
    segment = element("18538067", info, tracks, cluster, tags, *more, unsaid=unsaid)
    return head + segment
