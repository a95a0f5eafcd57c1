"""Studies: the parts of a report that take long, found by the worker.

Here: the table of them, and running all in turn. Not here: each study (one module a study), when
they are asked for (`portal.actions.studies`).
"""

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from portal.reporting import ballots
from portal.reporting.facts import Depths, Facts
from portal.reporting.numbers import Json
from portal.reporting.studies import answers, camps, reveal, topics, words

Tell = Callable[[str, int], None]


class Study(Protocol):
    """Pure: the same facts and the same seed give the same answer. `tell`: how many permille of
    it are done."""

    def __call__(
        self, facts: Facts, depths: Depths, seed: int, tell: Callable[[int], None], /
    ) -> Json: ...


# In the order in which they are run, by the name under which `document["studies"]` holds them.
STUDIES: Final[Mapping[str, Study]] = {
    "answers": answers.study,
    "topics": topics.study,
    "words": words.study,
    "reveal": reveal.study,
    "camps": camps.study,
}


def run(
    facts: Facts,
    depths: Depths,
    mark: str,
    tell: Tell = lambda _stage, _permille: None,
    studies: Mapping[str, Study] | None = None,
) -> Json:
    """All studies, or these. `mark` names the state they are made from; `tell` hears the stage
    and how many permille of the whole are done."""
    found: Json = {
        "made_at": facts.round.made_at.isoformat(),
        "mark": mark,
        "seed": facts.round.seed,
        "answered": answered(facts),
    }
    wanted = STUDIES if studies is None else studies
    for number, (name, study) in enumerate(wanted.items()):
        say = _told(tell, name, number, len(wanted))
        say(0)
        found[name] = study(facts, depths, facts.round.seed, say)
    return found


def answered(facts: Facts) -> int:
    """How many answers about the newest revision were counted: those to the support question."""
    asked = next((q.id for q in facts.questions if q.kind == "support"), 0)
    newest = facts.revisions[-1].id if facts.revisions else 0
    return len(ballots.count(facts).of(asked, newest))


def _told(tell: Tell, name: str, number: int, of: int) -> Callable[[int], None]:
    """What one study says of itself, as a part of the whole."""
    return lambda permille: tell(name, (1000 * number + min(1000, max(0, permille))) // of)
