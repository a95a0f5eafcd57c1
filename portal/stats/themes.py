"""Signal 9, themes: what critiques are about.

Here: weights of words, coherence of a theme, and suggesting a theme from seed words. Not here:
inventing themes from the texts alone, which fails at the sizes of a closed group.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from portal.stats import checks, stems
from portal.stats.errors import Impossible


@dataclass(frozen=True, slots=True)
class Weights:
    """By word, 0 to 1; their squares sum to 1."""

    weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class Coherence:
    """-1 never together, 0 independent, 1 always together; None for fewer than two words."""

    npmi: float | None


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The share of all texts put where people put them, 0 to 1."""

    accuracy: float


def tfidf_row(docs: Sequence[Sequence[str]], row: int) -> Weights:
    """The weights of one document's words: count times ln((1 + n)/(1 + df)) + 1, length 1."""
    found = _docs(docs)
    row = checks.count("row", row)
    if row >= len(found):
        raise Impossible("row must be the place of one of docs.")
    frequency = Counter(word for doc in found for word in set(doc))
    raw = {
        word: count * (math.log((1 + len(found)) / (1 + frequency[word])) + 1)
        for word, count in Counter(found[row]).items()
    }
    length = math.sqrt(math.fsum(weight * weight for weight in raw.values()))
    return Weights({word: weight / length for word, weight in sorted(raw.items())})


def _docs(value: object) -> list[list[str]]:
    return [_strings("docs", doc) for doc in checks.items("docs", value)]


def _strings(name: str, value: object) -> list[str]:
    found = []
    for one in checks.items(name, value):
        if not isinstance(one, str):
            raise Impossible(f"{name} must hold strings.")
        found.append(one)
    return found


def npmi(docs: Sequence[Sequence[str]], top_words: Sequence[str]) -> Coherence:
    """Mean normalised mutual information over pairs of words in documents (Roeder 2015)."""
    found = [set(doc) for doc in _docs(docs)]
    words = _strings("top_words", top_words)
    checks.items("top_words", words, at_most=200)
    if not found:
        raise Impossible("docs must not be empty.")
    holding = {word: {i for i, doc in enumerate(found) if word in doc} for word in words}
    pairs = [_pair_npmi(holding[a], holding[b], len(found)) for a, b in combinations(words, 2)]
    return Coherence(math.fsum(pairs) / len(pairs) if pairs else None)


def _pair_npmi(first: set[int], second: set[int], size: int) -> float:
    both = len(first & second)
    if not both:
        return -1.0
    if both == size:
        return 1.0
    return math.log(both * size / (len(first) * len(second))) / -math.log(both / size)


def seeded_grouping(
    lang: str, seeds: Mapping[str, Sequence[str]], texts: Sequence[str], gold: Sequence[str]
) -> Accuracy:
    """How often `suggest` finds the theme people chose; a text without a theme counts as wrong."""
    suggested = suggest(lang, seeds, texts)
    right = _strings("gold", gold)
    checks.items("gold", right, len(suggested))
    if not right:
        raise Impossible("texts must not be empty.")
    hits = sum(one == truth for one, truth in zip(suggested, right, strict=True))
    return Accuracy(hits / len(right))


def suggest(
    lang: str, seeds: Mapping[str, Sequence[str]], texts: Sequence[str]
) -> tuple[str | None, ...]:
    """For each text the theme most of whose seed words it uses; None where it uses none.

    lang: "en" or "es". A word counts once a text. Of equal themes the one whose word comes first.
    """
    language = checks.one_of("lang", lang, stems.LANGUAGES)
    themes = {
        name: stems.seeds_of(_strings("seeds", words), language)
        for name, words in checks.named("seeds", seeds, at_most=100).items()
    }
    return tuple(
        _theme(list(dict.fromkeys(stems.stemmed(text, language))), themes)
        for text in _strings("texts", texts)
    )


def _theme(found: list[str], themes: dict[str, stems.Seeds]) -> str | None:
    best, most, earliest = None, 0, 0
    for name, seeds in themes.items():
        places = [place for place, stem in enumerate(found) if seeds.has(stem)]
        if places and (len(places) > most or (len(places) == most and places[0] < earliest)):
            best, most, earliest = name, len(places), places[0]
    return best
