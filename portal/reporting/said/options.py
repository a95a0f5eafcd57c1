"""Choice, ranking, pairs and best-worst: findings in sentences."""

from portal.language import gettext as _
from portal.language import ngettext
from portal.reporting.numbers import Json
from portal.reporting.said import words


def choice(found: Json) -> str:
    lead, called = found["lead"], words.names(found)
    if lead["leader"] is None:
        tied = words.listed(called[key] for key in lead["tied"])
        return _("No leader: %(names)s have the same number of votes", names=tied)
    leader = called[lead["leader"]]
    if lead["is_decided"]:
        return _("In the lead: %(leader)s, and the silent cannot change it", leader=leader)
    return ngettext(
        "In the lead: %(leader)s, by %(num)s vote, not decided",
        "In the lead: %(leader)s, by %(num)s votes, not decided",
        lead["gap"],
        leader=leader,
    )


def leader(found: Json) -> str:
    """How many of the whole group stand behind the one who leads."""
    yes = found["yes"]
    facts = {"name": words.names(found)[yes["key"]], "group": found["group"], **yes["interval"]}
    if facts["low"] == facts["high"]:
        return _("%(name)s in the whole group: %(low)s of the %(group)s.", **facts)
    return _("%(name)s in the whole group: between %(low)s and %(high)s of the %(group)s.", **facts)


def choice_note(found: Json, study: Json | None) -> str:
    """How safe the lead is."""
    lead = found["lead"]
    if lead["leader"] is None or lead["is_decided"] or lead["stays_percent"] is None:
        return ""
    chance = _stays(lead["stays_percent"])
    if lead["interval"] is None:
        return chance
    gap = _(
        "Lead in the whole group: between %(low)s and %(high)s points.",
        low=words.points(lead["interval"]["low"]),
        high=words.points(lead["interval"]["high"]),
    )
    return f"{gap} {chance}"


def _stays(percent: int) -> str:
    return _(
        "Chance that it stays ahead, if the silent are like those who answered: %(percent)s %%.",
        percent=percent,
    )


def choice_how(found: Json) -> str:
    return _(
        "Put in: the counts above, %(n)s answers, a group of %(group)s. Decided means that the "
        "lead is larger than the number of the silent, %(silent)s. Otherwise the lead is read "
        "for the whole group, with the silent predicted from the answers given, and the chance "
        "that the leader still has the most votes once everyone has answered.",
        n=found["n"],
        group=found["group"],
        silent=found["group"] - found["n"],
    )


def ranking(found: Json) -> str:
    called, winners = words.names(found), found["schulze"]["winners"]
    if found["condorcet"] is not None:
        winner = called[found["condorcet"]]
        if found["is_decided"]:
            return _(
                "Ahead of every other: %(winner)s, and the silent cannot change it", winner=winner
            )
        return _("Ahead of every other, one against one: %(winner)s", winner=winner)
    if len(winners) > 1:
        return _(
            "No single winner: %(names)s are level", names=words.listed(called[k] for k in winners)
        )
    return _("None is ahead of every other; closest: %(winner)s", winner=called[winners[0]])


def ranking_note(found: Json, study: Json | None) -> str:
    said = [_run_off(found), _stays_winner(found, study)]
    return " ".join(one for one in said if one)


def _run_off(found: Json) -> str:
    called, second = words.names(found), found["irv"]
    if second is None:
        return ""
    if sorted(second) == sorted(found["schulze"]["winners"]):
        return _("An instant run-off, as a second opinion, says the same.")
    winners = words.listed(called[key] for key in second)
    return _("An instant run-off, as a second opinion, names %(winners)s.", winners=winners)


def _stays_winner(found: Json, study: Json | None) -> str:
    if found["is_decided"] or found["n"] == found["group"]:
        return ""
    if study is None:
        return _("Whether it would stay is being computed.")
    return _stays(study["stays_percent"]) if study["stays_percent"] is not None else ""


def ranking_how(found: Json) -> str:
    return _(
        "Put in: %(n)s rankings, a group of %(group)s; what somebody left out counts as tied last. "
        "Each cell counts who placed the row above the column. Whoever beats every other wins; "
        "where nobody does, the strongest chain of wins decides (Schulze). All are named where "
        "they are level. The chance comes from 2,000 completions by the silent, drawn from the "
        "rankings given.",
        n=found["n"],
        group=found["group"],
    )


def pairs(found: Json) -> str:
    if not found["items"]:
        return _("Too few members compared each of them to say more")
    first = found["items"][0]
    return _(
        "Most wins: %(name)s, %(wins)s of %(comparisons)s comparisons",
        name=words.names(found)[first["key"]],
        wins=first["wins"],
        comparisons=first["comparisons"],
    )


def pairs_note(found: Json, study: Json | None) -> str:
    asked = ngettext(
        "%(num)s comparison by %(n)s members.",
        "%(num)s comparisons by %(n)s members.",
        found["comparisons"],
        n=found["n"],
    )
    return f"{asked} {_drawn_again(study, 'shares')}".strip()


def _drawn_again(study: Json | None, what: str) -> str:
    if study is None:
        return _("How far it might move is being computed.")
    if study[what] is None:
        return ""
    return _("Bars: how far it moves were the members drawn again.")


def drawn_again(bounds: Json, unit: str = "") -> str:
    """How far a figure moves were the members drawn again."""
    sign = str if unit else words.points
    return _(
        "%(low)s to %(high)s%(unit)s",
        low=sign(bounds["low"]),
        high=sign(bounds["high"]),
        unit=unit,
    )


def pairs_how(found: Json) -> str:
    circles = found["circular"]
    said = _(
        "Put in: %(comparisons)s comparisons by %(n)s members of %(group)s. The share is of the "
        "comparisons in which it stood. Bars come from drawing the members 2,000 times anew, "
        "narrowed by how many of the group have answered.",
        comparisons=found["comparisons"],
        n=found["n"],
        group=found["group"],
    )
    if not circles["threes"]:
        return said
    round_ = _(
        "Of the %(threes)s threes that somebody compared whole, %(circles)s go round in a circle; "
        "tossed coins would make a quarter.",
        **circles,
    )
    return f"{said} {round_}"


def best_worst(found: Json) -> str:
    items = found["items"]
    if not items:
        return _("Too few members saw each of them to say more")
    called = words.names(found)
    top = [called[i["key"]] for i in items if i["points"] == items[0]["points"]]
    low = [called[i["key"]] for i in items if i["points"] == items[-1]["points"]]
    if len(top) == len(items):
        return _("None matters more than another")
    if len(top) + len(low) > 3:
        return _("Matters most: %(best)s", best=words.listed(top))
    return _(
        "Matters most: %(best)s; least: %(worst)s", best=words.listed(top), worst=words.listed(low)
    )


def best_worst_note(found: Json, study: Json | None) -> str:
    asked = ngettext(
        "%(num)s set judged by %(n)s members.",
        "%(num)s sets judged by %(n)s members.",
        found["screens"],
        n=found["n"],
    )
    return f"{asked} {_drawn_again(study, 'scores')}".strip()


def best_worst_how(found: Json) -> str:
    return _(
        "Put in: %(screens)s sets judged by %(n)s members of %(group)s. The score is how often it "
        "was best less how often worst, of the times it was shown: from −100, always worst, to "
        "+100, always best. Bars come from drawing the members 2,000 times anew, narrowed by how "
        "many of the group have answered.",
        screens=found["screens"],
        n=found["n"],
        group=found["group"],
    )
