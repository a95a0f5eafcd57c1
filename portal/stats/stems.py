"""Words of English and Spanish texts, cut down to what their forms share.

Here: a light stripping of endings, enough to match a word with a seed word. Not here: grammar. Both
sides go through the same cut, so a stem need not be a word, only the same for its forms.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

LANGUAGES = ("en", "es")
WORD = re.compile(r"[^\W\d_]{2,}")
SHORTEST = 3  # letters that must be left after an ending is cut
SHORTEST_KIN = 5  # letters two stems must share for one to count as the beginning of the other
LONGEST_REST = 4

ENGLISH = (
    *("abilities", "ability", "iveness", "fulness", "ations", "ation", "ingly", "iness"),
    *("ments", "ment", "ables", "able", "ible", "ness", "less", "ages", "age", "edly"),
    *("ings", "ing", "ers", "ies", "ied", "ier", "est", "ful", "ive", "ey", "ed", "er", "ly"),
    *("es", "s", "e", "y"),
)
ENGLISH_AS_I = {"ies", "ied", "ier", "iness", "y"}  # heavy, heavier and heaviness share heavi

SPANISH = (
    *("ibilidades", "abilidades", "ibilidad", "abilidad", "aciones", "uciones", "isimos", "isimas"),
    *("amientos", "imientos", "amiento", "imiento", "aremos", "eremos", "iremos", "iendo", "ables"),
    *("ibles", "acion", "ucion", "isimo", "isima", "adores", "adoras", "ieron", "arian", "erian"),
    *("irian", "abamos", "ciones", "cion", "ador", "adora", "able", "ible", "ajes", "ando", "aron"),
    *("aria", "eria", "iria", "idad", "ezas", "osos", "osas", "itos", "itas", "ados", "adas"),
    *("idos", "idas", "amos", "emos", "imos", "aban", "ones", "eza", "aje", "oso", "osa", "ito"),
    *("ita", "ado", "ada", "ido", "ida", "aba", "ian", "ara", "era", "ira", "ase", "ese", "are"),
    *("on", "ar", "er", "ir", "an", "en", "io", "ia", "ie", "es", "as", "os", "a", "e", "o", "s"),
    *("i",),
)
ENCLITIC = re.compile(r"(\w{3}(?:[aei]r|ndo))(?:[ms]e|l[aoe]s?|nos)(?:l[aoe]s?)?$")
CLUSTERS = ((re.compile(r"^hue"), "o"), (re.compile(r"(?<!q)ue"), "o"), (re.compile("ie"), "e"))


def stemmed(text: str, language: str) -> list[str]:
    """The stems of a text's words, in order; language "en" or "es"."""
    cut = _english if language == "en" else _spanish
    return [cut(word) for word in WORD.findall(unicodedata.normalize("NFC", text).lower())]


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


def seeds_of(words: Iterable[str], language: str) -> Seeds:
    """The seeds of a theme, ready to be looked up."""
    found = frozenset(stem for word in words for stem in stemmed(word, language))
    return Seeds(found, frozenset(part for stem in found for part in _beginnings(stem)))


def _beginnings(stem: str) -> Iterable[str]:
    shortest = max(SHORTEST_KIN, len(stem) - LONGEST_REST)
    return (stem[:length] for length in range(shortest, len(stem)))


def _english(word: str) -> str:
    stem = _english_cut(word)
    return stem[:-1] + "i" if stem.endswith("y") and len(stem) >= SHORTEST else stem


def _english_cut(word: str) -> str:
    if word.endswith(("ss", "us", "is")) and not word.endswith(("ness", "less")):
        return word
    for ending in ENGLISH:
        if not word.endswith(ending) or len(word) - len(ending) < SHORTEST:
            continue
        rest = word.removesuffix(ending)
        if ending in ("s", "es") and len(rest) > SHORTEST:
            return _english_cut(rest)
        return rest + "i" if ending in ENGLISH_AS_I else _undoubled(rest)
    return word


def _undoubled(stem: str) -> str:
    """slimm(er) and slim are one; fall and tell keep theirs on both sides alike."""
    return stem[:-1] if len(stem) > SHORTEST and stem[-1] == stem[-2] else stem


def _spanish(word: str) -> str:
    plain = _without_accents(word)
    plain = plain.removesuffix("mente") if len(plain) > 8 else plain
    plain = ENCLITIC.sub(r"\1", plain)
    for ending in SPANISH:
        if plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST:
            plain = plain.removesuffix(ending)
            break
    if plain.endswith("i") and len(plain) > SHORTEST:
        plain = plain[:-1]
    for change, into in CLUSTERS:
        plain = change.sub(into, plain)
    return re.sub("(qu|z)$", "c", re.sub("gu$", "g", plain))


def _without_accents(word: str) -> str:
    """é becomes e; ñ is a letter of its own and stays."""
    parts = unicodedata.normalize("NFD", word.replace("ñ", "\0"))
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("\0", "ñ")
