"""Words of English and Spanish texts, and the stems their forms share.

Here: splitting a text, stop words, Snowball's stems (Porter 2001), and matching a word with seeds.
Not here: grammar; "not expensive" holds the word expensive. All of it works offline.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

LANGUAGES = {"en": "english", "es": "spanish"}
WORD = re.compile(r"[^\W\d_]{2,}")
SHORTEST_KIN = 5  # letters two stems must share for one to count as the beginning of the other
LONGEST_REST = 4
# Snowball leaves the gender on short words (alto, alta) and the superlative (carísimo) uncut.
SPANISH_REST = re.compile(r"(?<=\w{3})(?:(?:isim)?[aeo]s?|isim)$")


def words(text: str) -> list[str]:
    """The words of a text in order: lower case, accents kept, two letters at least."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """What a lower-case word's forms share, not always a word itself; language "en" or "es"."""
    found = str(_stemmer(language).stemWord(word))
    return SPANISH_REST.sub("", found) if language == "es" else found


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(LANGUAGES[language])


def stemmed(text: str, language: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word, language) for word in words(text)]


@cache
def stop_words(language: str) -> frozenset[str]:
    """Words that say nothing about the matter, split as `words` splits: don't is don."""
    from stop_words import get_stop_words

    return frozenset(part for word in get_stop_words(language) for part in words(word))


@dataclass(frozen=True, slots=True)
class Seeds:
    """Stems to look for, and the beginnings of theirs that count as well."""

    stems: frozenset[str]
    beginnings: frozenset[str]

    def has(self, stem: str) -> bool:
        """Whether a stem is one of the seeds, or either is the beginning of the other."""
        if stem in self.stems or stem in self.beginnings:
            return True
        return any(beginning in self.stems for beginning in _beginnings(stem))


def seeds_of(seeds: Iterable[str], language: str) -> Seeds:
    """The seeds of a theme, ready to be looked up."""
    found = frozenset(stem for seed in seeds for stem in stemmed(seed, language))
    return Seeds(found, frozenset(part for stem in found for part in _beginnings(stem)))


def _beginnings(stem: str) -> Iterable[str]:
    shortest = max(SHORTEST_KIN, len(stem) - LONGEST_REST)
    return (stem[:length] for length in range(shortest, len(stem)))
