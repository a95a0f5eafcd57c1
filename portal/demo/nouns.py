"""The shapes of the demo world: frozen, in the product's words, without a database.

Moments are `timedelta`s from the moment of loading (negative = in the past), so that the running
rounds are always running. People are named by e-mail address, revisions by number, variants by
key, images by their name in `portal.demo.pictures`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

State = Literal["invited", "active", "paused", "left", "removed"]
Invitation = Literal["queued", "sent", "failed", "opened", "joined", "expired", "revoked"]
Kind = Literal["praise", "concern", "idea", "question", "reply"]
Answer = Literal["for", "unsure", "against"]


def days(count: float) -> timedelta:
    return timedelta(days=count)


@dataclass(frozen=True)
class Staff:
    name: str
    email: str
    role: Literal["owner", "manager", "analyst"]
    language: str = "en"


@dataclass(frozen=True)
class Member:
    """A membership and the invitation behind it."""

    name: str
    email: str
    language: str
    timezone: str
    segments: tuple[str, ...]
    state: State
    invitation: Invitation
    invited_at: timedelta
    joined_at: timedelta | None = None
    ended_at: timedelta | None = None  # when paused, left or removed
    failure: str | None = None
    is_credited: bool = True


@dataclass(frozen=True)
class Group:
    name: str
    purpose: str
    house_rules: str
    terms: str
    terms_version: int
    capacity: int
    members: tuple[Member, ...]
    holds_first_posts: bool = False


@dataclass(frozen=True)
class Image:
    name: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Variant:
    key: str
    name: str
    description: str
    image: Image


@dataclass(frozen=True)
class Revision:
    number: int
    published_at: timedelta
    title: str
    story: str
    images: tuple[Image, ...]
    variants: tuple[Variant, ...] = ()
    changes: str = ""  # from r2 on: what changed, and because of whom
    papers: tuple[str, ...] = ()  # of portal.demo.papers


@dataclass(frozen=True)
class Topic:
    """What critique can be about; `seeds` are words that suggest it."""

    name: str
    seeds: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    key: str
    created_by: str
    revisions: tuple[Revision, ...]
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True)
class Question:
    """`settings` as portal/kinds words them. The rest says how the group tends to answer: `typical`
    is a price most would pay, `tendency` the Kano letter of a feature or the weight of an item."""

    kind: str
    prompt: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    typical: float = 0
    tendency: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True)
class Criterion:
    signal: Literal["support", "rating", "intent", "without_it", "concerns"]
    threshold_permille: int
    level_permille: int = 950
    min_answers: int = 0
    mode: Literal["fixed", "sequential"] = "fixed"


@dataclass(frozen=True)
class Response:
    """The state staff gave a critique; addressed ones say in which revision."""

    state: Literal["considering", "addressed", "declined"]
    sentence: str
    by: str
    revision: int | None = None


@dataclass(frozen=True)
class Pin:
    """A place on a picture in percent of its width and height; with a size it is a box. `picture`
    is its number in the revision: the gallery first, then the faces of the variants."""

    picture: int
    x: float
    y: float
    width: float = 0
    height: float = 0


@dataclass(frozen=True)
class Words:
    """A passage of the story."""

    quote: str


@dataclass(frozen=True)
class Care:
    """What the team did about a critique. `same_as` is the start of the remark that stands for it;
    `notes` are who and what; `told` are a member, why (portal.models.moderation) and words."""

    by: str
    same_as: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    assigned_to: str = ""
    hidden: str = ""
    is_held: bool = False
    is_locked: bool = False
    told: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Critique:
    """What someone says, with what was said below it. `stances`: agree, disagree, pass."""

    author: str
    kind: Kind
    text: str
    revision: int = 1
    stances: tuple[int, int, int] = (0, 0, 0)
    response: Response | None = None
    replies: tuple["Critique", ...] = ()
    topic: str = ""  # of the draft's list; none: something else
    at: Pin | Words | None = None
    care: Care | None = None


@dataclass(frozen=True)
class Reason:
    """A sentence that one or two voters give with their support vote on a revision."""

    answer: Answer
    language: str
    text: str
    revision: int


@dataclass(frozen=True)
class Leaning:
    """How a group tends to vote; what `portal.demo.voting` draws its votes from."""

    appeal: Mapping[int, float]  # by revision; 0 is undecided, 1 clearly in favour
    turnout: Mapping[int, float]  # by revision: the share of members who vote on it
    segments: Mapping[str, float] = field(default_factory=dict)  # shift of the appeal
    variants: Mapping[str, float] = field(default_factory=dict)  # weight of each variant
    tastes: Mapping[tuple[str, str], float] = field(default_factory=dict)  # (segment, variant)


@dataclass(frozen=True)
class Decision:
    choice: Literal["launch", "revise", "stop"]
    why: str
    what_next: str
    by: str
    decided_at: timedelta


@dataclass(frozen=True)
class Round:
    key: str
    draft: str
    group: str
    first_revision: int
    revisions: tuple[int, ...]  # those judged in this round
    registered_by: str
    opens_at: timedelta
    closes_at: timedelta
    questions: tuple[Question, ...]
    criteria: tuple[Criterion, ...]
    critiques: tuple[Critique, ...]
    leaning: Leaning
    reasons: tuple[Reason, ...]
    blindness: Literal["until_vote", "until_close", "open"] = "until_vote"
    decision: Decision | None = None
    marks_images: bool = False


@dataclass(frozen=True)
class Brand:
    name: str
    kind: Literal["app", "fashion", "restaurant"]
    accent_hue: int
    accent_chroma: int
    currency: str
    language: str
    timezone: str
    staff: tuple[Staff, ...]
    groups: tuple[Group, ...]
    drafts: tuple[Draft, ...]
    rounds: tuple[Round, ...]
