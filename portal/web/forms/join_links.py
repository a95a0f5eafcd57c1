"""The rules of a group's link, and what somebody writes who asks through it."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from portal.actions.join_links import LONGEST_WHY, MOST, Asking, Rules
from portal.web.forms.base import PortalForm


class RulesForm(PortalForm):
    needs_approval = BooleanField(
        _l("Look at each request first"),
        description=_l("Otherwise whoever asks is invited at once, by a mail to their address."),
        default=True,
    )
    domains = StringField(
        _l("Only addresses at"),
        description=_l("Domains between commas, like “shop.example”. Empty means any."),
        validators=[Length(max=1_000)],
        render_kw={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"},
    )
    most = IntegerField(
        _l("How many may ask"),
        default=100,
        validators=[
            InputRequired(_l("Write a number.")),
            NumberRange(1, MOST, _l("Write a number from 1 to 10,000.")),
        ],
        render_kw={"inputmode": "numeric"},
    )

    def rules(self) -> Rules:
        return Rules(self.domains.data or "", bool(self.needs_approval.data), self.most.data or 0)


class AskingForm(PortalForm):
    name = StringField(
        _l("Your name"),
        validators=[InputRequired(_l("Write a name.")), Length(max=80)],
        render_kw={"autocomplete": "name"},
    )
    email = StringField(
        _l("Your e-mail address"),
        validators=[InputRequired(_l("Write an e-mail address."))],
        render_kw={"type": "email", "autocomplete": "email", "inputmode": "email"},
    )
    why = TextAreaField(_l("Why you would like to join"), validators=[Length(max=LONGEST_WHY)])

    def asking(self) -> Asking:
        return Asking(self.email.data or "", self.name.data or "", self.why.data or "")
