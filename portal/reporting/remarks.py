"""Titles and sentences about what was said: topics, words, groups of opinion, following others.

Here: sentences over one part of a document each, read by templates through titles.py. Not here:
who took part and how members moved (findings.py).
"""

from portal.language import gettext as _
from portal.language import ngettext
from portal.reporting.numbers import Json


def topics(found: list[Json]) -> str:
    picked = [row for row in found if row["id"] and row["critiques"]]
    if not picked:
        return _("No critique was given a topic")
    if len(picked) > 1 and picked[0]["critiques"] == picked[1]["critiques"]:
        return _("No topic stands out")
    return ngettext(
        "Most is about %(topic)s: %(num)s critique",
        "Most is about %(topic)s: %(num)s critiques",
        picked[0]["critiques"],
        topic=picked[0]["name"],
    )


def topic(row: Json) -> str:
    """One topic in counts."""
    authors = ngettext("by %(num)s member", "by %(num)s members", row["authors"])
    if row["stances"] is None:
        return authors
    agreed = _("%(agree)s of %(stances)s stances agree", agree=row["agree"], stances=row["stances"])
    return f"{authors}, {agreed}"


def suggested(found: Json) -> str:
    return ngettext(
        "%(num)s of those without a topic uses words of one (suggested, not counted)",
        "%(num)s of those without a topic use words of one (suggested, not counted)",
        len(found["suggested"]),
    )


def language(tag: str) -> str:
    return {"en": _("In English"), "es": _("In Spanish")}.get(tag, tag)


def words(found: Json) -> str:
    """What the words of one language say, or why they say nothing."""
    texts = {"for_": found["texts"]["for"], "against": found["texts"]["against"]}
    if found["reason"] is not None:
        return _(
            "Too few texts to compare words: %(for_)s by supporters and %(against)s by sceptics, "
            "20 each are needed.",
            **texts,
        )
    if not found["words"]:
        return _("No word is clearly used more by one side.")
    return ngettext(
        "%(num)s word is used more by one side",
        "%(num)s words are used more by one side",
        len(found["words"]),
    )


def word_users(found: Json, word: Json) -> str:
    """How many members of either side used it."""
    facts = {
        "x": _some(word["members"]["for"]),
        "n": found["members"]["for"],
        "y": _some(word["members"]["against"]),
        "m": found["members"]["against"],
    }
    return _("%(x)s of %(n)s supporters, %(y)s of %(m)s sceptics", **facts)


def _some(count: int | None) -> str:
    return _("fewer than 5") if count is None else str(count)


def reveal(found: Json) -> str:
    """Whether members followed the majority once they saw it."""
    if not found["is_enough"]:
        return _(
            "Fewer than %(fewest)s members changed their answer with the totals in sight: too few "
            "to say whether they followed the majority.",
            fewest=found["fewest"],
        )
    facts = {"toward": found["toward"], "away": found["away"]}
    counts = _(
        "With the totals in sight, %(toward)s moved toward the majority and %(away)s away from it.",
        **facts,
    )
    if found["is_herding"]:
        followed = _("Members followed the majority; the verdict reads the answers before.")
        return f"{counts} {followed}"
    return counts + " " + _("That is no clear sign of following.")


def camps(found: Json) -> str:
    """Whether opinion groups are visible."""
    if found["is_shown"]:
        return ngettext(
            "%(num)s group of opinion is visible",
            "%(num)s groups of opinion are visible",
            len(found["camps"]),
        )
    return _("No separate groups of opinion are visible")


def why_no_camps(found: Json) -> str:
    if found["reason"] == "too_few_members" and not found["members"]:
        return _("Nobody took enough stances; it takes 30 members to tell groups from chance.")
    if found["reason"] == "too_few_members":
        return ngettext(
            "%(num)s member took enough stances; it takes 30 to tell groups from chance.",
            "%(num)s members took enough stances; it takes 30 to tell groups from chance.",
            found["members"],
        )
    words = {
        "all_alike": _("All who took stances took the same ones."),
        "like_chance": _(
            "The stances fall apart no more than shuffled ones do, so any groups would be chance."
        ),
        "unstable": _("Half of the members would give other groups, so none can be relied on."),
        "small_group": _("One of the groups would have fewer than five members."),
    }
    return words.get(found["reason"], "")


def camp_name(place: int) -> str:
    return _("Group %(letter)s", letter="ABCDE"[place] if place < 5 else str(place + 1))


def held(one: Json) -> str:
    """How a group stands to a critique, beside the others."""
    words = {
        "agree": _("%(x)s of %(n)s agree"),
        "disagree": _("%(x)s of %(n)s disagree"),
    }[one["stance"]] % {"x": one["x"], "n": one["n"]}
    if one["elsewhere_percent"] is None:
        return words
    elsewhere = _("%(percent)s %% of the others", percent=one["elsewhere_percent"])
    return f"{words}, {elsewhere}"
