"""Every blueprint of pages, in the order of the journeys. A new noun adds its line here."""

from collections.abc import Sequence

from flask import Blueprint

from portal.config import Config
from portal.web import health, home, outbox, patterns, people


def all_of(config: Config) -> Sequence[Blueprint]:
    return [
        health.blueprint,
        home.blueprint,
        people.blueprint,
        outbox.blueprint,
        patterns.blueprint,
    ]
