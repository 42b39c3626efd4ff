"""``features.py`` of an assignment: what to look at in functions that draw random numbers, beyond what they return.

Optional. The file holds one function ``<exercise>(student, rng)`` for each exercise that needs it; it calls the
student's function as a check does and returns a dictionary of numbers and arrays that tell one mistake from another
whatever was drawn, for example the ratio of what came back to what the returned mask makes of the inputs.
"""

import runpy
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder._sandbox.session import Call, Reply
from autograder.checking.checks import Reference
from autograder.checking.students import Callee, Recorder, SandboxedStudent
from autograder.course import Assignment
from autograder.diagnosing.behavior import Key, Leaf, kind_of_failure, leaves_of_value
from course_kit.checking import CallFailed
from course_kit.collecting import CheckFileError

FEATURES = "features.py"

Hook = Callable[..., Mapping[str, Any]]


@dataclass(frozen=True)
class Features:
    """One exercise's features and the calls that they need.

    Attributes:
        path: The file they come from.
        seed: Where the calls' seeds and the hook's random numbers start.
    """

    path: Path
    exercise: str
    hook: Hook
    seed: int
    calls: Sequence[Call]

    def of(self, session: Callee, reference: Reference, replies: list[Reply | None]) -> dict[Key, Leaf]:
        """Return the features of a submission.

        Args:
            session: The submission.
            reference: What its functions find under the names of other exercises.
            replies: What came back for each of the calls; None where one must be made live.

        Raises:
            CheckFileError: The hook stopped with an error that is not the submission's.
        """
        return self.measured_on(SandboxedStudent(session, reference, self.calls, replies, self.seed))

    def measured_on(self, student: Any) -> dict[Key, Leaf]:
        """Return the features of whatever answers calls."""
        rng = np.random.default_rng([self.seed, zlib.crc32(self.exercise.encode())])
        try:
            with np.errstate(all="ignore"):
                features = self.hook(student, rng)
        except (AssertionError, CallFailed) as error:
            return {("features",): kind_of_failure(str(error))}
        except Exception as error:
            raise CheckFileError(
                f"{self.path}: {self.exercise} stops with {type(error).__name__}: {error}. Look at what came back with "
                "array_of, number_of or entries_of first, as checks do."
            ) from error
        if not isinstance(features, Mapping):
            raise CheckFileError(
                f"{self.path}: {self.exercise} returns {type(features).__name__}; "
                "return a dictionary of numbers and arrays."
            )
        return leaves_of_value(dict(features), "features")


def plan_features(assignment: Assignment, reference: Reference) -> dict[str, Features]:
    """Return the features of each exercise that has some, with the calls recorded against the reference.

    Raises:
        CheckFileError: The file cannot be run, a function in it is named like no exercise, or fails on the reference.
    """
    path = assignment.secret / FEATURES
    if not path.is_file():
        return {}
    hooks = _hooks(path)
    known = [exercise.name for exercise in assignment.manifest.exercises]
    for name in hooks:
        if name not in known:
            raise CheckFileError(
                f"{path}: {name} is the name of no exercise; functions are named like the exercise they belong to "
                f"({', '.join(known)}), helpers begin with an underscore."
            )
    return {name: _plan(path, name, hook, assignment.seed, reference) for name, hook in hooks.items()}


def _hooks(path: Path) -> dict[str, Hook]:
    try:
        defined = runpy.run_path(str(path), run_name="features")
    except Exception as error:
        raise CheckFileError(f"{path}: cannot be run, {type(error).__name__}: {error}.") from error
    return {
        name: thing
        for name, thing in defined.items()
        if not name.startswith("_") and callable(thing) and getattr(thing, "__module__", None) == "features"
    }


def _plan(path: Path, exercise: str, hook: Hook, seed: int, reference: Reference) -> Features:
    recorder = Recorder(reference, seed)
    measured = Features(path, exercise, hook, seed, ()).measured_on(recorder)
    if ("features",) in measured:
        raise CheckFileError(f"{path}: {exercise} fails on the reference: {measured['features',]}")
    return Features(path, exercise, hook, seed, recorder.recorded)
