"""A share link: for whom, for how long, behind which passcode; and the passcode typed back."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from portal.actions.shares import DAYS, LONGEST, MOST_DAYS, NOTE, SHORTEST
from portal.web.forms.base import PortalForm


class ShareForm(PortalForm):
    note = StringField(
        _l("For whom"),
        description=_l("Only your team sees this, in the list below."),
        validators=[Length(max=NOTE)],
        render_kw={"autocomplete": "off", "maxlength": NOTE},
    )
    days = IntegerField(
        _l("Works for how many days"),
        default=DAYS,
        validators=[InputRequired(_l("Write a number of days."))],
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_DAYS},
    )
    passcode = StringField(
        _l("Passcode"),
        description=_l(
            "At least %(count)s characters. Tell it another way than the link.", count=SHORTEST
        ),
        validators=[Length(max=LONGEST)],
        render_kw={"autocomplete": "off", "maxlength": LONGEST},
    )


class PasscodeForm(PortalForm):
    passcode = PasswordField(
        _l("Passcode"), validators=[Length(max=LONGEST)], render_kw={"autocomplete": "off"}
    )
