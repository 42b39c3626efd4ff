"""The one grader that a process keeps warm between gradings that nobody announces, and ends when it ends."""

import atexit
from contextlib import ExitStack

from autograder.course import Assignment
from autograder.grading import Grader
from autograder.publishing.resume import checks_fingerprint


class GraderKeeper:
    """Keeps the grader of the last assignment: who grades one student is likely to grade the next one too."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._grader: Grader | None = None
        self._made_from = ""

    def grader_of(self, assignment: Assignment) -> Grader:
        """Return an assignment's grader, the one of the last time unless its checks have changed.

        Raises:
            CourseError, CheckFileError: The assignment's reference or its checks cannot be used.
        """
        made_from = f"{assignment.secret} {checks_fingerprint(assignment)}"
        if self._grader is None or made_from != self._made_from:
            self.close()
            self._grader = self._open.enter_context(Grader(assignment))
            self._made_from = made_from
        return self._grader

    def close(self) -> None:
        """End the grader and its processes."""
        self._grader = None
        self._open.close()


KEEPER = GraderKeeper()
atexit.register(KEEPER.close)
