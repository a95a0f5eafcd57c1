"""Rate limits at the door, by address and by account. Shared between machines through Redis;
without it each web process counts for itself. Codes also count their tries in the database."""

from ipaddress import ip_address, ip_network
from math import ceil
from time import time

from flask import Flask, request
from flask_limiter import Limiter

from portal.config import Config
from portal.web.sign_in import actor


def address() -> str:
    """IPv4 by address, IPv6 by its /64: a household has 2^64 of those."""
    try:
        found = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if found.version == 6:
        return str(ip_network(f"{found}/64", strict=False))
    return str(found)


def person() -> str:
    return actor().public_id or address()


limiter = Limiter(key_func=address)


def seconds_to_wait() -> int:
    """When the limit that was just met lets somebody in again."""
    met = limiter.current_limit
    return max(1, ceil(met.reset_at - time())) if met is not None else 60


def set_up(app: Flask, config: Config) -> None:
    app.config["RATELIMIT_STORAGE_URI"] = config.redis_url or "memory://"
    app.config["RATELIMIT_STRATEGY"] = "moving-window"
    # Redis away: go on counting here rather than letting everybody through.
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = bool(config.redis_url)
    limiter.init_app(app)
    app.extensions["portal_limiter"] = limiter
