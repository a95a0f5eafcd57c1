"""Signing in, and a person's own settings."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from portal.language import LANGUAGES
from portal.web.forms.base import PortalForm, choices


class SignInForm(PortalForm):
    email = StringField(
        _l("E-mail address"),
        validators=[InputRequired(_l("Write your e-mail address.")), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "username", "inputmode": "email"},
    )
    password = PasswordField(
        _l("Password"),
        description=_l("Only if you work for a brand. Leave it empty to get a code by mail."),
        validators=[Length(max=256)],
        render_kw={"autocomplete": "current-password"},
    )


class CodeForm(PortalForm):
    code = StringField(
        _l("Six-digit code"),
        validators=[InputRequired(_l("Type the code from the mail.")), Length(max=20)],
        render_kw={
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "pattern": "[0-9 ]*",
        },
    )


class ProfileForm(PortalForm):
    name = StringField(
        _l("Name"),
        description=_l("How others in your groups see you."),
        validators=[InputRequired(_l("Write a name.")), Length(max=80)],
        render_kw={"autocomplete": "name"},
    )
    language = SelectField(_l("Language"), choices=choices(LANGUAGES.items()))
    timezone = StringField(
        _l("Time zone"),
        description=_l("For example Europe/Madrid. All times are shown in it."),
        validators=[Length(max=64)],
        render_kw={"list": "zones", "autocomplete": "off"},
    )


class PasswordForm(PortalForm):
    current = PasswordField(
        _l("Your password until now"),
        description=_l("Not needed in the ten minutes after signing in."),
        validators=[Length(max=1024)],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        _l("New password"),
        description=_l("At least 15 characters; a few words in a row work well."),
        validators=[InputRequired(_l("Write a password.")), Length(max=1024)],
        render_kw={"autocomplete": "new-password"},
    )
