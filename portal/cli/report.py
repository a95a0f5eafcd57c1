"""portal report ROUND: the verdict in words, with --json the document the page is made of, with
--again whether a frozen report can be made again to the digit."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actions import reports as freezing
from portal.cli.common import Arguments, Parsers, writing
from portal.errors import NotFound
from portal.models import Report, Round
from portal.queries import reports
from portal.queries.reports import Shown
from portal.reporting import sentences, tables, titles

# More places than this tell nothing more.
MOST: Final = 20


def add(parsers: Parsers) -> None:
    parser = parsers.add_parser("report", help="print the report of a round")
    parser.add_argument("round", metavar="ROUND", help="the id in the address of the round")
    parser.add_argument("--json", action="store_true", help="the whole document")
    parser.add_argument(
        "--again", action="store_true", help="make a frozen report again and compare"
    )
    parser.set_defaults(run=run)


def run(arguments: Arguments) -> int:
    if arguments.again:
        return again(arguments.round)
    with writing() as session:
        found = reports.of(session, _round(session, arguments.round))
    if arguments.json:
        print(tables.json_of(found.document), end="")
    else:
        print("\n".join(summary(found)))
    return 0


def summary(found: Shown) -> list[str]:
    document = found.document
    lines = [
        f"{document['round']['brand']}, {document['round']['group']}: {document['round']['title']}",
        sentences.verdict(document),
        " ".join([sentences.certainty(document), *sentences.change(document)]).strip(),
        titles.participation(document["participation"]) + ".",
        *(f"- {sentences.criterion(c)}: {sentences.reason(c)}" for c in document["criteria"]),
    ]
    return [line for line in lines if line]


def again(public_id: str) -> int:
    """Make the frozen report once more from what was kept with it; 0 if it is the same."""
    with writing() as session:
        round = _round(session, public_id)
        report = session.scalar(select(Report).where(Report.round_id == round.id))
    made = None if report is None else freezing.again(report)
    if report is None or made is None:
        print(
            "Nothing to compare: this report is not frozen, or what it was made from is not kept."
        )
        return 1
    different = differences(report.document, made)
    if not different:
        print("The same to the last digit.")
        return 0
    print("Not the same. It differs in:", *different[:MOST], sep="\n- ")
    return 1


def differences(one: object, other: object, at: str = "") -> list[str]:
    """Where two documents differ, each place by the way to it."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [
            place
            for key in sorted(one.keys() | other.keys())
            for place in differences(one.get(key), other.get(key), f"{at}.{key}".strip("."))
        ]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [
            place
            for n, (a, b) in enumerate(zip(one, other, strict=True), start=1)
            for place in differences(a, b, f"{at}[{n}]")
        ]
    return [] if one == other else [at]


def _round(session: Session, public_id: str) -> Round:
    round = session.scalar(select(Round).where(Round.public_id == public_id))
    if round is None:
        raise NotFound("There is no round of this id.")
    return round
