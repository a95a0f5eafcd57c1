"""Relays to write to: a real SMTP server in this process, and one that misbehaves by script.

`relay` and `script` are fixtures; a conftest.py that wants them imports them from here.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "ana@shop.example", "p:a@s/s%"


@dataclass
class Inbox:
    """What a relay has taken, and how it was spoken to."""

    envelopes: list[Envelope] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    # What happens in the instant between taking a letter and saying so.
    when_taken: Callable[[], object] = lambda: None

    @property
    def connections(self) -> int:
        return len({session.peer for session in self.sessions})

    def wait_for_the_cut(self) -> None:
        """Wait until the relay has cut the idle connection (its `timeout`)."""
        time.sleep(0.5)

    async def handle_DATA(self, server: object, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.envelopes.append(envelope)
        self.sessions.append(session)
        self.when_taken()
        return "250 OK"

    def authenticate(self, server: object, session: object, envelope: object, mechanism: str,
                     given: LoginPassword) -> AuthResult:  # fmt: skip
        if (given.login, given.password) != (USER.encode(), PASSWORD.encode()):
            return AuthResult(success=False, handled=False)
        self.signed_in.append(mechanism)
        return AuthResult(success=True)


class Relay(Controller):
    """On a port the system chooses."""

    def _trigger_server(self) -> None:
        sockets: Any = self.server
        self.port = sockets.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Running:
    port: int
    inbox: Inbox


@pytest.fixture
def relay() -> Iterator[Callable[..., Running]]:
    """Start a real relay: `relay(tls_context=…)`, `relay(auth_required=True)` and so on."""
    with ExitStack() as stack:

        def start(*, auth: bool = False, inbox: Any = None, **settings: Any) -> Running:
            inbox = inbox or Inbox()
            if auth:
                settings |= {"auth_required": True, "authenticator": inbox.authenticate}
            server = Relay(inbox, "127.0.0.1", 0, **settings)
            server.start()
            stack.callback(server.stop)
            return Running(server.port, inbox)

        yield start


class Script:
    """A relay that answers each command from `lines`, and otherwise as a good one would.

    A line is an answer; "drop" breaks the connection; "slow …" sends a byte every 50 ms.
    """

    GOOD: ClassVar = {
        "connect": "220 hello",
        "EHLO": "250 script",
        "DATA": "354 go on",
        "QUIT": "221 bye",
    }

    def __init__(self, lines: dict[str, str]) -> None:
        self.lines = lines
        self.commands: list[str] = []
        self.letters: list[list[bytes]] = []
        self._stopped = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        self._thread.join(timeout=10)
        self._listener.close()

    def _serve(self) -> None:
        while not self._stopped.is_set():
            connection, _ = self._listener.accept()
            with connection, suppress(OSError), connection.makefile("rb") as lines:
                connection.settimeout(5)
                self._converse(connection, lines)

    def _converse(self, connection: socket.socket, lines: Any) -> None:
        if self._stopped.is_set() or not self._answer(connection, "connect"):
            return
        for line in lines:
            command = (line.split() or [b""])[0].decode("latin-1").upper().partition(":")[0]
            self.commands.append(command)
            if command == "RCPT" and (answer := self._for(line)):
                if answer == "drop":
                    return
                connection.sendall(f"{answer}\r\n".encode())
                continue
            if not self._answer(connection, command) or command == "QUIT":
                return
            if command == "DATA" and self.lines.get("DATA", "354").startswith("354"):
                self.letters.append(list(iter(lambda: next(lines, b".\r\n"), b".\r\n")))
                if not self._answer(connection, "end"):
                    return

    def _for(self, line: bytes) -> str | None:
        """`for_new_2="550 no"`: the answer for addresses that begin with new.2."""
        address = line.partition(b"<")[2].decode("latin-1")
        for key, answer in self.lines.items():
            if key.startswith("for_") and address.startswith(key[4:].replace("_", ".")):
                return answer
        return None

    def _answer(self, connection: socket.socket, command: str) -> bool:
        answer = self.lines.get(command, self.GOOD.get(command, "250 OK"))
        if answer == "drop":
            return False
        if not answer.startswith("slow "):
            connection.sendall(f"{answer}\r\n".encode())
            return not answer.startswith("421")
        for byte in f"{answer[5:]}\r\n".encode():
            if self._stopped.is_set():
                return False
            connection.sendall(bytes([byte]))
            time.sleep(0.05)
        return True


@pytest.fixture
def script() -> Iterator[Callable[..., Script]]:
    with ExitStack() as stack:

        def start(**lines: str) -> Script:
            running = Script(lines)
            stack.callback(running.stop)
            return running

        yield start
