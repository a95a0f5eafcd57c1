"""Words that the findings of several kinds of question share."""

from collections.abc import Iterable

from portal.language import gettext as _
from portal.language import ngettext, number_words
from portal.reporting.numbers import Json

HIDDEN = 5


def names(found: Json) -> dict[str, str]:
    """What each option is called; one that is gone goes by its key."""
    return {"none": _("None of these")} | {
        option["key"]: option["name"] or _("%(key)s, since removed", key=option["key"])
        for option in found["options"]
        if option["key"] != "none"
    }


def called(found: Json, told: Iterable[Json]) -> list[str]:
    """The names of options or items, in their order."""
    known = names(found)
    return [known[one["key"]] for one in told]


def listed(words: Iterable[str]) -> str:
    """A, B and C."""
    every = list(words)
    if len(every) < 2:
        return "".join(every)
    return _("%(first)s and %(last)s", first=", ".join(every[:-1]), last=every[-1])


def money(price: float, currency: str) -> str:
    """39 EUR, 39.50 EUR: cents only where there are any."""
    whole = price == int(price)
    words = number_words(price, "#,##0" if whole else "#,##0.00")
    return f"{words} {currency}".strip()


def points(value: int) -> str:
    """A net with its sign: +26, -4, 0."""
    return f"+{value}" if value > 0 else str(value).replace("-", "\N{MINUS SIGN}")


def withheld(found: Json) -> str:
    """Why there is nothing to show."""
    if found["n"]:
        return _("Fewer than %(floor)s answers are not broken down", floor=HIDDEN)
    if found["waiting"]:
        return waiting(found)
    if found.get("prefer_not"):
        return ngettext(
            "The one who answered would rather not say",
            "All %(num)s who answered would rather not say",
            found["prefer_not"],
        )
    return _("Nobody has answered")


def waiting(found: Json) -> str:
    return ngettext(
        "%(num)s newer answer waits: open rounds are counted in fives",
        "%(num)s newer answers wait: open rounds are counted in fives",
        found["waiting"],
    )


def for_the_group(share: Json, group: int) -> str:
    """The bounds on the whole group, in people."""
    if share["interval"] is None:
        return _("Bounds for the whole group come at the close, as its rule is registered.")
    low, high = share["interval"]["low"], share["interval"]["high"]
    if low == high:
        return _("For the whole group: %(low)s of the %(group)s.", low=low, group=group)
    return _(
        "For the whole group: between %(low)s and %(high)s of the %(group)s.",
        low=low,
        high=high,
        group=group,
    )


def apart(found: Json) -> str:
    """Who is in no n."""
    said = []
    # Where nobody said anything else the title says it.
    if found.get("prefer_not") and (found["n"] or found["waiting"]):
        said.append(
            ngettext(
                "%(num)s would rather not say.",
                "%(num)s would rather not say.",
                found["prefer_not"],
            )
        )
    if found.get("unused"):
        said.append(
            ngettext(
                "%(num)s never used it and is not counted in the group here.",
                "%(num)s never used it and are not counted in the group here.",
                found["unused"],
            )
        )
    if found["n"] and found["waiting"]:
        said.append(waiting(found) + ".")
    return " ".join(said)


def inputs(share: Json, found: Json) -> str:
    """What the bounds of a share are made from, in words."""
    facts = {"x": share["x"], "n": found["n"], "group": found["group"]}
    if share["method"] is None:
        return _(
            "Put in: %(x)s yes of %(n)s answers, a group of %(group)s. Its rule is read once at "
            "the close; bounds come then.",
            **facts,
        )
    if share["method"] == "exact":
        return _(
            "Put in: %(x)s yes of %(n)s answers, a group of %(group)s, 95 %% sure. Computed: the "
            "exact hypergeometric bounds, once, at the close.",
            **facts,
        )
    return _(
        "Put in: %(x)s yes of %(n)s answers, a group of %(group)s, 95 %% sure. Computed: a "
        "confidence sequence, which may be read on any day.",
        **facts,
    )
