"""Every blueprint of pages, in the order of the journeys. A new noun adds its line here."""

from collections.abc import Sequence

from flask import Blueprint

from portal.config import Config
from portal.web import (
    brands,
    decisions,
    drafts,
    first_run,
    health,
    home,
    images,
    outbox,
    patterns,
    people,
    questions,
    reports,
    revisions,
    rounds,
)


def all_of(config: Config) -> Sequence[Blueprint]:
    return [
        health.blueprint,
        home.blueprint,
        people.blueprint,
        first_run.blueprint,
        brands.blueprint,
        drafts.blueprint,
        revisions.blueprint,
        images.blueprint,
        rounds.blueprint,
        questions.blueprint,
        reports.blueprint,
        decisions.blueprint,
        outbox.blueprint,
        patterns.blueprint,
    ]
