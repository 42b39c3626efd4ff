"""Frames between the grader and the sandbox: a msgpack structure, then the raw bytes of its arrays.

A frame is eight bytes of lengths, the structure (a short list of plain data, at most 1 MiB) and the buffers (at most
64 MiB). Nothing is ever unpickled, and no type is looked up by a name that came over the wire. The grader takes
whatever arrives for a claim: it is decoded within these limits or refused with `WireError`, and nothing else happens.

A value is a tree: None, booleans, 64-bit integers, floats and strings stand for themselves; the rest is a list that
begins with a tag (see `_encode`). A value that is not plain data travels as the name of its type.
"""

import math
import struct
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

MAX_STRUCTURE = 1 << 20
MAX_BUFFERS = 64 << 20
MAX_NODES = 50_000
MAX_DEPTH = 24
MAX_TEXT = 20_000
MAX_DIGITS = 1_000
MAX_DIMENSIONS = 8

_HEADER = struct.Struct(">II")
_DTYPES = {
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64", "complex64", "complex128",
}  # fmt: skip


class WireError(Exception):
    """Bytes that are not a frame within the limits."""


class Opaque:
    """A value that does not travel; only the name of its type did.

    Attributes:
        type_name: At most 80 characters, as the other side told it.
    """

    __slots__ = ("type_name",)

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name

    def __repr__(self) -> str:
        return f"<{self.type_name} object>"


class _Budget:
    """Counts down the nodes and the buffer bytes of one frame."""

    def __init__(self) -> None:
        self.nodes = MAX_NODES
        self.bytes = MAX_BUFFERS

    def take(self, size: int = 0) -> None:
        self.nodes -= 1
        self.bytes -= size
        if self.nodes < 0 or self.bytes < 0:
            raise WireError("the value is too large to send")


def encode_frame(message: list[Any], values: tuple[Any, ...] = ()) -> bytes:
    """Return the frame of ``message + [values]``.

    Args:
        message: Plain data that msgpack knows, written by this project's own code.
        values: Anything; what is not plain data becomes `Opaque` on the other side.

    Raises:
        WireError: It does not fit the limits.
    """
    budget, buffers = _Budget(), list[bytes]()
    trees = [_encode(value, budget, buffers, MAX_DEPTH) for value in values]
    try:
        structure = msgspec.msgpack.encode([*message, trees])
    except (UnicodeError, OverflowError, TypeError, ValueError) as error:
        raise WireError(f"not plain data: {error}") from None
    if len(structure) > MAX_STRUCTURE:
        raise WireError("the value is too large to send")
    return b"".join([_HEADER.pack(len(structure), sum(map(len, buffers))), structure, *buffers])


def decode_frame(read: Callable[[int], bytes]) -> tuple[list[Any], list[Any]]:
    """Read one frame and return its message and its values.

    Args:
        read: Returns exactly as many bytes as asked for, or raises.

    Raises:
        WireError: What arrives is not a frame within the limits.
    """
    structure_size, buffers_size = _HEADER.unpack(read(_HEADER.size))
    if structure_size > MAX_STRUCTURE or buffers_size > MAX_BUFFERS:
        raise WireError("a frame over the size limit")
    structure, buffers = read(structure_size), read(buffers_size)
    try:
        message = msgspec.msgpack.decode(structure, type=list)
    except (msgspec.DecodeError, RecursionError, UnicodeError, ValueError) as error:
        raise WireError(f"not a structure: {type(error).__name__}") from None
    if not message or type(message[-1]) is not list:
        raise WireError("a frame without values")
    budget, offset = _Budget(), [0]
    values = [_decode(tree, budget, buffers, offset, MAX_DEPTH) for tree in message.pop()]
    if offset[0] != len(buffers):
        raise WireError("buffers that no array asks for")
    return message, values


def _encode(value: Any, budget: _Budget, buffers: list[bytes], depth: int) -> Any:  # noqa: C901, PLR0911 - one branch a type
    budget.take()
    kind = type(value)
    if value is None or kind is bool or kind is float:
        return value
    if kind is int:
        return value if -(2**63) <= value < 2**63 else _big_integer(value)
    if kind is str:
        return ["s", value[:MAX_TEXT].encode("utf-8", "surrogatepass")]
    if depth == 0:
        return _opaque(kind)
    if kind is list or kind is tuple:
        return ["l" if kind is list else "t", [_encode(item, budget, buffers, depth - 1) for item in value]]
    if issubclass(kind, dict):
        # An OrderedDict or a defaultdict is a dictionary too; the unbound method runs none of a student's own.
        entries = [_encode(part, budget, buffers, depth - 1) for entry in dict.items(value) for part in entry]
        return ["d", entries]
    # `kind` is what the interpreter says, whatever `__class__` pretends; only then may numpy touch the object.
    if issubclass(kind, np.ndarray | np.generic):
        return _array(value, budget, buffers, depth)
    return _opaque(kind)


def _big_integer(value: int) -> Any:
    return ["i", str(value)] if value.bit_length() < 3 * MAX_DIGITS else _opaque(int)


def _opaque(kind: type) -> Any:
    return ["o", str(type.__dict__["__name__"].__get__(kind))[:80].encode("utf-8", "replace")]


def _array(value: Any, budget: _Budget, buffers: list[bytes], depth: int) -> Any:
    array = np.asarray(value).view(np.ndarray)
    if array.dtype == np.longdouble:
        array = array.astype(np.float64)
    if array.dtype.kind in "UOS" and array.size < MAX_NODES:
        return ["l", [_encode(item, budget, buffers, depth - 1) for item in array.ravel().tolist()]]
    if array.dtype.name not in _DTYPES or array.ndim > MAX_DIMENSIONS:
        return _opaque(type(value))
    budget.take(array.nbytes)
    array = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")).reshape(array.shape)
    buffers.append(array.tobytes())
    return ["a", array.dtype.name, list(array.shape)]


def _decode(tree: Any, budget: _Budget, buffers: bytes, offset: list[int], depth: int) -> Any:
    budget.take()
    if tree is None or type(tree) in (bool, int, float):
        return tree
    if type(tree) is not list or not tree or depth < 0:
        raise WireError("not a value")
    match tree:
        case ["s", bytes(text)] if len(text) <= 4 * MAX_TEXT:
            return text.decode("utf-8", "surrogatepass" if _well_formed(text) else "replace")
        case ["l", list(items)]:
            return [_decode(item, budget, buffers, offset, depth - 1) for item in items]
        case ["t", list(items)]:
            return tuple(_decode(item, budget, buffers, offset, depth - 1) for item in items)
        case ["d", list(parts)] if len(parts) % 2 == 0:
            return _dictionary([_decode(part, budget, buffers, offset, depth - 1) for part in parts])
        case ["a", str(dtype), list(shape)]:
            return _decode_array(dtype, shape, budget, buffers, offset)
        case ["i", str(digits)] if len(digits) <= MAX_DIGITS and digits.lstrip("-").isascii():
            return _integer(digits)
        case ["o", bytes(name)] if len(name) <= 400:
            return Opaque(name.decode("utf-8", "replace"))
    raise WireError("not a value")


def _well_formed(text: bytes) -> bool:
    try:
        text.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _integer(digits: str) -> int:
    try:
        return int(digits)
    except ValueError:
        raise WireError("not an integer") from None


def _dictionary(parts: list[Any]) -> dict[Any, Any]:
    try:
        return dict(zip(parts[::2], parts[1::2], strict=True))
    except TypeError:
        raise WireError("a key that cannot be one") from None


def _decode_array(dtype: str, shape: list[Any], budget: _Budget, buffers: bytes, offset: list[int]) -> Any:
    sizes_are_sane = len(shape) <= MAX_DIMENSIONS and all(type(n) is int and 0 <= n <= MAX_BUFFERS for n in shape)
    if dtype not in _DTYPES or not sizes_are_sane:
        raise WireError("not an array")
    kind = np.dtype(dtype).newbyteorder("<")
    size = math.prod(shape) * kind.itemsize
    budget.take(size)
    if size > len(buffers) - offset[0]:
        raise WireError("an array larger than its buffer")
    array = np.frombuffer(buffers, dtype=kind, count=math.prod(shape), offset=offset[0]).reshape(shape)
    offset[0] += size
    array = array.astype(dtype)
    return array if shape else array[()]
