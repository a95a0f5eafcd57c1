"""Settings of the property tests: no deadline, because a busy machine is not a wrong number."""

import os

from hypothesis import settings

import portal.stats  # noqa: F401  # before any test loads numpy: it sets the number of threads

settings.register_profile("stats", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("stats")
