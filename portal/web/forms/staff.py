"""Asking a colleague to the team, and giving roles."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from portal.web.forms.base import PortalForm, choices

ROLE_CHOICES = [
    ("analyst", _l("Analyst: reads reports, cannot post")),
    ("manager", _l("Manager: groups, drafts, rounds, invitations")),
    ("owner", _l("Owner: everything, also the team")),
]


class InviteStaffForm(PortalForm):
    email = StringField(
        _l("E-mail address"),
        validators=[InputRequired(_l("Write an e-mail address.")), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "off", "inputmode": "email"},
    )
    role = SelectField(_l("Role"), choices=choices(ROLE_CHOICES), default="manager")
