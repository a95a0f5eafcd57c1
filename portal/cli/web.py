"""The web server as a child of `portal serve`: `python -m portal.cli.web`.

Here: Granian's settings. Not here: the application (`portal.wsgi`), other processes (`supervisor`).
"""

import multiprocessing
import os
import signal

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from portal import lifeline
from portal.config import load

THREADS = 2
SECONDS_TO_FINISH = 8


def main() -> None:
    config = load(
        "development" if os.environ.get("FIRSTLOOK_MODE") == "development" else "production"
    )
    # A fork would copy this process in the middle of whatever its threads do.
    multiprocessing.set_start_method("spawn")
    lifeline.follow(lambda: os.kill(os.getpid(), signal.SIGTERM))
    lifeline.hand_over(os.environ)
    Granian(
        "portal.wsgi:app",
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=config.workers,
        blocking_threads=THREADS,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
