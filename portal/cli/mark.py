"""portal mark FILE --round ROUND: whose copy a found picture is."""

from pathlib import Path

from sqlalchemy import select

from portal.actions import tracing
from portal.cli.common import Arguments, Parsers, writing
from portal.errors import NotFound
from portal.models import Round


def add(parsers: Parsers) -> None:
    parser = parsers.add_parser("mark", help="say whose copy of a marked picture a file is")
    parser.add_argument("file", metavar="FILE", type=Path, help="the picture as it was found")
    parser.add_argument(
        "--round", required=True, metavar="ROUND", help="the id in the address of the round"
    )
    parser.set_defaults(run=run)


def run(arguments: Arguments) -> int:
    """0 where somebody is known, 1 where nobody is."""
    body = arguments.file.read_bytes()
    with writing() as session:
        round = session.scalar(select(Round).where(Round.public_id == arguments.round))
        if round is None:
            raise NotFound
        found = tracing.look(tracing.sought(session, round), body)
    if not found.code:
        print(
            "Not known: it carries a mark, but of nobody in this group."
            if found.has_mark
            else "Not known: no mark was found in it."
        )
        return 1
    print(f"Shown to {found.name or 'a member without a name'} ({found.code}).")
    print(
        f"The pattern stands out {found.score:.1f} times as far as chance does; "
        f"the next best {found.next_score:.1f}."
    )
    return 0
