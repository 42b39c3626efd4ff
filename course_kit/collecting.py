"""Check files in, checks out: pytest collects them once; afterwards a check is a plain function call.

pytest resolves parametrization and fixtures through its public hooks. The arguments it would have called a
check with are kept, and `student` and `rng` are handed in anew at every run.
"""

import contextlib
import inspect
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from course_kit.checking import CallFailed, Claim, Student


@dataclass(frozen=True)
class Outcome:
    """What one run of a check found; `message` is empty when it passed."""

    verdict: str
    message: str = ""


@dataclass(frozen=True)
class Check:
    """One claim about one exercise.

    Attributes:
        name: The pytest function's name without ``test_``.
        sentence: The first line of its docstring: what the student reads.
        claim: Exercise, points and hint.
        calls: The function and the arguments pytest resolved; several if it is parametrized.
    """

    name: str
    sentence: str
    claim: Claim
    calls: tuple[tuple[Callable[..., None], Mapping[str, Any]], ...]

    def run(self, student: Student, seed: int, **fixtures: Any) -> Outcome:
        """Run the check on a student's functions.

        Args:
            student: Whose functions.
            seed: Where its exercise's random numbers start; the same seed gives the same inputs.
            fixtures: Values of further fixtures, by name.

        Raises:
            Exception: Anything but a failed assertion or a failed call is a mistake of the check itself.
        """
        for function, arguments in self.calls:
            # The same for all checks of an exercise: those that draw the same ask the same, which is asked once.
            rng = np.random.default_rng([seed, zlib.crc32(self.claim.exercise.encode())])
            given = {"student": student, "rng": rng, **fixtures}
            try:
                result = function(**{name: given.get(name, value) for name, value in arguments.items()})
            except AssertionError as failure:
                return Outcome("failed", str(failure) or self.sentence)
            except CallFailed as failure:
                return Outcome(failure.verdict, failure.told)
            if result is not None:
                raise TypeError(f"{self.name} returned something; a check fails by assert")
        return Outcome("passed")


@dataclass(frozen=True)
class CheckFile:
    """What one check file holds: its checks in their order, and the picture of each exercise that has one."""

    checks: tuple[Check, ...]
    pictures: Mapping[str, Callable[[Student], Any]]


class CheckFileError(Exception):
    """A check file that cannot be used; the message names the file and the remedy."""


# What pytest does beside collecting: output of its own, a cache folder, hooks into warnings, threads and signals.
_UNNEEDED = (
    "terminal",
    "cacheprovider",
    "faulthandler",
    "logging",
    "warnings",
    "threadexception",
    "unraisableexception",
)


class _Recorder:
    """A pytest plugin that keeps each item with its resolved arguments instead of running it."""

    def __init__(self) -> None:
        self.items: dict[str, list[tuple[Callable[..., None], Mapping[str, Any]]]] = {}
        self.modules: dict[str, Any] = {}
        self.errors: list[str] = []

    def pytest_pyfunc_call(self, pyfuncitem: Any) -> bool:
        arguments = {name: pyfuncitem.funcargs[name] for name in inspect.signature(pyfuncitem.obj).parameters}
        if pyfuncitem.cls is not None:
            self.errors.append(f"{pyfuncitem.originalname} is in a class; a check is a function of its own.")
        self.items.setdefault(pyfuncitem.originalname, []).append((pyfuncitem.obj, arguments))
        self.modules[pyfuncitem.module.__name__] = pyfuncitem.module
        return True

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            self.errors.append(_reason(report))

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.errors.append(f"{report.nodeid.partition('::')[2]}: {_reason(report)}")


def _reason(report: Any) -> str:
    """Return the one line of pytest's report that says what went wrong, and the file's line if it is known."""
    said = _last_words(report).removeprefix("E ").strip()
    lines = re.findall(rf"{re.escape(report.fspath)}(?::|\", line )(\d+)", str(report.longrepr))
    return f"line {lines[-1]}: {said}" if lines and report.when == "collect" else said


def _last_words(report: Any) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is not None:
        return str(crash.message).splitlines()[0]
    unknown = getattr(report.longrepr, "errorstring", "")
    return unknown.splitlines()[0] if unknown else str(report.longrepr).strip().splitlines()[-1]


def collect_checks(path: Path, fixtures: Sequence[str] = ("student", "rng")) -> CheckFile:
    """Read the checks of one file with pytest.

    Args:
        path: A Python file of pytest functions marked with `claim`.
        fixtures: Names that are handed in at every run; anything else is the file's own fixture.

    Raises:
        CheckFileError: pytest cannot collect the file, or a function makes no claim.
    """
    import pytest  # noqa: PLC0415 - only who checks needs it; code that merely uses the network does not

    recorder = _Recorder()
    handed_in = type("HandedIn", (), {name: pytest.fixture(name=name)(_nothing_yet) for name in fixtures})()
    options = ["--noconftest", "--disable-plugin-autoload", "--import-mode=importlib", "--assert=plain", "-s"]
    for plugin in _UNNEEDED:
        options += ["-p", f"no:{plugin}"]
    options += ["--rootdir", str(path.parent), "-c", os.devnull, str(path)]
    with _as_if_alone(path):
        status = pytest.main(options, plugins=[recorder, handed_in])
    if recorder.errors:
        raise CheckFileError(f"{path}: {recorder.errors[0]}")
    if not recorder.items:
        why = pytest.ExitCode(status).name.replace("_", " ").lower()
        raise CheckFileError(f"{path}: pytest finds no check in it ({why}); check functions begin with test_.")
    return CheckFile(
        tuple(_check(path, name, calls) for name, calls in recorder.items.items()),
        {
            thing.picture_of: thing
            for module in recorder.modules.values()
            for thing in vars(module).values()
            if hasattr(thing, "picture_of")
        },
    )


@contextlib.contextmanager
def _as_if_alone(path: Path) -> Iterator[None]:
    """Keep out options in the environment and a module of the same name; leave nothing beside the file."""
    options = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("PYTEST_")}
    module = sys.modules.pop(path.stem, None)
    kept = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        sys.dont_write_bytecode = kept
        sys.modules.pop(path.stem, None)
        if module is not None:
            sys.modules[path.stem] = module
        os.environ.update(options)


def _nothing_yet(_self: object) -> None:
    """Stand in for a fixture whose value is handed in at every run."""


def _check(path: Path, name: str, calls: list[tuple[Callable[..., None], Mapping[str, Any]]]) -> Check:
    function = calls[0][0]
    if not isinstance(getattr(function, "claim", None), Claim):
        raise CheckFileError(f"{path}: {name} makes no claim; put @claim(exercise, points=..., hint=...) above it.")
    if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function):
        raise CheckFileError(f"{path}: {name} would never run; a check is a plain function, without async and yield.")
    sentence = (function.__doc__ or "").strip().splitlines()[0]
    return Check(name.removeprefix("test_"), sentence, function.claim, tuple(calls))  # type: ignore[attr-defined]
