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
from typing import Any

import msgspec
import numpy as np

from .decoding import Buffers, decode, refuse_wide_texts
from .encoding import encode
from .values import MAX_BUFFERS, MAX_STRUCTURE, Budget, WireError

_HEADER = struct.Struct(">II")


def encode_frame(message: list[Any], values: tuple[Any, ...] = ()) -> bytes:
    """Return the frame of ``message + [values]``.

    Args:
        message: Plain data that msgpack knows, written by this project's own code.
        values: Anything; what is not plain data becomes `Opaque` on the other side.

    Raises:
        WireError: It does not fit the limits.
    """
    budget, buffers = Budget(), list[bytes]()
    trees = [encode(value, budget, buffers) for value in values]
    try:
        structure = msgspec.msgpack.encode([*message, trees])
    except (UnicodeError, OverflowError, TypeError, ValueError) as error:
        raise WireError(f"not plain data: {error}") from None
    if len(structure) > MAX_STRUCTURE:
        raise WireError("the value is too large to send")
    return b"".join([_HEADER.pack(len(structure), sum(map(len, buffers))), structure, *buffers])


def decode_frame(read: Callable[[int], bytes | bytearray]) -> tuple[list[Any], list[Any]]:
    """Read one frame and return its message and its values.

    Args:
        read: Returns exactly as many bytes as asked for, or raises.

    Raises:
        WireError: What arrives is not a frame within the limits.
    """
    structure_size, buffers_size = _HEADER.unpack(read(_HEADER.size))
    if structure_size > MAX_STRUCTURE or buffers_size > MAX_BUFFERS:
        raise WireError("a frame over the size limit")
    structure, data = read(structure_size), bytearray(read(buffers_size))
    try:
        message = msgspec.msgpack.decode(structure, type=list)
    except (msgspec.DecodeError, RecursionError, UnicodeError, ValueError) as error:
        raise WireError(f"not a structure: {type(error).__name__}") from None
    if not message or type(message[-1]) is not list:
        raise WireError("a frame without values")
    budget, buffers = Budget(), Buffers(data)
    values = [decode(tree, budget, buffers) for tree in message.pop()]
    if not buffers.used_up:
        raise WireError("buffers that no array asks for")
    refuse_wide_texts(values, budget)
    return message, values


def long_text(text: str) -> Any:
    """Return text of any length as a value that travels: strings of a student's are cut, source code must not be."""
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8)


def of_long_text(value: Any) -> str:
    """Return what `long_text` was given."""
    return str(value.tobytes().decode("utf-8", "surrogatepass"))
