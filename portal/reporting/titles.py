"""Titles of charts, stating the finding, and the lines under them, saying how it was computed.

Here: sentences over one part of a document each. Not here: the verdict (sentences.py), what each
kind of question found (said/); those about people, moves and critique are written in findings.py
and remarks.py and read through here.
"""

from collections.abc import Mapping

from portal.language import gettext as _
from portal.language import ngettext
from portal.reporting import said
from portal.reporting.findings import addressed as addressed
from portal.reporting.findings import answered as answered
from portal.reporting.findings import answered_how as answered_how
from portal.reporting.findings import band as band
from portal.reporting.findings import drop_outs as drop_outs
from portal.reporting.findings import early_late as early_late
from portal.reporting.findings import early_late_warning as early_late_warning
from portal.reporting.findings import half as half
from portal.reporting.findings import mean_change as mean_change
from portal.reporting.findings import no_table as no_table
from portal.reporting.findings import rule_change as rule_change
from portal.reporting.findings import rule_changes as rule_changes
from portal.reporting.findings import segment as segment
from portal.reporting.findings import weighted as weighted
from portal.reporting.numbers import FLOOR, Json
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

# Support speaks of what is withheld and what waits as every other question does.
withheld, waiting = said.words.withheld, said.words.waiting


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


def support_inputs(found: Json) -> str:
    return _(
        "Put in: %(x)s for of %(n)s answers, a group of %(group)s.",
        x=found["counts"]["for"],
        n=found["n"],
        group=found["group"],
    )


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
    if found["is_withheld"] and found["both"] >= FLOOR:
        return _(
            "How members moved from r%(before)s to r%(after)s would tell how a few others answered",
            **facts,
        )
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
        "Members who answered about both: %(both)s. Dropped out: %(gone)s, newly heard: %(new)s.",
        both=found["both"],
        gone=found["dropped_out"],
        new=found["newly_heard"],
    )


def net(found: Json) -> str:
    """What the moves say of the whole group, and how likely they are by chance."""
    if found["is_withheld"] or found["interval"] is None:
        return ""
    group = _(
        "Net move in the whole group: between %(low)s and %(high)s points.",
        low=said.words.points(found["interval"]["low"]),
        high=said.words.points(found["interval"]["high"]),
    )
    if found["chance"] <= 0.05:
        return group
    return group + " " + _("So lopsided a move could well be chance.")


def segments(found: Json) -> str:
    if found["waits_for_close"]:
        return _("Segments are shown once the round has closed")
    if not found["tables"]:
        return _("No segment has enough answers to be shown")
    if found["flagged"] is None:
        # Frozen by a version that did not compare them.
        return _("Shares by segment")
    if not found["flagged"]:
        return _("No segment stands out from the others")
    return ngettext(
        "In one place a segment answers unlike the others",
        "In %(num)s places a segment answers unlike the others",
        found["flagged"],
    )


def segments_note(found: Json) -> str:
    if found["waits_for_close"]:
        return _(
            "While it is open, one more answer could be told from a segment that grows by one."
        )
    return compared(found) if found["tables"] and found["flagged"] is not None else ""


def yes(of: str, kind: str, name: str = "", currency: str = "") -> str:
    """What a yes is, above a chart of shares."""
    called = {
        "for": _("For it"),
        "top_two": _("Would probably or definitely buy it")
        if kind == "intent"
        else _("Rate it 4 or 5"),
        "promoters": _("Would recommend it, 9 or 10"),
        "very": _("Very disappointed without it"),
        "chosen": _("Chose %(name)s", name=name),
        "first": _("Placed %(name)s first", name=name),
        "pays": _("Would pay %(price)s", price=f"{name} {currency}".strip()),
    }
    return called[of]


def crossing(found: Json, names: Mapping[str, str]) -> str:
    """Which variant the supporters chose most."""
    rows = found["rows"]
    first = next((row for row in rows if row["side"] == "for"), rows[0])
    most = max(first["counts"].values())
    chosen = [names.get(key, _("others")) for key, n in first["counts"].items() if n == most]
    if len(chosen) > 1:
        return _("Supporters do not agree on one variant")
    return _("%(x)s of %(n)s supporters chose %(name)s", x=most, n=first["n"], name=chosen[0])


def compared(found: Json) -> str:
    return ngettext(
        "%(num)s comparison, of which about %(part)s %% of the flags may be false alarms.",
        "%(num)s comparisons; of the flags, about %(part)s %% may be false alarms.",
        found["comparisons"],
        part=found["false_percent"],
    )
