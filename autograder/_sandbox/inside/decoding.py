"""Trees and buffers into values.

What arrives may be anything: it is a value within the limits, or it is refused.
"""

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


class Buffers:
    """Hands out the buffers of one frame in their order, each once.

    Args:
        data: All of them; the arrays are views of it.
    """

    __slots__ = ("_data", "_offset")

    def __init__(self, data: bytearray) -> None:
        self._data, self._offset = data, 0

    def next(self, name: str, shape: list[int], count: int) -> Array:
        """Return the next array, of a known dtype and `count` entries."""
        kind, start = STORED[name], self._offset
        end = start + count * kind.itemsize
        if end > len(self._data):
            raise WireError("an array larger than its buffer")
        self._offset = end
        if name == "bool":
            # A truth value is a byte that may have come as anything but 0 or 1.
            flags: Array = np.ndarray(shape, np.uint8, self._data, start)
            return np.not_equal(flags, 0)
        array: Array = np.ndarray(shape, kind, self._data, start)
        return array if name in AS_STORED and array.flags.aligned else array.astype(name)

    @property
    def used_up(self) -> bool:
        return self._offset == len(self._data)


def decode(tree: Any, budget: Budget, buffers: Buffers, depth: int = MAX_DEPTH) -> Any:
    """Return the value of a tree.

    Raises:
        WireError: There is none.
    """
    budget.take_node()
    kind = type(tree)
    if tree is None or kind is float or kind is int or kind is bool:
        return tree
    if kind is str and len(tree) <= MAX_TEXT:
        budget.longest = max(budget.longest, len(tree))
        return tree
    if kind is not list or not tree or depth < 0:
        raise WireError("not a value")
    if tree[0] == "a" and len(tree) > 1:
        return _array(tree[1], tree[2:], budget, buffers)
    return _tagged(tree, budget, buffers, depth)


def refuse_wide_texts(values: list[Any], budget: Budget) -> None:
    """Refuse lists that would be far larger as arrays: there every entry is as wide as the longest text.

    Args:
        values: All values of a frame.
        budget: What it took to decode them.

    Raises:
        WireError: One of them is, or has in it, such a list.
    """
    entries = MAX_NODES - budget.nodes + MAX_BUFFERS - budget.bytes
    if budget.longest and entries * max(budget.longest, _NUMBER_AS_TEXT) * _CHARACTER_SIZE > MAX_AS_TEXTS:
        for value in values:
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


def _tagged(tree: list[Any], budget: Budget, buffers: Buffers, depth: int) -> Any:
    match tree:
        case ["s", bytes(text)] if len(text) <= 4 * MAX_TEXT:
            budget.longest = max(budget.longest, len(text))
            return _text(text)
        case ["d", list(parts)] if len(parts) % 2 == 0:
            return _dictionary([decode(part, budget, buffers, depth - 1) for part in parts])
        case ["l", list(items)]:
            return [decode(item, budget, buffers, depth - 1) for item in items]
        case ["t", list(items)]:
            return tuple([decode(item, budget, buffers, depth - 1) for item in items])
        case ["n", str(dtype), count] if dtype in NUMBERS.values() and type(count) is int and 0 <= count <= MAX_BUFFERS:
            budget.take(NUMBER_SIZE * count)
            return buffers.next(dtype, [count], count).tolist()
        case ["i", str(digits)] if len(digits) <= MAX_DIGITS:
            return _integer(digits)
        case ["o", bytes(name)] if len(name) <= 4 * MAX_NAME:
            return Opaque(_name(name))
    raise WireError("not a value")


def _array(name: Any, shape: list[Any], budget: Budget, buffers: Buffers) -> Any:
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
    array = buffers.next(name, shape, count)
    return array if shape else array[()]


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


def _dictionary(parts: list[Any]) -> dict[Any, Any]:
    keys = parts[::2]
    if not all(map(_may_be_a_key, keys)):
        raise WireError("a key that cannot be one")
    return dict(zip(keys, parts[1::2], strict=True))


def _may_be_a_key(key: Any) -> bool:
    """Tell whether a key is small: big integers, complex numbers and tuples can be chosen so that all have one hash."""
    if isinstance(key, int):
        return -(2**63) <= key < 2**64
    return key is None or isinstance(key, str | float | np.integer | np.floating | np.bool_ | Opaque)
