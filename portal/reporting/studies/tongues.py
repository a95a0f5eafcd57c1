"""Which language a remark is written in, so that words of two languages are never counted as one.

Here: telling English from Spanish by the little words. Not here: what the words say (stats).
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from portal.stats import stems

LANGUAGES = ("en", "es")
ONLY_SPANISH = frozenset("ñáéíóú¿¡")


def spoken(text: str) -> str | None:
    """The language with more of its little words in the text; None where neither has."""
    found = stems.words(text)
    counts = {tag: sum(word in stems.stop_words(tag) for word in found) for tag in LANGUAGES}
    counts["es"] += any(letter in ONLY_SPANISH for letter in text.lower())
    if counts["en"] == counts["es"]:
        return None
    return max(LANGUAGES, key=lambda tag: counts[tag])


def commonest(texts: Iterable[str]) -> str:
    """What most of the texts are written in; what short ones among them are taken for."""
    counts = Counter(tag for text in texts if (tag := spoken(text)))
    return max(LANGUAGES, key=lambda tag: counts[tag])


def told_apart(texts: Sequence[str]) -> list[str]:
    """The language of each."""
    usual = commonest(texts)
    return [spoken(text) or usual for text in texts]
