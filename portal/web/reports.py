"""The report of a round: a page for the brand's team, and the same document to take along."""

from flask import Blueprint, Response, get_template_attribute, render_template, request, url_for

from portal.access import doing
from portal.exports import workbook
from portal.queries import reports, studies
from portal.queries.reports import Shown
from portal.reporting import sentences, sheets, tables, titles
from portal.web import asking, dress, papers
from portal.web.forms.decisions import DecisionForm
from portal.web.handed import attachment
from portal.web.htmx import hx
from portal.web.limits import limiter, person
from portal.web.policy import staff
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("reports", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Of all formats together: many more than anybody reads, too few to wear the site out.
exports = limiter.shared_limit("30 per hour", scope="exports", key_func=person)


@blueprint.get("/rounds/<round_id>/report")
@staff
def show(round_id: str) -> str:
    found = reports.shown(db(), actor(), round_id)
    if found.fresh.is_due:
        found = asking.now(found)
    return page(found, DecisionForm(data=_held(found)))


@blueprint.get("/rounds/<round_id>/report/fresh")
@staff
def fresh(round_id: str) -> Response:
    """Asked every few seconds while the worker computes; 204 as long as nothing moved."""
    now = studies.of_round(db(), actor(), round_id)
    if now.is_running and request.args.get("percent", type=int) == now.percent:
        return Response(status=204)
    return hx(get_template_attribute("reports/_fresh.html", "fresh")(now))


@blueprint.get("/rounds/<round_id>/report.json")
@staff
@exports
def as_json(round_id: str) -> Response:
    found = reports.shown(db(), actor(), round_id)
    return attachment(tables.json_of(found.document), "application/json", f"report-{round_id}.json")


@blueprint.get("/rounds/<round_id>/report.csv")
@staff
@exports
def as_csv(round_id: str) -> Response:
    found = reports.shown(db(), actor(), round_id)
    body = "\ufeff" + tables.csv_of(found.document)
    return attachment(body, "text/csv; charset=utf-8", f"report-{round_id}.csv")


@blueprint.get("/rounds/<round_id>/report.xlsx")
@staff
@exports
def as_xlsx(round_id: str) -> Response:
    found = reports.shown(db(), actor(), round_id)
    title = found.document["round"]["title"]
    body = workbook.workbook_of(sheets.sheets(found.document), title)
    return attachment(body, XLSX, f"report-{round_id}.xlsx")


@blueprint.get("/rounds/<round_id>/report.pdf")
@staff
@exports
def as_pdf(round_id: str) -> Response:
    found = reports.shown(db(), actor(), round_id)
    name = f"report-{round_id}.pdf"
    return papers.pdf(found.document, found.brand, found.decision, found.frozen_at, name)


def page(found: Shown, form: DecisionForm) -> str:
    dress.wear(found.brand)
    return render_template(
        "reports/show.html",
        report=found,
        d=found.document,
        out_of_sight=found.out_of_sight,
        say=sentences,
        titled=titles,
        form=form,
        why_not_decide=doing.why_not_decide(actor(), found.round),
        answers_url=url_for("triage.board", round_id=found.round.public_id, kind="concern"),
    )


def _held(found: Shown) -> dict[str, str]:
    """A decision that holds is where the next one starts from."""
    held = found.decision
    if held is None:
        return {}
    return {"choice": held.choice, "why": held.why, "what_next": held.what_next}
