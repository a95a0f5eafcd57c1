"""portal demo: load the demo world into an empty database, or print its sign-in links again."""

from portal.cli.common import Arguments, Parsers, settings
from portal.database import Database


def add(parsers: Parsers) -> None:
    parser = parsers.add_parser("demo", help="load the demo world, or print its links again")
    parser.set_defaults(run=run)


def run(_arguments: Arguments) -> int:
    from portal.demo import load as demo

    config = settings()
    database = Database.of(config)
    demo.ensure(database, config)
    lines = demo.sign_in_lines(database, config)
    print("\n".join(lines) or "This database has brands of its own; the demo stays out of it.")
    database.close()
    return 0
