"""Trees into what makes values of buffers.

What arrives may be anything: it is a value within the limits, or it is refused.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from .values import (
    AS_STORED,
    MAX_AS_TEXTS,
    MAX_BUFFERS,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_DIMENSIONS,
    MAX_NAME,
    MAX_NODES,
    MAX_TEXT,
    NUMBER_SIZE,
    NUMBERS,
    STORED,
    Array,
    Budget,
    Opaque,
    WireError,
)

# Bytes of one character of an array, and characters in which numpy writes a number that stands among texts.
_CHARACTER_SIZE = 4
_NUMBER_AS_TEXT = 32


# What stands for itself, of whatever size.
_PLAIN = {type(None), bool, int, float}

# What makes a value out of the buffers of a frame.
Maker = Callable[[bytearray], Any]


class Layout:
    """Where the arrays of one frame lie in its buffers, one after the other.

    Attributes:
        size: Bytes of all of them so far.
    """

    __slots__ = ("size",)

    def __init__(self) -> None:
        self.size = 0

    def next(self, name: str, shape: list[int], count: int) -> Callable[[bytearray], Array]:
        """Return what makes the next array, of a known dtype and `count` entries; it is a view if it can be one."""
        kind, start = STORED[name], self.size
        self.size += count * kind.itemsize
        if name == "bool":
            # A truth value is a byte that may have come as anything but 0 or 1.
            return lambda data: np.not_equal(np.ndarray(shape, np.uint8, data, start), 0)
        if name in AS_STORED and start % kind.alignment == 0:
            return lambda data: np.ndarray(shape, kind, data, start)
        return lambda data: np.ndarray(shape, kind, data, start).astype(name)


def understand(tree: Any, budget: Budget, layout: Layout, depth: int = MAX_DEPTH) -> Maker:
    """Return what makes the value of a tree, whatever numbers its arrays hold.

    Raises:
        WireError: It has none.
    """
    budget.take_node()
    kind = type(tree)
    if tree is None or kind is float or kind is int or kind is bool:
        return lambda _: tree
    if kind is str and len(tree) <= MAX_TEXT:
        budget.longest = max(budget.longest, len(tree))
        return lambda _: tree
    if kind is not list or not tree or depth < 0:
        raise WireError("not a value")
    if tree[0] == "a" and len(tree) > 1:
        return _array(tree[1], tree[2:], budget, layout)
    return _tagged(tree, budget, layout, depth)


def refuse_wide_texts(make: Maker, layout: Layout, budget: Budget) -> None:
    """Refuse lists that would be far larger as arrays: there every entry is as wide as the longest text.

    Args:
        make: Makes the list of all values of a frame.
        layout: What its arrays take.
        budget: What it took to understand them.

    Raises:
        WireError: One of them is, or has in it, such a list.
    """
    entries = MAX_NODES - budget.nodes + MAX_BUFFERS - budget.bytes
    if budget.longest and entries * max(budget.longest, _NUMBER_AS_TEXT) * _CHARACTER_SIZE > MAX_AS_TEXTS:
        for value in make(bytearray(layout.size)):
            _as_array(value)


def _as_array(value: Any) -> tuple[int, int, int] | None:
    """Return dimensions, entries and length of the longest text (0 if none) of an array made of a value.

    None if numpy makes no array of it, because lists in it are not of one depth.
    """
    kind = type(value)
    if kind is np.ndarray:
        return value.ndim, value.size, 0
    if kind is dict:
        for entry in value.values():
            _as_array(entry)
    if kind is not list and kind is not tuple:
        return 0, 1, len(value) if kind is str else 0
    parts = [_as_array(entry) for entry in value]
    found = [part for part in parts if part is not None]
    if not found or len(found) < len(parts) or len({dimensions for dimensions, _, _ in found}) > 1:
        return None
    entries, longest = sum(part[1] for part in found), max(part[2] for part in found)
    if longest and entries * max(longest, _NUMBER_AS_TEXT) * _CHARACTER_SIZE > MAX_AS_TEXTS:
        raise WireError("a list of texts that is too large as an array")
    return found[0][0] + 1, entries, longest


def _tagged(tree: list[Any], budget: Budget, layout: Layout, depth: int) -> Maker:
    match tree:
        case ["s", bytes(text)] if len(text) <= 4 * MAX_TEXT:
            budget.longest = max(budget.longest, len(text))
            return _constant(_text(text))
        case ["d", list(parts)] if len(parts) % 2 == 0:
            if not all(map(_may_be_a_key, parts[::2])):
                raise WireError("a key that cannot be one")
            makers = [understand(part, budget, layout, depth - 1) for part in parts]
            pairs = list(zip(makers[::2], makers[1::2], strict=True))
            return lambda data: {name(data): entry(data) for name, entry in pairs}
        case ["l" | "t" as tag, list(items)] if _PLAIN.issuperset(map(type, items)):
            budget.take_nodes(len(items))
            return (lambda _: items.copy()) if tag == "l" else _constant(tuple(items))
        case ["l", list(items)]:
            return all_of([understand(item, budget, layout, depth - 1) for item in items])
        case ["t", list(items)]:
            every = all_of([understand(item, budget, layout, depth - 1) for item in items])
            return lambda data: tuple(every(data))
        case ["n", str(dtype), count] if dtype in NUMBERS.values() and type(count) is int and 0 <= count <= MAX_BUFFERS:
            budget.take(NUMBER_SIZE * count)
            numbers = layout.next(dtype, [count], count)
            return lambda data: numbers(data).tolist()
        case ["i", str(digits)] if len(digits) <= MAX_DIGITS:
            return _constant(_integer(digits))
        case ["o", bytes(name)] if len(name) <= 4 * MAX_NAME:
            return _constant(Opaque(_name(name)))
    raise WireError("not a value")


def all_of(makers: list[Maker]) -> Maker:
    """Return what makes a list of values."""
    return lambda data: [make(data) for make in makers]


def _constant(value: Any) -> Maker:
    return lambda _: value


def _array(name: Any, shape: list[Any], budget: Budget, layout: Layout) -> Maker:
    if type(name) is not str or name not in STORED or len(shape) > MAX_DIMENSIONS:
        raise WireError("not an array")
    count = size = 1
    for one in shape:
        if type(one) is not int or not 0 <= one <= MAX_BUFFERS:
            raise WireError("not an array")
        count *= one
        # The sizes beside a 0 take no memory, but numpy refuses to multiply them beyond its own integers.
        size *= one or 1
    if size > MAX_BUFFERS:
        raise WireError("not an array")
    budget.take(count * STORED[name].itemsize)
    array = layout.next(name, shape, count)
    return array if shape else lambda data: array(data)[()]


def _name(data: bytes) -> str:
    """Return the name of a type; students can call one anything, control characters included."""
    text = data.decode("utf-8", "replace")
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def _integer(digits: str) -> int:
    try:
        return int(digits)
    except ValueError:
        raise WireError("not an integer") from None


def _may_be_a_key(tree: Any) -> bool:
    """Tell whether a key is small: big integers, complex numbers and tuples can be chosen so that all have one hash."""
    match tree:
        case None | bool() | int() | float() | str():
            return True
        case ["s" | "o", _]:
            return True
        case ["a", str(name)]:
            return not name.startswith("complex")
    return False
