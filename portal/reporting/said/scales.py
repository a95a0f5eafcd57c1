"""Rating, intent, recommendation and how it would be without: findings in sentences."""

from portal.language import gettext as _
from portal.language import number_words
from portal.reporting.numbers import Json
from portal.reporting.said import words


def rating(found: Json) -> str:
    return _("%(x)s of %(n)s rate it 4 or 5", x=found["yes"]["x"], n=found["n"])


def intent(found: Json) -> str:
    return _(
        "%(x)s of %(n)s would probably or definitely buy it", x=found["yes"]["x"], n=found["n"]
    )


def scale_note(found: Json, study: Json | None) -> str:
    return words.for_the_group(found["yes"], found["group"])


def mean(found: Json) -> str:
    value = found["mean"]
    if value is None:
        return ""
    # As many decimals as the document keeps.
    pattern = "0.0" if found["n"] < 100 else "0.00"
    shown = number_words(value["value"], pattern)
    if value["interval"] is None:
        return _("Mean %(value)s of 5.", value=shown)
    return _(
        "Mean %(value)s of 5, between %(low)s and %(high)s for the whole group.",
        value=shown,
        low=number_words(value["interval"]["low"], pattern),
        high=number_words(value["interval"]["high"], pattern),
    )


def scale_how(found: Json) -> str:
    read = _("Answers 4 and 5 are read as one share.")
    steps = _(
        "The mean treats the steps as equal; its bounds (Student's t with the correction for a "
        "finite group) are shown from ten answers on that are not all alike."
    )
    return " ".join((read, words.inputs(found["yes"], found), steps))


def recommend(found: Json) -> str:
    classes = found["classes"]
    return _(
        "%(up)s of %(n)s would recommend it, %(down)s would not",
        up=classes["promoters"],
        down=classes["detractors"],
        n=found["n"],
    )


def recommend_note(found: Json, study: Json | None) -> str:
    net = found["net"]
    score = _("Net %(points)s.", points=words.points(net["points"]))
    if net["is_mood"]:
        moved = -(-100 // found["n"])
        mood = _(
            "A mood line, not a criterion: one person moves it by up to %(moved)s points.",
            moved=moved,
        )
        return f"{score} {mood}"
    if net["interval"] is None:
        return score
    bounds = _(
        "Between %(low)s and %(high)s for the whole group.",
        low=words.points(net["interval"]["low"]),
        high=words.points(net["interval"]["high"]),
    )
    return f"{score} {bounds}"


def recommend_how(found: Json) -> str:
    classes = found["classes"]
    return _(
        "9 and 10 count as would recommend, 0 to 6 as would not; the net is the difference in "
        "points of a hundred. Put in: %(up)s up, %(middle)s between, %(down)s down, a group of "
        "%(group)s. Computed: the silent are predicted from those who answered; bounds come at the "
        "close, and from thirteen answers on. It says how members feel, not how a market grows.",
        up=classes["promoters"],
        middle=classes["passives"],
        down=classes["detractors"],
        group=found["group"],
    )


def without_it(found: Json) -> str:
    return _(
        "%(x)s of %(n)s who used it would be very disappointed without it",
        x=found["yes"]["x"],
        n=found["n"],
    )


def without_it_note(found: Json, study: Json | None) -> str:
    return f"{words.for_the_group(found['yes'], found['group'])} {_mark(found['mark'], found['n'])}"


def _mark(mark: Json, n: int) -> str:
    if n < mark["enough"]:
        return _(
            "The 40 %% mark, %(needed)s, is judged from %(enough)s answers on.",
            needed=mark["needed"],
            enough=mark["enough"],
        )
    said = {
        "validated": _("The 40 %% mark, %(needed)s, is reached."),
        "not_validated": _("The 40 %% mark, %(needed)s, is missed."),
        "inconclusive": _("Whether the 40 %% mark, %(needed)s, is reached is not yet known."),
    }
    return said[mark["status"]] % {"needed": mark["needed"]}


def without_it_how(found: Json) -> str:
    mark = _(
        "The 40 %% mark is one practitioner's pattern over start-ups, without published proof; it "
        "is judged from %(enough)s answers on.",
        enough=found["mark"]["enough"],
    )
    return f"{words.inputs(found['yes'], found)} {mark}"
