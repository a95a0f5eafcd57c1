"""`portal stats`: a JSON list of questions on standard input, a JSON list of answers on standard
output.

Here: reading and writing the streams. Not here: what the operations are (portal/stats/ops.py). It
needs no database and no settings.
"""

import json
import sys
from typing import TextIO

from portal.cli.common import Arguments, Parsers
from portal.stats import ops


def add(parsers: Parsers) -> None:
    parser = parsers.add_parser(
        "stats", help="answer a JSON list of statistics from standard input"
    )
    parser.set_defaults(run=run)


def run(_arguments: Arguments) -> int:
    return stats(sys.stdin, sys.stdout)


def stats(stdin: TextIO, stdout: TextIO) -> int:
    """Answer every request, in order; 2 and one line on standard error if it is no JSON list."""
    try:
        requests = json.loads(stdin.read())
    except (ValueError, RecursionError) as problem:
        return _refuse(f"Standard input is not valid JSON: {_one_line(problem)}")
    if not isinstance(requests, list):
        return _refuse("Standard input must be a JSON list of requests.")
    json.dump(ops.answer(requests), stdout, allow_nan=False)
    stdout.write("\n")
    return 0


def _one_line(problem: Exception) -> str:
    return " ".join(str(problem).split())[:200]


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
