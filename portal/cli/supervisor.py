"""One parent that starts the processes of an installation, and stops all when one ends or a signal
asks. Whoever started it (systemd, a container, a shell) starts all again if it likes.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from portal import lifeline

STOP_SECONDS = 10.0
GLANCE = 0.1


def supervise(commands: Mapping[str, Sequence[str]], environ: Mapping[str, str]) -> int:
    """Run all until one ends or a signal asks; the exit code: 0 only if asked."""
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: asked.append(received))
    given = {**environ}
    lifeline.hand_over(given)
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            # A group of its own: Ctrl-C reaches this parent alone, which stops them in order.
            children[name] = subprocess.Popen(command, env=given, start_new_session=True)  # noqa: S603
        while not asked and all(child.poll() is None for child in children.values()):
            time.sleep(GLANCE)
        code = 0 if asked else _code_of_the_first(children)
    finally:
        _stop(list(children.values()))
    return code


def _code_of_the_first(children: Mapping[str, subprocess.Popen[bytes]]) -> int:
    name, code = next((n, c.returncode) for n, c in children.items() if c.poll() is not None)
    how = f"code {code}" if code >= 0 else signal.Signals(-code).name
    print(f"portal: the {name} ended by itself ({how}); stopping", file=sys.stderr, flush=True)
    return 128 - code if code < 0 else code or 1


def _stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask all at once, wait, then end whatever is left of each one's group."""
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
    for child in children:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
