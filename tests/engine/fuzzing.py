"""Frames that nobody would send: valid ones with bytes changed, and structures put together at random."""

import io
import random
import struct
from collections import Counter

import msgspec
import numpy as np

from autograder._sandbox.inside import wire
from autograder._sandbox.inside.values import WireError

VALUES = (
    None,
    True,
    -1,
    2**63 - 1,
    2**200,
    0.5,
    float("nan"),
    "text",
    "\ud800",
    [],
    [1, [2.0, ["x"]]],
    (1, (2,)),
    [1.5] * 100,
    {"W1": np.ones((2, 3)), "b1": np.zeros((2, 1)), 1: {}, None: ()},
    np.arange(6, dtype=np.int32).reshape(2, 3),
    np.array(3.0),
    np.zeros((0, 4), dtype=np.complex64),
    np.array([True, False]),
    object(),
)

TAGS = ("s", "l", "t", "d", "a", "n", "i", "o", "x", "")
DTYPES = ("float64", "bool", "int8", "complex128", "object", "O", "V8", "U4", "datetime64", "float128", "", "f8,f8")
# msgpack's headers of a list, bytes and a map of more than there is, of lists in lists, and of an extension.
HEADERS = (
    b"\xdd\xff\xff\xff\xff",
    b"\xc6\xff\xff\xff\xff",
    b"\xdf\x00\x0f\xff\xff",
    b"\x91" * 40,
    b"\xc7\x08\x01",
)
NUMBERS = (0, 1, -1, 2, 8, 64, 2**26, 2**31, 2**32, 2**53, 2**63 - 1, 2**64 - 1, 0.5, True)


def frame_of(structure: bytes, data: bytes) -> bytes:
    return struct.pack(">II", len(structure), len(data)) + structure + data


def random_tree(rng: random.Random, depth: int):
    """Return something that may or may not be a value on the wire."""
    kind = rng.randrange(9)
    if depth == 0 or kind == 0:
        odd = (b"", b"\xff\xfe", b"text", {}, {"a": 1}, msgspec.msgpack.Ext(1, b"x"))
        return rng.choice((None, *NUMBERS, *TAGS, *odd))
    if kind == 1:
        return ["a", rng.choice(DTYPES), *(rng.choice(NUMBERS) for _ in range(rng.randrange(10)))]
    if kind == 2:
        return ["n", rng.choice(DTYPES), rng.choice(NUMBERS)]
    if kind == 3:
        return ["i", rng.choice(("1", "-1", "9" * 1000, "9" * 1001, "1_0", "x", "", "-", "\u0661"))]
    if kind == 4:
        return ["d", [random_tree(rng, depth - 1) for _ in range(rng.randrange(5))]]
    return [rng.choice(TAGS), [random_tree(rng, depth - 1) for _ in range(rng.randrange(4))]]


def mutated(rng: random.Random, frame: bytes) -> bytes:
    """Return a frame with some bytes changed, cut, doubled or swapped; often with sizes that fit nevertheless."""
    data = bytearray(frame[8:] if rng.random() < 0.7 else frame)
    whole = len(data) != len(frame) - 8
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        place = rng.randrange(len(data) + 1)
        match rng.randrange(5):
            case 0:
                data[place : place + 1] = bytes([rng.randrange(256)])
            case 1:
                del data[place : place + rng.randint(1, 8)]
            case 2:
                data[place:place] = data[place : place + rng.randint(1, 16)]
            case 3:
                data[place:place] = rng.choice(HEADERS)
            case _:
                data[place : place + 4] = rng.randbytes(4)
        if not data:
            data = bytearray(b"\x90")
    if whole:
        return bytes(data)
    structure = min(struct.unpack_from(">I", frame)[0], len(data))
    return frame_of(bytes(data[:structure]), bytes(data[structure:]))


def frames(seed: int, count: int):
    """Yield `count` frames."""
    rng = random.Random(seed)
    valid = [wire.encode_frame(["returned", [0]], (value,)) for value in VALUES]
    for _ in range(count):
        if rng.random() < 0.7:
            yield mutated(rng, rng.choice(valid))
        else:
            structure = msgspec.msgpack.encode(["returned", [], [random_tree(rng, 4) for _ in range(rng.randrange(3))]])
            yield frame_of(structure, bytes(rng.randrange(0, 96)))


def outcomes(seed: int, count: int) -> Counter[str]:
    """Decode so many frames and count what came of them: a value, or why it was refused. Anything else is raised."""
    found = Counter[str]()
    for frame in frames(seed, count):
        stream = io.BytesIO(frame)

        def read(size: int, stream: io.BytesIO = stream) -> bytes:
            data = stream.read(size)
            if len(data) < size:
                raise WireError("breaks off")
            return data

        try:
            _, values = wire.decode_frame(read)
        except WireError as error:
            found[f"refused: {str(error).split(':')[0]}"] += 1
        else:
            found["a value"] += 1
            # What was let in can be looked at and sent on.
            repr(values)
            wire.encode_frame([], tuple(values))
    return found
