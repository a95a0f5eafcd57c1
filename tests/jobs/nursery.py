"""Workers without the second that importing takes: a process that has the program ready, reads the
mail URL of a worker a line, forks it as `portal worker`, and answers with its process id.

In these workers a lease ends after three seconds and not after sixty.
"""

import os
import signal
import sys
from datetime import timedelta

import portal.jobs.worker  # noqa: F401 - to have it ready
from portal.cli import main
from portal.jobs import queue


def rear() -> None:
    queue.LEASE = timedelta(seconds=3)  # type: ignore[misc]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for url in sys.stdin:
        pid = os.fork()
        if pid == 0:
            try:
                os.environ["PORTAL_MAIL_URL"] = url.strip()
                main(["worker"])
            finally:
                os._exit(0)
        print(pid, flush=True)


if __name__ == "__main__":
    rear()
