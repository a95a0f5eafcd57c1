"""What a WSGI server loads: `granian --interface wsgi portal.wsgi:app`."""

import os
import signal

from portal import lifeline
from portal.app import create_app
from portal.config import load

lifeline.follow(lambda: os.kill(os.getpid(), signal.SIGTERM))
app = create_app(
    load("production" if os.environ.get("FIRSTLOOK_MODE") != "development" else "development")
)
