"""What a team writes on its board. Whether it can be kept, the actions say."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from portal.actions.notes import LONGEST
from portal.web.forms.base import PortalForm


class NoteForm(PortalForm):
    text = TextAreaField(
        _l("A note for the team"),
        description=_l("Members never see it."),
        validators=[InputRequired(_l("Write something first."))],
        render_kw={"rows": "2", "maxlength": str(LONGEST)},
    )
