"""The fields by which a critique points at something: hidden ones for a place on a picture, which a
script or the page of pictures fills, and one for words of the story."""

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, TextAreaField

from portal.actions.anchors import Pointing
from portal.web.forms.base import PortalForm

PLACE = ("picture", "x", "y", "width", "height")


class PointingFields(PortalForm):
    """What a form of critique also has."""

    picture = HiddenField()
    x = HiddenField()
    y = HiddenField()
    width = HiddenField()
    height = HiddenField()
    quote = TextAreaField(
        _l("Words of the story"),
        render_kw={"rows": "2", "maxlength": "1000", "placeholder": _l("One or a few sentences")},
    )
    start = HiddenField()

    @property
    def points_at(self) -> Pointing | None:
        """What it points at, if at anything."""
        place = [self[name] for name in PLACE]
        if not any(field.data for field in (*place, self.quote)):
            return None
        return Pointing(
            picture=_one(self.picture),
            x=_number(self.x),
            y=_number(self.y),
            width=_number(self.width, empty=0),
            height=_number(self.height, empty=0),
            quote=self.quote.data or "",
            start=_number(self.start),
        )

    @property
    def has_place(self) -> bool:
        """Whether a place on a picture is chosen that can be told in words."""
        at = self.points_at
        return bool(at and at.picture and at.x is not None and at.y is not None)

    def forget_place(self) -> None:
        for name in PLACE:
            self[name].data = ""


def _one(field: Field) -> str:
    """What was sent in its name; nothing if that was more than one thing."""
    return "" if len(field.raw_data or ()) > 1 else field.data or ""


def _number(field: Field, empty: int | None = None) -> int | None:
    typed = _one(field)
    if not typed and len(field.raw_data or ()) < 2:
        return empty
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None
