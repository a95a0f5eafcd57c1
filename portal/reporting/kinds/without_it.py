"""How members would feel without it (Sean Ellis): those who never used it are in neither n nor N.

The mark of 40 % is one practitioner's pattern over start-ups, without published validation.
"""

from portal.reporting import ballots
from portal.reporting.kinds.asked import LEVEL, Asked
from portal.reporting.kinds.yes import Yes, reading
from portal.reporting.numbers import Json
from portal.stats import pmf, thresholds

FEELINGS = ("very", "somewhat", "not")
FIELDS = ("mark",)
MARK = 400
# The usual advice is thirty to fifty answers; with fewer the mark is drawn, and nothing is said.
ENOUGH = 30


def found(asked: Asked) -> Json:
    counts = ballots.tally(asked.given, FEELINGS)
    return {"counts": counts, "mark": _mark(asked, counts)}


def _mark(asked: Asked, counts: dict[str, int]) -> Json:
    known = pmf.ellis(
        *(counts["very"], counts["somewhat"], counts["not"], 0),
        *(asked.group, LEVEL / 1000, MARK / 1000, ENOUGH),
    )
    return {
        "permille": MARK,
        "needed": thresholds.of_permille(MARK, asked.group),
        "enough": ENOUGH,
        "status": known.verdict if asked.is_over else "inconclusive",
    }


def yes(asked: Asked, found: Json) -> Yes:
    return reading("very")
