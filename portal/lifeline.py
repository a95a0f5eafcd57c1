"""No process outlives the one that started it, however that one ended.

Signals reach children only from a parent that can still send them; a parent that is killed with
-9 cannot. So each child looks, twice a second, whether its parent is still its parent. That works
on every system, and for children of children.
"""

import os
import threading
import time
from collections.abc import Callable, MutableMapping
from typing import Final

VARIABLE: Final = "FIRSTLOOK_PARENT"
SECONDS: Final = 0.5
SECONDS_TO_LEAVE: Final = 10.0


def hand_over(environ: MutableMapping[str, str]) -> None:
    """Tell the children started with `environ` whom to follow: this process."""
    environ[VARIABLE] = str(os.getpid())


def follow(leave: Callable[[], None]) -> None:
    """Call `leave` when the parent is gone, and end soon after anyway. Does nothing where nobody
    handed over."""
    parent = os.environ.get(VARIABLE, "")
    if parent.isdigit():
        threading.Thread(target=_watch, args=(int(parent), leave), daemon=True).start()


def _watch(parent: int, leave: Callable[[], None]) -> None:
    while os.getppid() == parent:
        time.sleep(SECONDS)
    leave()
    time.sleep(SECONDS_TO_LEAVE)
    os._exit(1)
