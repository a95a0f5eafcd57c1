"""What a WSGI server loads: `granian --interface wsgi portal.wsgi:app`."""

import os

from portal.app import create_app
from portal.config import load

app = create_app(
    load("production" if os.environ.get("FIRSTLOOK_MODE") != "development" else "development")
)
