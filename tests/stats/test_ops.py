"""The JSON front: order kept, one sentence for whatever is wrong, and never an exception."""

import copy
import io
import json
import math
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.cli.stats import stats
from portal.stats import ops
from tests.stats.samples import SAMPLES

GOOD = {"op": "support.manski_bounds", "input": {"N": 200, "n": 80, "x": 62}}


def one(request):
    return ops.answer([request])[0]


def test_answers_keep_the_order_of_the_requests():
    found = ops.answer([GOOD, {"op": "x", "input": {}}, GOOD])
    assert [set(answer) for answer in found] == [{"low", "high", "width"}, {"error"}] * 1 + [
        {"low", "high", "width"}
    ]
    assert ops.answer([]) == []


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        ({"op": "support.magic", "input": {}}, "There is no operation 'support.magic'."),
        ({"op": 5, "input": {}}, "op must be the name of an operation."),
        ({"input": {}}, "op must be the name of an operation."),
        ({"op": "support.manski_bounds"}, "input must be an object."),
        ({"op": "support.manski_bounds", "input": []}, "input must be an object."),
        (None, "Each request must be an object with op and input."),
        ([GOOD], "Each request must be an object with op and input."),
        (
            {"op": "support.manski_bounds", "input": {"N": 200, "n": 80}},
            "The field x is missing.",
        ),
        (
            {"op": "support.manski_bounds", "input": GOOD["input"] | {"y": 1}},
            "support.manski_bounds does not know the field 'y'.",
        ),
        (
            {"op": "support.manski_bounds", "input": GOOD["input"] | {"x": 81}},
            "x must not be larger than n.",
        ),
    ],
)
def test_whatever_is_wrong_gets_one_sentence(request_, sentence):
    assert one(request_) == {"error": sentence}


def test_whole_numbers_may_be_written_with_a_point():
    assert one({"op": "support.manski_bounds", "input": {"N": 200.0, "n": 80.0, "x": 62.0}}) == one(
        GOOD
    )


def test_what_is_infinite_becomes_null():
    asked = {"N": 60, "n": 20, "x": 12, "K": 3}
    assert one({"op": "monitor.log_martingale", "input": asked}) == {"log_M": None}


def test_the_command_reads_and_writes_lists():
    out = io.StringIO()
    assert stats(io.StringIO(json.dumps([GOOD, 7])), out) == 0
    assert json.loads(out.getvalue())[0] == {"low": 0.31, "high": 0.91, "width": 0.6}


def test_the_command_writes_names_that_no_stream_can_encode():
    half = '[{"op": "choice.plurality", "input": {"counts": {"\\ud800": 3}, "N": 4, "level": 0.9}}]'
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    assert stats(io.StringIO(half), out) == 0
    out.seek(0)
    assert json.loads(out.read())[0]["leader"] == "\ud800"


@pytest.mark.parametrize(
    "text", ["", "{", "[1,", '{"op": "x"}', "7", "[" * 100_000, "[" + "9" * 5000 + "]", "\ud800"]
)
def test_the_command_refuses_what_is_no_json_list(text, capsys):
    out = io.StringIO()
    assert stats(io.StringIO(text), out) == 2
    assert out.getvalue() == ""
    assert capsys.readouterr().err.count("\n") == 1


def test_importing_the_statistics_loads_no_numeric_library():
    code = (
        "import sys, portal.stats.ops\n"
        "heavy = {'numpy', 'scipy', 'flask', 'sqlalchemy'} & sys.modules.keys()\n"
        "print(sorted(heavy))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (found.stdout, found.stderr) == ("[]\n", "")


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="counts threads as Linux does")
def test_one_thread_is_enough():
    code = (
        "import os, portal.stats, numpy\n"
        "numpy.ones((500, 500)) @ numpy.ones((500, 500))\n"
        "print(len(os.listdir('/proc/self/task')))"
    )
    environ = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environ
    )
    assert (found.stdout, found.stderr) == ("1\n", "")


numbers = st.one_of(
    st.integers(-3, 40),
    st.floats(0, 1),
    st.floats(),
    st.sampled_from([10**9, 10**400, -0.0, 0.95, 0.05]),
)
junk = st.recursive(
    st.one_of(
        st.none(), st.booleans(), numbers, st.text(max_size=5), st.sampled_from(["all", "fixed"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=6), st.dictionaries(st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


@st.composite
def nearly_right(draw):
    """A known operation with its own fields, each filled with junk or something likely."""
    name = draw(st.sampled_from(sorted(ops.OPS)))
    fields = ops.fields_of(name)
    likely = st.one_of(
        numbers,
        junk,
        st.lists(st.integers(0, 5), max_size=11),
        st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=2), max_size=5),
        st.dictionaries(st.sampled_from("abcde"), st.integers(0, 9), max_size=5),
        st.lists(st.floats(0, 1), max_size=6),
    )
    return {"op": name, "input": {field: draw(likely) for field in fields}}


def places(value, way=()):
    """Every way into a nested input."""
    inner = enumerate(value) if isinstance(value, list) else ()
    inner = value.items() if isinstance(value, dict) else inner
    for key, one in inner:
        yield (*way, key)
        yield from places(one, (*way, key))


extremes = st.one_of(
    st.sampled_from([None, True, -1, 0, 1, 2, 10**7, 10**400, 0.5, 1.5, -0.0, 1e-12]),
    st.sampled_from([5e-324, 1e308, 1 - 1e-16, math.nan, math.inf, "", "all"]),
    st.sampled_from([[], {}, [[]], [None], [1], {"a": 1}, [0] * 6, [5] * 6]),
)


@st.composite
def bent(draw):
    """A good input with one to three of its places replaced, repeated or taken out."""
    name = draw(st.sampled_from(sorted(SAMPLES)))
    given_ = copy.deepcopy(SAMPLES[name])
    for _ in range(draw(st.integers(1, 3))):
        ways = list(places(given_))
        if not ways:
            break
        *way, last = draw(st.sampled_from(ways))
        holder = given_
        for key in way:
            holder = holder[key]
        how = draw(st.sampled_from(["extreme", "extreme", "repeat", "remove"]))
        if how == "extreme":
            holder[last] = copy.deepcopy(draw(extremes))
        elif how == "remove":
            del holder[last]
        elif isinstance(holder, list):
            holder.extend(copy.deepcopy(holder))
    return {"op": name, "input": given_}


def test_there_is_a_good_input_for_every_operation():
    assert SAMPLES.keys() == ops.OPS.keys()
    for name, given_ in SAMPLES.items():
        found = one({"op": name, "input": given_})
        assert name == "monitor.anytime_error" or "error" not in found, (name, found)
        assert set(given_) <= set(ops.fields_of(name))


@settings(max_examples=900)
@given(st.one_of(bent(), bent(), nearly_right(), junk))
def test_nothing_makes_it_raise_or_answer_with_what_is_no_json(request_):
    found = one(request_)
    assert isinstance(found, dict)
    if isinstance(found.get("error"), str):
        assert found["error"].endswith(".")
        assert "\n" not in found["error"]
        assert len(found["error"]) < 300
    json.dumps(found, allow_nan=False)
    assert not any(isinstance(v, float) and math.isnan(v) for v in found.values())
