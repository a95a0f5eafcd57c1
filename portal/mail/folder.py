"""The local outbox: letters kept as files instead of sent, for development and for looking.

Here: writing them whole or not at all, and reading them back. Not here: the page that shows them.
"""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from hashlib import sha256
from pathlib import Path
from time import time_ns
from types import TracebackType
from typing import Self

from portal.errors import NotFound
from portal.mail import failures
from portal.mail.headers import shown
from portal.mail.message import Letter, compose

# 20260131T235959.123456789Z-0123456789abcdef.eml: sorting by name is sorting by time.
_NAME = re.compile(r"\d{8}T\d{6}\.\d{9}Z-[0-9a-f]{16}\.eml", re.ASCII)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a list shows of a letter in the outbox."""

    name: str
    at: datetime
    sender: str
    to: str
    subject: str


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter read back from the outbox, headers decoded."""

    kept: Kept
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str


class FolderPost:
    """Keeps each letter as one file; the folder is made, readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def deliver(self, letter: Letter) -> None:
        """Return once the file would survive a power cut; else raise Deferred."""
        moment = time_ns()
        content = compose(letter, datetime.fromtimestamp(moment // 10**9, UTC)).as_bytes()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(self._folder / _name(letter, moment), content)
        except OSError as error:
            detail = error.strerror or ""
            raise failures.Deferred(failures.NOT_KEPT, None, detail) from error


def read_outbox(folder: Path, limit: int = 200) -> list[Kept]:
    """The latest letters, newest first; none where there is no folder yet."""
    try:
        names = [name for name in os.listdir(folder) if _is_ours(folder, name)]
    except FileNotFoundError:
        return []
    latest = sorted(names, reverse=True)[:limit]
    return [_kept(name, _headers(folder / name)) for name in latest]


def read_letter(folder: Path, name: str) -> KeptLetter:
    """One letter by its file name, or NotFound for any name that is not one of ours."""
    if not _is_ours(folder, name):
        raise NotFound
    try:
        message = _parsed((folder / name).read_bytes())
    except OSError:
        raise NotFound from None
    headers = tuple((key, shown(str(value))) for key, value in message.raw_items())
    return KeptLetter(
        _kept(name, headers), headers, _body(message, "plain"), _body(message, "html")
    )


def _is_ours(folder: Path, name: str) -> bool:
    return _NAME.fullmatch(name) is not None and not (folder / name).is_symlink()


def _name(letter: Letter, moment: int) -> str:
    seconds, rest = divmod(moment, 10**9)
    at = datetime.fromtimestamp(seconds, UTC).strftime("%Y%m%dT%H%M%S")
    return f"{at}.{rest:09}Z-{sha256(letter.message_id.encode()).hexdigest()[:16]}.eml"


def _write(path: Path, content: bytes) -> None:
    """All of it under its name, or nothing under that name."""
    draft = path.with_suffix(".part")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _headers(path: Path) -> tuple[tuple[str, str], ...]:
    with path.open("rb") as file:
        message = BytesParser(policy=default).parse(file, headersonly=True)
    return tuple((key, shown(str(value))) for key, value in message.raw_items())


def _parsed(content: bytes) -> EmailMessage:
    return BytesParser(policy=default).parsebytes(content)


def _kept(name: str, headers: tuple[tuple[str, str], ...]) -> Kept:
    first = {key.lower(): value for key, value in reversed(headers)}
    at = datetime.strptime(name[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return Kept(name, at, first.get("from", ""), first.get("to", ""), first.get("subject", ""))


def _body(message: EmailMessage, subtype: str) -> str:
    part = message.get_body((subtype,))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""
