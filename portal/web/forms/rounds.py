"""The set-up of a round: when and who, questions, launch rules."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

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
KINDS = [
    ("rating", _l("A rating from 1 to 5")),
    ("intent", _l("Would you buy it? From 1 to 5, at a price")),
    ("choice", _l("A choice between the variants")),
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

    def written(self) -> tuple[str, str, str]:
        return self.opens.data or "", self.closes.data or "", (self.timezone.data or "").strip()


class NewRoundForm(WhenForm):
    group = SelectField(_l("Who looks at it?"), validate_choice=False)


class QuestionForm(PortalForm):
    kind = SelectField(_l("Kind"), choices=choices(KINDS), default="rating", validate_choice=False)
    prompt = StringField(
        _l("Question"),
        validators=[InputRequired(_l("Write the question.")), Length(max=300)],
        render_kw={"autocomplete": "off"},
    )
    price = StringField(
        _l("Price"),
        description=_l("For “would you buy it”: like 39 EUR."),
        render_kw={"maxlength": 40, "autocomplete": "off"},
    )
    period = StringField(
        _l("Within"),
        description=_l("For “would you buy it”: like 3 months."),
        render_kw={"maxlength": 40, "autocomplete": "off"},
    )


class RuleForm(PortalForm):
    signal = SelectField(_l("What must be true"), validate_choice=False)
    threshold = StringField(
        _l("Share, in percent"),
        validators=[InputRequired(_l("Write a share."))],
        default="60",
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

    def threshold_permille(self) -> int:
        """0 for what is no share; the action says so."""
        text = (self.threshold.data or "").strip().rstrip("%").strip().replace(",", ".")
        return round(float(text) * 10) if re.fullmatch(r"\d{1,3}(\.\d)?", text, re.ASCII) else 0

    def level_permille(self) -> int:
        return next((int(value) for value, _ in LEVELS if value == self.level.data), 0)

    def answers(self) -> int | None:
        """None when left empty; -1 for what is no number."""
        text = (self.min_answers.data or "").strip()
        if not text:
            return None
        return int(text) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else -1
