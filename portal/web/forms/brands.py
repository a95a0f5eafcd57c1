"""A brand's settings, and the first brand of an installation."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from portal.language import LANGUAGES
from portal.web.forms.base import PortalForm, choices

KINDS = [
    ("app", _l("An app or a service: drafts are features and screens")),
    ("fashion", _l("A label: drafts are garments")),
    ("restaurant", _l("A restaurant: drafts are dishes and menus")),
    ("other", _l("Something else")),
]


class NewBrandForm(PortalForm):
    name = StringField(
        _l("Name of the brand"),
        validators=[InputRequired(_l("Write the name of the brand.")), Length(max=80)],
        render_kw={"autocomplete": "organization"},
    )
    kind = SelectField(_l("What it makes"), choices=choices(KINDS), default="other")
    language = SelectField(
        _l("Language"),
        description=_l("Mails to people who have not chosen one are written in it."),
        choices=choices(LANGUAGES.items()),
    )
    timezone = StringField(
        _l("Time zone"),
        description=_l("For example Europe/Madrid."),
        default="UTC",
        validators=[InputRequired(_l("Write a time zone.")), Length(max=64)],
        render_kw={"list": "zones", "autocomplete": "off"},
    )
    currency = StringField(
        _l("Currency"),
        description=_l("Three letters, like EUR."),
        default="EUR",
        validators=[InputRequired(_l("Write a currency.")), Length(max=3)],
        render_kw={"autocapitalize": "characters", "size": 4},
    )

    def brand(self) -> dict[str, str]:
        """What the actions on brands take."""
        return {
            "name": self.name.data or "",
            "kind": self.kind.data or "",
            "language": self.language.data or "",
            "timezone": (self.timezone.data or "").strip(),
            "currency": (self.currency.data or "").strip().upper(),
        }


class BrandForm(NewBrandForm):
    accent = StringField(
        _l("Colour"),
        description=_l(
            "One colour. Every tone on the brand's pages is made from it, dark or light enough"
            " to be read."
        ),
        validators=[InputRequired(_l("Choose a colour.")), Length(max=7)],
        render_kw={"type": "color"},
    )


class FirstRunForm(NewBrandForm):
    person = StringField(
        _l("Your name"),
        validators=[InputRequired(_l("Write your name.")), Length(max=80)],
        render_kw={"autocomplete": "name"},
    )
    email = StringField(
        _l("Your e-mail address"),
        validators=[InputRequired(_l("Write your e-mail address.")), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "username", "inputmode": "email"},
    )
    password = PasswordField(
        _l("Password"),
        description=_l("At least 15 characters; a few words in a row work well."),
        validators=[InputRequired(_l("Write a password.")), Length(max=1024)],
        render_kw={"autocomplete": "new-password"},
    )
    code = StringField(
        _l("Set-up code"),
        description=_l("Six digits, printed where the portal was started."),
        validators=[InputRequired(_l("Type the code.")), Length(max=20)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
