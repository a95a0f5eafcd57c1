"""Whether those who answered are like the silent, as far as anybody can tell.

Here: early against late answers, how each known segment answered, and the share weighted by a
segment that answered unequally. Nothing here proves the silent alike: it can only warn.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.reporting import ballots, numbers
from portal.reporting.answers import SIDES
from portal.reporting.ballots import Counted
from portal.reporting.facts import Ballot
from portal.reporting.numbers import FLOOR, Json
from portal.stats import herding, multi, strata

# Fewer answers in a half are not compared.
FEWEST = 10
UNLIKELY = 0.05
# Of segments flagged so many in a hundred may be false alarms (Benjamini & Hochberg 1995).
FALSE_ALARMS = 0.10


def compared(counted: Counted, question: int, revision: int, by_segment: Json) -> Json:
    """`by_segment`: what the report shows of segments (nothing while the round is open), so that
    nothing more is told here."""
    given = list(counted.of(question, revision).values())
    rows = _rows(by_segment)
    composed = _composition(rows, len(given), counted.size)
    return {
        "early_late": _early_late(given),
        "segments": composed,
        "weighted": _weighted(composed, rows),
    }


def _rows(by_segment: Json) -> list[Json]:
    """Each segment with what is shown of its answers to the support question."""
    table = next((t for t in by_segment["tables"] if t["kind"] == "support"), None)
    if table is None:
        return []
    return [row | cell for row, cell in zip(by_segment["rows"], table["cells"], strict=True)]


def _early_late(given: Sequence[Ballot]) -> Json | None:
    """The first half against the second, in the order they came. The first is whole fives, so that
    another answer moves nobody's alone from one half to the other."""
    half = len(given) // 2
    early, late = given[: half - half % FLOOR], given[half - half % FLOOR :]
    if len(early) < FEWEST:
        return None
    first, second = (_sides(part) for part in (early, late))
    found = herding.arm_difference(
        first["for"], len(early) - first["for"], second["for"], len(late) - second["for"]
    )
    return {
        "early": _half(early, first),
        "late": _half(late, second),
        "points": numbers.points(found.difference or 0.0),
        "chance": round(found.p_two_sided, 3),
        "is_unlike": found.p_two_sided <= UNLIKELY,
    }


def _sides(part: Sequence[Ballot]) -> dict[str, int]:
    return ballots.tally({ballot.person: ballot for ballot in part}, SIDES)


def _half(part: Sequence[Ballot], sides: Mapping[str, int]) -> Json:
    return {"n": len(part), "x": sides["for"], "percent": numbers.percent(sides["for"], len(part))}


def _composition(segments: Sequence[Json], n: int, group: int) -> Json:
    """How many of each shown segment answered, against the rest of the group."""
    shown = [row for row in segments if not row["is_withheld"]]
    chances = [_chance(row["n"], row["members"], n, group) for row in shown]
    likely = multi.bh(chances, FALSE_ALARMS).adjusted if chances else ()
    rows = [
        {
            "dimension": row["dimension"],
            "value": row["value"],
            "members": row["members"],
            "answered": row["n"],
            "percent": numbers.percent(row["n"], row["members"]),
            "is_unlike": chance <= FALSE_ALARMS,
        }
        for row, chance in zip(shown, likely, strict=True)
    ]
    return {
        "rows": rows,
        "comparisons": len(rows),
        "withheld": len(segments) - len(shown),
        "percent": numbers.percent(n, group),
    }


def _chance(answered: int, members: int, n: int, group: int) -> float:
    """Fisher's exact test of having answered, inside the segment against outside it."""
    outside, silent = n - answered, (group - members) - (n - answered)
    return herding.arm_difference(answered, members - answered, outside, silent).p_two_sided


def _weighted(composed: Json, segments: Sequence[Json]) -> Json | None:
    """The share weighted by the dimension that answered most unequally, where all its cells may be
    shown: each counts by its size in the group, not by how keenly it answered."""
    flagged = {row["dimension"] for row in composed["rows"] if row["is_unlike"]}
    cells = {
        name: [row for row in segments if row["dimension"] == name] for name in sorted(flagged)
    }
    whole = {name: rows for name, rows in cells.items() if not any(r["is_withheld"] for r in rows)}
    if not whole:
        return None
    name = max(whole, key=lambda name: _spread(whole[name]))
    found = strata.stratified(
        [{"N": r["members"], "n": r["n"], "x": r["sides"]["for"]} for r in whole[name]], 0.95
    )
    group = sum(row["members"] for row in whole[name])
    heard = sum(row["sides"]["for"] for row in whole[name])
    answered = sum(row["n"] for row in whole[name])
    low = max(heard, round(found.low * group))
    high = min(group - answered + heard, round(found.high * group))
    return {
        "dimension": name,
        "percent": numbers.percent(round(found.share * group), group),
        "plain_percent": numbers.percent(heard, answered),
        "interval": numbers.between(low, high),
        "group": group,
    }


def _spread(rows: Sequence[Mapping[str, Any]]) -> float:
    rates: list[float] = [row["n"] / row["members"] for row in rows]
    return max(rates) - min(rates)
