"""Reading and overwriting parts of an open file, never beyond what was said of them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

_ZEROS: Final = bytes(256 * 1024)


class Broken(Exception):
    """The file is not built as its kind is built."""


@dataclass(frozen=True, slots=True)
class Part:
    """A box or element: its name, where its head and its body begin, and where it ends."""

    kind: bytes
    start: int
    body: int
    end: int


class Steps:
    """Counts the parts that were walked: a file of a million empty ones is no film."""

    MOST: Final = 400_000

    def __init__(self) -> None:
        self._left = self.MOST

    def __call__(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Broken


def size_of(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)


def read(file: BinaryIO, start: int, length: int) -> bytes:
    """Exactly so many bytes."""
    file.seek(start)
    found = file.read(length)
    if len(found) != length:
        raise Broken
    return found


def write(file: BinaryIO, start: int, body: bytes) -> None:
    file.seek(start)
    file.write(body)


def blank(file: BinaryIO, start: int, end: int) -> None:
    """Zeros from `start` up to `end`."""
    file.seek(start)
    for length in _pieces(end - start):
        file.write(_ZEROS[:length])


def _pieces(length: int) -> Iterator[int]:
    while length > 0:
        yield min(length, len(_ZEROS))
        length -= len(_ZEROS)
