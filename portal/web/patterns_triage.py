"""Examples of the triage board for the pattern page: what its cards and notes may say."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from portal.queries.triage import Asked, Card, NoteSeen

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Shown:
    """As much of a board as one of its cards reads, for somebody who only reads."""

    asked: Asked = field(default_factory=Asked)
    why_not: str = "Analysts read; they do not post."
    colleagues: tuple[str, ...] = ()


CARD = Card(
    public_id="",
    kind="concern",
    topic="Collar",
    author="Ada Quist",
    words="The collar stands up too far: on a train it is in my face the whole way.",
    html="",
    revision=1,
    state="open",
    created_at=AT,
    late_since=AT,
    agree_count=14,
    disagree_count=3,
    duplicates=2,
    notes=1,
    assignee_id="one",
    assignee="Hana Brook",
    is_held=False,
    quote="high enough for wind",
    spot=None,
)
QUIET = replace(
    CARD,
    kind="praise",
    topic="",
    words="I mended the lining myself.",
    late_since=None,
    agree_count=0,
    disagree_count=0,
    duplicates=0,
    notes=0,
    assignee_id="",
    assignee="",
    quote="",
)
NOTES = (NoteSeen("", "Hana Brook", "The mill says a lower collar is no extra cost.", AT, False),)


def cards_of(theme: str) -> tuple[Card, ...]:
    """With ids of their own on each side of the page."""
    return (
        replace(CARD, public_id=f"{theme}-late-and-agreed"),
        replace(QUIET, public_id=f"{theme}-quiet"),
        replace(QUIET, public_id=f"{theme}-held", is_held=True, kind="idea"),
    )
