"""Pictures for feedback pages: planned once, and drawn from what a submission returns for them.

They are asked for where a public check fails, before the submission has seen any hidden input: what is drawn is told.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FunctionType
from typing import Any, NoReturn

import numpy as np

from autograder._sandbox.session import Call, Reply, Session
from autograder.checking.checks import FIXTURES, Reference
from autograder.checking.students import Recorder, SandboxedStudent, replies_ahead
from autograder.course import Assignment
from autograder.pages.sketches import SKETCHES, NoSketch, Sketch
from course_kit.check import PUBLIC_SEED
from course_kit.collecting import collect_checks

_PLOTS = "course_kit.plots"


@dataclass(frozen=True)
class PlannedPicture:
    """One exercise's picture with the calls that it made on the reference."""

    draw: Callable[[Any], Sketch]
    calls: Sequence[Call]

    def drawn(self, session: Session, reference: Reference) -> Sketch | None:
        """Return the picture of what a submission returns; None if that cannot be drawn."""
        with session.aside(self.calls[0].name):
            replies = replies_ahead(session, self.calls)
        try:
            with np.errstate(all="ignore"):
                return self.draw(SandboxedStudent(_NoFurtherCalls(), reference, self.calls, replies, PUBLIC_SEED))
        except Exception:  # noqa: BLE001 - whatever came back: the claims say what is wrong with it
            return None


def plan_pictures(assignment: Assignment, reference: Reference) -> Mapping[str, PlannedPicture]:
    """Return the pictures of an assignment that can be drawn on a page, by exercise.

    Raises:
        CheckFileError: The public checks cannot be collected.
    """
    drawn = collect_checks(assignment.public_checks, FIXTURES).pictures
    planned = {exercise: _plan(draw, reference) for exercise, draw in drawn.items()}
    return {exercise: picture for exercise, picture in planned.items() if picture}


def _plan(draw: Callable[..., Any], reference: Reference) -> PlannedPicture | None:
    if not _let_it_sketch(draw):
        return None
    recorder = Recorder(reference, PUBLIC_SEED)
    try:
        drawn = draw(recorder)
    except Exception:  # noqa: BLE001 - a page can do without a picture, and the notebook shows none either
        return None
    calls = recorder.recorded
    possible = isinstance(drawn, Sketch) and calls and not any(call.live for call in calls)
    return PlannedPicture(draw, calls) if possible else None


def _let_it_sketch(draw: Callable[..., Any]) -> bool:
    """Put sketches under the names of the plots that a check file has imported; return whether there are any."""
    names = draw.__globals__ if isinstance(draw, FunctionType) else {}
    for name, thing in list(names.items()):
        if isinstance(thing, FunctionType) and thing.__module__.startswith(_PLOTS):
            names[name] = SKETCHES.get(thing.__name__, _not_sketched)
    return any(isinstance(thing, FunctionType) and thing in SKETCHES.values() for thing in names.values())


def _not_sketched(*_: Any, **__: Any) -> NoReturn:
    raise NoSketch("there is no sketch of this plot")


class _NoFurtherCalls:
    """Stands for a submission that is asked nothing but what was asked ahead."""

    def call(self, call: Call) -> Reply:
        raise NoSketch(f"{call.name} is called with something else than was planned")

    def call_all(self, calls: Sequence[Call]) -> list[Reply]:
        raise NoSketch(f"{len(calls)} more calls than were planned")
