"""What a group says of itself, and the facts set about its members."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from portal.actions.groups import LONGEST_TEXT, MOST_PEOPLE, Wording
from portal.web.forms.base import PortalForm


class GroupForm(PortalForm):
    name = StringField(
        _l("Name"),
        validators=[InputRequired(_l("Write a name.")), Length(max=80)],
        render_kw={"autocomplete": "off"},
    )
    purpose = TextAreaField(
        _l("Purpose"),
        description=_l(
            "Why these people, and what you hope to learn. It stands in the invitation."
        ),
        validators=[InputRequired(_l("Say what this group is for.")), Length(max=LONGEST_TEXT)],
    )
    house_rules = TextAreaField(
        _l("House rules"),
        description=_l("How you speak with each other here. Markdown works."),
        validators=[Length(max=LONGEST_TEXT)],
    )
    holds_first_posts = BooleanField(
        _l("Read first posts before the group does"),
        description=_l(
            "What a member says here for the first time waits until you let it through. From then "
            "on they post at once."
        ),
    )
    capacity = IntegerField(
        _l("Places"),
        description=_l("How many members there can be."),
        default=200,
        validators=[
            InputRequired(_l("Write a number.")),
            NumberRange(1, MOST_PEOPLE, _l("Write a number from 1 to 100,000.")),
        ],
        render_kw={"inputmode": "numeric"},
    )
    terms = TextAreaField(
        _l("Confidentiality terms"),
        description=_l("Everybody agrees to these when joining. A new text is a new version."),
        validators=[
            InputRequired(_l("Say what must stay confidential.")),
            Length(max=LONGEST_TEXT),
        ],
    )

    def wording(self) -> Wording:
        """What the actions on groups take."""
        return Wording(
            name=self.name.data or "",
            purpose=self.purpose.data or "",
            house_rules=self.house_rules.data or "",
            capacity=self.capacity.data or 0,
            terms=self.terms.data or "",
            holds_first_posts=bool(self.holds_first_posts.data),
        )


class PauseForm(PortalForm):
    because = StringField(_l("Why"), validators=[Length(max=300)])


class SegmentsForm(PortalForm):
    segments = StringField(_l("Segments"), validators=[Length(max=1_000)])
