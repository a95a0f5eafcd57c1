"""The `portal` command as a process of its own, in an installation of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
PORTAL = (sys.executable, "-m", "portal")


@dataclass
class Installation:
    """A folder, settings, and every process that was started with them."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    program: tuple[str, ...] = PORTAL
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def environ(self) -> dict[str, str]:
        ours = ("PORTAL_", "FIRSTLOOK_", "PYTHONDONTWRITEBYTECODE")
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        # FIRSTLOOK_TEST marks all descendants, so that those left over can be found.
        marked = {"PORTAL_INSTANCE": str(self.folder), "FIRSTLOOK_TEST": str(self.folder)}
        return {**inherited, **marked, **self.settings}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """To its end, which must come soon."""
        return subprocess.run(
            [*self.program, *arguments],
            cwd=ROOT,
            env=self.environ(),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*self.program, *arguments],
            cwd=ROOT,
            env=self.environ(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def descendants(self) -> dict[int, str]:
        """Processes of this installation that run now, with their command lines (Linux)."""
        mark = f"FIRSTLOOK_TEST={self.folder}".encode()
        found = {}
        for entry in Path("/proc").iterdir():
            with suppress(OSError):
                if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                    words = (entry / "cmdline").read_bytes().split(b"\0")
                    found[int(entry.name)] = b" ".join(words).decode().strip()
        return {pid: command for pid, command in found.items() if command}

    def end(self) -> None:
        for pid in self.descendants():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for process in self.started:
            process.communicate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def soon(condition: Callable[[], object], seconds: float = 30.0) -> bool:
    """Whether the condition comes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def answers(port: int, path: str = "/-/health") -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False
