"""What members and staff write in a conversation. Whether it can be kept, the actions say."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from portal.actions.beside_words import Sent
from portal.models.critiques import TEXT_LIMIT
from portal.queries.images import Picture
from portal.web.forms.base import PortalForm, choices
from portal.web.forms.pointing import PointingFields

KINDS = (
    ("concern", _l("Concern")),
    ("idea", _l("Idea")),
    ("question", _l("Question")),
    ("praise", _l("Praise")),
)
STATES = (
    ("open", _l("Open: not answered yet")),
    ("considering", _l("Being considered")),
    ("addressed", _l("Addressed")),
    ("declined", _l("Declined")),
)
# The browser asks for it first; what reaches the server is judged by the action.
NEEDED = [InputRequired(_l("Write something first."))]
ROOM = {"rows": "3", "maxlength": str(TEXT_LIMIT)}


class BesideWords:
    """The pictures that a form was sent with, and what is drawn of them in it again."""

    sent: Sent | None = None
    beside: tuple[Picture, ...] = ()


class CritiqueForm(BesideWords, PointingFields):
    kind = RadioField(_l("What kind of critique is it?"), choices=choices(KINDS), default="concern")
    text = TextAreaField(_l("Your critique"), validators=NEEDED, render_kw=ROOM)
    # Drawn as one radio a topic of the draft (templates/critiques/_topics.html).
    topic = StringField(_l("What is it about?"))
    images = MultipleFileField(_l("Pictures"))
    submission = HiddenField()


class ReplyForm(BesideWords, PortalForm):
    text = TextAreaField(_l("Your answer"), validators=NEEDED, render_kw=ROOM)
    images = MultipleFileField(_l("Pictures"))
    submission = HiddenField()


class EditForm(PortalForm):
    text = TextAreaField(_l("Your words"), validators=NEEDED, render_kw=ROOM)
    seen = HiddenField()


class ResponseForm(PortalForm):
    state = RadioField(
        _l("What do you make of it?"),
        choices=choices(STATES),
        default="considering",
    )
    revision = SelectField(_l("In which revision"), coerce=str)
    sentence = StringField(
        _l("One sentence to its author"),
        description=_l(
            "Needed when it is addressed or declined. Everybody who can read it sees it."
        ),
        render_kw={"maxlength": "500"},
    )

    def offer(self, numbers: Iterable[int | str]) -> None:
        """The revisions that may address it, the newest first and chosen until another is."""
        said = [str(number) for number in numbers]
        self.revision.choices = choices((number, f"r{number}") for number in said if number)
        if not self.revision.data:
            self.revision.data = said[0] if said else ""

    @property
    def number(self) -> int | None:
        """Of the revision that was chosen, if that is a number."""
        typed = str(self.revision.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None
