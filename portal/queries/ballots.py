"""The shapes of a question and its answers on their way between database and page.

Here: frozen dataclasses. Not here: reading them (`queries.votes`), placing them (`queries.judge`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portal import kinds
from portal.access import Actor
from portal.kinds import Fields, Offer, Problems, Screen
from portal.models import Question, Round
from portal.queries.revisions import VariantShown


def seed_of(actor: Actor, question_id: str) -> str:
    """What makes the order of a question one's own, and the same each time."""
    return f"{actor.public_id} {question_id}"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it stands now; `keys` are those of the variants, one a line."""

    round: Round
    question: Question
    revision_id: int
    revision_number: int
    keys: str | None

    def offer(self, actor: Actor) -> Offer:
        keys = sorted((self.keys or "").split())
        question = self.question
        seed = seed_of(actor, question.public_id)
        return Offer(question.kind, question.settings, dict(zip(keys, keys, strict=True)), seed)


@dataclass(frozen=True, slots=True)
class Tally:
    """What everybody answered. While there are few answers only their number: of two, each
    would know the other's. Empty where nothing but the number is ever told. Of `total` answers
    `counted` are in the counts: while the round is open whole fives."""

    total: int
    counted: int
    counts: Mapping[str, int] | None = field(hash=False)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question as the actor meets it. `earlier` is the newest answer about an older revision;
    `tally` is None while it is hidden from the actor."""

    public_id: str
    kind: str
    prompt: str
    settings: Mapping[str, Any] = field(hash=False)
    position: int
    answer: str | None
    reason: str
    earlier: tuple[int, str] | None
    tally: Tally | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody chose and wrote that could not be saved, and the sentence why; without one, it
    is on its way to the next screen."""

    question_id: str
    answer: str = ""
    reason: str = ""
    sentence: str = ""
    screen: Screen | None = None
    fields: Fields = field(default_factory=dict, hash=False)
    problems: Problems = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Ballot:
    """A question with all that its place on the page needs. `revision` is the number of the
    revision on show; `why_not` the sentence why one cannot answer now; `first` the first screen
    of a question that has several."""

    ask: Ask
    round_id: str
    revision: int
    is_current: bool
    is_over: bool
    blindness: str
    closes_at: datetime
    is_staff: bool
    why_not: str | None
    variants: tuple[VariantShown, ...]
    first: Screen | None = None
    kept: Kept | None = None
    is_preview: bool = False

    @property
    def screen(self) -> Screen | None:
        """What to show of a question that has several screens."""
        return self.kept.screen if self.kept else self.first

    @property
    def compared(self) -> tuple[VariantShown, ...]:
        """The variants that are ranked or paired, in the order shown."""
        kept = self._offer().compared
        return tuple(variant for variant in self.variants if variant.key in kept)

    def said(self, answer: str) -> str:
        """The sentence that repeats an answer to whom it belongs."""
        return kinds.said(self._offer(), answer)

    def value(self, answer: str | None) -> Any:
        """What a composed answer says; None where there is none, or none was wanted."""
        is_one = answer is not None and answer != kinds.PREFER_NOT
        return kinds.value_of(self.ask.kind, answer) if answer and is_one else None

    def _offer(self) -> Offer:
        names = {variant.key: variant.name for variant in self.variants}
        return Offer(self.ask.kind, self.ask.settings, names)
