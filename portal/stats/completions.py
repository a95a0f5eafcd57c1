"""Signal 4, whether a ranking's winner stays when the silent have answered too.

Here: what is certain, and else the share of predicted completions. Not here: the rules (rank.py).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.stats import ballots as boxes
from portal.stats import checks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.int64]  # completions by options by options: voters placing i above j

DRAWS = 2_000
AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Stays:
    """winners: by Schulze, every one of a tie; empty without ballots.

    certain: one option leads each other one by more voters than are silent. probability: the share
    of completions with exactly these winners, 1 where certain. wins: for each option (sorted by
    name) the share of completions in which it is among the winners.
    """

    winners: tuple[str, ...]
    certain: bool
    probability: float | None
    wins: dict[str, float]


def stays(ballots: boxes.Ballots, N: int, seed: int, draws: int = DRAWS) -> Stays:
    """Whether the Schulze winners stay once all N have answered.

    The silent are drawn by Polya's urn from the ballots there are, a Dirichlet-multinomial: an
    order nobody gave is never predicted. Counts of ballots sum to n <= N. The same seed gives the
    same digits. Raises Impossible.
    """
    import numpy as np

    box = boxes.read(ballots)
    counts = [count for count, _ in box.ballots]
    N = checks.roster(N, sum(counts))[0]
    seed, draws = checks.count("seed", seed), checks.count("draws", draws, 1, 20_000)
    silent = N - sum(counts)
    if not sum(counts):
        return Stays((), False, None, {})
    above = np.array(box.above, dtype=np.int64).reshape(1, len(box.options), -1)
    now = _winners(above)[0]
    names = tuple(name for name, wins in zip(box.options, now.tolist(), strict=True) if wins)
    if not silent or _is_certain(box, silent):
        return Stays(names, True, 1.0, {name: float(name in names) for name in box.options})
    won = np.concatenate([_winners(above + more) for more in _completed(box, silent, seed, draws)])
    share = dict(zip(box.options, won.mean(axis=0).tolist(), strict=True))
    return Stays(names, False, float((won == now).all(axis=1).mean()), share)


def _is_certain(box: boxes.Box, silent: int) -> bool:
    every = range(len(box.options))
    return any(all(box.margin(i, j) > silent for j in every if j != i) for i in every)


def _completed(box: boxes.Box, silent: int, seed: int, draws: int) -> "list[Tables]":
    """What the silent add to each pair, in portions of the draws."""
    import numpy as np

    cast = [(count, order) for count, order in box.ballots if count]
    size = len(box.options)
    alone = np.array([boxes.above([(1, order)], size) for _, order in cast]).reshape(len(cast), -1)
    chance = np.random.default_rng(seed)
    portion = max(1, AT_ONCE // max(len(cast), size * size))
    added = []
    for done in range(0, draws, portion):
        shares = chance.dirichlet([count for count, _ in cast], min(portion, draws - done))
        told = chance.multinomial(silent, shares)
        added.append((told.astype(np.float64) @ alone).round().astype(np.int64))
    return [one.reshape(-1, size, size) for one in added]


def _winners(above: "Tables") -> "NDArray[np.bool_]":
    """Completions by options: whether nobody's strongest path beats the option's (Schulze 2011)."""
    import numpy as np

    turned = above.transpose(0, 2, 1)
    path = np.where(above > turned, above, 0)
    for via in range(above.shape[1]):
        path = np.maximum(path, np.minimum(path[:, :, via, None], path[:, None, via, :]))
    size = above.shape[1]
    path[:, range(size), range(size)] = 0
    unbeaten: NDArray[np.bool_] = np.all(path >= path.transpose(0, 2, 1), axis=2)
    return unbeaten
