"""What every statistic asks of its input before it computes.

Here: one small check a kind of value, each returning the clean value or raising `Impossible` with
the field's name. Not here: checks that belong to one signal alone.
"""

import math
from collections.abc import Iterable, Mapping
from numbers import Integral

from portal.stats.errors import Impossible

LARGEST_GROUP = 10_000_000
LARGEST_NUMBER = 1e12
LONGEST_LIST = 200_000


def count(name: str, value: object, at_least: int = 0, at_most: int = LARGEST_GROUP) -> int:
    """A whole number; 80.0 counts as one because JSON does not tell them apart."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise Impossible(f"{name} must be a whole number.")
    whole = int(value)
    if whole < at_least:
        raise Impossible(f"{name} must be at least {at_least}.")
    if whole > at_most:
        raise Impossible(f"{name} must be at most {at_most}.")
    return whole


def number(
    name: str, value: object, at_least: float = -LARGEST_NUMBER, at_most: float = LARGEST_NUMBER
) -> float:
    """A finite real number within the bounds."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Impossible(f"{name} must be a number.")
    if isinstance(value, float) and not math.isfinite(value):
        raise Impossible(f"{name} must be finite.")
    if not at_least <= value <= at_most:
        raise Impossible(f"{name} must be between {at_least:g} and {at_most:g}.")
    return float(value)


def share(name: str, value: object) -> float:
    """A number from 0 to 1, both included."""
    return number(name, value, 0, 1)


def inside(name: str, value: object) -> float:
    """A number strictly between 0 and 1: a level, an alpha, a power."""
    part = number(name, value, 0, 1)
    if part in (0, 1):
        raise Impossible(f"{name} must lie strictly between 0 and 1.")
    return part


def positive(name: str, value: object) -> float:
    """A finite number above 0."""
    real = number(name, value)
    if real <= 0:
        raise Impossible(f"{name} must be above 0.")
    return real


def answers(N: object, n: object, x: object) -> tuple[int, int, int]:
    """A group of at least one, with x <= n <= N."""
    whole, answered = roster(N, n)
    return whole, answered, count_within("x", x, "n", answered)


def roster(N: object, n: object) -> tuple[int, int]:
    """A group of at least one, with n <= N."""
    whole = count("N", N, at_least=1)
    return whole, count_within("n", n, "N", whole)


def count_within(name: str, value: object, limit_name: str, limit: int) -> int:
    """A count that may not exceed another one."""
    whole = count(name, value)
    if whole > limit:
        raise Impossible(f"{name} must not be larger than {limit_name}.")
    return whole


def population(N: object, n: int, name: str = "N") -> int | None:
    """The size of a finite group that holds n answers, or None where no finite group applies."""
    if N is None:
        return None
    whole = count(name, N, at_least=1)
    if n > whole:
        raise Impossible(f"There are more answers than {name}.")
    return whole


def items(
    name: str, value: object, length: int | None = None, at_most: int = LONGEST_LIST
) -> list[object]:
    """A list (or tuple) of the given length."""
    if not isinstance(value, list | tuple):
        raise Impossible(f"{name} must be a list.")
    if length is not None and len(value) != length:
        raise Impossible(f"{name} must have {length} entries.")
    if len(value) > at_most:
        raise Impossible(f"{name} must have at most {at_most} entries.")
    return list(value)


def counts(name: str, value: object, length: int | None = None) -> list[int]:
    """A list of counts whose sum is still a possible group."""
    found = [count(name, one) for one in items(name, value, length)]
    count(name, sum(found))
    return found


def numbers(name: str, value: object, length: int | None = None) -> list[float]:
    """A list of finite numbers."""
    return [number(name, one) for one in items(name, value, length)]


def yes_or_no(name: str, value: object, length: int | None = None) -> list[int]:
    """A list of 0 and 1."""
    return [count(name, one, at_most=1) for one in items(name, value, length)]


def named(name: str, value: object, at_most: int = LONGEST_LIST) -> dict[str, object]:
    """A mapping whose keys are strings."""
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise Impossible(f"{name} must be an object with named entries.")
    if len(value) > at_most:
        raise Impossible(f"{name} must have at most {at_most} entries.")
    return dict(value)


def named_counts(name: str, value: object, at_most: int = LONGEST_LIST) -> dict[str, int]:
    """A mapping from names to counts whose sum is still a possible group."""
    found = {
        key: count(f"{name}[{key[:40]!r}]", one) for key, one in named(name, value, at_most).items()
    }
    count(name, sum(found.values()))
    return found


def one_of(name: str, value: object, choices: Iterable[str]) -> str:
    """One of a few known words."""
    known = tuple(choices)
    if not isinstance(value, str) or value not in known:
        raise Impossible(f"{name} must be one of {', '.join(known)}.")
    return value
