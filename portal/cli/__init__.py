"""The `portal` command. Thin: each subcommand reads its arguments and calls the layer that knows.

A subcommand is a module of this package with `add(parsers)`, which adds its parser and names the
function to run; the function takes the parsed arguments and returns the exit code.
"""

import argparse
import sys
from collections.abc import Sequence

from portal import __version__
from portal.config import BadConfig
from portal.errors import PortalError
from portal.mail.url import BadMailUrl
from portal.storage import BadStorageUrl


def main(argv: Sequence[str] | None = None) -> int:
    from sqlalchemy.exc import OperationalError

    parser = _parser()
    arguments = parser.parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except (BadConfig, BadMailUrl, BadStorageUrl) as error:
        return _stop(str(error), 2)
    except OperationalError as error:
        first = str(error.orig).strip().partition("\n")[0]
        return _stop(f"the database cannot be used ({first}); see PORTAL_DATABASE_URL", 2)
    except PortalError as error:
        return _stop(error.sentence or "There is no such thing here.", 1)
    except KeyboardInterrupt:
        return 130
    return code


def _stop(sentence: str, code: int) -> int:
    print(f"portal: {sentence}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    from portal.cli import (
        brand,
        check,
        demo,
        imports,
        mail,
        mark,
        migrate,
        report,
        serve,
        stats,
        worker,
    )

    parser = argparse.ArgumentParser(prog="portal", description="Firstlook, from the shell.")
    parser.add_argument("--version", action="version", version=f"Firstlook {__version__}")
    parsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in (serve, worker, migrate, brand, demo, report, imports, mail, mark, stats, check):
        module.add(parsers)
    return parser
