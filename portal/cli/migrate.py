"""portal migrate: bring the database to the newest schema."""

from portal import migrate
from portal.cli.common import Arguments, Parsers, settings
from portal.database import Database


def add(parsers: Parsers) -> None:
    parser = parsers.add_parser("migrate", help="bring the database to the newest schema")
    parser.add_argument("--to", default="head", help="a revision, if not the newest")
    parser.add_argument("--down", action="store_true", help="go back to the revision of --to")
    parser.set_defaults(run=run)


def run(arguments: Arguments) -> int:
    database = Database.of(settings())
    before = migrate.current(database)
    if arguments.down:
        migrate.downgrade(database, arguments.to)
    else:
        migrate.upgrade(database, arguments.to)
    print(f"{database.describe()}: schema {before or 'empty'} → {migrate.current(database)}")
    return 0
