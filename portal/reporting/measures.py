"""Any part of a document as rows: what is measured, its value, its bounds.

Here: one walk for every kind of question and study, so that a new field is exported without being
named here. Not here: which parts there are (`tables`), how a sheet looks (`sheets`). What is
withheld is None in the document and so in no row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from portal.reporting.numbers import Json

Cell: TypeAlias = str | int | float | bool | None
Path = tuple[str, ...]
# What names an entry of a list: the first found.
NAMES: Final = (
    *(
        "name",
        "label",
        "side",
        "prompt",
        "text",
        "word",
        "value",
        "price",
        "number",
        "day",
        "key",
        "id",
    ),
)
# What an interval of the same part is in the unit of. Beside a count of answers or a percent it
# stands alone: it is in people of the whole group.
MEASURED: Final = ("value", "points")
BOUNDS: Final = frozenset({"low", "high"})


@dataclass(frozen=True, slots=True)
class Measure:
    """`path`: from the part to the number, in codes and in names that people gave."""

    path: Path
    value: Cell
    low: Cell = None
    high: Cell = None


def measures(
    found: Any, names: Mapping[str, str] | None = None, path: Path = ()
) -> Iterator[Measure]:
    """Every number and word in `found`; `names` stand for keys of options."""
    if isinstance(found, dict):
        yield from _of_dict(found, {**(names or {}), **named_options(found)}, path)
    elif isinstance(found, list):
        for at, entry in enumerate(found):
            yield from _entry(entry, names or {}, path, at)
    elif found is not None:
        yield Measure(path, found)


def named_options(found: Json) -> dict[str, str]:
    """What the keys of a question's options, items or features stand for."""
    return {
        str(option["key"]): str(option["name"])
        for part in ("options", "items", "features")
        for option in found.get(part) or ()
        if isinstance(option, dict) and option.get("name")
    }


def _of_dict(found: Json, names: Mapping[str, str], path: Path) -> Iterator[Measure]:
    if found.keys() == BOUNDS:
        yield Measure(path, None, found["low"], found["high"])
        return
    measured = next((m for m in MEASURED if m in found and _is_bounded(found)), None)
    for key, value in found.items():
        here = (*path, names.get(key, key))
        if key == measured:
            yield Measure(here, value, found["interval"]["low"], found["interval"]["high"])
        elif not (key == "interval" and measured):
            yield from measures(value, names, here)


def _is_bounded(found: Json) -> bool:
    bounds = found.get("interval")
    return isinstance(bounds, dict) and bounds.keys() == BOUNDS


def _entry(entry: Any, names: Mapping[str, str], path: Path, at: int) -> Iterator[Measure]:
    """One of a list: by its own name where it has one, else by its place."""
    if not isinstance(entry, dict):
        yield from measures(entry, names, (*path, str(at + 1)))
        return
    name = next((n for n in NAMES if entry.get(n) not in (None, "")), None)
    label = str(at + 1) if name is None else str(entry[name])
    rest = {key: value for key, value in entry.items() if key not in (name, "key")}
    yield from measures(rest, names, (*path, names.get(label, label)))
