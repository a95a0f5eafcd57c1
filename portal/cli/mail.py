"""portal mail bounces: a message that came back, on standard input, from a mail server's pipe."""

import sys

from portal.cli.common import Arguments, Parsers, settings
from portal.database import Database


def add(parsers: Parsers) -> None:
    parser = parsers.add_parser("mail", help="take mail that came back")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    bounces = verbs.add_parser("bounces", help="read one message from standard input")
    bounces.set_defaults(run=run)


def run(_arguments: Arguments) -> int:
    """Always 0: a pipe that fails makes the mail server send one more message back."""
    from portal.jobs import returns
    from portal.mail.returned import MOST_BYTES

    config = settings()
    database = Database.of(config)
    try:
        is_ours = returns.take(config, database, sys.stdin.buffer.read(MOST_BYTES))
    finally:
        database.close()
    print("noted" if is_ours else "nothing of ours came back")
    return 0
