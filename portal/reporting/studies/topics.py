"""Topics suggested for critiques whose author picked none, by the seed words of the draft's list.

A suggestion is labelled as one and counts nowhere: the author's own choice rules (voices.py).
"""

from collections import Counter
from collections.abc import Callable

from portal.reporting.facts import Depths, Facts
from portal.reporting.numbers import Json
from portal.reporting.studies import tongues
from portal.stats import topics


def study(facts: Facts, depths: Depths, seed: int, tell: Callable[[int], None]) -> Json:
    """`suggested`: the topic of each critique without one that uses its words."""
    seeds = {topic.public_id: topic.seeds for topic in facts.topics if topic.seeds}
    untold = [critique for critique in facts.critiques if critique.topic is None]
    languages = tongues.told_apart([critique.text for critique in untold])
    suggested = {}
    for place, (critique, language) in enumerate(zip(untold, languages, strict=True), start=1):
        found = topics.suggest(language, seeds, critique.text) if seeds else None
        if found is not None:
            suggested[critique.public_id] = found
        tell(1000 * place // len(untold))
    counts = Counter(suggested.values())
    return {
        "without": len(untold),
        "suggested": suggested,
        "by_topic": [{"topic": id, "critiques": counts[id]} for id in seeds if counts[id]],
    }
