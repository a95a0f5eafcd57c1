"""A list of people to invite, and what an invited person answers."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import IntegerField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from portal.language import LANGUAGES
from portal.web.forms.base import PortalForm, choices


class ListForm(PortalForm):
    addresses = TextAreaField(
        _l("Addresses"),
        description=_l("One person a line: an address, or “Ana Ruiz, ana@mail.example, vegan”."),
        render_kw={"spellcheck": "false", "autocapitalize": "off", "autocomplete": "off"},
    )
    file = FileField(
        _l("Or a CSV file"),
        description=_l("With columns for name, e-mail and segments. Up to 20,000 lines, 5 MB."),
        render_kw={"accept": ".csv,.tsv,.txt,text/csv,text/plain"},
    )


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
