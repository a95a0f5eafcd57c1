"""Signal 9, wording: which words one side uses more than the other.

Here: log odds with an informative prior. Not here: splitting texts into words (stems.py). Count a
word once a member, or one loud member becomes many.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from portal.stats import checks

FLOOR = 0.01


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
        apart = math.log(in_a / (size_a - in_a)) - math.log(in_b / (size_b - in_b))
        delta[word], z[word] = apart, apart / math.sqrt(1 / in_a + 1 / in_b)
    return LogOdds(z, delta)


def prior_of_pooled(counts_a: Mapping[str, int], counts_b: Mapping[str, int]) -> dict[str, float]:
    """The prior the report uses: a tenth of the pooled count, at least 0.01."""
    words = counts_a.keys() | counts_b.keys()
    return {w: max(FLOOR, (counts_a.get(w, 0) + counts_b.get(w, 0)) / 10) for w in words}
