"""Plain data survives the way over the wire; everything else is a name or a refusal, and nothing else ever happens."""

import collections
import decimal
import enum
import fractions
import io
import math
import struct
import tracemalloc

import msgspec
import numpy as np
import pytest
from fuzzing import frame_of, outcomes
from helpers_engine import decoded, sent

from autograder._sandbox.inside import wire
from autograder._sandbox.inside.encoding import LARGE
from autograder._sandbox.inside.values import (
    MAX_BUFFERS,
    MAX_DEPTH,
    MAX_NODES,
    MAX_STRUCTURE,
    MAX_TEXT,
    STORED,
    Opaque,
    WireError,
)


class Color(enum.IntEnum):
    RED = 3


class Words(str):
    __slots__ = ()

    def __str__(self):
        return "a lie"

    def encode(self, *_):
        return b"a lie"


class Row(list):
    def __iter__(self):
        return iter(["a lie"])

    def __len__(self):
        return 10**9


class Table(dict):
    def items(self):
        return [("a", "lie")]


Point = collections.namedtuple("Point", "x y")

PLAIN = [
    None, True, False, 0, -1, 2**63 - 1, -(2**63), 0.0, -0.5, math.inf, "", "text", "ü€😀", "\x00", "\ud800 half",
    [], (), {}, [1, [2, [3]]], (1, (2,)), [(), [], {}], {"a": 1, "b": [2]}, {1: "one", 2.5: "x", None: 0, False: 1},
    ["x"] * 1000,
    2**64, -(2**200), 10**900,
]  # fmt: skip


@pytest.mark.parametrize("value", PLAIN, ids=lambda value: repr(value)[:30])
def test_plain_data_comes_back_as_it_went(value):
    back = sent(value)
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize("dtype", sorted(STORED))
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (0, 3), (2, 0, 3), (1,) * 8])
def test_arrays_come_back_with_type_and_shape(dtype, shape):
    array = (np.arange(math.prod(shape)).reshape(shape) % 2).astype(dtype)
    back = sent(array)
    assert (back.dtype, back.shape) == (array.dtype, shape)
    assert np.array_equal(back, array)


@pytest.mark.parametrize(
    "array",
    [
        np.ones((2, 3)).T,
        np.arange(9)[::-2],
        np.asfortranarray(np.eye(2, 3)),
        np.ones(3, ">i4"),
        np.broadcast_to(1.0, 2),
    ],
    ids=["transposed", "reversed", "fortran", "big endian", "broadcast"],
)
def test_arrays_come_back_however_they_lie_in_memory(array):
    back = sent(array)
    assert np.array_equal(back, array)
    back += 1


def test_nan_comes_back_as_nan():
    back = sent([float("nan"), np.array([np.nan, 1.0]), {float("nan"): 1}])
    assert math.isnan(back[0])
    assert np.isnan(back[1][0])
    assert math.isnan(next(iter(back[2])))


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.float64(2.5), 2.5),
        (np.int8(-3), -3),
        (np.bool_(1), True),
        (np.array(3.0), 3.0),
        (np.str_("text"), "text"),
        (np.array("text"), "text"),
        (np.array(["a", "b"]), ["a", "b"]),
        (np.longdouble(1.5), 1.5),
        (np.array([[1, None], ["x", 2.5]], dtype=object), [[1, None], ["x", 2.5]]),
        (np.array(7, dtype=object), 7),
        (Color.RED, 3),
        (Words("truth"), "truth"),
        (Row([1, 2]), [1, 2]),
        (Table(W1=1), {"W1": 1}),
        (Point(1, 2), (1, 2)),
        (range(3), [0, 1, 2]),
        (collections.deque([1, 2]), [1, 2]),
        (collections.OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
        (collections.Counter("aab"), {"a": 2, "b": 1}),
        (fractions.Fraction(1, 4), 0.25),
        (decimal.Decimal("0.25"), 0.25),
        ({np.str_("W1"): 1, np.int64(2): 3}, {"W1": 1, 2: 3}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_plain_underneath_comes_back_plain(value, plain):
    assert sent(value) == plain


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (object(), "object"),
        (lambda: 0, "function"),
        ((k for k in ()), "generator"),
        (np, "module"),
        (int, "type"),
        ({1}, "set"),
        (b"bytes", "bytes"),
        (1j, "complex"),
        (10**1000, "int"),
        (fractions.Fraction(10**400), "Fraction"),
        (decimal.Decimal("sNaN"), "Decimal"),
        (np.zeros(2, dtype=[("a", "f8")]), "ndarray"),
        (np.array(["2025-01-01"], dtype="datetime64[D]"), "ndarray"),
        (np.zeros((1,) * 9), "ndarray"),
    ],
    ids=lambda value: str(type(value).__name__),
)
def test_what_is_no_plain_data_comes_back_as_the_name_of_its_type(value, name):
    back = sent([value])[0]
    assert isinstance(back, Opaque)
    assert (back.type_name, repr(back)) == (name, f"<{name} object>")


def test_no_method_of_a_liar_is_called():
    calls = []

    class Liar:
        def __getattribute__(self, name):
            calls.append(name)
            raise RuntimeError

        __len__ = __iter__ = __eq__ = __hash__ = __repr__ = __array__ = lambda *_: calls.append(1)

    class Meta(type):
        __name__ = property(lambda _: calls.append(2))

        def __instancecheck__(cls, _):
            calls.append(3)

    assert sent(Liar()).type_name == "Liar"
    assert sent(Meta("Named", (), {})()).type_name == "Named"
    assert not calls


def test_an_array_of_truth_values_holds_nothing_else():
    structure = msgspec.msgpack.encode([[["a", "bool", 3]]])
    _, (array,) = decoded(frame_of(structure, b"\x00\x02\xff"))
    assert array.view(np.uint8).tolist() == [0, 1, 1]


@pytest.mark.parametrize("key", [(1, 2), 2**64, -(2**63) - 1, 1j, frozenset(), np.complex128(1)], ids=repr)
def test_a_key_that_could_be_chosen_for_its_hash_comes_back_as_a_name(key):
    (back,) = sent({key: "value"})
    assert isinstance(back, Opaque)


def test_a_million_numbers_come_back():
    for value in ([0.5] * 10**6, list(range(10**6)), [True, False] * 500_000):
        assert sent(value) == value


@pytest.mark.parametrize(
    "value",
    [["x"] * MAX_NODES, dict.fromkeys(range(MAX_NODES)), np.zeros(MAX_BUFFERS // 8 + 1), [1.5] * 5_000_000],
    ids=["texts", "entries", "array", "numbers"],
)
def test_what_is_too_large_is_refused(value):
    with pytest.raises(WireError, match="too large"):
        sent(value)


@pytest.mark.parametrize(
    "value",
    [
        ["x" * MAX_TEXT, *["a"] * 40_000],
        [{"W1": ([["x" * MAX_TEXT, *["a"] * 40_000]],)}],
        [["x" * 1_000] * 1_000, *[np.zeros(1_000, bool)] * 999],
        [["x"] * 3_000, *[np.zeros(3_000, bool)] * 2_999],
    ],
    ids=["texts", "texts-in-a-dictionary", "texts-and-arrays", "short-texts-and-arrays"],
)
def test_a_list_that_would_be_far_larger_as_an_array_is_refused(value):
    with pytest.raises(WireError, match="too large as an array"):
        sent(value)


def test_texts_beside_arrays_are_no_array_of_texts():
    value = ("trained", np.zeros(2_000_000), {"name": "x" * MAX_TEXT, "W1": np.zeros((1_000, 2_000))}, ["a", "b"])
    came = sent(value)
    assert came[0] == "trained"
    assert came[1].shape == (2_000_000,)
    assert sent(["a sentence of some length"] * 10_000)[-1] == "a sentence of some length"


def test_an_exponential_list_is_refused_in_no_time():
    value = [0]
    for _ in range(60):
        value = [value, value]
    with pytest.raises(WireError, match="too large"):
        sent(value)


@pytest.mark.parametrize("make", [list, dict], ids=["list", "dict"])
def test_what_holds_itself_is_cut_off(make):
    value = make()
    value.append(value) if make is list else value.update(me=value)
    assert sent(value)


def test_an_array_that_holds_itself_is_cut_off():
    array = np.empty((), dtype=object)
    array[()] = array
    assert isinstance(sent(array), Opaque)


def test_long_texts_are_cut():
    assert len(sent("x" * 10**6)) == MAX_TEXT


REFUSED = {
    "no values": [1, 2],
    "a bare text that is too long": [["x" * 20_001]],
    "an unknown tag": [[["?", 1]]],
    "a text that is none": [[["s", "str and not bytes"]]],
    "half an entry": [[["d", [1]]]],
    "a list as a key": [[["d", [["l", []], 1]]]],
    "a tuple as a key": [[["d", [["t", [1]], 1]]]],
    "a big integer as a key": [[["d", [["i", "9" * 30], 1]]]],
    "a long integer": [[["i", "9" * 1001]]],
    "an integer of letters": [[["i", "nine"]]],
    "an array of objects": [[["a", "object", 1]]],
    "an array of a structure": [[["a", "f8,f8", 1]]],
    "an array without its buffer": [[["a", "float64", 1]]],
    "an array of negative size": [[["a", "float64", -1]]],
    "an array of half an entry": [[["a", "float64", 0.5]]],
    "an array of true entries": [[["a", "float64", True]]],
    "an array of nine axes": [[["a", "int8", [0] * 9]]],
    "an array too large for numpy, but empty": [[["a", "float64", [2**26] * 7 + [0]]]],
    "an array of more than there is": [[["a", "int8", 2**26, 2**26]]],
    "numbers of another type": [[["n", "float32", 0]]],
    "numbers without their buffer": [[["n", "float64", 1]]],
    "minus one number": [[["n", "float64", -1]]],
    "more numbers than memory": [[["n", "bool", 2**26]]],
    "a map": [[{"a": 1}]],
    "an extension": [[msgspec.msgpack.Ext(5, b"x")]],
    "bytes": [[b"x"]],
}


@pytest.mark.parametrize("message", REFUSED.values(), ids=REFUSED)
def test_a_structure_is_refused_that_holds(message):
    with pytest.raises(WireError):
        decoded(frame_of(msgspec.msgpack.encode(message), b""))


def test_depth_is_bounded():
    tree = 1
    for _ in range(MAX_DEPTH + 2):
        tree = ["l", [tree]]
    with pytest.raises(WireError):
        decoded(frame_of(msgspec.msgpack.encode([[tree]]), b""))
    with pytest.raises(WireError):
        decoded(frame_of(b"\x91" * 200_000 + b"\x90", b""))


@pytest.mark.parametrize("sizes", [(MAX_STRUCTURE + 1, 0), (0, MAX_BUFFERS + 1), (2**32 - 1, 2**32 - 1)])
def test_sizes_over_the_limit_are_refused_before_anything_is_read(sizes):
    read = []

    def only_the_header(size):
        read.append(size)
        assert len(read) == 1
        return struct.pack(">II", *sizes)

    with pytest.raises(WireError, match="size limit"):
        wire.decode_frame(only_the_header)


def test_bytes_left_over_are_refused():
    with pytest.raises(WireError, match="as large as its arrays"):
        decoded(frame_of(msgspec.msgpack.encode([[1]]), b"x"))


def test_keys_with_one_hash_cannot_be_sent():
    prime = 2**61 - 1
    message = [[["d", [part for k in range(100) for part in (["i", str(k * prime)], 0)]]]]
    with pytest.raises(WireError, match="key"):
        decoded(frame_of(msgspec.msgpack.encode(message), b""))


def test_nothing_but_values_and_refusals_comes_of_mutated_frames():
    found = outcomes(seed=20251122, count=5_000)
    assert found.total() == 5_000
    assert found["a value"] > 100
    assert len(found) > 5


@pytest.mark.parametrize("name", sorted(STORED))
def test_large_arrays_arrive_as_they_are_in_whatever_order_they_lie(name):
    array = (np.arange(2 * LARGE) % 3).astype(name).reshape(64, -1)
    for one in (array, array.T, array[::2], np.asfortranarray(array)):
        got = sent(one)
        assert got.dtype == one.dtype
        assert np.array_equal(got, one)


def test_what_is_remembered_of_frames_stays_small():
    texts = ["\N{GRINNING FACE}" + "x" * 9_000 + str(number) for number in range(400)]
    wire.decode_frame(io.BytesIO(wire.encode_frame(["x"], ("warm",))).read)
    tracemalloc.start()
    try:
        for text in texts:
            wire.decode_frame(io.BytesIO(wire.encode_frame(["x"], (text,))).read)
        remembered, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert remembered < 1 << 20
