"""A list of people to invite, and what an invited person answers."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import DateField, IntegerField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from portal.actions.waves import Plan
from portal.errors import Invalid
from portal.language import LANGUAGES
from portal.web.forms.base import PortalForm, choices


class ListForm(PortalForm):
    addresses = TextAreaField(
        _l("Addresses"),
        description=_l("One person a line: an address, or “Ana Ruiz, ana@mail.example, vegan”."),
        render_kw={"spellcheck": "false", "autocapitalize": "off", "autocomplete": "off"},
    )
    file = FileField(
        _l("Or a CSV or Excel file"),
        description=_l("With columns for name, e-mail and segments. Up to 20,000 lines, 5 MB."),
        render_kw={"accept": ".csv,.tsv,.txt,.xlsx,text/csv,text/plain"},
    )


class WavesForm(PortalForm):
    """Left empty, everybody is written to at once."""

    first = IntegerField(
        _l("Percent of the list, now"),
        description=_l("Drawn by lot."),
        validators=[Optional()],
        render_kw={"inputmode": "numeric", "min": 1, "max": 99},
    )
    second_on = DateField(_l("The others, or a part of them, on"), validators=[Optional()])
    second = IntegerField(
        _l("Percent on that day"),
        description=_l("Only if there is a third day."),
        validators=[Optional()],
        render_kw={"inputmode": "numeric", "min": 1, "max": 98},
    )
    third_on = DateField(_l("And the rest on"), validators=[Optional()])

    def plan(self) -> Plan:
        """What was typed, or Invalid for what is neither a number nor a day."""
        if not self.validate():
            raise Invalid(_("Nothing was sent yet."))
        return Plan(self.first.data, self.second_on.data, self.second.data, self.third_on.data)


class JoinForm(PortalForm):
    name = StringField(
        _l("Your name"),
        description=_l("How others see you. A first name is fine."),
        validators=[InputRequired(_l("Write a name.")), Length(max=80)],
        render_kw={"autocomplete": "name"},
    )
    language = SelectField(_l("Language"), choices=choices(LANGUAGES.items()))
    terms_version = IntegerField(widget=HiddenInput())


class JoinTeamForm(JoinForm):
    password = PasswordField(
        _l("Choose a password"),
        description=_l("At least 15 characters; a few words in a row work well."),
        validators=[InputRequired(_l("Choose a password.")), Length(max=1024)],
        render_kw={"autocomplete": "new-password"},
    )
