"""A report in a few lines: what a list of reports, or two side by side, say of each.

Here: picking from a document. Not here: computing anything, sentences.
"""

from portal.reporting.numbers import Json


def of(document: Json) -> Json:
    """Small enough to read of hundreds of reports at once."""
    found = document["round"]
    people = document["participation"]
    return {
        "verdict": document["verdict"],
        "title": found["title"],
        "revision": found["revision"],
        "group": people["group"],
        "voted": people["voted"],
        "support": _share(document["support"]),
        "open_concerns": document["critiques"]["unaddressed_total"],
    }


def _share(support: Json | None) -> Json | None:
    """None while it is withheld or nothing is known."""
    if support is None or support["counts"] is None:
        return None
    return {
        "x": support["counts"]["for"],
        "n": support["n"],
        "percent": support["percent"],
        "interval": support["interval"],
    }
