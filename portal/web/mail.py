"""Whether mail works: for the team of a brand, with what is stuck and a way to try again; and the
addresses that are not written to any more."""

from flask import (
    Blueprint,
    Response,
    current_app,
    get_template_attribute,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import access
from portal.access import doing
from portal.actions import jobs, suppressions
from portal.config import Config
from portal.errors import Invalid, Refused
from portal.mail.records import records
from portal.models import Brand
from portal.queries import deliveries as reads
from portal.web import dress
from portal.web.htmx import hx, see_other
from portal.web.limits import limiter
from portal.web.messages import say
from portal.web.policy import staff
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("mail", __name__)
Page = str | Response | tuple[str, int]


@blueprint.get("/brands/<brand_id>/mail")
@staff
def show(brand_id: str) -> Page:
    brand = _brand(brand_id)
    config: Config = current_app.extensions["portal_config"]
    owns = actor().owns(brand.id)
    dns = records(config.mail_url, config.mail_from, config.bounces_address) if owns else ()
    return render_template(
        "mail_pages/show.html",
        of=brand,
        health=reads.health(db(), actor(), brand),
        why_not_manage=doing.why_not_manage(actor(), brand.id),
        records=dns,
        config=config if owns else None,
    )


@blueprint.get("/brands/<brand_id>/mail/test")
@staff
def test(brand_id: str) -> Response:
    """Asked every few seconds while the test mail waits."""
    brand = _managed(brand_id)
    found = reads.test_of(db(), actor(), brand)
    drawn = get_template_attribute("mail_pages/_test.html", "test_mail")
    return hx(drawn(found, brand.public_id))


@blueprint.post("/brands/<brand_id>/mail/test")
@staff
@limiter.limit("20 per hour")
def send_test(brand_id: str) -> Page:
    jobs.ask_for_test(db(), actor(), _managed(brand_id))
    return see_other(url_for("mail.show", brand_id=brand_id) + "#test")


@blueprint.post("/jobs/<job_id>/retry")
@staff
def retry(job_id: str) -> Page:
    job = access.one(db(), access.seeing.jobs(actor()), job_id)
    jobs.retry(db(), actor(), job)
    brand = db().get_one(Brand, job.brand_id)
    say(_("It is tried again now."))
    return see_other(url_for("mail.show", brand_id=brand.public_id))


@blueprint.post("/brands/<brand_id>/mail/retry")
@staff
def retry_all(brand_id: str) -> Page:
    count = jobs.retry_all(db(), actor(), _managed(brand_id).id)
    say(ngettext("One letter is tried again now.", "%(num)d letters are tried again now.", count))
    return see_other(url_for("mail.show", brand_id=brand_id))


@blueprint.get("/brands/<brand_id>/mail/stopped")
@staff
def stopped(brand_id: str) -> Page:
    return _stopped_page(_managed(brand_id))


@blueprint.post("/suppressions/<suppression_id>/lift")
@staff
def lift(suppression_id: str) -> Page:
    row = access.one(db(), access.seeing.suppressions(actor()), suppression_id)
    brand = db().get_one(Brand, row.brand_id)
    try:
        suppressions.lift(db(), actor(), row, request.form.get("why", ""))
    except Invalid as error:
        db().rollback()
        dress.wear(brand)
        return _stopped_page(brand, row.public_id, error.sentence), 422
    say(_("%(address)s is written to again.", address=row.email_key))
    return see_other(url_for("mail.stopped", brand_id=brand.public_id))


def _brand(brand_id: str) -> Brand:
    brand = access.one(db(), access.seeing.staffed_brands(actor()), brand_id)
    dress.wear(brand)
    return brand


def _managed(brand_id: str) -> Brand:
    brand = _brand(brand_id)
    if reason := doing.why_not_manage(actor(), brand.id):
        raise Refused(reason)
    return brand


def _stopped_page(brand: Brand, refused: str | None = None, problem: str = "") -> str:
    words = request.args.get("q", "")
    return render_template(
        "mail_pages/stopped.html",
        of=brand,
        rows=reads.stopped(db(), actor(), brand, words),
        words=words,
        refused=refused,
        problem=problem,
        typed=request.form.get("why", ""),
    )
