"""The decision after a verdict: what, why, and what comes next."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from portal.actions.decisions import LONGEST
from portal.web.forms.base import PortalForm, choices


class DecisionForm(PortalForm):
    choice = RadioField(
        _l("What do you decide?"),
        choices=choices(
            [
                ("launch", _l("Launch it")),
                ("revise", _l("Revise it")),
                ("stop", _l("Stop it")),
            ]
        ),
        validators=[InputRequired(_l("Choose what you decided."))],
    )
    why = TextAreaField(
        _l("Why"),
        description=_l("The group reads this, with the decision."),
        validators=[
            InputRequired(_l("Write why, in a sentence or two. The group reads it.")),
            Length(max=LONGEST),
        ],
    )
    what_next = TextAreaField(
        _l("What comes next"),
        description=_l("What you will do, and when they will hear from you again."),
        validators=[Length(max=LONGEST)],
    )
