"""Runs a program, statement by statement. One that fails costs what it would have defined and nothing else."""

import builtins
import copy
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from .cells import Problem, describe
from .compiling import Program, Step

Namespace = dict[str, Any]

_ABSENT = object()


@dataclass
class Run:
    """What running a plan left behind, beside the namespace.

    Attributes:
        problems: The statements that raised.
        found: The graded functions that exist now.
        views: For each function that needs it, names and the values that it finds under them.
    """

    problems: list[Problem] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    views: dict[str, Namespace] = field(default_factory=dict)


def run_program(
    program: Program,
    namespace: Namespace,
    wanted: Collection[str],
    may_run: Callable[[Step], bool] = lambda _: True,
) -> Run:
    """Run the steps of a program in `namespace`. An exception of the student's is a problem of its statement only.

    Args:
        program: What to run.
        namespace: Where; its `wanted` names are the graded functions afterwards, or not there.
        wanted: The graded functions.
        may_run: Asked before each step.
    """
    run = Run()
    given = {name: namespace.get(name, _ABSENT) for name in wanted}
    settled: Namespace = {}
    for position, step in enumerate(program.steps):
        _keep_views(program, position, namespace, run)
        if may_run(step):
            problem = _run_one(step, namespace)
            run.problems += [problem] if problem else []
        settled |= {
            name: namespace[name] for name, at in program.definitions.items() if at == position and name in namespace
        }
        # A definition that counts stays, whatever comes after it.
        namespace.update(settled)
    for name, before in given.items():
        if namespace.get(name) is before:
            namespace.pop(name, None)
    run.found += [name for name in wanted if callable(namespace.get(name))]
    return run


@contextmanager
def replaced(namespace: Namespace, others: Mapping[str, Any]) -> Iterator[None]:
    """Give names other values for as long as the block lasts."""
    kept = {name: namespace[name] for name in others if name in namespace}
    namespace.update(others)
    try:
        yield
    finally:
        for name in others:
            namespace.pop(name, None)
        namespace.update(kept)


def _run_one(step: Step, namespace: Namespace) -> Problem | None:
    if step.code is None:
        return Problem(step.cell, f"line {step.line}: {step.error}")
    try:
        exec(step.code, namespace)  # noqa: S102 - running the student's code is what the sandbox is for
    except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt out of a cell are the student's too
        return Problem(step.cell, f"line {step.line}: {describe(error)}")
    return None


def _keep_views(program: Program, position: int, namespace: Namespace, run: Run) -> None:
    for view in program.views:
        if view.before == position:
            found = {name: namespace.get(name, getattr(builtins, name, _ABSENT)) for name in view.names}
            run.views[view.function] = {name: _copied(value) for name, value in found.items() if value is not _ABSENT}


def _copied(value: Any) -> Any:
    """Return a value that later statements do not change; what cannot be copied is seldom changed."""
    try:
        return copy.deepcopy(value)
    except Exception:  # noqa: BLE001 - a student's class can raise anything when it is copied
        return value
