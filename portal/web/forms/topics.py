"""A draft's list of topics: so many lines, each a name and the words that suggest it."""

from collections.abc import Iterable
from typing import Final

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField

from portal.actions.topics import MOST, NAME_LIMIT, Wanted
from portal.queries.topics import TopicSeen
from portal.web.forms.base import PortalForm

NUMBERS: Final = range(1, MOST + 1)


class TopicsForm(PortalForm):
    """Its fields are `topic_1`, `name_1`, `seeds_1`, … below."""

    @classmethod
    def of(cls, topics: Iterable[TopicSeen]) -> "TopicsForm":
        return cls.filled(Wanted(one.public_id, one.name, ", ".join(one.seeds)) for one in topics)

    @classmethod
    def filled(cls, lines: Iterable[Wanted]) -> "TopicsForm":
        values: dict[str, str] = {}
        for number, line in zip(NUMBERS, lines, strict=False):
            values |= {
                f"topic_{number}": line.public_id,
                f"name_{number}": line.name,
                f"seeds_{number}": line.seeds,
            }
        return cls(formdata=None, **values)

    def lines(self) -> list[Wanted]:
        return [
            Wanted(*(self[f"{what}_{number}"].data or "" for what in ("topic", "name", "seeds")))
            for number in NUMBERS
        ]


for _number in NUMBERS:
    setattr(TopicsForm, f"topic_{_number}", HiddenField())
    setattr(
        TopicsForm,
        f"name_{_number}",
        StringField(
            _l("Topic %(number)s", number=_number),
            render_kw={"maxlength": NAME_LIMIT, "autocomplete": "off"},
        ),
    )
    setattr(
        TopicsForm,
        f"seeds_{_number}",
        StringField(
            _l("Words that suggest it"), render_kw={"maxlength": 600, "autocomplete": "off"}
        ),
    )
