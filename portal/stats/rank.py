"""Signal 4, rankings: who wins, under four rules, with every winner where there is a tie.

Here: Condorcet, Schulze, ranked pairs, instant run-off. Not here: reading ballots (ballots.py), and
what the silent could change (completions.py). No rule ever picks silently among equals; winners are
sorted by name. No ballots, no winner.
"""

from dataclasses import dataclass

from portal.stats import ballots as boxes
from portal.stats.ballots import Ballots
from portal.stats.completions import Stays, stays
from portal.stats.errors import Impossible

__all__ = [
    "CondorcetWinner",
    "Matrix",
    "SchulzeWinners",
    "Stays",
    "Winners",
    "condorcet",
    "irv",
    "matrix",
    "ranked_pairs",
    "schulze",
    "stays",
]

MOST_WAYS = 20_000


@dataclass(frozen=True, slots=True)
class Winners:
    """Every option that wins under some way of breaking ties."""

    winners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchulzeWinners:
    """The winners, and the whole order where it has no ties (else None)."""

    winners: tuple[str, ...]
    order: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class CondorcetWinner:
    """The option that beats every other one, or None."""

    winner: str | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """options sorted by name; above[i][j]: voters who place i above j."""

    options: tuple[str, ...]
    above: tuple[tuple[int, ...], ...]


def matrix(ballots: Ballots) -> Matrix:
    """Who is placed above whom by how many; an option left out is tied last on that ballot."""
    box = boxes.read(ballots)
    return Matrix(box.options, box.above)


def condorcet(ballots: Ballots) -> CondorcetWinner:
    """The option placed above each other one by more voters than below it."""
    box = boxes.read(ballots)
    every = range(len(box.options))
    for i in every:
        if all(box.margin(i, j) > 0 for j in every if j != i):
            return CondorcetWinner(box.options[i])
    return CondorcetWinner(None)


def schulze(ballots: Ballots) -> SchulzeWinners:
    """Strongest paths of winning votes (Schulze 2011)."""
    box = boxes.read(ballots)
    every = range(len(box.options))
    path = [[box.above[i][j] if box.margin(i, j) > 0 else 0 for j in every] for i in every]
    for via in every:
        for i in every:
            for j in every:
                if i != j:
                    path[i][j] = max(path[i][j], min(path[i][via], path[via][j]))
    beaten = [sum(path[i][j] > path[j][i] for j in every) for i in every]
    unbeaten = [i for i in every if all(path[i][j] >= path[j][i] for j in every)]
    ordered = sorted(every, key=lambda i: -beaten[i])
    is_strict = sorted(beaten) == list(every)
    return SchulzeWinners(
        tuple(box.options[i] for i in unbeaten),
        tuple(box.options[i] for i in ordered) if is_strict and every else None,
    )


def ranked_pairs(ballots: Ballots) -> Winners:
    """Lock pairs by falling margin unless they close a circle (Tideman 1987).

    Pairs of equal margin are tried in every order that makes a difference. Raises Impossible where
    there are too many of those to try.
    """
    box = boxes.read(ballots)
    every = range(len(box.options))
    pairs = [(box.margin(i, j), i, j) for i in every for j in every if box.margin(i, j) > 0]
    locked = {tuple(1 << i for i in every)}
    for margin in sorted({pair[0] for pair in pairs}, reverse=True):
        tied = frozenset((i, j) for size, i, j in pairs if size == margin)
        locked = _locked_in_every_order(locked, tied)
    found = {j for reach in locked for j in every if not any(_beats(reach, i, j) for i in every)}
    return Winners(tuple(box.options[j] for j in sorted(found)))


Reach = tuple[int, ...]  # for each option, the set of options it is locked above, itself included


def _beats(reach: Reach, i: int, j: int) -> bool:
    return i != j and bool(reach[i] >> j & 1)


def _locked_in_every_order(before: set[Reach], tied: frozenset[tuple[int, int]]) -> set[Reach]:
    waiting = [(_safely_locked(reach, tied), tied) for reach in before]
    seen, done = set(waiting), set()
    while waiting:
        reach, pairs = waiting.pop()
        free = frozenset(
            (i, j) for i, j in pairs if not _beats(reach, j, i) and not _beats(reach, i, j)
        )
        if not free:
            done.add(reach)
        for i, j in free:
            after = (_lock(reach, i, j), free - {(i, j)})
            if after not in seen:
                seen.add(after)
                waiting.append(after)
        if len(seen) > MOST_WAYS:
            raise Impossible("ballots hold too many ties to try every way of breaking them.")
    return done


def _safely_locked(reach: Reach, tied: frozenset[tuple[int, int]]) -> Reach:
    """With the pairs that close no circle even with all others: any order locks them."""
    whole = reach
    for i, j in tied:
        whole = _lock(whole, i, j)
    for i, j in tied:
        if not _beats(whole, j, i):
            reach = _lock(reach, i, j)
    return reach


def _lock(reach: Reach, i: int, j: int) -> Reach:
    return tuple(below | reach[j] if below >> i & 1 else below for below in reach)


def irv(ballots: Ballots) -> Winners:
    """Drop the option with fewest first places until one is left, over every way of breaking ties.

    Raises Impossible where there are too many of those to try.
    """
    box = boxes.read(ballots)
    everyone = frozenset(range(len(box.options)))
    waiting, seen = [everyone], {everyone}
    found: set[int] = set()
    while waiting:
        left = waiting.pop()
        if len(left) <= 1:
            found |= left
            continue
        firsts = _first_places(box, left)
        fewest = min(firsts.values())
        for option in (o for o, count in firsts.items() if count == fewest):
            after = left - {option}
            if after not in seen:
                seen.add(after)
                waiting.append(after)
        if len(seen) > MOST_WAYS:
            raise Impossible("ballots hold too many ties to try every way of breaking them.")
    return Winners(tuple(box.options[i] for i in sorted(found)))


def _first_places(box: boxes.Box, left: frozenset[int]) -> dict[int, int]:
    firsts = dict.fromkeys(left, 0)
    for count, order in box.ballots:
        first = next((option for option in order if option in left), None)
        if first is not None:
            firsts[first] += count
    return firsts
