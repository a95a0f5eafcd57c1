"""The herding check: once others' totals were in sight, did members move toward the majority?

Each member counts once, by the first change made with totals in sight, against what the totals were
at that moment. Fewer than five changes say nothing and are not broken down.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from portal.reporting.facts import Change, Depths, Facts
from portal.reporting.numbers import FLOOR, Json
from portal.stats import herding

PLACES = {"against": -1, "unsure": 0, "for": 1}
UNLIKELY = 0.05


def study(facts: Facts, depths: Depths, seed: int, tell: Callable[[int], None]) -> Json:
    asked = next((q.id for q in facts.questions if q.kind == "support"), 0)
    found = list(_ways([c for c in depths.changes if c.question == asked]))
    # In fives while the round is open, so that nobody's change shows as the one more.
    ways = Counter(found if facts.round.is_over else found[: len(found) - len(found) % FLOOR])
    tell(1000)
    toward, away = ways["toward"], ways["away"]
    if toward + away < FLOOR:
        return {
            "is_enough": False,
            "fewest": FLOOR,
            **dict.fromkeys(("toward", "away", "chance", "is_herding")),
        }
    shift = herding.reveal_shift(toward, away)
    return {
        "is_enough": True,
        "fewest": FLOOR,
        "toward": toward,
        "away": away,
        "chance": round(shift.p_one_sided, 3),
        "is_herding": shift.p_one_sided <= UNLIKELY,
    }


def _ways(changes: list[Change]) -> Iterator[str]:
    """The way of each member's first change with totals in sight, as the answers came."""
    present: dict[int, dict[int, str]] = defaultdict(dict)
    counted: set[int] = set()
    for change in changes:
        answers = present[change.revision]
        before = answers.get(change.person)
        if before not in (None, change.answer) and change.was_informed:
            way = _way(before or "", change.answer, Counter(answers.values()))
            if change.person not in counted and way is not None:
                counted.add(change.person)
                yield way
        answers[change.person] = change.answer


def _way(before: str, after: str, shown: Counter[str]) -> str | None:
    """Nearer to the side most were on, or farther from it; None where no side led, or neither."""
    ranked = shown.most_common(2)
    if len(ranked) == 2 and ranked[0][1] == ranked[1][1]:
        return None
    majority = PLACES[ranked[0][0]]
    moved = abs(PLACES[before] - majority) - abs(PLACES[after] - majority)
    if not moved:
        return None
    return "toward" if moved > 0 else "away"
