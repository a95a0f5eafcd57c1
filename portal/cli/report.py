"""portal report ROUND: the verdict in words, or with --json the document the page is made of."""

from portal.cli.common import Arguments, Parsers, writing
from portal.errors import NotFound
from portal.models import Round
from portal.queries import reports
from portal.queries.reports import Shown
from portal.reporting import sentences, tables, titles


def add(parsers: Parsers) -> None:
    parser = parsers.add_parser("report", help="print the report of a round")
    parser.add_argument("round", metavar="ROUND", help="the id in the address of the round")
    parser.add_argument("--json", action="store_true", help="the whole document")
    parser.set_defaults(run=run)


def run(arguments: Arguments) -> int:
    with writing() as session:
        round = session.query(Round).filter_by(public_id=arguments.round).one_or_none()
        if round is None:
            raise NotFound("There is no round of this id.")
        found = reports.of(session, round)
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
