"""Titles and sentences about who took part, how members moved, what was said, and how rules came
to be.

Here: sentences over one part of a document each, read by templates through titles.py. Not here: the
verdict (sentences.py), questions and segments (titles.py).
"""

from portal.language import gettext as _
from portal.language import ngettext
from portal.reporting import sentences
from portal.reporting.numbers import Json


def band(found: Json) -> str:
    """What a band by day found."""
    if found["is_empty"]:
        return _("The days contradict each other, so there is no estimate")
    first = found["looks"][0]["interval"]
    last = found["looks"][-1]["interval"]
    facts = {"low": last["low"], "high": last["high"], "group": found["group"]}
    if last["low"] >= found["needed"] or last["high"] < found["needed"]:
        return _("Settled: between %(low)s and %(high)s of the %(group)s", **facts)
    return _(
        "Narrowed from %(first_low)s–%(first_high)s to %(low)s–%(high)s of the %(group)s",
        first_low=first["low"],
        first_high=first["high"],
        **facts,
    )


def rule_change(found: Json) -> str:
    """One line of how the rules came to be."""
    words = {
        "criterion.added": _("Rule added: %(rule)s."),
        "criterion.removed": _("Rule taken away: %(rule)s."),
        "question.added": _("Question added: “%(rule)s”."),
        "question.removed": _("Question taken away: “%(rule)s”."),
    }
    if found["what"] in words:
        return words[found["what"]] % {"rule": _rule(found["rule"])}
    before, after = _rule(found["before"] or {}), _rule(found["rule"])
    if found["what"] == "question.changed":
        return _("Question changed from “%(before)s” to “%(after)s”.", before=before, after=after)
    return _("Rule changed from “%(before)s” to “%(after)s”.", before=before, after=after)


def _rule(found: Json) -> str:
    """A rule or question as an event told it; events of other versions may tell less."""
    if "threshold_permille" not in found:
        return str(found.get("prompt", "")) or "…"
    rule = {"level_permille": 950, "min_answers": 0, "mode": "fixed", **found}
    return f"{sentences.criterion(rule)} ({sentences.conditions(rule)})"


def rule_changes(found: list[Json]) -> str:
    return ngettext(
        "%(num)s change before the round opened",
        "%(num)s changes before the round opened",
        len(found),
    )
