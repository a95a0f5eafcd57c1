"""The words of supporters against those of sceptics, each with the critiques that use it.

Texts are reasons and critiques; a member's side is the support vote that counts. Two languages are
two comparisons. Nobody's vote may follow from what they wrote under their name: so the critiques of
a word are all that use it, whoever wrote them, a side with fewer than five users is not counted,
and a word that one side alone uses needs ten members, because fewer would not stand out if anybody
of the other side used it too. And while a round is open nothing is compared: a count that grows
when somebody posts would tell their side.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple

from portal.reporting import ballots
from portal.reporting.facts import Ballot, CritiqueFacts, Depths, Facts
from portal.reporting.numbers import FLOOR, Json
from portal.reporting.studies import tongues
from portal.stats import stems, words

SIDES = ("for", "against")
ONE_SIDED = 10
LISTED = 12
LINKED = 8


class Said(NamedTuple):
    person: int
    text: str


def study(facts: Facts, depths: Depths, seed: int, tell: Callable[[int], None]) -> Json:
    if not facts.round.is_over:
        return {"is_waiting": True, "languages": []}
    given = _given(facts)
    sides = {person: b.counted for person, b in given.items() if b.counted in SIDES}
    said = [Said(p, given[p].reason) for p in sides if given[p].reason]
    said += [Said(c.author, c.text) for c in facts.critiques if c.author in sides]
    languages = tongues.told_apart([one.text for one in said])
    written = tongues.told_apart([critique.text for critique in facts.critiques])
    found = []
    for place, language in enumerate(tongues.LANGUAGES, start=1):
        own = [one for one, tag in zip(said, languages, strict=True) if tag == language]
        remarks = [c for c, tag in zip(facts.critiques, written, strict=True) if tag == language]
        if own:
            found.append(_compared(language, own, sides, remarks))
        tell(1000 * place // len(tongues.LANGUAGES))
    return {"is_waiting": False, "languages": found}


def _given(facts: Facts) -> Mapping[int, Ballot]:
    """The support answers that count, about the newest revision."""
    asked = next((q.id for q in facts.questions if q.kind == "support"), 0)
    newest = facts.revisions[-1].id if facts.revisions else 0
    return ballots.count(facts).of(asked, newest)


def _compared(
    language: str, said: list[Said], sides: Mapping[int, str], remarks: list[CritiqueFacts]
) -> Json:
    texts: dict[str, dict[int, list[str]]] = {side: defaultdict(list) for side in SIDES}
    for one in said:
        texts[sides[one.person]][one.person].append(one.text)
    supporters, sceptics = (list(texts[side].values()) for side in SIDES)
    found = words.compare(supporters, sceptics, language)
    kept = [word for word in found.words if _is_safe(word)][:LISTED]
    return {
        "language": language,
        "reason": found.reason,
        "texts": dict(zip(SIDES, (found.texts_a, found.texts_b), strict=True)),
        "members": {side: len(texts[side]) for side in SIDES},
        "compared": found.compared,
        "withheld": sum(not _is_safe(word) for word in found.words),
        "words": [_word(word, language, remarks) for word in kept],
    }


def _is_safe(word: words.Word) -> bool:
    fewer, more = sorted((word.members_a, word.members_b))
    return more >= (FLOOR if fewer else ONE_SIDED)


def _word(word: words.Word, language: str, remarks: list[CritiqueFacts]) -> Json:
    stem = stems.stem(word.word, language)
    using = [c for c in remarks if stem in stems.stemmed(c.text, language)]
    using.sort(key=lambda c: (-c.stances, c.public_id))
    counts = {"for": word.members_a, "against": word.members_b}
    return {
        "word": word.word,
        "side": SIDES[word.side == "b"],
        "members": {side: n if n >= FLOOR else None for side, n in counts.items()},
        "critiques": [c.public_id for c in using[:LINKED]],
    }
