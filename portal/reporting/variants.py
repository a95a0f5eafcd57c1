"""Which variant the supporters chose: two answers of the same members, counted together.

Shown only where no group of one to four follows from it: neither those on one side, nor those who
chose one variant, nor those who answered only one of the two questions; and where the segments that
are shown of either question give no more beside it than they give alone.
"""

from collections.abc import Iterable, Mapping

from portal.reporting.ballots import Counted
from portal.reporting.cells import Table
from portal.reporting.facts import Ballot, Facts
from portal.reporting.numbers import FLOOR, Json
from portal.reporting.withholding import is_safe_beside

Given = Mapping[int, Ballot]
Groups = dict[str, frozenset[int]]
# Sides and variants that are small are counted as one.
OTHERS = "others"


def by_variant(
    facts: Facts, counted: Counted, revision: int, tables: Iterable[Table]
) -> list[Json]:
    """One crossing for each question of choice; none while the round is open, as with segments."""
    support = next((q for q in facts.questions if q.kind == "support"), None)
    if support is None or not facts.round.is_over:
        return []
    known = {table.question.id: table for table in tables}
    return [
        {"question": question.public_id, "prompt": question.prompt}
        | _crossing(
            counted.of(support.id, revision),
            counted.of(question.id, revision),
            known.get(support.id),
            known.get(question.id),
        )
        for question in facts.questions
        if question.kind == "choice"
    ]


def _crossing(
    support: Given, given: Given, of_support: Table | None, of_choice: Table | None
) -> Json:
    both = frozenset(support) & frozenset(given)
    sides, variants = _groups(both, support, "for"), _groups(both, given)
    is_shown = (
        len(sides) > 1
        and len(variants) > 1
        and _is_safe(variants, frozenset(support), of_support)
        and _is_safe(sides, frozenset(given), of_choice)
    )
    if not is_shown:
        return {"is_withheld": True, "n": len(both), "rows": None}
    return {
        "is_withheld": False,
        "n": len(both),
        "rows": [
            {"side": side, "n": len(people)}
            | {"counts": {key: len(people & chose) for key, chose in variants.items()}}
            for side, people in sides.items()
        ],
    }


def _groups(both: frozenset[int], given: Given, alone: str | None = None) -> Groups:
    """Who said what of those who answered both; small groups are joined, and with `alone` all but
    that one."""
    found: dict[str, set[int]] = {}
    for person in both:
        found.setdefault(given[person].counted, set()).add(person)
    by_size = sorted(found, key=lambda word: (len(found[word]), word))
    joined: set[int] = set()
    for word in by_size:
        if (alone and word != alone) or (not alone and _is_small(found[word], joined)):
            joined |= found.pop(word)
    groups = {word: frozenset(people) for word, people in sorted(found.items())}
    return groups | ({OTHERS: frozenset(joined)} if joined else {})


def _is_small(people: set[int], joined: set[int]) -> bool:
    return len(people) < FLOOR or 0 < len(joined) < FLOOR


def _is_safe(groups: Groups, everyone: frozenset[int], table: Table | None) -> bool:
    """Whether the groups may be shown beside the total and the segments of a question."""
    alone = everyone - frozenset().union(*groups.values())
    if 0 < len(alone) < FLOOR:
        return False
    shown, hidden = (table.shown, table.hidden) if table else ([], set())
    return is_safe_beside(list(groups.values()), shown, hidden, everyone)
