"""`python -m benchmarks.numbers`: what the statistics cost in a group of 5,000, in processor time.

Each is the median of a few runs, beside sorting 200,000 numbers on the same machine: the ratio is
what can be compared between machines. `--camps` adds the camps of 2,000 members, half a minute."""

import argparse
import time
from collections.abc import Callable
from itertools import combinations
from statistics import median
from typing import Any

import numpy as np

from portal.stats import camps, maxdiff, ops, pairs, price, rank, words

N, ANSWERED, YES = 5_000, 2_000, 1_300
LEVEL = {"level": 0.95}
SHARE = {"N": N, "n": ANSWERED, "x": YES}
RUNS = 3
Work = Callable[[], object]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.numbers")
    parser.add_argument("--camps", action="store_true")
    arguments = parser.parse_args()
    chance = np.random.default_rng(0)
    numbers = chance.random(200_000).tolist()
    yardstick = cost(lambda: sorted(numbers))
    print(f"{'':<48} {'CPU ms':>9} {'of a sort':>10}")
    for name, work in (
        _operations(chance) | _drawn(chance) | _camps(chance, arguments.camps)
    ).items():
        spent = cost(work)
        print(f"{name:<48} {1000 * spent:>9.1f} {spent / yardstick:>10.2f}")


def cost(work: Work) -> float:
    """Seconds of the processor, the median of a few runs."""
    times = []
    for _ in range(RUNS):
        before = time.process_time()
        work()
        times.append(time.process_time() - before)
    return median(times)


def _asked(name: str, **given: Any) -> tuple[str, Work]:
    request: list[object] = [{"op": name, "input": given}]
    answer = ops.answer(request)[0]
    assert isinstance(answer, dict)
    assert not isinstance(answer.get("error"), str), (name, answer)
    return name, lambda: ops.answer(request)


def _operations(chance: "np.random.Generator") -> dict[str, Work]:
    ratings = (chance.integers(1, 6, ANSWERED).tolist(), chance.integers(1, 6, ANSWERED).tolist())
    before_after = dict(zip(("before", "after"), ratings, strict=True))
    ballots = [[1, _order(chance, "ABCDEF")] for _ in range(ANSWERED)]
    votes = chance.integers(-1, 2, (N, 100)).tolist()
    camp, coins = chance.integers(0, 3, N).tolist(), chance.integers(0, 2, N).tolist()
    return dict(
        [
            _asked("support.hypergeom_ci", **SHARE, **LEVEL),
            _asked("support.prob_at_least", **SHARE, threshold=0.6),
            _asked("monitor.ppr_cs", **SHARE, alpha=0.05),
            _asked("monitor.anytime_error", N=N, K=3000, alpha=0.05, method="ppr", looks="all"),
            _asked("net.interval", N=N, n=ANSWERED, plus=900, minus=300, **LEVEL),
            _asked("choice.prob_leader_stays", counts={"A": 700, "B": 690, "C": 610}, N=N),
            _asked("rank.schulze", ballots=ballots),
            _asked("rank.ranked_pairs", ballots=ballots),
            _asked("rank.irv", ballots=ballots),
            _asked("power.required_responses", N=N, threshold=0.6, true_share=0.63, power=0.8,
                   **LEVEL),
            _asked("revision.signflip", **before_after),
            _asked("revision.wilcoxon", **before_after),
            _asked("polis.group_stats", votes=votes, labels=camp),
            _asked("polis.pca_variance", votes=votes),
            _asked("polis.silhouette", points=chance.random((N, 2)).tolist(), labels=camp),
            _asked("herding.runs_test", votes=coins),
            _asked("herding.order_slope", vote=coins, shown_share=chance.random(N).tolist()),
            _asked("health.first_reply", hours=chance.random(N).tolist(), replied=coins,
                   at_hours=1),
            _asked("health.inequality", contributions=chance.integers(0, 9, N).tolist()),
            _asked("multi.bh", p=chance.random(N).tolist(), q=0.1),
        ]
    )  # fmt: skip


def _order(chance: "np.random.Generator", names: str) -> list[str]:
    return [str(name) for name in chance.permutation(list(names))]


def _drawn(chance: "np.random.Generator") -> dict[str, Work]:
    """What the worker computes: members drawn again 2,000 times."""
    prices = np.sort(chance.integers(5, 99, (ANSWERED, 4)), axis=1) + np.arange(4)
    names = ("too_cheap", "cheap", "expensive", "too_expensive")
    priced = [dict(zip(names, map(float, row), strict=True)) for row in prices.tolist()]
    for one in priced:
        one |= {"intent_cheap": 4, "intent_expensive": 2}
    items = list("abcdef")
    answered = [
        [_order(chance, "".join(p)) for p in combinations(items, 2)] for _ in range(ANSWERED)
    ]
    sets = [[{"shown": o[:4], "best": o[0], "worst": o[3]}]
            for o in (_order(chance, "abcdef") for _ in range(ANSWERED))]  # fmt: skip
    ballots = [(1, _order(chance, "ABCDE")) for _ in range(ANSWERED)]
    said = [[" ".join(f"word{i}" for i in chance.integers(0, 400, 30))] for _ in range(ANSWERED)]
    return {
        "price.points_spread": lambda: price.points_spread(priced, N, 1),
        "pairs.spread, 6 items": lambda: pairs.spread(answered, items, N, 1),
        "maxdiff.spread": lambda: maxdiff.spread(sets, items, N, 1),
        "rank.stays, 5 options": lambda: rank.stays(ballots, N, 1),
        "words.compare, 2,000 texts": lambda: words.compare(said[:1000], said[1000:], "en"),
    }


def _camps(chance: "np.random.Generator", large: bool) -> dict[str, Work]:
    def poll(members: int, statements: int) -> list[list[int | None]]:
        seen = chance.random((members, statements)) < 0.5
        cast = chance.integers(-1, 2, (members, statements))
        return [
            [int(vote) if there else None for vote, there in zip(*row, strict=True)]
            for row in zip(cast, seen, strict=True)
        ]

    sizes = [(234, 70), (2_000, 200)] if large else [(234, 70)]
    polls = {f"camps.found, {m:,} by {s}": poll(m, s) for m, s in sizes}
    return {name: lambda votes=votes: camps.found(votes, 1) for name, votes in polls.items()}  # type: ignore[misc]


if __name__ == "__main__":
    main()
