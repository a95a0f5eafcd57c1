"""Signal 9, wording: which words one side uses more than the other.

Here: log odds with an informative prior, and from texts to the words worth showing, each with who
used it where. Not here: splitting texts into words (stems.py). A word counts once a member, or one
loud member becomes many. A bag of words knows no "not": always link a word to its texts.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from portal.stats import checks, stems
from portal.stats.errors import Impossible

FLOOR = 0.01
FEWEST_TEXTS = 20
FEWEST_MEMBERS = 3
MARKED = 1.96
TOO_FEW = "too_few_texts"

Texts = Sequence[Sequence[str]]
Use = tuple[int, int]  # a member's place in the side, and a text's place among theirs


@dataclass(frozen=True, slots=True)
class LogOdds:
    """By word: z, and the difference of log odds; None where only one word exists at all."""

    z: dict[str, float | None]
    delta: dict[str, float | None]


def log_odds(
    counts_a: Mapping[str, int], counts_b: Mapping[str, int], prior: float | Mapping[str, float]
) -> LogOdds:
    """Monroe, Colaresi & Quinn 2008: positive for words that side a uses more.

    prior: pseudo-counts, one number for every word or one a word (0.01 for words it leaves out).
    """
    a = checks.named_counts("counts_a", counts_a)
    b = checks.named_counts("counts_b", counts_b)
    words = sorted(a.keys() | b.keys())
    if isinstance(prior, Mapping):
        given = {w: checks.positive("prior", p) for w, p in checks.named("prior", prior).items()}
        prior_of = {word: given.get(word, FLOOR) for word in words}
    else:
        prior_of = dict.fromkeys(words, checks.positive("prior", prior))
    total = math.fsum(prior_of.values())
    size_a, size_b = sum(a.values()) + total, sum(b.values()) + total
    z: dict[str, float | None] = {}
    delta: dict[str, float | None] = {}
    for word in words:
        in_a, in_b = a.get(word, 0) + prior_of[word], b.get(word, 0) + prior_of[word]
        if len(words) == 1:
            z[word] = delta[word] = None
            continue
        apart = _log_odds(in_a, size_a) - _log_odds(in_b, size_b)
        delta[word], z[word] = apart, apart / math.sqrt(1 / in_a + 1 / in_b)
    return LogOdds(z, delta)


def _log_odds(part: float, whole: float) -> float:
    if not part < whole:
        raise Impossible("prior must not be so much smaller than the counts.")
    return math.log(part) - math.log(whole - part)


def prior_of_pooled(counts_a: Mapping[str, int], counts_b: Mapping[str, int]) -> dict[str, float]:
    """The prior the report uses: a tenth of the pooled count, at least 0.01."""
    words = counts_a.keys() | counts_b.keys()
    return {w: max(FLOOR, (counts_a.get(w, 0) + counts_b.get(w, 0)) / 10) for w in words}


@dataclass(frozen=True, slots=True)
class Word:
    """A word one side uses more often, in its commonest form.

    side: a or b; members_a, members_b: how many members of each side used it; z: positive for a;
    uses_a, uses_b: every text it is in.
    """

    word: str
    side: str
    members_a: int
    members_b: int
    z: float
    uses_a: tuple[Use, ...]
    uses_b: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """words by falling |z|; reason is too_few_texts, and words empty, below 20 texts a side.

    compared: the words of at least three members that |z| > 1.96 was asked of.
    """

    reason: str | None
    words: tuple[Word, ...]
    texts_a: int
    texts_b: int
    compared: int


@dataclass(slots=True)
class _Side:
    """For each stem the texts that hold it; the forms it was met in."""

    uses: dict[str, list[Use]] = field(default_factory=dict)
    texts: int = 0

    def members(self, stem: str) -> int:
        return len({member for member, _ in self.uses.get(stem, ())})


def compare(texts_a: Texts, texts_b: Texts, language: str) -> Compared:
    """The words that either side uses more often, each counted once a member.

    texts_a, texts_b: for each member of a side the texts they wrote; language "en" or "es", that of
    all texts. Log odds with a prior of a tenth of the pooled count (Monroe, Colaresi & Quinn 2008),
    not corrected for the many words. Raises Impossible.
    """
    checks.one_of("language", language, stems.LANGUAGES)
    forms: dict[str, Counter[str]] = {}
    a, b = (_read(name, texts, language, forms) for name, texts in _named(texts_a, texts_b))
    if min(a.texts, b.texts) < FEWEST_TEXTS:
        return Compared(TOO_FEW, (), a.texts, b.texts, 0)
    counts_a, counts_b = ({stem: side.members(stem) for stem in side.uses} for side in (a, b))
    z = log_odds(counts_a, counts_b, prior_of_pooled(counts_a, counts_b)).z
    asked = [s for s in z if counts_a.get(s, 0) + counts_b.get(s, 0) >= FEWEST_MEMBERS]
    found = [_word(stem, z[stem] or 0.0, forms[stem], a, b) for stem in asked]
    marked = sorted((w for w in found if abs(w.z) > MARKED), key=lambda w: (-abs(w.z), w.word))
    return Compared(None, tuple(marked), a.texts, b.texts, len(asked))


def _named(texts_a: Texts, texts_b: Texts) -> tuple[tuple[str, Texts], tuple[str, Texts]]:
    return ("texts_a", texts_a), ("texts_b", texts_b)


def _read(name: str, texts: Texts, language: str, forms: dict[str, Counter[str]]) -> _Side:
    side = _Side()
    for member, written in enumerate(checks.items(name, texts)):
        for place, text in enumerate(checks.items(name, written)):
            if not isinstance(text, str):
                raise Impossible(f"{name} must hold strings.")
            side.texts += 1
            for stem, form in dict(_told(text, language)).items():
                side.uses.setdefault(stem, []).append((member, place))
                forms.setdefault(stem, Counter())[form] += 1
    return side


def _told(text: str, language: str) -> Iterator[tuple[str, str]]:
    """The words that say something, as stem and form."""
    silent = stems.stop_words(language)
    return ((stems.stem(w, language), w) for w in stems.words(text) if w not in silent)


def _word(stem: str, z: float, forms: Counter[str], a: _Side, b: _Side) -> Word:
    commonest = min(forms, key=lambda form: (-forms[form], form))
    uses = tuple(a.uses.get(stem, ())), tuple(b.uses.get(stem, ()))
    return Word(commonest, "a" if z > 0 else "b", a.members(stem), b.members(stem), z, *uses)
