"""portal mail: a message that came back, or an answer, on standard input, from a server's pipe."""

import sys
from collections.abc import Callable

from portal.cli.common import Arguments, Parsers, settings
from portal.config import Config
from portal.database import Database

Take = Callable[[Config, Database, bytes], bool]


def add(parsers: Parsers) -> None:
    parser = parsers.add_parser("mail", help="take mail that came back or answers a letter")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for name, words, run in (
        ("bounces", "read one message that came back", take_bounce),
        ("replies", "read one answer to a letter of news", take_reply),
    ):
        verbs.add_parser(name, help=f"{words} from standard input").set_defaults(run=run)


def take_bounce(_arguments: Arguments) -> int:
    from portal.jobs import returns

    print("noted" if _taken(returns.take) else "nothing of ours came back")
    return 0


def take_reply(_arguments: Arguments) -> int:
    from portal.jobs import replies

    print("taken" if _taken(replies.take) else "this answers no letter of ours")
    return 0


def _taken(take: Take) -> bool:
    """Both verbs return 0: a pipe that fails makes the mail server send one more message back."""
    from portal.mail.returned import MOST_BYTES

    config = settings()
    database = Database.of(config)
    try:
        return take(config, database, sys.stdin.buffer.read(MOST_BYTES))
    finally:
        database.close()
