"""Titles and sentences about who took part, how members moved, and how rules came to be.

Here: sentences over one part of a document each, read by templates through titles.py. Not here: the
verdict (sentences.py), questions and segments (titles.py), what was said (remarks.py).
"""

from portal.language import gettext as _
from portal.language import ngettext, number_words
from portal.reporting import sentences
from portal.reporting.numbers import FLOOR, Json

# A chance up to this is called unlikely.
LIKELY_CHANCE = 0.05
# Bounds of a mean on its scale that are nearer to each other than this.
NEAR = 0.3
MINUS = "\N{MINUS SIGN}"


def band(found: Json) -> str:
    """What a band by day found."""
    if found["is_empty"]:
        return _("The days contradict each other, so there is no estimate")
    first = found["looks"][0]["interval"]
    last = found["looks"][-1]["interval"]
    facts = {"low": last["low"], "high": last["high"], "group": found["group"]}
    is_enough = found["looks"][-1]["n"] >= found["min_answers"]
    if is_enough and (last["low"] >= found["needed"] or last["high"] < found["needed"]):
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


def early_late(found: Json) -> str:
    """What the order of answers says; None: too few to compare."""
    compared = found["early_late"]
    if compared is None:
        return _("Too few answers to compare early with late ones")
    if not compared["is_unlike"]:
        return _("Early and late answers do not clearly differ")
    if compared["points"] > 0:
        return _("Supporters answered first")
    return _("Sceptics answered first")


def early_late_warning(found: Json) -> str:
    """What an unlike order means for the silent."""
    compared = found["early_late"]
    if compared is None or not compared["is_unlike"]:
        return ""
    if compared["points"] > 0:
        return _(
            "Who has not answered yet may be less keen than this report supposes: trust what is "
            "certain more than what is estimated."
        )
    return _(
        "Who has not answered yet may be keener than this report supposes: trust what is certain "
        "more than what is estimated."
    )


def half(found: Json) -> str:
    return _("%(x)s of %(n)s for", x=found["x"], n=found["n"])


def answered(found: Json) -> str:
    """Which known segments answered more or less than the rest."""
    rows = found["segments"]["rows"]
    unlike = [row for row in rows if row["is_unlike"]]
    if not rows:
        return _("No segment has enough answers to compare it with the silent")
    if not unlike:
        return _("No segment clearly answered more or less than the others")
    return ngettext(
        "%(num)s segment answered unlike the rest of the group",
        "%(num)s segments answered unlike the rest of the group",
        len(unlike),
    )


def answered_how(found: Json) -> str:
    return ngettext(
        "Who answered, of each segment. %(num)s comparison, corrected for being one of many.",
        "Who answered, of each segment. %(num)s comparisons, corrected for being so many.",
        found["segments"]["comparisons"],
    )


def segment(row: Json) -> str:
    if row["value"] is None:
        return _("%(segment)s: others", segment=row["dimension"])
    return f"{row['dimension']}: {row['value']}" if row["value"] else str(row["dimension"])


def weighted(found: Json) -> str:
    """The share with each segment at its size in the group."""
    known = found["weighted"]
    if known is None:
        return ""
    return _(
        "With each “%(dimension)s” at its size in the group, %(percent)s %% are for it instead of "
        "%(plain)s %%: between %(low)s and %(high)s of the %(group)s. It rests on the silent of "
        "each segment being like those of it who answered.",
        dimension=known["dimension"],
        percent=known["percent"],
        plain=known["plain_percent"],
        group=known["group"],
        **known["interval"],
    )


def no_table(move: Json) -> str:
    """Why the sides are not told; empty where they are, or where nothing is told at all."""
    if move["kind"] != "support" or move["is_withheld"] or move.get("table"):
        return ""
    if move["interval"] is None:
        return _("How many moved from which side to which is told when the round has closed.")
    if 0 < move["dropped_out"] < FLOOR or 0 < move["newly_heard"] < FLOOR:
        return _(
            "Who moved from which side to which is not shown: beside the counts of each revision "
            "it would tell what fewer than five people said."
        )
    return ""


def drop_outs(move: Json) -> str:
    """Whether those who dropped out were less happy before than those who stayed."""
    found = move.get("drop_outs")
    if not found:
        return ""
    facts = {
        "left": found["left"]["for"],
        "gone": sum(found["left"].values()),
        "stayed": found["stayed"]["for"],
        "both": sum(found["stayed"].values()),
    }
    counts = _(
        "For it before: %(left)s of the %(gone)s who dropped out, %(stayed)s of the %(both)s who "
        "stayed.",
        **facts,
    )
    if not found["is_unlike"]:
        return counts
    if found["points"] < 0:
        return counts + " " + _("Those who left were less happy: the later share looks too good.")
    return counts + " " + _("Those who left were happier: the later share looks too bad.")


def mean_change(move: Json) -> str:
    """The change of the mean; empty where the scale has none."""
    found = move.get("mean")
    if not found:
        return ""
    bounds = found["interval"]
    if bounds is None:
        return _("Mean change %(value)s.", value=_signed(found["value"], 1))
    # Bounds near each other need the second decimal to hold the value between them.
    digits = 1 if bounds["high"] - bounds["low"] >= NEAR else 2
    words = _(
        "Mean change %(value)s, between %(low)s and %(high)s for the whole group.",
        value=_signed(found["value"], digits),
        low=_signed(bounds["low"], digits),
        high=_signed(bounds["high"], digits),
    )
    if found["chance"] <= LIKELY_CHANCE:
        return words
    return words + " " + _("So large a change could well be chance.")


def _signed(value: float, digits: int) -> str:
    """With its sign, and the minus that is as wide as the plus."""
    rounded = round(value, digits) + 0.0
    sign = "+" if rounded > 0 else MINUS if rounded < 0 else ""
    return sign + number_words(abs(rounded), "0." + digits * "0")


def addressed(found: Json) -> str:
    return ngettext(
        "r%(number)s answers %(num)s critique",
        "r%(number)s answers %(num)s critiques",
        len(found["addressed"]),
        number=found["number"],
    )
