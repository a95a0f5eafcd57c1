"""Every blueprint of pages, in the order of the journeys. A new noun adds its line here."""

from collections.abc import Sequence

from flask import Blueprint

from portal.config import Config
from portal.web import decisions, health, home, outbox, patterns, people, reports


def all_of(config: Config) -> Sequence[Blueprint]:
    return [
        health.blueprint,
        home.blueprint,
        people.blueprint,
        reports.blueprint,
        decisions.blueprint,
        outbox.blueprint,
        patterns.blueprint,
    ]
