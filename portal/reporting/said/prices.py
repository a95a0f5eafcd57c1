"""The two ways to ask for a price: findings in sentences."""

from portal.language import gettext as _
from portal.language import ngettext
from portal.reporting.numbers import Json
from portal.reporting.said import words


def price_range(found: Json) -> str:
    currency = found["currency"]
    if found["points"]:
        low, high = found["points"]["PMC"], found["points"]["PME"]
        if low is None or high is None:
            return _("The prices named do not meet in a range")
        return _(
            "Acceptable from %(low)s to %(high)s, by what members say",
            low=words.money(low, ""),
            high=words.money(high, currency),
        )
    if found["middle"]:
        return _(
            "In the middle, a bargain at %(cheap)s and expensive at %(dear)s",
            cheap=words.money(found["middle"]["cheap"], currency),
            dear=words.money(found["middle"]["expensive"], currency),
        )
    return _("Too few named prices that rise to show them")


def price_range_note(found: Json, study: Json | None) -> str:
    said = [
        ngettext("%(num)s valid answer.", "%(num)s valid answers.", found["valid"]),
        _left_out(found["invalid"]) if found["invalid"] else "",
        _("A range to test, not the price.") if found["points"] else "",
        _("Points are read from thirty valid answers on.") if found["strip"] else "",
    ]
    return " ".join(one for one in said if one)


def _left_out(count: int) -> str:
    return ngettext(
        "%(num)s whose prices do not rise is left out.",
        "%(num)s whose prices do not rise are left out.",
        count,
    )


def point(name: str, found: Json, study: Json | None) -> str:
    """One crossing of the curves, and how far it may move."""
    price = found["points"][name]
    if price is None:
        return _("not met")
    bounds = study and study["points"] and study["points"].get(name)
    if not bounds:
        return words.money(price, found["currency"])
    return _(
        "%(price)s (%(low)s to %(high)s)",
        price=words.money(price, found["currency"]),
        low=words.money(bounds["low"], ""),
        high=words.money(bounds["high"], ""),
    )


def reach(found: Json) -> str:
    """Where most would buy and where most money comes in, if intents were asked."""
    known = found["reach"]
    if not known or known["price_max_reach"] is None:
        return ""
    return _(
        "By what members say they would do: most buy at %(reach)s (%(percent)s %%), most money "
        "comes in at %(revenue)s.",
        reach=words.money(known["price_max_reach"], found["currency"]),
        percent=known["max_reach"],
        revenue=words.money(known["price_max_revenue"], found["currency"]),
    )


def price_range_how(found: Json) -> str:
    return _(
        "Put in: four prices each from %(valid)s members of %(group)s (van Westendorp). Each "
        "curve is the share that finds a price that cheap or that dear; the points are the first "
        "prices named at which curves cross. Prices in brackets come from drawing the members "
        "2,000 times anew. Where intents were asked, answers from definitely not to definitely "
        "weigh 0, 10, 30, 50 and 70 %%: a convention, not data. People say such prices easily; "
        "use the range as one to test.",
        valid=found["valid"],
        group=found["group"],
    )


def price_steps(found: Json) -> str:
    best = next((s for s in found["demand"] if s["price"] == found["best_price"]), None)
    if best is None:
        return _("Nobody would buy it at any of these prices")
    return _(
        "%(price)s brings in most: %(x)s of %(n)s would pay it",
        price=words.money(best["price"], found["currency"]),
        x=best["x"],
        n=found["n"],
    )


def price_steps_note(found: Json, study: Json | None) -> str:
    return _(
        "Dots: of those who answered. Bars: of the whole group of %(group)s.", group=found["group"]
    )


def price_steps_how(found: Json) -> str:
    return _(
        "Put in: the highest price each of %(n)s members of %(group)s would pay, asked from a "
        "random start (Gabor and Granger). Whoever pays a price pays every lower one. Bars are "
        "95 %% bounds for the whole group, price by price. What a price brings in is the price "
        "times the share that pays it.",
        n=found["n"],
        group=found["group"],
    )
