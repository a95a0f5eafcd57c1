"""How the launch rules came to be: what was added, changed or taken away before the round opened.

Here: the record as it was written at the time. Not here: the rules that held (criteria.py).
"""

from collections.abc import Mapping

from portal.reporting.facts import Facts, RuleChange
from portal.reporting.numbers import Json

# What of a record is shown; whatever else an event tells stays where it is.
SHOWN = ("signal", "prompt", "threshold_permille", "level_permille", "min_answers", "mode", "kind")


def changes(facts: Facts) -> list[Json]:
    """In the order they were made."""
    return [_change(change) for change in facts.rule_changes]


def _change(change: RuleChange) -> Json:
    before = change.rule.get("before")
    return {
        "at": change.at.isoformat(),
        "by": change.by,
        "what": change.what,
        "rule": _rule(change.rule),
        "before": _rule(before) if isinstance(before, Mapping) else None,
    }


def _rule(found: Mapping[str, object]) -> Json:
    return {name: found[name] for name in SHOWN if name in found}
