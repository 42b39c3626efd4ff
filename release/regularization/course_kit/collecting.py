"""Check files in, checks out: pytest collects them once; afterwards a check is a plain function call.

pytest resolves parametrization and fixtures through its public hooks. The arguments it would have called a
check with are kept, and `student` and `rng` are handed in anew at every run.
"""

import inspect
import os
import zlib
from collections.abc import Callable, Mapping, Sequence
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
            seed: Where this check's random numbers start; the same seed gives the same inputs.
            fixtures: Values of further fixtures, by name.

        Raises:
            Exception: Anything but a failed assertion or a failed call is a mistake of the check itself.
        """
        for function, arguments in self.calls:
            given = {"student": student, "rng": np.random.default_rng([seed, zlib.crc32(self.name.encode())]), **fixtures}
            try:
                function(**{name: given.get(name, value) for name, value in arguments.items()})
            except AssertionError as failure:
                return Outcome("failed", str(failure) or self.sentence)
            except CallFailed as failure:
                return Outcome(failure.verdict, failure.message)
        return Outcome("passed")


@dataclass(frozen=True)
class CheckFile:
    """What one check file holds: its checks in their order, and the picture of each exercise that has one."""

    checks: tuple[Check, ...]
    pictures: Mapping[str, Callable[[Student], Any]]


class CheckFileError(Exception):
    """A check file that cannot be used; the message names the file and the remedy."""


class _Recorder:
    """A pytest plugin that keeps each item with its resolved arguments instead of running it."""

    def __init__(self) -> None:
        self.items: dict[str, list[tuple[Callable[..., None], Mapping[str, Any]]]] = {}
        self.modules: dict[str, Any] = {}
        self.errors: list[str] = []

    def pytest_pyfunc_call(self, pyfuncitem: Any) -> bool:
        arguments = {name: pyfuncitem.funcargs[name] for name in inspect.signature(pyfuncitem.obj).parameters}
        self.items.setdefault(pyfuncitem.originalname, []).append((pyfuncitem.obj, arguments))
        self.modules[pyfuncitem.module.__name__] = pyfuncitem.module
        return True

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            self.errors.append(str(report.longrepr).strip().splitlines()[-1])

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.errors.append(f"{report.nodeid}: {str(report.longrepr).strip().splitlines()[-1]}")


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
    for plugin in ("terminal", "cacheprovider", "faulthandler", "logging", "warnings", "threadexception", "unraisableexception"):
        options += ["-p", f"no:{plugin}"]
    options += ["--rootdir", str(path.parent), "-c", os.devnull, str(path)]
    status = pytest.main(options, plugins=[recorder, handed_in])
    if recorder.errors:
        raise CheckFileError(f"{path}: {recorder.errors[0]}")
    if status != pytest.ExitCode.OK:
        raise CheckFileError(f"{path}: pytest finds no check in it; check functions begin with test_.")
    return CheckFile(
        tuple(_check(path, name, calls) for name, calls in recorder.items.items()),
        {
            thing.picture_of: thing
            for module in recorder.modules.values()
            for thing in vars(module).values()
            if hasattr(thing, "picture_of")
        },
    )


def _nothing_yet(_self: object) -> None:
    """Stand in for a fixture whose value is handed in at every run."""


def _check(path: Path, name: str, calls: list[tuple[Callable[..., None], Mapping[str, Any]]]) -> Check:
    function = calls[0][0]
    if not isinstance(getattr(function, "claim", None), Claim):
        raise CheckFileError(f"{path}: {name} makes no claim; put @claim(exercise, points=..., hint=...) above it.")
    sentence = (function.__doc__ or "").strip().splitlines()[0]
    return Check(name.removeprefix("test_"), sentence, function.claim, tuple(calls))  # type: ignore[attr-defined]
