"""Functions of our own, called as a sandbox would call a student's: same calls, same seeds, same kind of replies.

Only for code that this project wrote: known mistakes, right answers, mutants of the solution. There is no isolation.
"""

import contextlib
import io
import signal
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import FrameType
from typing import Any

import numpy as np

import course_kit
from autograder._sandbox.session import Call, Reply
from course_kit.checking import CallFailed
from course_kit.local_student import LocalStudent, explain, first_line

Namespace = dict[str, Any]


class TimeIsUp(BaseException):
    """A call took longer than it may. No ``except Exception`` of the called code swallows it."""


class LocalSession:
    """The functions of one namespace, ready to be called; what `Session` is to a sandboxed submission.

    Args:
        namespace: Where the functions live and look names up.
        call_s: Wall time of one call, seconds.
        seed_shift: Added to every call's seed, for other draws than the recorded ones.
        round_off: Move arrays among the arguments by round-off.

    Attributes:
        found: The functions that exist.
    """

    def __init__(self, namespace: Namespace, call_s: float, seed_shift: int = 0, *, round_off: bool = False) -> None:
        self._namespace = namespace
        self._call_s = call_s
        self._seed_shift, self._round_off = seed_shift, round_off
        self._hung: dict[str, Reply] = {}
        self.found = frozenset(name for name, value in namespace.items() if callable(value))

    def call_all(self, calls: Sequence[Call]) -> list[Reply]:
        """Call functions and return the replies in the same order."""
        return [self.call(call) for call in calls]

    def call(self, call: Call) -> Reply:
        """Call one function."""
        if call.name in self._hung:
            return self._hung[call.name]
        arguments = call.arguments
        if self._round_off:
            arguments = tuple(_moved_by_round_off(argument) for argument in arguments)
        function = self._namespace.get(call.name)
        # LocalStudent counts its seed up before the call.
        student = LocalStudent({call.name: function} if callable(function) else {}, call.seed - 1 + self._seed_shift)
        try:
            with quietly(), _swapped(self._namespace, call.answers), time_limit(self._call_s):
                value = getattr(student, call.name)(*arguments)
        except CallFailed as failure:
            return Reply(failure=failure)
        except TimeIsUp:
            return self._hung.setdefault(
                call.name, Reply(failure=CallFailed("timed_out", f"{call.name} did not finish."))
            )
        except SystemExit as error:
            return Reply(failure=CallFailed("raised", explain(call.name, type(error).__name__, first_line(error))))
        return Reply(value, student.changed_arguments)


def namespace_of(code: str, base: Mapping[str, Any], wanted: str, cell_s: float) -> Namespace:
    """Run an answer's code in a copy of `base` and return what is defined then.

    Args:
        code: What a student would have typed.
        base: What it finds.
        wanted: The function that it should define; what `base` has under that name does not count.
        cell_s: Wall time, seconds.

    Returns:
        Names and values; nothing if the code stops with an error.
    """
    namespace = {name: value for name, value in base.items() if name != wanted}
    try:
        with quietly(), time_limit(cell_s):
            exec(compile(code, "<answer>", "exec"), namespace)  # noqa: S102 - code of our own
    except (Exception, TimeIsUp, SystemExit):  # noqa: BLE001 - an answer may be wrong in any way
        return {}
    return namespace


def kit_names() -> Namespace:
    """Return what a submission finds in its namespace beforehand."""
    return {name: getattr(course_kit, name) for name in course_kit.__all__}


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Keep what the called code prints and warns about to itself."""
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeIsUp` in the block after so many seconds, where the system has alarms and this is the main thread.

    An alarm that is on already is kept, not replaced.
    """
    possible = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not possible or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return
    before = signal.signal(signal.SIGALRM, _time_is_up)
    # Rings again and again, for code that swallows the first one.
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _time_is_up(_number: int, _frame: FrameType | None) -> None:
    raise TimeIsUp


@contextlib.contextmanager
def _swapped(namespace: Namespace, answers: Mapping[str, Callable[..., Any]]) -> Iterator[None]:
    """Put right functions under the names of the other exercises, as the sandbox does for as long as a call lasts."""
    kept = {name: namespace[name] for name in answers if name in namespace}
    namespace.update(answers)
    try:
        yield
    finally:
        for name in answers:
            namespace.pop(name, None)
        namespace.update(kept)


def _moved_by_round_off(value: Any) -> Any:
    """Return an argument with the last bit of fractions in arrays changed; whole numbers are often exact on purpose."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.ndim:
        return np.where(value == np.round(value), value, np.nextafter(value, np.inf))
    if isinstance(value, dict):
        return {name: _moved_by_round_off(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_moved_by_round_off(entry) for entry in value)
    return value
