"""Files as people and attackers send them."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image


def picture(
    width: int = 640,
    height: int = 480,
    colour: Any = (180, 90, 40),
    kind: str = "PNG",
    mode: str = "RGB",
    **options: Any,
) -> bytes:
    out = BytesIO()
    Image.new(mode, (width, height), colour).save(out, kind, **options)
    return out.getvalue()


def halves(width: int = 600, height: int = 400, **options: Any) -> bytes:
    """Red on the left, blue on the right, as JPEG."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    out = BytesIO()
    image.save(out, "JPEG", quality=95, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """Metadata as a phone writes it: orientation, camera, author, place."""
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x010F] = "SpyCam"
    found[0x013B] = "Ada Author"
    found.get_ifd(0x8825).update({1: "N", 2: (41.0, 23.0, 7.0), 3: "E", 4: (2.0, 10.0, 5.0)})
    return found


def chunk(kind: bytes, body: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """A small PNG whose header promises a huge picture of one bit a pixel."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"IDAT", zlib.compress(b"\0" * 10_000)),
            chunk(b"IEND", b""),
        ]
    )


def moving(frames: int, kind: str = "GIF") -> bytes:
    """A picture of that many frames."""
    stills = [Image.new("RGB", (8, 8), (n % 256, n // 256, 0)) for n in range(frames)]
    out = BytesIO()
    # WebP would else take frames that hardly differ for one.
    stills[0].save(out, kind, save_all=True, append_images=stills[1:], lossless=True)
    return out.getvalue()


def with_chunk(kind: bytes, body: bytes) -> bytes:
    """A good PNG with one more part behind its header."""
    whole = picture()
    return whole[:33] + chunk(kind, body) + whole[33:]


def packed(size: int) -> bytes:
    """So many zeros in very few bytes."""
    return zlib.compress(b"\0" * size, 9)
