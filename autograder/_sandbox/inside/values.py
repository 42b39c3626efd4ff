"""What travels between the grader and the sandbox, and how much of it."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

MAX_STRUCTURE = 1 << 20
MAX_BUFFERS = 64 << 20
MAX_NODES = 50_000
MAX_DEPTH = 24
MAX_TEXT = 20_000
MAX_DIGITS = 1_000
MAX_DIMENSIONS = 8
MAX_NAME = 80

# What numpy may make of a list in which one entry is a text: an array in which all are texts, as long as the longest.
MAX_AS_TEXTS = 128 << 20

# What one number of a list takes in memory: a pointer, and the number.
NUMBER_SIZE = 40

_NAMES = (
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64", "complex64", "complex128",
)  # fmt: skip
# How numbers lie in a buffer: the low byte first, whatever this machine does.
STORED = {name: np.dtype(name).newbyteorder("<") for name in _NAMES}
AS_STORED = frozenset(name for name, kind in STORED.items() if kind == np.dtype(name))
# numpy makes up the name of a dtype anew each time it is asked, which would be most of the work for a small array.
NAMES = {np.dtype(name): name for name in _NAMES}
NUMBERS: dict[type | None, str] = {bool: "bool", int: "int64", float: "float64"}


class WireError(Exception):
    """Bytes that are not a frame within the limits."""


class Opaque:
    """A value that does not travel; only the name of its type did.

    Attributes:
        type_name: As the other side told it.
    """

    __slots__ = ("type_name",)

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name

    def __repr__(self) -> str:
        return f"<{self.type_name} object>"


class Budget:
    """Counts down the nodes and the buffer bytes of one frame, and keeps the length of its longest text."""

    __slots__ = ("bytes", "longest", "nodes")

    def __init__(self) -> None:
        self.longest = 0
        self.nodes = MAX_NODES
        self.bytes = MAX_BUFFERS

    def take_node(self) -> None:
        self.take_nodes(1)

    def take_nodes(self, number: int) -> None:
        self.nodes -= number
        if self.nodes < 0:
            raise WireError("the value is too large to send")

    def take(self, size: int) -> None:
        self.bytes -= size
        if self.bytes < 0:
            raise WireError("the value is too large to send")


def copied(value: Any) -> Any:
    """Return a copy of plain data, down to its arrays. Arrays that nobody can write to are handed on."""
    kind = type(value)
    if kind is np.ndarray:
        return value.copy() if value.flags.writeable or not value.flags.owndata else value
    if kind is dict:
        return {name: copied(entry) for name, entry in value.items()}
    if kind is list or kind is tuple:
        return kind([copied(entry) for entry in value])
    return value


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are the same for certain: the same types, orders, shapes and bytes.

    False means only that it is not certain.
    """
    if one is other:
        return True
    kind = type(one)
    if kind is not type(other):
        return False
    if kind is np.ndarray:
        return bool(one.shape == other.shape and one.dtype == other.dtype and one.tobytes() == other.tobytes())
    if kind is dict:
        return len(one) == len(other) and all(
            type(name) is str and name == known and same(entry, other[known])
            for (name, entry), known in zip(one.items(), other, strict=True)
        )
    if kind is list or kind is tuple:
        return len(one) == len(other) and all(map(same, one, other))
    if kind is float:
        # 0 and -0 are equal as numbers.
        return bool(one == other) and (one != 0 or str(one) == str(other))
    if kind is int or kind is bool or kind is str or one is None:
        return bool(one == other)
    return bool(issubclass(kind, np.generic) and one.dtype == other.dtype and one.tobytes() == other.tobytes())
