"""A mailbox to read: a small IMAP server in this process, with what a test puts into it."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest


@dataclass
class Bag:
    """Messages by uid, those seen, and how the server misbehaves: "login", "select", "drop"."""

    messages: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    fault: str = ""
    port: int = 0

    def put(self, content: bytes) -> None:
        self.messages[len(self.messages) + 1] = content

    @property
    def url(self) -> str:
        return f"imap://back:secret@127.0.0.1:{self.port}/INBOX"

    def answer(self, line: str) -> bytes:
        tag, _, command = line.partition(" ")
        word = command.split()[0].upper()
        if self.fault == word.lower():
            return f"{tag} NO not now\r\n".encode()
        if word == "UID":
            return self._uid(command) + f"{tag} OK done\r\n".encode()
        if word == "CAPABILITY":
            return f"* CAPABILITY IMAP4rev1\r\n{tag} OK done\r\n".encode()
        if word == "SELECT":
            return f"* {len(self.messages)} EXISTS\r\n{tag} OK done\r\n".encode()
        return f"{tag} OK done\r\n".encode()

    def _uid(self, command: str) -> bytes:
        _uid, verb, *rest = command.split()
        if verb == "SEARCH":
            unseen = [str(uid) for uid in self.messages if uid not in self.seen]
            return f"* SEARCH {' '.join(unseen)}\r\n".encode()
        uid = int(rest[0])
        if verb == "STORE":
            self.seen.add(uid)
            return b""
        most = int(re.findall(r"\.(\d+)>", command)[0])
        content = self.messages[uid][:most]
        head = f"* {uid} FETCH (UID {uid} BODY[]<0> {{{len(content)}}}\r\n".encode()
        return head + content + b")\r\n"


@pytest.fixture
def bag() -> Iterator[Bag]:
    made = Bag()
    listener = socket.create_server(("127.0.0.1", 0))
    made.port = listener.getsockname()[1]
    stopped = threading.Event()

    def serve() -> None:
        while not stopped.is_set():
            connection, _ = listener.accept()
            with connection, suppress(OSError), connection.makefile("rb") as lines:
                if stopped.is_set() or made.fault == "drop":
                    continue
                connection.sendall(b"* OK here\r\n")
                for line in lines:
                    connection.sendall(made.answer(line.decode().strip()))
                    if line.split()[1:2] == [b"LOGOUT"]:
                        break

    thread = threading.Thread(target=serve)
    thread.start()
    yield made
    stopped.set()
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", made.port), timeout=1).close()
    thread.join(10)
    listener.close()
