"""What a member tells the team about somebody's words, and why the team removes them."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from portal.actions.complaints import LONGEST
from portal.actions.moderation import LONGEST_REASON
from portal.web.forms.base import PortalForm, choices

WRONG = (
    ("unkind", _l("It is unkind")),
    ("confidential", _l("It tells something confidential")),
    ("off_topic", _l("It does not belong here")),
    ("other", _l("Something else")),
)


class TellForm(PortalForm):
    why = RadioField(_l("What is wrong with it?"), choices=choices(WRONG))
    words = TextAreaField(_l("In your words"), render_kw={"rows": "3", "maxlength": str(LONGEST)})


class HideForm(PortalForm):
    because = StringField(
        _l("Why, in a few words"),
        description=_l(
            "Name the house rule. Everybody who could read the words reads this instead, so "
            "name no person."
        ),
        validators=[InputRequired(_l("Write why, in a few words."))],
        render_kw={"maxlength": str(LONGEST_REASON), "autocomplete": "off"},
    )
