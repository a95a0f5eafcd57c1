"""Where files live: a local folder or an S3 bucket, behind one small interface.

Keys are made by the portal, never by a client. What a file is and who may read it is in the
database; here are only bytes.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import urlsplit

from obstore.store import LocalStore, S3Store

from portal.errors import NotFound


class Storage(Protocol):
    def put(self, key: str, body: bytes | BinaryIO) -> None: ...
    def get(self, key: str) -> bytes: ...
    def get_part(self, key: str, start: int, end: int) -> bytes: ...
    def delete(self, key: str) -> None: ...


class BadStorageUrl(ValueError):
    """One line that says what is wrong with PORTAL_STORAGE_URL."""


@dataclass(frozen=True)
class ObjectStorage:
    store: LocalStore | S3Store

    def put(self, key: str, body: bytes | BinaryIO) -> None:
        """An open file is sent on from its beginning, piece by piece."""
        if not isinstance(body, bytes):
            body.seek(0)
        self.store.put(key, body)

    def get(self, key: str) -> bytes:
        try:
            return bytes(self.store.get(key).bytes())
        except FileNotFoundError as error:
            raise NotFound from error

    def get_part(self, key: str, start: int, end: int) -> bytes:
        """The bytes from `start` up to `end`."""
        try:
            return bytes(self.store.get_range(key, start=start, end=end))
        except FileNotFoundError as error:
            raise NotFound from error

    def delete(self, key: str) -> None:
        """Gone afterwards, also when it was gone before."""
        with suppress(FileNotFoundError):
            self.store.delete(key)


def open_storage(url: str) -> Storage:
    """`file:folder` or `s3://bucket[/prefix]` (credentials and region from AWS_* variables)."""
    if url.startswith("file:"):
        folder = Path(url.removeprefix("file:")).absolute()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return ObjectStorage(LocalStore(folder))
    parts = urlsplit(url)
    if parts.scheme == "s3" and parts.netloc:
        return ObjectStorage(S3Store(parts.netloc, prefix=parts.path.strip("/") or None))
    raise BadStorageUrl(f"PORTAL_STORAGE_URL must be file:folder or s3://bucket, not {url!r}")
