"""The set-up of a round: when and who, questions, launch rules."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from portal.models import Criterion
from portal.web.forms.base import PortalForm, choices

BLINDNESS = [
    ("until_vote", _l("After one’s own vote: nobody follows the herd")),
    ("until_close", _l("When the round closes: nothing is shown before")),
    ("open", _l("At once: everybody sees everything")),
]
WHO_COUNTS = [
    ("joined", _l("Members who have joined when it opens")),
    ("invited", _l("Everybody invited by then, also those who have not come yet")),
]
LEVELS = [("950", "95 %"), ("900", "90 %"), ("990", "99 %")]
MODES = [
    ("fixed", _l("Once, at the closing date")),
    ("sequential", _l("As soon as it is certain: safe to look at daily")),
]


class WhenForm(PortalForm):
    opens = StringField(
        _l("Opens"),
        validators=[InputRequired(_l("Write when it opens."))],
        render_kw={"type": "datetime-local"},
    )
    closes = StringField(
        _l("Closes"),
        validators=[InputRequired(_l("Write when it closes."))],
        render_kw={"type": "datetime-local"},
    )
    timezone = StringField(
        _l("On the clocks of"),
        validators=[InputRequired(_l("Write a time zone.")), Length(max=64)],
        render_kw={"list": "zones", "autocomplete": "off"},
    )
    blindness = RadioField(
        _l("When do members see what others say and vote?"),
        choices=choices(BLINDNESS),
        default="until_vote",
    )
    who_counts = RadioField(
        _l("Who is “the whole group” in the verdict?"),
        choices=choices(WHO_COUNTS),
        default="joined",
    )

    marks_images = BooleanField(
        _l("Mark the pictures with who looks at them"),
        description=_l(
            "Members see their own name faintly on each picture, and a copy that turns up"
            " elsewhere can be traced. For what must not get out."
        ),
    )

    def written(self) -> tuple[str, str, str]:
        return self.opens.data or "", self.closes.data or "", (self.timezone.data or "").strip()


class TraceForm(PortalForm):
    picture = FileField(
        _l("The picture you found"),
        validators=[InputRequired(_l("Choose the picture you found."))],
        description=_l("PNG, JPEG, WebP or GIF, up to 20 MB. It is looked at and not kept."),
        render_kw={"accept": "image/png,image/jpeg,image/webp,image/gif"},
    )


class NewRoundForm(WhenForm):
    group = SelectField(_l("Who looks at it?"), validate_choice=False)


class BarForm(PortalForm):
    """How high a rule stands, and how it is read."""

    threshold = StringField(
        _l("Share, in percent"),
        description=_l(
            "Left empty: 60, for buying 30, for “very disappointed” 40, for concerns 30."
        ),
        render_kw={"inputmode": "decimal", "size": 5, "autocomplete": "off"},
    )
    level = SelectField(
        _l("How sure"), choices=choices(LEVELS), default="950", validate_choice=False
    )
    min_answers = StringField(
        _l("Answers at least"),
        description=_l("Left empty: the usual number for a group of this size."),
        render_kw={"inputmode": "numeric", "size": 5, "autocomplete": "off"},
    )
    mode = SelectField(
        _l("When the verdict is given"),
        choices=choices(MODES),
        default="fixed",
        validate_choice=False,
    )

    @classmethod
    def of(cls, criterion: Criterion) -> "BarForm":
        return cls(
            formdata=None,
            threshold=f"{criterion.threshold_permille / 10:g}",
            level=str(criterion.level_permille),
            min_answers=str(criterion.min_answers),
            mode=criterion.mode,
        )

    def bar(self) -> dict[str, Any]:
        """What `actions.criteria` takes."""
        return {
            "threshold_permille": self.threshold_permille(),
            "level_permille": self.level_permille(),
            "min_answers": self.answers(),
            "mode": self.mode.data or "",
        }

    def threshold_permille(self) -> int | None:
        """None when left empty; 0 for what is no share, and the action says so."""
        text = (self.threshold.data or "").strip().rstrip("%").strip().replace(",", ".")
        if not text:
            return None
        return round(float(text) * 10) if re.fullmatch(r"\d{1,3}(\.\d)?", text, re.ASCII) else 0

    def level_permille(self) -> int:
        return next((int(value) for value, _ in LEVELS if value == self.level.data), 0)

    def answers(self) -> int | None:
        """None when left empty; -1 for what is no number."""
        text = (self.min_answers.data or "").strip()
        if not text:
            return None
        return int(text) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else -1


class RuleForm(BarForm):
    signal = SelectField(_l("What must be true"), validate_choice=False)
