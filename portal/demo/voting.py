"""What the demo's members do: votes, stances and the moments of critique, drawn from a seed.

The model: each member has a taste that stays the same from revision to revision; a revision has
an appeal; segments shift it; answers follow from the sum with a little noise. So the same people
move together, r2 does better than r1 where it should, and ratings agree with support.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from portal.demo import answers
from portal.demo.drawing.shapes import seeded
from portal.demo.nouns import Critique, Draft, Member, Reason, Round, days
from portal.kinds import COMPOSED

EARLIEST = timedelta(minutes=-20)


@dataclass(frozen=True)
class Vote:
    """One answer; `question` is its position in the round. `earlier`: answers it replaced."""

    member: str
    question: int
    revision: int
    answer: str
    at: timedelta
    reason: str = ""
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stance:
    critique: str
    member: str
    stance: str
    at: timedelta


@dataclass(frozen=True)
class Said:
    """A critique in its place: `key` is its path ("3.1" is the first reply to the third)."""

    key: str
    parent: str | None
    depth: int
    critique: Critique
    at: timedelta
    responded_at: timedelta | None


def window(round: Round, draft: Draft, revision: int) -> tuple[timedelta, timedelta]:
    """When a revision was the newest one in its round."""
    published = {r.number: r.published_at for r in draft.revisions}
    later = [published[n] for n in round.revisions if n > revision]
    start = max(round.opens_at, published[revision])
    return start, min(round.closes_at, EARLIEST, *later)


def voters(members: Sequence[Member], round: Round) -> list[Member]:
    """Those who were active when the round opened."""
    return [
        m
        for m in members
        if m.state == "active" and m.joined_at is not None and m.joined_at < round.opens_at
    ]


def votes(round: Round, draft: Draft, members: Sequence[Member], seed: str) -> tuple[Vote, ...]:
    """Every answer in the round, in order of time."""
    cast: list[Vote] = []
    reasons = list(round.reasons)
    for member in voters(members, round):
        rng = seeded(f"{seed} {round.key} {member.email}")
        taste, habit = rng.gauss(0, 0.75), rng.random()
        for revision in round.revisions:
            # Habit decides mostly, so that those who judged r1 come back for r2.
            if 0.75 * habit + 0.25 * rng.random() < round.leaning.turnout[revision]:
                cast += _ballot(round, draft, member, revision, taste, rng, reasons)
    return tuple(sorted(cast, key=lambda vote: (vote.at, vote.member, vote.question)))


def _ballot(
    round: Round, draft: Draft, member: Member, revision: int, taste: float, rng: Random,
    reasons: list[Reason],
) -> list[Vote]:  # fmt: skip
    lean = round.leaning
    score = lean.appeal[revision] + taste + rng.gauss(0, 0.25)
    score += sum(lean.segments.get(segment, 0) for segment in member.segments)
    start, end = window(round, draft, revision)
    at = start + (end - start) * min(rng.betavariate(1.1, 2.4), 0.97)
    ballot = []
    for position, question in enumerate(round.questions):
        if position > 1 and rng.random() < (0.14 if question.kind in COMPOSED else 0.08):
            continue  # not everyone answers everything, and less of what takes longer
        answer = answers.drawn(question, score, _tastes(round, member), rng)
        reason = _reason(reasons, answer, member.language, revision, rng) if not position else ""
        earlier: tuple[str, ...] = ()
        if not position and rng.random() < 0.06:
            earlier = ("unsure" if answer != "unsure" else "against",)
        at += timedelta(seconds=rng.randint(6, 40))
        ballot.append(Vote(member.email, position, revision, answer, at, reason, earlier))
    return ballot


def _tastes(round: Round, member: Member) -> dict[str, float]:
    """How much each variant is to this member's liking."""
    lean = round.leaning
    return {
        key: weight * max(1 + sum(lean.tastes.get((s, key), 0) for s in member.segments), 0.1)
        for key, weight in lean.variants.items()
    }


def _reason(reasons: list[Reason], answer: str, language: str, revision: int, rng: Random) -> str:
    """Takes a sentence from those that are left, at most once each."""
    fitting = [
        r for r in reasons
        if r.answer == answer and r.language == language and r.revision == revision
    ]  # fmt: skip
    if not fitting or rng.random() > 0.5:
        return ""
    chosen = rng.choice(fitting)
    reasons.remove(chosen)
    return chosen.text


def said(round: Round, draft: Draft) -> tuple[Said, ...]:
    """All critique of a round as a flat list, parents before replies, with its moments."""
    found: list[Said] = []
    for revision in round.revisions:
        here = [
            (i, critique) for i, critique in enumerate(round.critiques, 1)
            if critique.revision == revision
        ]  # fmt: skip
        start, end = window(round, draft, revision)
        for place, (i, critique) in enumerate(here, 1):
            at = start + (end - start) * (0.8 * place / (len(here) + 1))
            found += _thread(critique, str(i), None, 0, at, round, draft)
    return tuple(found)


def _thread(
    critique: Critique, key: str, parent: str | None, depth: int, at: timedelta, round: Round,
    draft: Draft,
) -> Iterator[Said]:  # fmt: skip
    last = min(round.closes_at, EARLIEST)
    yield Said(key, parent, depth, critique, at, _responded(critique, at, draft))
    for i, reply in enumerate(critique.replies, 1):
        later = at + (last - at) * (0.04 + 0.05 * i)
        yield from _thread(reply, f"{key}.{i}", key, depth + 1, later, round, draft)


def _responded(critique: Critique, at: timedelta, draft: Draft) -> timedelta | None:
    if critique.response is None:
        return None
    for revision in draft.revisions:
        if revision.number == critique.response.revision:
            return max(revision.published_at, at + timedelta(hours=1))
    return min(at + days(1.2), EARLIEST)


def stances(round: Round, draft: Draft, members: Sequence[Member], seed: str) -> tuple[Stance, ...]:
    """Who agrees, disagrees or passes: the written counts, given to seeded people."""
    taken: list[Stance] = []
    last = min(round.closes_at, EARLIEST)
    for remark in said(round, draft):
        rng = seeded(f"{seed} {round.key} {remark.key}")
        others = [m.email for m in voters(members, round) if m.email != remark.critique.author]
        rng.shuffle(others)
        words = ("agree", "disagree", "pass")
        for stance, count in zip(words, remark.critique.stances, strict=True):
            for _ in range(min(count, len(others))):
                at = remark.at + (last - remark.at) * rng.betavariate(1, 2)
                taken.append(Stance(remark.key, others.pop(), stance, at))
    return tuple(taken)
