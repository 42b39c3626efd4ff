"""Frames between the grader and the sandbox: a msgpack structure, then the raw bytes of its arrays.

A frame is eight bytes of lengths, the structure (a short list of plain data, at most 1 MiB) and the buffers (at most
64 MiB). Nothing is ever unpickled, and no type is looked up by a name that came over the wire. The grader takes
whatever arrives for a claim: it is decoded within these limits or refused with `WireError`, and nothing else happens.

A value is a tree: None, booleans, 64-bit integers and floats stand for themselves; the rest is a list that begins with
a tag (see `_decode`). A value that is not plain data travels as the name of its type. A subclass of a plain type
travels as that type, read with the type's own methods, whatever the subclass overrides.
"""

import math
import struct
from collections import deque
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
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
MAX_NAME = 80

# Shorter lists are cheaper item by item.
LONG_LIST = 64

# What one number of a list takes in memory: a pointer, and the number.
_NUMBER_SIZE = 40

_HEADER = struct.Struct(">II")
_DTYPES = {
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64", "complex64", "complex128",
}  # fmt: skip
# How numbers lie in a buffer: the low byte first, whatever this machine does.
_STORED = {name: np.dtype(name).newbyteorder("<") for name in _DTYPES}
# numpy makes up the name of a dtype anew each time it is asked, which would be most of the work for a small array.
_NAMES = {np.dtype(name): name for name in _DTYPES}
_NUMBERS: dict[type | None, str] = {bool: "bool", int: "int64", float: "float64"}
_SEQUENCES: dict[Any, str] = {list: "l", tuple: "t", range: "l", deque: "l"}
_PLAIN: dict[Any, Callable[[Any], Any]] = {int: int.__int__, float: float.__float__, str: str.__str__}


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


def long_text(text: str) -> Any:
    """Return text of any length as a value that travels: strings of a student's are cut, source code must not be."""
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8)


def of_long_text(value: Any) -> str:
    """Return what `long_text` was given."""
    return str(value.tobytes().decode("utf-8", "surrogatepass"))


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


class _Buffers:
    """Hands out the buffers of one frame in their order."""

    def __init__(self, data: bytes) -> None:
        self._data, self._offset = memoryview(data), 0

    def next(self, dtype: str, count: int) -> np.ndarray[Any, Any]:
        kind = _STORED[dtype]
        end = self._offset + count * kind.itemsize
        if end > len(self._data):
            raise WireError("an array larger than its buffer")
        # A truth value is a byte that may have come as anything but 0 or 1.
        raw = np.frombuffer(self._data[self._offset : end], dtype="uint8" if dtype == "bool" else kind)
        self._offset = end
        return raw != 0 if dtype == "bool" else raw.astype(dtype)

    @property
    def used_up(self) -> bool:
        return self._offset == len(self._data)


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
    structure, data = read(structure_size), read(buffers_size)
    try:
        message = msgspec.msgpack.decode(structure, type=list)
    except (msgspec.DecodeError, RecursionError, UnicodeError, ValueError) as error:
        raise WireError(f"not a structure: {type(error).__name__}") from None
    if not message or type(message[-1]) is not list:
        raise WireError("a frame without values")
    budget, buffers = _Budget(), _Buffers(data)
    values = [_decode(tree, budget, buffers, MAX_DEPTH) for tree in message.pop()]
    if not buffers.used_up:
        raise WireError("buffers that no array asks for")
    return message, values


def _encode(value: Any, budget: _Budget, buffers: list[bytes], depth: int) -> Any:
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
    # `kind` is what the interpreter says, whatever `__class__` pretends; only then may numpy touch the object.
    if issubclass(kind, np.ndarray | np.generic):
        return _array(value, budget, buffers, depth)
    if issubclass(kind, dict):
        return ["d", [part for entry in dict.items(value) for part in _entry(*entry, budget, buffers, depth - 1)]]
    for base, tag in _SEQUENCES.items():
        if issubclass(kind, base):
            return _sequence(list(base.__iter__(value)), tag, budget, buffers, depth)
    return _plain(value, kind, budget, buffers)


def _sequence(items: list[Any], tag: str, budget: _Budget, buffers: list[bytes], depth: int) -> Any:
    return _numbers(items, tag, budget, buffers) or [tag, [_encode(item, budget, buffers, depth - 1) for item in items]]


def _entry(key: Any, value: Any, budget: _Budget, buffers: list[bytes], depth: int) -> tuple[Any, Any]:
    kind = type(key)
    simple = key is None or issubclass(kind, str | float | np.integer | np.floating | np.bool_)
    small = issubclass(kind, int) and -(2**63) <= int.__int__(key) < 2**63
    name = _encode(key, budget, buffers, depth) if simple or small else _opaque(kind)
    return name, _encode(value, budget, buffers, depth)


def _plain(value: Any, kind: type, budget: _Budget, buffers: list[bytes]) -> Any:
    """Encode what is a number or a text underneath."""
    for base, convert in _PLAIN.items():
        if issubclass(kind, base):
            return _encode(convert(value), budget, buffers, 0)
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


def _numbers(items: list[Any], tag: str, budget: _Budget, buffers: list[bytes]) -> Any:
    """Encode a long list of numbers of one type as a buffer; return None for any other list."""
    kind = type(items[0]) if len(items) >= LONG_LIST and tag == "l" else None
    if kind not in _NUMBERS or any(type(one) is not kind for one in items):
        return None
    budget.take(_NUMBER_SIZE * len(items))
    try:
        buffers.append(np.array(items, dtype=_STORED[_NUMBERS[kind]]).tobytes())
    except OverflowError:
        return None
    return ["n", _NUMBERS[kind], len(items)]


def _array(value: Any, budget: _Budget, buffers: list[bytes], depth: int) -> Any:
    array = np.asarray(value).view(np.ndarray)
    if array.dtype not in _NAMES:
        if array.dtype.kind in "UOS":
            return _encode(array.tolist(), budget, buffers, depth - 1)
        array = array.astype(np.float64 if array.dtype == np.longdouble else array.dtype.newbyteorder("="))
    name = _NAMES.get(array.dtype)
    if name is None or array.ndim > MAX_DIMENSIONS:
        return _opaque(type(value))
    budget.take(array.nbytes)
    buffers.append(array.astype(_STORED[name], copy=False).tobytes())
    return ["a", name, list(array.shape)]


def _decode(tree: Any, budget: _Budget, buffers: _Buffers, depth: int) -> Any:  # noqa: C901 - one case a tag
    budget.take()
    if tree is None or type(tree) in (bool, int, float):
        return tree
    if type(tree) is not list or not tree or depth < 0:
        raise WireError("not a value")
    match tree:
        case ["s", bytes(text)] if len(text) <= 4 * MAX_TEXT:
            return _text(text)
        case ["a", str(dtype), list(shape)]:
            return _decode_array(dtype, shape, budget, buffers)
        case ["l", list(items)]:
            return [_decode(item, budget, buffers, depth - 1) for item in items]
        case ["t", list(items)]:
            return tuple(_decode(item, budget, buffers, depth - 1) for item in items)
        case ["d", list(parts)] if len(parts) % 2 == 0:
            return _dictionary([_decode(part, budget, buffers, depth - 1) for part in parts])
        case ["n", str(dtype), int(count)] if dtype in _NUMBERS.values() and 0 <= count <= MAX_BUFFERS:
            budget.take(_NUMBER_SIZE * count)
            return buffers.next(dtype, count).tolist()
        case ["i", str(digits)] if len(digits) <= MAX_DIGITS:
            return _integer(digits)
        case ["o", bytes(name)] if len(name) <= 4 * MAX_NAME:
            return Opaque(_name(name))
    raise WireError("not a value")


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


def _decode_array(dtype: str, shape: list[Any], budget: _Budget, buffers: _Buffers) -> Any:
    sizes_are_sane = len(shape) <= MAX_DIMENSIONS and all(type(n) is int and 0 <= n <= MAX_BUFFERS for n in shape)
    # The sizes beside a 0 take no memory, but numpy refuses to multiply them beyond its own integers.
    if dtype not in _DTYPES or not sizes_are_sane or math.prod(n or 1 for n in shape) > MAX_BUFFERS:
        raise WireError("not an array")
    count = math.prod(shape)
    budget.take(count * _STORED[dtype].itemsize)
    array = buffers.next(dtype, count).reshape(shape)
    return array if shape else array[()]
