"""Must-haves and delighters: findings in sentences."""

from portal.language import gettext as _
from portal.reporting.numbers import Json
from portal.reporting.said import words


def classes() -> dict[str, str]:
    return {
        "M": _("Must-have"),
        "O": _("More is better"),
        "A": _("Delighter"),
        "I": _("Indifferent"),
        "R": _("Unwanted"),
        "Q": _("Unclear"),
    }


def feelings() -> list[str]:
    """From the first to the last step of both questions."""
    return [_("Like it"), _("Expect it"), _("Neutral"), _("Live with it"), _("Dislike it")]


def kano(found: Json) -> str:
    judged = [f for f in found["features"] if f["category"]]
    if not judged:
        return _("Too few answers to sort features: as they were given")
    sure = [f for f in judged if not f["is_mixed"]]
    said = [
        f"{label}: {words.listed(f['name'] or f['key'] for f in members)}"
        for code, label in classes().items()
        if (members := [f for f in sure if f["category"] == code])
    ]
    return "; ".join(said) or _("Mixed answers: no feature is clearly one or the other")


def verdict(feature: Json) -> str:
    """What one feature is to the group."""
    if not feature["category"]:
        return ""
    label = classes()[feature["category"]]
    return _("Mixed, most often: %(label)s", label=label.lower()) if feature["is_mixed"] else label


def note(found: Json, study: Json | None) -> str:
    unclear = [f["name"] or f["key"] for f in found["features"] if f["is_unclear"]]
    if not unclear:
        return _("How members would feel with each and without it.")
    return _(
        "Many answers contradict themselves on %(names)s: read it with care.",
        names=words.listed(unclear),
    )


def how(found: Json) -> str:
    return _(
        "Put in: two answers a feature from %(n)s members of %(group)s. The table of Kano sorts "
        "each pair; the commonest class names the feature, or mixed where the second may be "
        "ahead in the whole group. Better: the share it would please, of those it is a "
        "must-have, a delighter or all the same to; worse: the share that would miss it. Bars "
        "are Wilson's bounds with the correction for a finite group, at the close. Classes are "
        "named from twenty answers on.",
        n=found["n"],
        group=found["group"],
    )
