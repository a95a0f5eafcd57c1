"""Settings of the property tests: no deadline, because a busy machine is not a wrong number."""

from hypothesis import settings

settings.register_profile("stats", deadline=None)
settings.load_profile("stats")
