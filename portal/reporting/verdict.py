"""One verdict over all criteria, how sure it is, and which criterion it hangs on.

Here: joining. Not here: each criterion (criteria.py), words (sentences.py).
"""

from collections.abc import Sequence

from portal.reporting.numbers import Json
from portal.stats import verdict as verdicts

UNKNOWN = "not_yet_known"


def join(criteria: Sequence[Json]) -> Json:
    """All criteria must hold. `certainty` is None while the verdict is not known."""
    if not criteria:
        return {"status": UNKNOWN, "certainty": None, "reason": "no_criteria", "criterion": None}
    joint = verdicts.multi([c["status"] for c in criteria]).verdict
    speaking = [c for c in criteria if c["status"] == joint]
    key = min(speaking, key=lambda c: (joint == "validated" and c["is_decided"], c["position"]))
    return {
        "status": UNKNOWN if joint == "inconclusive" else joint,
        "certainty": _certainty(joint, speaking),
        "reason": key["reason"],
        "criterion": key["position"],
    }


def _certainty(joint: str, speaking: Sequence[Json]) -> str | None:
    """To validate, all must be sure; to fail, one sure failure is enough."""
    if joint == "inconclusive":
        return None
    every = all if joint == "validated" else any
    if every(c["is_decided"] for c in speaking):
        return "decided"
    some = any if joint == "validated" else all
    return "fragile" if some(c["is_fragile"] for c in speaking) else "likely"
