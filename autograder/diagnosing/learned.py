"""What known mistakes do, kept between runs: to learn it takes several times as long as to grade a notebook.

It lies in the user's cache folder and is learned anew if it is gone, or if anything that it follows from has changed.
"""

import hashlib
import platform
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import platformdirs

import autograder
import course_kit
from autograder.course import Assignment
from autograder.diagnosing.behavior import Anything, Behavior, Key, Known, Numbers
from autograder.diagnosing.spread import Array, Spread
from autograder.errors import OurFault
from autograder.files import write_whole

Behaviors = dict[Key, Behavior]

# What nobody has asked for since then is of checks that have changed.
KEPT_DAYS = 30


class Learned:
    """The behaviors of an assignment's functions on the probes, with what several of them do kept once.

    Args:
        folder: Where they lie, one file a function.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shared: dict[bytes, Known] = {}

    def shared(self, behavior: Behavior) -> Behavior:
        """Return a behavior made of what other functions do, where they do the same: mostly that is what is right."""
        return {key: self._shared.setdefault(_digest(_packed(known)), known) for key, known in behavior.items()}

    def of(self, exercise: str, name: str) -> Behaviors:
        """Return what is known of a function; nothing if nothing is, or the file is damaged."""
        try:
            file = _FILES.decode(self._path(exercise, name).read_bytes())
            known = [self._unpacked(digest, packed) for digest, packed in file.known]
            return {probe: {key: known[place] for key, place in leaves} for probe, leaves in file.behaviors}
        except (OSError, IndexError, TypeError, ValueError, msgspec.DecodeError):
            return {}

    def keep(self, exercise: str, name: str, behaviors: Behaviors) -> None:
        """Add what was learned about a function to what others have. Without a place to write, it is for this run."""
        places: dict[bytes, int] = {}
        plain = [
            (probe, [(key, places.setdefault(_packed(known), len(places))) for key, known in leaves.items()])
            for probe, leaves in (self.of(exercise, name) | behaviors).items()
        ]
        file = _File([(_digest(packed), msgspec.Raw(packed)) for packed in places], plain)
        try:
            write_whole(self._path(exercise, name), msgspec.msgpack.encode(file))
        except OurFault:
            return

    def _unpacked(self, digest: bytes, packed: msgspec.Raw) -> Known:
        if digest not in self._shared:
            self._shared[digest] = _known(_LEAVES.decode(packed))
        return self._shared[digest]

    def _path(self, exercise: str, name: str) -> Path:
        return self._folder / f"{exercise}.{name}.msgpack"


def learned_about(assignment: Assignment) -> Learned:
    """Return what is kept about an assignment as it is now; what was kept of its earlier states goes after a while."""
    cache = Path(platformdirs.user_cache_dir("hyperparameter-tuning-autograder", appauthor=False)) / assignment.id
    folder = cache / _state(assignment)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Its time is when it was last wanted.
        folder.touch()
        oldest = time.time() - KEPT_DAYS * 86_400
        for other in cache.iterdir():
            if other.stat().st_mtime < oldest:
                shutil.rmtree(other, ignore_errors=True)
    except OSError:
        pass
    return Learned(folder)


def _state(assignment: Assignment) -> str:
    """Return the digest of all that behaviors follow from: the assignment, the code that runs it, and numpy."""
    digest = hashlib.sha256(f"{sys.version} {platform.machine()} numpy {np.__version__}".encode())
    for path in _sources(assignment):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)} ".encode() + content)
    return digest.hexdigest()[:32]


def _sources(assignment: Assignment) -> Iterator[Path]:
    yield assignment.solution
    yield assignment.public_checks
    for package in (autograder, course_kit):
        yield from sorted(Path(package.__path__[0]).rglob("*.py"))
    yield from sorted(path for path in assignment.secret.rglob("*") if path.suffix in {".py", ".toml"})


class _Array(msgspec.Struct, array_like=True):
    dtype: str
    shape: tuple[int, ...]
    data: bytes


class _Numbers(msgspec.Struct, tag="numbers", array_like=True):
    values: _Array
    tolerance: float


class _Spread(msgspec.Struct, tag="spread", array_like=True):
    shape: tuple[int, ...]
    mean: _Array
    error: _Array
    runs: int


class _Anything(msgspec.Struct, tag="anything", array_like=True):
    pass


_Plain = str | _Numbers | _Spread | _Anything

_LEAVES = msgspec.msgpack.Decoder(_Plain)


class _File(msgspec.Struct, array_like=True):
    """What a function does: everything once, and for each leaf on each probe its place among it."""

    known: list[tuple[bytes, msgspec.Raw]]
    behaviors: list[tuple[Key, list[tuple[Key, int]]]]


_FILES = msgspec.msgpack.Decoder(_File)


def _digest(packed: bytes) -> bytes:
    return hashlib.sha256(packed).digest()


def _packed(known: Known) -> bytes:
    return msgspec.msgpack.encode(_plain(known))


def _plain(known: Known) -> _Plain:
    match known:
        case Numbers(values, tolerance):
            return _Numbers(_plain_array(values), tolerance)
        case Spread(shape, mean, error, runs):
            return _Spread(shape, _plain_array(mean), _plain_array(error), runs)
        case Anything():
            return _Anything()
    return known


def _known(plain: _Plain) -> Known:
    match plain:
        case _Numbers():
            return Numbers(_array(plain.values), plain.tolerance)
        case _Spread():
            return Spread(plain.shape, _array(plain.mean), _array(plain.error), plain.runs)
        case _Anything():
            return Anything()
    return plain


def _plain_array(array: Array) -> _Array:
    return _Array(array.dtype.str, array.shape, array.tobytes())


def _array(plain: _Array) -> Array:
    return np.frombuffer(plain.data, np.dtype(plain.dtype)).reshape(plain.shape)
