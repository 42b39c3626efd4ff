"""Frames between the grader and the sandbox: a msgpack structure, then the raw bytes of its arrays.

A frame is eight bytes of lengths, the structure (a short list of plain data, at most 1 MiB) and the buffers (at most
64 MiB). Nothing is ever unpickled, and no type is looked up by a name that came over the wire. The grader takes
whatever arrives for a claim: it is decoded within these limits or refused with `WireError`, and nothing else happens.

A value is a tree: None, booleans, 64-bit integers and floats stand for themselves; the rest is a list that begins with
a tag (see `decoding`). A value that is not plain data travels as the name of its type. A subclass of a plain type
travels as that type, read with the type's own methods, whatever the subclass overrides.
"""

import struct
from collections.abc import Callable
from itertools import groupby
from typing import Any, NamedTuple

import msgspec

from .decoding import Layout, Maker, all_of, refuse_wide_texts, understand
from .encoding import Part, encode
from .values import MAX_BUFFERS, MAX_NODES, MAX_STRUCTURE, Budget, WireError

_HEADER = struct.Struct(">II")


def encode_frame(message: list[Any], values: tuple[Any, ...] = ()) -> bytes:
    """Return the frame of ``message + [values]``.

    Args:
        message: Plain data that msgpack knows, written by this project's own code.
        values: Anything; what is not plain data becomes `Opaque` on the other side.

    Raises:
        WireError: It does not fit the limits.
    """
    return b"".join(encode_parts(message, values))


def encode_parts(message: list[Any], values: tuple[Any, ...] = ()) -> list[Part]:
    """Return a frame as `encode_frame`, in parts; large arrays are views of what they are in `values`."""
    budget, buffers = Budget(), list[Part]()
    trees = [encode(value, budget, buffers) for value in values]
    try:
        structure = msgspec.msgpack.encode([*message, trees])
    except (UnicodeError, OverflowError, TypeError, ValueError) as error:
        raise WireError(f"not plain data: {error}") from None
    if len(structure) > MAX_STRUCTURE:
        raise WireError("the value is too large to send")
    head = _HEADER.pack(len(structure), sum(map(len, buffers))) + structure
    runs = groupby([head, *buffers], type)
    return [part for kind, run in runs for part in ([b"".join(run)] if kind is bytes else run)]


class Frame(NamedTuple):
    """A frame that has been understood.

    Attributes:
        message: What came before the values.
        make: Makes the list of the values.
        number: Number of the values.
        data: The buffers.
    """

    message: list[Any]
    make: Maker
    number: int
    data: bytearray

    @property
    def values(self) -> list[Any]:
        """The values; new ones each time, but the arrays among them may share their memory."""
        values: list[Any] = self.make(self.data)
        return values


def read_frame(read: Callable[[int], bytearray]) -> Frame:
    """Read one frame.

    Args:
        read: Returns exactly as many bytes as asked for, for good, or raises.

    Raises:
        WireError: What arrives is not a frame within the limits.
    """
    structure_size, buffers_size = _HEADER.unpack(read(_HEADER.size))
    if structure_size > MAX_STRUCTURE or buffers_size > MAX_BUFFERS:
        raise WireError("a frame over the size limit")
    structure = bytes(read(structure_size))
    found = _UNDERSTOOD.get(structure) or _understood(structure)
    if found.size != buffers_size:
        raise WireError("buffers that are not as large as its arrays")
    return Frame(found.message, found.make, found.number, read(buffers_size))


def decode_frame(read: Callable[[int], bytes | bytearray]) -> tuple[list[Any], list[Any]]:
    """Read one frame and return its message and its values, as `read_frame`."""
    frame = read_frame(lambda size: bytearray(read(size)))
    return frame.message, frame.values


def foresee(frame: bytes) -> None:
    """Understand the structure of a frame that processes forked from this one will receive."""
    structure_size, _ = _HEADER.unpack_from(frame)
    _understood(frame[_HEADER.size : _HEADER.size + structure_size])


class _Understood(NamedTuple):
    """The message of a structure, what makes its values, how many they are, and the size of their buffers."""

    message: list[Any]
    make: Maker
    number: int
    size: int


def _understood(structure: bytes) -> _Understood:
    """Understand a structure, and remember it if it is a short one."""
    try:
        message = msgspec.msgpack.decode(structure, type=list)
    except (msgspec.DecodeError, RecursionError, UnicodeError, ValueError) as error:
        raise WireError(f"not a structure: {type(error).__name__}") from None
    if not message or type(message[-1]) is not list:
        raise WireError("a frame without values")
    budget, layout = Budget(), Layout()
    makers = [understand(tree, budget, layout) for tree in message.pop()]
    make = all_of(makers)
    refuse_wide_texts(make, layout, budget)
    found = _Understood(message, make, len(makers), layout.size)
    if MAX_NODES - budget.nodes <= _MOST_NODES and len(structure) <= _LONGEST_REMEMBERED:
        if len(_UNDERSTOOD) >= _MOST_REMEMBERED:
            _UNDERSTOOD.clear()
        _UNDERSTOOD[structure] = found
    return found


# Right functions answer with arrays of the same shapes, so that most structures have been seen before.
_UNDERSTOOD: dict[bytes, _Understood] = {}
_MOST_REMEMBERED = 1_000
_LONGEST_REMEMBERED = 4_096

# A node takes some hundred bytes.
_MOST_NODES = 100
