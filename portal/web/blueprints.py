"""Every blueprint of pages, in the order of the journeys. A new noun adds its line here."""

from collections.abc import Sequence

from flask import Blueprint

from portal.config import Config
from portal.web import (
    brands,
    criteria,
    critiques,
    decisions,
    drafts,
    first_run,
    groups,
    health,
    home,
    images,
    invitation_lists,
    invitations,
    joining,
    judge,
    kits,
    memberships,
    outbox,
    patterns,
    people,
    portfolio,
    previews,
    questions,
    reports,
    revisions,
    rounds,
    shared,
    shares,
    staff,
    topics,
    votes,
)


def all_of(config: Config) -> Sequence[Blueprint]:
    return [
        health.blueprint,
        home.blueprint,
        judge.blueprint,
        votes.blueprint,
        critiques.blueprint,
        people.blueprint,
        first_run.blueprint,
        brands.blueprint,
        groups.blueprint,
        invitation_lists.blueprint,
        invitations.blueprint,
        joining.blueprint,
        memberships.blueprint,
        staff.blueprint,
        drafts.blueprint,
        revisions.blueprint,
        topics.blueprint,
        images.blueprint,
        rounds.blueprint,
        previews.blueprint,
        questions.blueprint,
        criteria.blueprint,
        kits.blueprint,
        reports.blueprint,
        portfolio.blueprint,
        decisions.blueprint,
        shares.blueprint,
        shared.blueprint,
        outbox.blueprint,
        patterns.blueprint,
    ]
