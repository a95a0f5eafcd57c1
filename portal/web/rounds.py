"""Rounds, for the staff that runs them: begun, set up, registered, opened, closed."""

from datetime import timedelta
from zoneinfo import available_timezones

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from portal import access, clock
from portal.access import doing
from portal.actions import rounds, schedule
from portal.errors import Invalid, Refused
from portal.language import zone
from portal.models import Brand, Draft, Group, Round
from portal.queries import rounds as reads
from portal.web import dress
from portal.web.drafts import staffed as staffed_draft
from portal.web.drafts import worn
from portal.web.forms import kinds
from portal.web.forms.base import choices
from portal.web.forms.kits import kits_seen
from portal.web.forms.rounds import NewRoundForm, RuleForm, WhenForm
from portal.web.htmx import see_other
from portal.web.messages import say
from portal.web.policy import staff
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("rounds", __name__)
Page = str | Response | tuple[str, int]


@blueprint.get("/drafts/<draft_id>/rounds/new")
@staff
def new(draft_id: str) -> Page:
    draft = staffed_draft(draft_id)
    brand = worn(draft)
    tomorrow = clock.now().astimezone(zone(brand.timezone)) + timedelta(days=1)
    opens = tomorrow.replace(hour=9, minute=0)
    closes = (opens + timedelta(days=7)).replace(hour=20)
    form = NewRoundForm(
        formdata=None,
        opens=schedule.written(opens, brand.timezone),
        closes=schedule.written(closes, brand.timezone),
        timezone=brand.timezone,
    )
    return _new_page(draft, form)


@blueprint.post("/drafts/<draft_id>/rounds/new")
@staff
def create(draft_id: str) -> Page:
    draft = staffed_draft(draft_id)
    worn(draft)
    form = NewRoundForm()
    group = access.one(db(), access.seeing.staffed_groups(actor()), form.group.data or "")
    try:
        round = rounds.create(
            db(),
            actor(),
            draft,
            group,
            schedule.read(*form.written()),
            blindness=form.blindness.data or "",
            who_counts=form.who_counts.data or "",
            marks_images=bool(form.marks_images.data),
        )
    except Invalid as error:
        form.refuse(error)
        return _new_page(draft, form), 422
    return see_other(url_for("rounds.prepare", round_id=round.public_id))


@blueprint.get("/rounds/<round_id>/set-up")
@staff
def prepare(round_id: str) -> Page:
    return set_up_page(staffed(round_id))


@blueprint.post("/rounds/<round_id>/set-up")
@staff
def change(round_id: str) -> Page:
    round = staffed(round_id)
    form = WhenForm()
    try:
        rounds.change(
            db(),
            actor(),
            round,
            schedule.read(*form.written()),
            blindness=form.blindness.data or "",
            who_counts=form.who_counts.data or "",
            marks_images=bool(form.marks_images.data),
        )
    except Invalid as error:
        form.refuse(error)
        return set_up_page(round, when=form), 422
    say(_("Saved."))
    return back_to(round, "when")


@blueprint.post("/rounds/<round_id>/register")
@staff
def register(round_id: str) -> Page:
    """Lock the rules; with the other button, open at once."""
    round = staffed(round_id)
    rounds.register(db(), actor(), round)
    if request.form.get("do") == "open":
        return open(round_id)
    say(_("Registered. The rules are locked; the round opens by itself."))
    return back_to(round)


@blueprint.post("/rounds/<round_id>/open")
@staff
def open(round_id: str) -> Page:
    round = staffed(round_id)
    rounds.open_now(db(), actor(), round)
    say(_("The round is open. Members find it on their home page."))
    return back_to(round)


@blueprint.post("/rounds/<round_id>/close")
@staff
def close(round_id: str) -> Page:
    round = staffed(round_id)
    rounds.close_now(db(), actor(), round)
    say(_("The round is closed. Its report is being frozen."))
    return back_to(round)


@blueprint.post("/rounds/<round_id>/discard")
@staff
def discard(round_id: str) -> Page:
    round = staffed(round_id)
    draft = db().get_one(Draft, round.draft_id)
    rounds.discard(db(), actor(), round)
    say(_("The round is taken away. Nobody had seen it."))
    return see_other(url_for("drafts.show", draft_id=draft.public_id))


def staffed(round_id: str) -> Round:
    """A round of a brand one works for, its page in the brand's colours."""
    round = access.one(db(), access.seeing.staffed_rounds(actor()), round_id)
    dress.wear(db().get_one(Brand, round.brand_id))
    return round


def preparing(round_id: str) -> Round:
    """The same, of a round whose questions and rules one may change now."""
    round = staffed(round_id)
    if reason := doing.why_not_prepare(actor(), round):
        raise Refused(reason)
    return round


def back_to(round: Round, section: str = "") -> Response:
    here = url_for("rounds.prepare", round_id=round.public_id)
    return see_other(here + (f"#{section}" if section else ""))


def set_up_page(
    round: Round,
    *,
    when: WhenForm | None = None,
    rule: RuleForm | None = None,
) -> str:
    """The one page of a round's set-up; a form that was refused keeps what was typed."""
    seen = reads.set_up(db(), round)
    rule = rule or RuleForm(formdata=None)
    rule.signal.choices = choices(readable(seen))
    brand = db().get_one(Brand, round.brand_id)
    return render_template(
        "rounds/set_up.html",
        round=seen,
        desk_of=brand,
        why_not=doing.why_not_prepare(actor(), round),
        why_not_manage=doing.why_not_manage(actor(), round.brand_id),
        when=when or _when_form(round),
        rule=rule,
        kinds=list(kinds.offered(seen.variant_count)),
        kits=kits_seen(seen, brand.kind),
        zones=sorted(available_timezones()),
    )


def readable(seen: reads.SetUp) -> list[tuple[str, str]]:
    """What a rule may read: support, each rating, intent and "without it", concerns."""
    found = [("support", _("Members are for it"))]
    words = {
        "rating": _("Members answer 4 or 5: %(prompt)s"),
        "intent": _("Members answer 4 or 5: %(prompt)s"),
        "without_it": _("Members would be very disappointed: %(prompt)s"),
    }
    for question in seen.questions:
        if question.kind in words:
            value = f"{question.kind}:{question.public_id}"
            found.append((value, words[question.kind] % {"prompt": question.prompt}))
    found.append(("concerns", _("No unaddressed concern is shared by this many or more")))
    return found


def _when_form(round: Round) -> WhenForm:
    return WhenForm(
        formdata=None,
        opens=schedule.written(round.opens_at, round.timezone),
        closes=schedule.written(round.closes_at, round.timezone),
        timezone=round.timezone,
        blindness=round.blindness,
        who_counts=round.who_counts,
        marks_images=round.marks_images,
    )


def _new_page(draft: Draft, form: NewRoundForm) -> str:
    groups = db().scalars(
        access.seeing.staffed_groups(actor())
        .where(Group.brand_id == draft.brand_id, Group.closed_at.is_(None))
        .order_by(Group.id)
    )
    form.group.choices = choices((group.public_id, group.name) for group in groups)
    return render_template(
        "rounds/new.html",
        form=form,
        draft=draft,
        desk_of=db().get_one(Brand, draft.brand_id),
        why_not=doing.why_not_manage(actor(), draft.brand_id),
        zones=sorted(available_timezones()),
    )
