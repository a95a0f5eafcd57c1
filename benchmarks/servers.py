"""Granian with an app, as `portal serve` starts it; and what its processes cost."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKERS = 2
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(target: str, port: int, environ: dict[str, str]) -> Iterator[int]:
    """Yields the process id of the parent; ready when it answers."""
    command = [
        *(sys.executable, "-m", "granian", target, "--interface", "wsgi", "--http", "1"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", str(WORKERS)),
        *("--blocking-threads", "2", "--no-ws", "--log-level", "error"),
    ]
    child = subprocess.Popen(command, env={**os.environ, **environ})
    try:
        _wait(port)
        yield child.pid
    finally:
        child.terminate()
        child.wait(15)


def _wait(port: int) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(f"http://localhost:{port}/", timeout=2).read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text(encoding="ascii").split():
            found += family(int(child))
    return found


def cpu_seconds(pid: int) -> float:
    total = 0
    for member in family(pid):
        fields = Path(f"/proc/{member}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def memory_megabytes(pid: int) -> float:
    """Proportional set size of the whole family."""
    total = 0
    for member in family(pid):
        for line in Path(f"/proc/{member}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024
