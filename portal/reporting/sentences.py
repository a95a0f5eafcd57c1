"""The verdict in words: from codes and numbers of a document to sentences in the reader's language.

Here: the verdict, its reasons, what would change it, and each criterion. Not here: titles of
charts (titles.py), computing anything. A frozen document is read the same way as a live one.
"""

from datetime import date, datetime

from portal.language import day_words, ngettext, number_words
from portal.language import gettext as _
from portal.reporting.numbers import Json


def verdict(document: Json) -> str:
    """The one sentence at the top."""
    return f"{headline(document['verdict'])} {because(document)}"


def headline(found: Json) -> str:
    words = {
        ("validated", "decided"): _("Validated, and decided."),
        ("validated", "likely"): _("Validated."),
        ("validated", "fragile"): _("Validated, but fragile."),
        ("not_validated", "decided"): _("Not validated, and decided."),
        ("not_validated", "likely"): _("Not validated."),
        ("not_validated", "fragile"): _("Not validated, but it is close."),
    }
    return words.get((found["status"], found["certainty"])) or _("Not yet known.")


def state(status: str) -> str:
    """The name of a badge in templates/_components/cards.html."""
    known = {"validated": "validated", "not_validated": "not-validated"}
    return known.get(status, "not-yet-known")


def because(document: Json) -> str:
    key = key_criterion(document)
    if key is None:
        return _("No criteria were registered before the round opened, so there is no verdict.")
    return reason(key)


def key_criterion(document: Json) -> Json | None:
    """The criterion the verdict hangs on."""
    position = document["verdict"]["criterion"]
    return next((c for c in document["criteria"] if c["position"] == position), None)


def reason(criterion: Json) -> str:
    """Why one criterion has the status it has."""
    code = criterion["reason"]
    if code in ("met", "missed", "straddles"):
        return _bounds(criterion)
    if code == "waits_for_close":
        return _waits(criterion)
    if code == "too_few_answers":
        return ngettext(
            "%(num)s answer is counted; at least %(fewest)s are needed.",
            "%(num)s answers are counted; at least %(fewest)s are needed.",
            criterion["n"],
            fewest=criterion["min_answers"],
        )
    if code == "nobody_answered":
        return _nobody_answered(criterion)
    if code == "nobody_on_roster":
        return _("Nobody was on the roster when the round opened.")
    if code == "nobody_uses_it":
        return _("Everyone who answered has never used it, so nobody is left to ask.")
    if code == "order_not_random":
        return _contradicted(criterion)
    return _concern(criterion)


def _bounds(criterion: Json) -> str:
    # Bounds that contradict each other are no number; then only what is certain decided it.
    ends = criterion["interval"] or criterion["certain"]
    facts = {"group": criterion["group"], "needed": criterion["needed"], **ends}
    if ends["low"] == ends["high"]:
        one = {
            "support": _("%(low)s of the %(group)s are for it; %(needed)s are needed."),
            "rating": _("%(low)s of the %(group)s rate it 4 or 5; %(needed)s are needed."),
            "intent": _("%(low)s of the %(group)s would buy it; %(needed)s are needed."),
            "without_it": _(
                "%(low)s of the %(group)s who use it would be very disappointed without it; "
                "%(needed)s are needed."
            ),
        }
        return one[criterion["signal"]] % facts
    two = {
        "support": _(
            "Between %(low)s and %(high)s of the %(group)s are for it; %(needed)s are needed."
        ),
        "rating": _(
            "Between %(low)s and %(high)s of the %(group)s rate it 4 or 5; %(needed)s are needed."
        ),
        "intent": _(
            "Between %(low)s and %(high)s of the %(group)s would buy it; %(needed)s are needed."
        ),
        "without_it": _(
            "Between %(low)s and %(high)s of the %(group)s who use it would be very disappointed "
            "without it; %(needed)s are needed."
        ),
    }
    return two[criterion["signal"]] % facts


def _waits(criterion: Json) -> str:
    waits = _("The verdict comes when the round closes.")
    return waits if criterion["certain"] is None else f"{waits} {_at_least(criterion)}"


def _at_least(criterion: Json) -> str:
    words = {
        "support": _("So far at least %(low)s of the %(group)s are for it; %(needed)s are needed."),
        "rating": _(
            "So far at least %(low)s of the %(group)s rate it 4 or 5; %(needed)s are needed."
        ),
        "intent": _(
            "So far at least %(low)s of the %(group)s would buy it; %(needed)s are needed."
        ),
        "without_it": _(
            "So far at least %(low)s of the %(group)s who use it would be very disappointed "
            "without it; %(needed)s are needed."
        ),
    }
    return words[criterion["signal"]] % {
        "low": criterion["certain"]["low"],
        "group": criterion["group"],
        "needed": criterion["needed"],
    }


def _contradicted(criterion: Json) -> str:
    """Said instead of a number when the days rule each other out."""
    why = _(
        "The days contradict each other: who answered early thinks differently from who answered "
        "late, so no estimate for the silent holds."
    )
    return f"{why} {_at_least(criterion)}"


def _nobody_answered(criterion: Json) -> str:
    if criterion["signal"] == "support":
        return _("Nobody answered the support question.")
    if criterion["signal"] == "concerns":
        return _("Nobody has taken part yet.")
    return _("Nobody answered “%(prompt)s”.", prompt=criterion["prompt"])


def _concern(criterion: Json) -> str:
    needed = criterion["needed"]
    if criterion["reason"] == "no_shared_concern" or criterion["interval"] is None:
        return _("No open concern is shared by as many as %(needed)s members.", needed=needed)
    facts = {**criterion["interval"], "group": criterion["group"], "needed": needed}
    if criterion["reason"] == "shared_concern":
        return _(
            "Between %(low)s and %(high)s of the %(group)s share a concern that is still open; "
            "it had to stay below %(needed)s.",
            **facts,
        )
    return _(
        "Between %(low)s and %(high)s of the %(group)s may share a concern that is still open; "
        "it has to stay below %(needed)s.",
        **facts,
    )


def certainty(document: Json) -> str:
    """How sure the verdict is, in a sentence; empty while there is none."""
    if document["verdict"]["certainty"] is None:
        return ""
    key = key_criterion(document)
    if key is not None and key["change"] is not None and not key["change"]["silent"]:
        return _("Everyone answered: nothing is estimated here.")
    if document["verdict"]["certainty"] == "decided" and change(document):
        # What would change it says already that the silent cannot, and why.
        return ""
    words = {
        "decided": _("The silent cannot change it, whatever they would say."),
        "likely": _("It rests on the silent thinking like those who answered."),
        "fragile": _(
            "It would change if the silent thought ten points differently from those who answered."
        ),
    }
    return words[document["verdict"]["certainty"]]


def change(document: Json) -> list[str]:
    """What would change the verdict: more answers, or how many of the silent."""
    key = key_criterion(document)
    if key is None or key["change"] is None or key["signal"] == "concerns":
        return []
    # More answers settle nothing while the days contradict each other.
    more = "" if key["reason"] == "order_not_random" else _more(key["change"], document)
    return [s for s in (more, _silent(key), _in_tenths(key)) if s]


def _more(found: Json, document: Json) -> str:
    more = found["more_answers"]
    if not more:
        return ""
    if document["round"]["state"] == "closed":
        return ngettext(
            "At this rate %(num)s more answer would have settled it.",
            "At this rate about %(num)s more answers would have settled it.",
            more,
        )
    return ngettext(
        "At this rate %(num)s more answer would settle it.",
        "At this rate about %(num)s more answers would settle it.",
        more,
    )


def _silent(criterion: Json) -> str:
    needed, silent = (
        criterion["change"]["needed_from_silent"],
        criterion["change"]["silent"],
    )
    if not silent:
        return ""
    if needed <= 0:
        return _("It is reached already, so the silent cannot change it.")
    if needed > silent:
        return ngettext(
            "Even if the %(num)s silent member agreed, it would not be enough.",
            "Even if all %(num)s silent members agreed, it would not be enough.",
            silent,
        )
    if silent == 1:
        return _("It hangs on the one silent member.")
    facts = {"needed": needed, "silent": silent}
    if criterion["status"] == "validated":
        return _("It holds if at least %(needed)s of the %(silent)s silent members agree.", **facts)
    return _(
        "It is reached only if at least %(needed)s of the %(silent)s silent members agree.", **facts
    )


# Of fewer silent members "4 in 10" says no more than the count.
MANY_SILENT = 20


def _in_tenths(criterion: Json) -> str:
    """The share of the silent it hangs on, beside that of those who answered."""
    needed, silent = criterion["change"]["needed_from_silent"], criterion["change"]["silent"]
    if silent < MANY_SILENT or not 0 < needed <= silent or not criterion["n"]:
        return ""
    return _(
        "That is about %(silent)s in 10 of the silent; among those who answered, %(heard)s in 10.",
        silent=_tenths(needed, silent),
        heard=_tenths(criterion["x"], criterion["n"]),
    )


def _tenths(part: int, whole: int) -> int:
    return (20 * part + whole) // (2 * whole)


def criterion(found: Json) -> str:
    """A launch rule as it was registered."""
    share = share_of(found["threshold_permille"])
    words = {
        "support": _("At least %(share)s of the group are for it"),
        "rating": _("At least %(share)s of the group rate it 4 or 5"),
        "intent": _("At least %(share)s of the group would probably or definitely buy it"),
        "without_it": _(
            "At least %(share)s of those who use it would be very disappointed without it"
        ),
        "concerns": _("No open concern is shared by %(share)s of the group or more"),
    }
    return words[found["signal"]] % {"share": share}


def sureness(found: Json) -> str:
    """How firm the status of one criterion is, in a word or two; empty while it is open."""
    if found["status"] == "inconclusive":
        return ""
    if found["is_decided"]:
        return _("Decided")
    return _("Fragile") if found["is_fragile"] else ""


def heard(found: Json) -> str:
    """How many it was counted from."""
    facts = {"x": found["x"], "n": found["n"]}
    if found["signal"] == "concerns":
        return _("%(x)s of the %(n)s who took a stance on it share it.", **facts)
    return _("Counted: %(x)s of %(n)s.", **facts)


def unused(found: Json) -> str:
    """Whom a rule on being without it speaks for."""
    if "unused" not in found:
        return ""
    if not found["unused"]:
        return _("Asked of those who used it. Nobody said not to have; the silent count as users.")
    return ngettext(
        "Asked of those who used it: %(num)s member who said not to have used it is left out, "
        "of the answers and of the group. The silent count as users.",
        "Asked of those who used it: %(num)s members who said not to have used it are left out, "
        "of the answers and of the group. The silent count as users.",
        found["unused"],
    )


def conditions(found: Json) -> str:
    """How the rule is read: how surely, from how many answers, when."""
    level = share_of(found["level_permille"])
    if not found["min_answers"]:
        if found["mode"] == "sequential":
            return _("%(level)s sure, may be read any day", level=level)
        return _("%(level)s sure, read once at the close", level=level)
    facts = {"level": level, "fewest": found["min_answers"]}
    if found["mode"] == "sequential":
        return _("%(level)s sure, from %(fewest)s answers, may be read any day", **facts)
    return _("%(level)s sure, from %(fewest)s answers, read once at the close", **facts)


def share_of(permille: int) -> str:
    whole = permille // 10 if permille % 10 == 0 else permille / 10
    return _("%(number)s %%", number=number_words(whole))


def day(iso: str) -> str:
    return day_words(date.fromisoformat(iso))


def moment(iso: str) -> datetime:
    return datetime.fromisoformat(iso)
