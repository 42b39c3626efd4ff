"""Values into trees and buffers.

The value is a student's. Nothing of its own is called but what numpy and the plain types do themselves.
"""

from collections import deque
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from .values import (
    AS_STORED,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_DIMENSIONS,
    MAX_NAME,
    MAX_TEXT,
    NAMES,
    NUMBER_SIZE,
    NUMBERS,
    STORED,
    Array,
    Budget,
)

# Shorter lists are cheaper item by item.
LONG_LIST = 64

# Larger arrays are not copied to be sent.
LARGE = 4_096

Part = bytes | memoryview

_SEQUENCES: dict[Any, str] = {list: "l", tuple: "t", range: "l", deque: "l"}
_PLAIN: dict[Any, Callable[[Any], Any]] = {int: int.__int__, float: float.__float__, str: str.__str__}


def encode(value: Any, budget: Budget, buffers: list[Part], depth: int = MAX_DEPTH) -> Any:
    """Return the tree of a value; the bytes of its arrays are added to `buffers`.

    Raises:
        WireError: It is larger than `budget`.
    """
    budget.take_node()
    kind = type(value)
    if value is None or kind is bool or kind is float:
        return value
    if kind is int:
        return value if -(2**63) <= value < 2**63 else _big_integer(value)
    if kind is str:
        # What msgpack takes as text; half a surrogate pair it does not.
        return value[:MAX_TEXT] if value.isascii() else ["s", value[:MAX_TEXT].encode("utf-8", "surrogatepass")]
    if depth == 0:
        return _opaque(kind)
    # `kind` is what the interpreter says, whatever `__class__` pretends; only then may numpy touch the object.
    if issubclass(kind, np.ndarray | np.generic):
        return _array(value, budget, buffers, depth)
    if issubclass(kind, dict):
        return ["d", [part for entry in dict.items(value) for part in _entry(*entry, budget, buffers, depth - 1)]]
    for base, tag in _SEQUENCES.items():
        if issubclass(kind, base):
            return _sequence(list(base.__iter__(value)), tag, budget, buffers, depth)
    return _plain(value, kind, budget, buffers)


def _array(value: Any, budget: Budget, buffers: list[Part], depth: int) -> Any:
    array = value if type(value) is np.ndarray else np.asarray(value).view(np.ndarray)
    if array.dtype not in NAMES:
        if array.dtype.kind in "UOS":
            return encode(array.tolist(), budget, buffers, depth - 1)
        array = array.astype(np.float64 if array.dtype == np.longdouble else array.dtype.newbyteorder("="))
    name = NAMES.get(array.dtype)
    if name is None or array.ndim > MAX_DIMENSIONS:
        return _opaque(type(value))
    budget.take(array.nbytes)
    stored = array if name in AS_STORED else array.astype(STORED[name])
    buffers.append(_view(stored) if stored.nbytes >= LARGE and stored.flags.c_contiguous else stored.tobytes())
    return ["a", name, *array.shape]


def _view(array: Array) -> memoryview:
    return array.data.cast("B")


def _sequence(items: list[Any], tag: str, budget: Budget, buffers: list[Part], depth: int) -> Any:
    return _numbers(items, tag, budget, buffers) or [tag, [encode(item, budget, buffers, depth - 1) for item in items]]


def _numbers(items: list[Any], tag: str, budget: Budget, buffers: list[Part]) -> Any:
    """Encode a long list of numbers of one type as a buffer; return None for any other list."""
    kind = type(items[0]) if len(items) >= LONG_LIST and tag == "l" else None
    if kind not in NUMBERS or any(type(one) is not kind for one in items):
        return None
    budget.take(NUMBER_SIZE * len(items))
    try:
        buffers.append(np.array(items, dtype=STORED[NUMBERS[kind]]).tobytes())
    except OverflowError:
        return None
    return ["n", NUMBERS[kind], len(items)]


def _entry(key: Any, value: Any, budget: Budget, buffers: list[Part], depth: int) -> tuple[Any, Any]:
    kind = type(key)
    simple = key is None or issubclass(kind, str | float | np.integer | np.floating | np.bool_)
    small = issubclass(kind, int) and -(2**63) <= int.__int__(key) < 2**63
    name = encode(key, budget, buffers, depth) if simple or small else _opaque(kind)
    return name, encode(value, budget, buffers, depth)


def _plain(value: Any, kind: type, budget: Budget, buffers: list[Part]) -> Any:
    """Encode what is a number or a text underneath."""
    for base, convert in _PLAIN.items():
        if issubclass(kind, base):
            return encode(convert(value), budget, buffers, 0)
    if kind in (Fraction, Decimal):
        try:
            return float(value)
        except (OverflowError, ValueError):
            pass
    return _opaque(kind)


def _big_integer(value: int) -> Any:
    return ["i", str(value)] if value.bit_length() < 3 * MAX_DIGITS else _opaque(int)


def _opaque(kind: type) -> Any:
    return ["o", str(type.__dict__["__name__"].__get__(kind))[:MAX_NAME].encode("utf-8", "replace")]
