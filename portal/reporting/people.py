"""Who took part and who stayed silent: the roster as it was frozen, and latecomers apart.

Logs are complete, so these are counts without intervals. Counting people tells no answer.
"""

from collections.abc import Mapping

from portal.reporting.ballots import NONE, Counted, tally
from portal.reporting.facts import Ballot, Facts, QuestionFacts
from portal.reporting.numbers import FLOOR, Json


def participation(
    facts: Facts, counted: Counted, support: QuestionFacts | None, revision: int
) -> Json:
    members = [m for m in facts.roster if m.person in counted.group]
    voted = counted.voters
    active = [m for m in members if m.has_criticised or m.has_taken_stance or m.person in voted]
    key = (support.id if support else 0, revision)
    answered = len(counted.of(*key))
    waiting = counted.waiting.get(key, 0)
    late = counted.late.get(key, NONE)
    return {
        "who_counts": facts.round.who_counts,
        "group": counted.size,
        "invited": len(facts.roster),
        "joined": sum(m.had_joined for m in facts.roster),
        "opened": len({m.person for m in members if m.has_opened} | {m.person for m in active}),
        "voted": len(voted),
        "criticised": sum(m.has_criticised for m in members),
        "took_stance": sum(m.has_taken_stance for m in members),
        "answered_all": _answered_all(facts, counted, revision),
        "answered": answered,
        "waiting": waiting,
        "silent": counted.size - answered - waiting,
        "took_no_part": counted.size - len(active),
        "judged_older_only": _judged_older_only(facts, counted, key),
        "changed_after_seeing": _changed(facts, counted, key),
        "late": len({person for given in counted.late.values() for person in given}),
        "late_support": _late_support(late),
    }


def _answered_all(facts: Facts, counted: Counted, revision: int) -> int:
    """How many answered every question about the newest revision, if only that they prefer not
    to say; whole fives while the round is open."""
    keys = [(question.id, revision) for question in facts.questions]
    given = [set(counted.of(*key)) | set(counted.apart.get(key, NONE)) for key in keys]
    return len(set.intersection(*given)) if given else 0


def _judged_older_only(facts: Facts, counted: Counted, key: tuple[int, int]) -> int:
    question, newest = key
    older = {
        person
        for revision in facts.revisions
        if revision.id != newest
        for person in counted.of(question, revision.id)
    }
    return len(older - set(counted.of(question, newest)))


def _changed(facts: Facts, counted: Counted, key: tuple[int, int]) -> int:
    """Answers changed under the eyes of the group; they do not move the verdict. In fives while the
    round is open."""
    changed = sum(ballot.answer != ballot.counted for ballot in counted.of(*key).values())
    return changed if facts.round.is_over else changed - changed % FLOOR


def _late_support(late: Mapping[int, Ballot]) -> Json | None:
    return tally(late, ("for", "unsure", "against")) if len(late) >= FLOOR else None
