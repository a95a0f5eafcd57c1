"""Codes of the document in a few words, for rows of a workbook. Full sentences are `titles`."""

from collections.abc import Sequence
from functools import cache

from portal.language import gettext as _
from portal.language import language
from portal.reporting import deep_labels
from portal.reporting.measures import Cell


def of(code: str) -> str:
    """What is meant by a code; a code nobody named is read as words."""
    return _known(language()).get(code) or code.replace("_", " ")


def path(steps: Sequence[str]) -> str:
    order = {"early": _("First to answer"), "late": _("Later ones")}
    known = order if "early_late" in steps else {}
    return " · ".join(known.get(step) or of(step) for step in steps)


def value(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    return of(cell) if isinstance(cell, str) else cell


@cache
def _known(_language: str) -> dict[str, str]:
    return _of_people() | _of_answers() | deep_labels.of_kinds() | deep_labels.of_studies()


def _of_people() -> dict[str, str]:
    return {
        "for": _("For"),
        "unsure": _("Unsure"),
        "against": _("Against"),
        "validated": _("Validated"),
        "not_validated": _("Not validated"),
        "not_yet_known": _("Not yet known"),
        "inconclusive": _("Not yet known"),
        "open": _("Open"),
        "closed": _("Closed"),
        "considering": _("Being considered"),
        "addressed": _("Addressed"),
        "declined": _("Declined"),
        "praise": _("Praise"),
        "concern": _("Concern"),
        "idea": _("Idea"),
        "question": _("Question"),
        "group": _("In the group"),
        "invited": _("Invited"),
        "joined": _("Joined"),
        "opened": _("Opened the round"),
        "voted": _("Voted"),
        "criticised": _("Wrote critique"),
        "took_stance": _("Took a stance"),
        "answered": _("Answered"),
        "waiting": _("Waiting to be counted"),
        "silent": _("Silent"),
        "took_no_part": _("Took no part at all"),
        "judged_older_only": _("Judged an older revision only"),
        "changed_after_seeing": _("Changed after seeing others"),
        "late": _("Came after the roster was frozen"),
        "late_support": _("Of them"),
        "who_counts": _("Who counts"),
        "answered_all": _("Answered everything"),
        "members": _("Members"),
        "is_unlike": _("Unlike the rest"),
        "segments": _("Segments"),
        "rows": _("Row"),
        "dimension": _("Segment"),
        "comparisons": _("Comparisons"),
    }


def _of_answers() -> dict[str, str]:
    return {
        "n": _("Answers"),
        "prefer_not": _("Preferred not to say"),
        "unused": _("Have not used it"),
        "is_withheld": _("Withheld"),
        "counts": _("Said"),
        "classes": _("Class"),
        "percent": _("Percent"),
        "x": _("Members"),
        "first": _("Highest answer"),
        "mean": _("Mean"),
        "value": _("Value"),
        "yes": _("Yes"),
        "interval": _("For the whole group"),
        "certain": _("Certain whatever the silent would say"),
        "loose": _("If the silent differ by up to ten points"),
        "chance": _("Chance, percent"),
        "method": _("Bounds by"),
        "exact": _("exact bounds"),
        "sequence": _("bounds for any day"),
        "level_permille": _("Level, per thousand"),
        "by_revision": _("By revision"),
        "lead": _("Lead"),
        "leader": _("Leader"),
        "runner_up": _("Second"),
        "gap": _("Ahead by"),
        "is_decided": _("Decided"),
        "stays_percent": _("Stays ahead, percent"),
        "none": _("None of them"),
        "promoters": _("Promoters"),
        "passives": _("Passives"),
        "detractors": _("Detractors"),
        "net": _("Net"),
        "points": _("Points"),
        "very": _("Very disappointed"),
        "somewhat": _("Somewhat disappointed"),
        "not": _("Not disappointed"),
        "early_late": _("Early against late answers"),
        "monitor": _("Day by day"),
        "rule_changes": _("Changes of the rules"),
        "silence": _("The silent"),
        "seed": _("Seed"),
        "floor": _("Fewest answers that are broken down"),
        "counted_in": _("Counted in steps of"),
        "versions": _("Versions"),
        "studies": _("Studies"),
        "variants": _("Variants"),
        "others": _("Others"),
        "of": _("Read as"),
        "key": _("Key"),
        "top_two": _("4 and 5"),
        "chosen": _("Chosen"),
        "pays": _("Would pay it"),
        "mark": _("Mark"),
        "permille": _("Share, per thousand"),
        "needed": _("Needed"),
        "enough": _("Answers at least"),
        "status": _("State"),
        "is_mood": _("Too few for bounds"),
    }
