"""Signal 9, the topic a critique is about, suggested while it is written.

Here: one text against a draft's list of topics. Not here: the author's choice, which rules, and how
often the suggestion is right (themes.seeded_grouping).
"""

from collections.abc import Mapping, Sequence

from portal.stats import themes


def suggest(language: str, seeds: Mapping[str, Sequence[str]], text: str) -> str | None:
    """The topic most of whose seed words the text uses, by their stems; None where it uses none.

    language: "en" or "es"; seeds: for each topic (by any name) its words. Of equal topics the one
    whose word comes first in the text. Raises Impossible.
    """
    return themes.suggest(language, seeds, [text])[0]
