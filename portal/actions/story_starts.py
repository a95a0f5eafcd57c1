"""Stories to start from, for each kind of brand: questions to answer, and what to photograph.

Written in the brand's language, which is the language its members read. They are a start and
nothing else: every word can go, and no part of the portal ever looks for them again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from portal.language import N_, speaking
from portal.language import gettext as _
from portal.models import Brand


@dataclass(frozen=True, slots=True)
class Start:
    """`questions` become the headings of the story, one a line."""

    key: str
    name: str
    questions: str
    pictures: str


STARTS: Final[Mapping[str, tuple[Start, ...]]] = {
    "app": (
        Start(
            "feature",
            N_("A feature"),
            N_(
                "What can you do now that you could not do before?\n"
                "Who asked for it, and when do they need it?\n"
                "How does it work, step by step?\n"
                "What are we not sure about?"
            ),
            N_("The screen before, the screen in use, and what one sees when it is done."),
        ),
        Start(
            "flow",
            N_("A flow"),
            N_(
                "Where does it begin, and where should you be at the end?\n"
                "Which steps lie between?\n"
                "What happens if you turn back or something fails?\n"
                "Which step are we not sure about?"
            ),
            N_("Every step in its order, one picture each, and the one that goes wrong."),
        ),
        Start(
            "screen",
            N_("A screen"),
            N_(
                "What is this screen for?\n"
                "What should your eye find first?\n"
                "What did we leave out on purpose?\n"
                "What are we not sure about?"
            ),
            N_(
                "The whole screen, full and empty, light and dark, with words as long as real ones."
            ),
        ),
    ),
    "fashion": (
        Start(
            "garment",
            N_("A garment"),
            N_(
                "What is it, and for which days of the year?\n"
                "What is it made of, and where?\n"
                "How is it cut, and for whom?\n"
                "What would it cost?\n"
                "What are we not sure about?"
            ),
            N_("Front and back on a person, one detail, and the fabric close by in daylight."),
        ),
        Start(
            "material",
            N_("A material or a colour"),
            N_(
                "Which material or colour, and where does it come from?\n"
                "How does it feel, and how does it age?\n"
                "How is it cared for?\n"
                "What would we make of it?\n"
                "What are we not sure about?"
            ),
            N_(
                "The cloth flat in daylight, in a fold, and beside something whose colour you know."
            ),
        ),
        Start(
            "fit",
            N_("A fit"),
            N_(
                "What changes in the cut?\n"
                "Which sizes will there be?\n"
                "Who tried it on, and how tall are they?\n"
                "Where does it pull, and where is it loose?\n"
                "What are we not sure about?"
            ),
            N_("The same view on people of different sizes: front, side, back, arms raised."),
        ),
    ),
    "restaurant": (
        Start(
            "dish",
            N_("A dish"),
            N_(
                "What is on the plate?\n"
                "Where do the main ingredients come from?\n"
                "What does it taste of first, and what stays?\n"
                "What is in it that somebody may not eat?\n"
                "What would it cost?\n"
                "What are we not sure about?"
            ),
            N_("The plate as it comes to the table, from above and from the seat, and one bite."),
        ),
        Start(
            "menu",
            N_("A menu"),
            N_(
                "Which dishes, in which order?\n"
                "What holds them together?\n"
                "What could be left out or exchanged?\n"
                "What would it cost, with and without wine?\n"
                "What are we not sure about?"
            ),
            N_("One picture for each course, in the order in which they come."),
        ),
        Start(
            "evening",
            N_("An evening"),
            N_(
                "What happens, from the door to the coffee?\n"
                "For how many, on which day, how long?\n"
                "Who cooks, who plays, who tells?\n"
                "What would it cost, and what is included?\n"
                "What are we not sure about?"
            ),
            N_("The room at that hour, the table as it is laid, and one thing that is eaten."),
        ),
    ),
    "other": (
        Start(
            "thing",
            N_("A thing"),
            N_(
                "What is it, and what is it for?\n"
                "What is it made of?\n"
                "What would it cost?\n"
                "What are we not sure about?"
            ),
            N_("The whole, in use, and one detail; something beside it that shows its size."),
        ),
        Start(
            "service",
            N_("A service"),
            N_(
                "What do we do for you?\n"
                "How does it begin, and when is it done?\n"
                "What would it cost?\n"
                "What are we not sure about?"
            ),
            N_("The people, the place, and what you hold in your hands at the end."),
        ),
        Start(
            "idea",
            N_("An idea"),
            N_(
                "What would be different?\n"
                "For whom?\n"
                "What would have to be true for it to work?\n"
                "What are we not sure about?"
            ),
            N_("A sketch is enough: what it looks like now, and what it could look like."),
        ),
    ),
}


def of(brand: Brand) -> tuple[Start, ...]:
    """What can be begun with here, in the brand's language."""
    with speaking(brand.language):
        return tuple(
            Start(one.key, _(one.name), _(one.questions), _(one.pictures))
            for one in STARTS.get(brand.kind, STARTS["other"])
        )


def story(brand: Brand, key: str) -> str:
    """The skeleton in Markdown; nothing for a key that is none of this brand's."""
    start = found(brand, key)
    return "\n\n\n".join(f"## {line}" for line in start.questions.splitlines()) if start else ""


def found(brand: Brand, key: str) -> Start | None:
    return next((one for one in of(brand) if one.key == key), None)
