"""Titles of charts, stating the finding, and the lines under them, saying how it was computed.

Here: sentences over one part of a document each. Not here: the verdict (sentences.py); those about
people, moves and critique are written in findings.py and remarks.py and read through here.
"""

from portal.language import gettext as _
from portal.language import ngettext, number_words
from portal.reporting.findings import addressed as addressed
from portal.reporting.findings import answered as answered
from portal.reporting.findings import answered_how as answered_how
from portal.reporting.findings import band as band
from portal.reporting.findings import drop_outs as drop_outs
from portal.reporting.findings import early_late as early_late
from portal.reporting.findings import early_late_warning as early_late_warning
from portal.reporting.findings import half as half
from portal.reporting.findings import mean_change as mean_change
from portal.reporting.findings import rule_change as rule_change
from portal.reporting.findings import rule_changes as rule_changes
from portal.reporting.findings import segment as segment
from portal.reporting.findings import weighted as weighted
from portal.reporting.numbers import Json
from portal.reporting.remarks import camp_name as camp_name
from portal.reporting.remarks import camps as camps
from portal.reporting.remarks import held as held
from portal.reporting.remarks import language as language
from portal.reporting.remarks import reveal as reveal
from portal.reporting.remarks import suggested as suggested
from portal.reporting.remarks import topic as topic
from portal.reporting.remarks import topics as topics
from portal.reporting.remarks import why_no_camps as why_no_camps
from portal.reporting.remarks import word_users as word_users
from portal.reporting.remarks import words as words

HIDDEN = 5


def participation(found: Json) -> str:
    if not found["group"]:
        return _("Nobody was on the roster when the round opened")
    if not found["voted"] and found["took_stance"]:
        return ngettext(
            "Nobody voted, but %(num)s of the %(group)s took a stance on critique",
            "Nobody voted, but %(num)s of the %(group)s took a stance on critique",
            found["took_stance"],
            group=found["group"],
        )
    return ngettext(
        "%(num)s of the %(group)s voted",
        "%(num)s of the %(group)s voted",
        found["voted"],
        group=found["group"],
    )


def roster(found: Json) -> str:
    if found["who_counts"] == "invited":
        return _(
            "Counted: everyone invited by the moment the round opened, also if they left since."
        )
    return _("Counted: the members who had joined when the round opened, also if they left since.")


def support(found: Json) -> str:
    if found["counts"] is None:
        return withheld(found)
    facts = {"x": found["counts"]["for"], "n": found["n"]}
    if found["interval"] is None:
        return _("%(x)s of the %(n)s who answered are for it", **facts)
    if found["interval"]["low"] == found["interval"]["high"]:
        return _("%(low)s of the %(group)s are for it", group=found["group"], **found["interval"])
    return _(
        "Between %(low)s and %(high)s of the %(group)s are for it",
        group=found["group"],
        **found["interval"],
    )


def counted(found: Json) -> str:
    """Counts first, then the whole percent."""
    if found["counts"] is None:
        return ""
    return _(
        "%(x)s of %(n)s counted answers (%(percent)s %%)",
        x=found["counts"]["for"],
        n=found["n"],
        percent=found["percent"],
    )


def withheld(found: Json) -> str:
    if not found["n"]:
        return _("Nobody has answered") if found["waiting"] == 0 else waiting(found)
    return _("Fewer than %(floor)s answers are not broken down", floor=HIDDEN)


def waiting(found: Json) -> str:
    return ngettext(
        "%(num)s newer answer waits: open rounds are counted in fives",
        "%(num)s newer answers wait: open rounds are counted in fives",
        found["waiting"],
    )


def scale(found: Json) -> str:
    if found["counts"] is None:
        return withheld(found)
    yes = found["yes"]
    facts = {"x": yes["x"], "n": found["n"]}
    if found["kind"] == "intent":
        return _("%(x)s of %(n)s would probably or definitely buy it", **facts)
    return _("%(x)s of %(n)s rate it 4 or 5", **facts)


def for_the_group(found: Json) -> str:
    """The bounds on the whole group, in people."""
    yes = found["yes"]
    if yes["interval"]["low"] == yes["interval"]["high"]:
        return _(
            "For the whole group: %(low)s of the %(group)s.",
            group=found["group"],
            **yes["interval"],
        )
    return _(
        "For the whole group: between %(low)s and %(high)s of the %(group)s.",
        group=found["group"],
        **yes["interval"],
    )


def mean(found: Json) -> str:
    value = found["mean"]
    if value is None:
        return ""
    words = number_words(value["value"], "0.0#")
    if value["interval"] is None:
        return _("Mean %(value)s of 5.", value=words)
    return _(
        "Mean %(value)s of 5, between %(low)s and %(high)s for the whole group.",
        value=words,
        low=number_words(value["interval"]["low"], "0.0#"),
        high=number_words(value["interval"]["high"], "0.0#"),
    )


def choice(found: Json) -> str:
    if found["counts"] is None:
        return withheld(found)
    lead, names = found["lead"], {o["key"]: o["name"] or o["key"] for o in found["options"]}
    if lead["leader"] is None:
        tied = ", ".join(names[key] for key in lead["tied"])
        return _("No leader: %(names)s have the same number of votes", names=tied)
    leader = names[lead["leader"]]
    if lead["is_decided"]:
        return _("%(leader)s leads, and the silent cannot change it", leader=leader)
    return _("%(leader)s leads by %(gap)s, not decided", leader=leader, gap=lead["gap"])


def lead(found: Json) -> str:
    """How safe the lead is."""
    known = found["lead"]
    if known is None or known["leader"] is None or known["is_decided"]:
        return ""
    chance = _(
        "Chance that it stays ahead, if the silent are like those who answered: %(percent)s %%.",
        percent=known["stays_percent"],
    )
    if known["interval"] is None:
        return chance
    gap = _("Lead in the whole group: between %(low)s and %(high)s points.", **known["interval"])
    return f"{gap} {chance}"


def slope(revisions: list[Json]) -> str:
    """From the first to the last revision with enough answers."""
    known = [r for r in revisions if r["counts"]["percent"] is not None]
    facts = {"first": known[0]["counts"]["percent"], "last": known[-1]["counts"]["percent"]}
    if facts["first"] == facts["last"]:
        return _("The share for it stayed at %(last)s %%", **facts)
    if facts["first"] < facts["last"]:
        return _("The share for it rose from %(first)s %% to %(last)s %%", **facts)
    return _("The share for it fell from %(first)s %% to %(last)s %%", **facts)


def move(found: Json) -> str:
    facts = {"before": found["before"], "after": found["after"]}
    if found["is_withheld"]:
        return _("Too few answered both r%(before)s and r%(after)s to compare", **facts)
    if found["net"] > 0:
        words = _("From r%(before)s to r%(after)s, %(more)s moved up and %(less)s down")
    elif found["net"] < 0:
        words = _("From r%(before)s to r%(after)s, %(less)s moved down and %(more)s up")
    else:
        words = _("From r%(before)s to r%(after)s, as many moved up as down (%(more)s)")
    return words % {**facts, "more": found["improved"], "less": found["worsened"]}


def linked(found: Json) -> str:
    return _(
        "Members asked about both: %(both)s. Dropped out: %(gone)s, newly heard: %(new)s.",
        both=found["both"],
        gone=found["dropped_out"],
        new=found["newly_heard"],
    )


def net(found: Json) -> str:
    """What the moves say of the whole group, and how likely they are by chance."""
    if found["is_withheld"] or found["interval"] is None:
        return ""
    group = _(
        "Net move in the whole group: between %(low)s and %(high)s points.", **found["interval"]
    )
    if found["chance"] <= 0.05:
        return group
    return group + " " + _("So lopsided a move could well be chance.")


def of_support(found: Json) -> list[Json]:
    """The cells of the support question, which comes first."""
    tables = [table for table in found["tables"] if table["kind"] == "support"]
    return tables[0]["cells"] if tables else []


def segments(found: Json) -> str:
    shown = [cell for cell in of_support(found) if not cell["is_withheld"]]
    if not shown:
        return _("No segment has enough answers to be shown")
    low, high = min(row["percent"] for row in shown), max(row["percent"] for row in shown)
    if low == high:
        return _("All shown segments are alike: %(low)s %% for it", low=low)
    return _("Between %(low)s %% and %(high)s %% for it, segment by segment", low=low, high=high)


def compared(found: Json) -> str:
    return ngettext(
        "%(num)s comparison; by chance alone some segment always looks different.",
        "%(num)s comparisons; by chance alone some segment always looks different.",
        found["comparisons"],
    )
