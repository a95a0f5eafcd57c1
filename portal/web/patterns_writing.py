"""Examples of writing a draft for the pattern page: how it begins, when it is published, and whose
copy of a marked picture was found."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from wtforms import BooleanField, Form, TextAreaField

from portal.actions import story_starts
from portal.actions.tracing import Found

STARTS: Final = story_starts.STARTS["fashion"]


class WordsForm(Form):
    story = TextAreaField("Story", description="Why it exists and what you are unsure about.")
    marks_images = BooleanField(
        "Mark the pictures with who looks at them",
        description="Members see their own name faintly on each picture.",
    )


def form(theme: str) -> WordsForm:
    words = "The lining **unbuttons**, so that it can be washed by itself."
    return WordsForm(prefix=f"{theme}-words-", data={"story": words, "marks_images": True})


@dataclass(frozen=True)
class Draft:
    public_id: str


@dataclass(frozen=True)
class Planned:
    """As much of a revision as the notices about its day read."""

    number: int
    publish_at: datetime
    publish_refused: str = ""
    is_scheduled: bool = True


DRAFT: Final = Draft("coat")
DAY: Final = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
PLANNED: Final = Planned(2, DAY)
REFUSED: Final = Planned(2, DAY, "It has no picture and no story yet.", is_scheduled=False)
FOUND: Final = (
    Found(has_mark=True, name="Tess Holloway", code="7F3K", score=11.4, next_score=2.1),
    Found(has_mark=True, name="", code="", score=0, next_score=0),
    Found(has_mark=False, name="", code="", score=0, next_score=0),
)
