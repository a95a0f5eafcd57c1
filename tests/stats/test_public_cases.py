"""The worked cases kept beside the project, when they are there: every number within tolerance."""

import json
import os
from functools import cache
from pathlib import Path

import pytest

from portal.stats import ops

CHECKOUT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("FIRSTLOOK_SHARED_DATA", CHECKOUT.parent / "shared" / "data"))
CASES = SHARED / "statistics-public.json"

pytestmark = pytest.mark.real


@cache
def cases():
    if not CASES.is_file():
        pytest.skip(f"no worked cases beside the checkout ({CASES.name} is absent)")
    return json.loads(CASES.read_text(encoding="utf-8"))


def differences(expected, found, tolerance, compare, where=""):
    """Every place where a found value is not the expected one."""
    if isinstance(expected, dict):
        if not isinstance(found, dict) or not expected.keys() <= found.keys():
            return [f"{where}: {found!r} instead of {expected!r}"]
        pairs = [(f"{where}.{key}", expected[key], found[key]) for key in expected]
    elif isinstance(expected, list):
        if not isinstance(found, list) or len(expected) != len(found):
            return [f"{where}: {found!r} instead of {expected!r}"]
        pairs = [
            (f"{where}[{i}]", e, f) for i, (e, f) in enumerate(zip(expected, found, strict=True))
        ]
    elif isinstance(expected, bool | str | None):
        same = type(found) is type(expected) and found == expected
        return [] if same else [f"{where}: {found!r} instead of {expected!r}"]
    else:
        if isinstance(found, bool) or not isinstance(found, int | float):
            return [f"{where}: {found!r} instead of {expected!r}"]
        short = expected - found
        fine = short <= tolerance and (compare == "at_least" or -short <= tolerance)
        return [] if fine else [f"{where}: {found!r} instead of {expected!r}"]
    return [d for name, e, f in pairs for d in differences(e, f, tolerance, compare, name)]


def test_every_worked_case_holds():
    found = ops.answer([{"op": case["op"], "input": case["input"]} for case in cases()])
    wrong = []
    for case, output in zip(cases(), found, strict=True):
        compare = case.get("compare", "both_sides")
        wrong += differences(case["expected"], output, case["tolerance"], compare, case["id"])
    assert wrong == []


def test_a_planted_error_is_noticed():
    case = cases()[0]
    planted = {key: value + 1 for key, value in case["expected"].items()}
    assert len(differences(case["expected"], planted, case["tolerance"], "both_sides")) == len(
        planted
    )
