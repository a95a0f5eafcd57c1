"""Who may see what, as SELECTs. Every read in the portal starts here.

A member sees a round of a group they are in, from the moment it opened, and through it the draft,
its revisions from the round's first one on, and their images. What other members said and voted
is seen by the round's blindness: `tallies` and `critiques` hold that rule, so that no page,
list, count or export can forget it. Staff of the brand see all of it, signed-out people nothing.
"""

from portal.access.seeing.circles import (
    brands,
    groups,
    memberships,
    staff,
    staffed_brands,
    staffed_groups,
)
from portal.access.seeing.drafts import (
    attachments,
    drafts,
    images,
    marked,
    revisions,
    staffed_drafts,
    stands_nowhere,
    topics,
)
from portal.access.seeing.finding import one, one_row
from portal.access.seeing.letters import (
    invitation_lists,
    invitations,
    jobs,
    join_requests,
    suppressions,
)
from portal.access.seeing.rounds import (
    audience,
    questions,
    rounds,
    shared,
    shares,
    staffed_rounds,
    tallied_questions,
    votes,
)
from portal.access.seeing.rules import works_for
from portal.access.seeing.talk import (
    complaints,
    critiques,
    hidings,
    notes,
    notices,
    stance_tallies,
    team_critiques,
)

__all__ = [
    "attachments",
    "audience",
    "brands",
    "complaints",
    "critiques",
    "drafts",
    "groups",
    "hidings",
    "images",
    "invitation_lists",
    "invitations",
    "jobs",
    "join_requests",
    "marked",
    "memberships",
    "notes",
    "notices",
    "one",
    "one_row",
    "questions",
    "revisions",
    "rounds",
    "shared",
    "shares",
    "staff",
    "staffed_brands",
    "staffed_drafts",
    "staffed_groups",
    "staffed_rounds",
    "stance_tallies",
    "stands_nowhere",
    "suppressions",
    "tallied_questions",
    "team_critiques",
    "topics",
    "votes",
    "works_for",
]
