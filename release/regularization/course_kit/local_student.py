"""A student's functions in this very process: what `check` talks to in a notebook."""

import copy
import random
import re
import types
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course_kit.checking import CallFailed


def explain(name: str, error: str, text: str, missing: str | None = None) -> str:
    """Return one sentence for a beginner about an exception that the function `name` let out.

    Args:
        name: The function that was called.
        error: Name of the exception's class.
        text: First line of what the exception says, possibly empty.
        missing: The unknown name, if the exception is about one.
    """
    if error == "NotImplementedError":
        return f"{name} is not written yet: put your code in place of `raise NotImplementedError()`."
    if error == "NameError" and missing:
        return (
            f"{name} uses the name `{missing}`, which does not exist: check the spelling, "
            "and that the import cell at the top has run."
        )
    if error == "RecursionError":
        return f"{name} calls itself without end."
    if error == "SystemExit":
        return f"{name} calls exit() instead of returning a value."
    # Where a function was defined is of no interest to a reader, least of all inside a check.
    text = _SCOPES.sub("", text)
    return f"{name} raised {error}: {text}" if text else f"{name} raised {error}."


_SCOPES = re.compile(r"\b[\w.]+\.<locals>\.")


def line_of(error: BaseException, function: object) -> int | None:
    """Return the line of a function's cell in which an exception left it, None if it was not in its own code."""
    if not isinstance(function, types.FunctionType):
        return None
    line, traceback = None, error.__traceback__
    while traceback:
        if traceback.tb_frame.f_code is function.__code__:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def first_line(error: BaseException) -> str:
    """Return the first line of what an exception says; nothing if its ``str`` raises."""
    try:
        return str(error).strip().split("\n")[0][:300]
    except Exception:  # noqa: BLE001 - a student's __str__ can raise anything
        return ""


def same(before: object, after: object) -> bool:
    """Tell whether two arguments are equal to the last bit, NaN included."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return list(before) == list(after) and all(same(before[key], after[key]) for key in before)
    if isinstance(before, list | tuple) and isinstance(after, list | tuple):
        return len(before) == len(after) and all(map(same, before, after))
    if isinstance(before, np.ndarray | np.generic) and isinstance(after, np.ndarray | np.generic):
        return before.shape == after.shape and before.dtype == after.dtype and before.tobytes() == after.tobytes()
    return type(before) is type(after) and (before == after or before is after)


def changed_positions(before: tuple[Any, ...], after: tuple[Any, ...]) -> tuple[int, ...]:
    """Return the positions of the arguments that a call changed in place."""
    return tuple(index for index, pair in enumerate(zip(before, after, strict=True)) if not same(*pair))


def soil_memory() -> None:
    """Fill with NaN what numpy keeps for its next small arrays: in fresh memory `np.empty` looks like `np.zeros`."""
    for size in range(1, _SMALL_ARRAY // np.dtype(float).itemsize + 1):
        np.empty(size).fill(np.nan)


# Bytes of the largest array whose memory numpy keeps.
_SMALL_ARRAY = 1024


class LocalStudent:
    """Functions called in this process, each call with copied arguments and seeded generators.

    Args:
        functions: The graded functions by name.
        seed: Where the seeds of the calls start.
        replacements: What the functions find under these global names instead of their own.
    """

    def __init__(
        self,
        functions: Mapping[str, Callable[..., Any]],
        seed: int = 1,
        replacements: Mapping[str, Callable[..., Any]] | None = None,
    ) -> None:
        self._functions = functions
        self._seed = seed
        self._replacements = dict(replacements or {})
        self._calls = 0
        self._called: set[str] = set()
        self.changed_arguments: tuple[int, ...] = ()

    def using(self, **replacements: Callable[..., Any]) -> "LocalStudent":
        """Return the same functions, except that what they call by these names is replaced."""
        return LocalStudent(self._functions, self._seed, self._replacements | replacements)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *arguments: self._call(name, arguments)

    def _call(self, name: str, arguments: tuple[Any, ...]) -> Any:
        function = self._functions.get(name)
        if not callable(function):
            raise CallFailed("missing", f"There is no function called {name}.")
        self._calls += 1
        handed_over = copy.deepcopy(arguments)
        if name not in self._called:
            self._called.add(name)
            soil_memory()
        seed = (self._seed + self._calls) % 2**32
        random.seed(seed)
        np.random.seed(seed)  # noqa: NPY002 - the generator that the students' notebooks draw from
        try:
            with _replaced(function, self._replacements):
                value = function(*handed_over)
        except (Exception, SystemExit) as error:  # exit() in an exercise is no reason to end the notebook
            missing = error.name if isinstance(error, NameError) else None
            told = explain(name, type(error).__name__, first_line(error), missing)
            raise CallFailed("raised", told, line_of(error, function)) from error
        self.changed_arguments = changed_positions(arguments, handed_over)
        return value


class _replaced:  # noqa: N801 - reads as the word it is: with _replaced(...)
    """Swap names in the globals of a function, and of what it wraps, for as long as the block lasts."""

    def __init__(self, function: Callable[..., Any], replacements: Mapping[str, Callable[..., Any]]) -> None:
        self._replacements = replacements
        self._places = _globals_of(function) if replacements else []

    def __enter__(self) -> None:
        self._kept = [{name: place[name] for name in self._replacements if name in place} for place in self._places]
        for place in self._places:
            place.update(self._replacements)

    def __exit__(self, *_: object) -> None:
        for place, kept in zip(self._places, self._kept, strict=True):
            for name in self._replacements:
                place.pop(name, None)
            place.update(kept)


# The attributes by which functools, numpy and numba keep the function that they wrap.
_WRAPPED = ("__wrapped__", "func", "pyfunc", "py_func")


def _globals_of(function: Any) -> list[dict[str, Any]]:
    """Return where a function, and what it wraps, look their names up."""
    found: dict[int, dict[str, Any]] = {}
    # A chain of wrappers is short; one that leads back to itself ends here too.
    for _ in range(10):
        place = getattr(function, "__globals__", None)
        if isinstance(place, dict):
            found[id(place)] = place
        inner = next((getattr(function, name) for name in _WRAPPED if hasattr(function, name)), None)
        function = inner if callable(inner) else type(function).__call__
    return list(found.values())
