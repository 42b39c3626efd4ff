"""A result -> the page that a student reads, and the same as text for a terminal or a notebook.

Of a hidden check the student sees the claim, the verdict, the message and the hint: never its code, never its inputs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.pages import plain, template
from autograder.results import CheckResult, ExerciseResult, Result, Status, Verdict, Visibility

# More notes than this say nothing new about a notebook whose cells all fail.
MOST_NOTES = 20

_WORDS = {
    Verdict.PASSED: "passed",
    Verdict.FAILED: "not yet",
    Verdict.RAISED: "stopped with an error",
    Verdict.TIMED_OUT: "took too long",
    Verdict.DIED: "ended the program",
    Verdict.MISSING: "function not found",
    Verdict.SKIPPED: "not judged",
    Verdict.GRADER_FAULT: "could not be judged",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One check as the student reads it; `message` and `hint` are empty where they would only repeat."""

    claim: str
    passed: bool
    verdict: str
    points: int
    out_of: int
    new_data: bool
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Section:
    """One exercise as the student reads it.

    Attributes:
        reason: What all its checks say, if they all say the same.
        advice: The hint of the known mistake that it shows, if it does.
    """

    name: str
    score: int
    max_score: int
    reason: str
    advice: str
    lines: tuple[Line, ...]

    @property
    def passed(self) -> int:
        """How many claims hold."""
        return sum(line.passed for line in self.lines)


def render_feedback(result: Result, title: str) -> str:
    """Return the page of one submission: one HTML file that needs nothing else and runs nothing.

    Args:
        result: What grading found.
        title: The assignment's title.
    """
    # The reason of a fault of ours may quote a hidden check; the instructor reads it in the CSV.
    reason = plain(result.reason) if result.status is Status.UNREADABLE else ""
    return template("feedback.html.j2").render(
        title=title,
        submission=plain(result.submission, 200),
        status=result.status.value,
        reason=reason,
        score=result.score,
        max_score=result.max_score,
        sections=[_section(one) for one in result.exercises] if result.status is Status.GRADED else [],
        notes=[plain(note) for note in result.notes[:MOST_NOTES]],
        more_notes=max(len(result.notes) - MOST_NOTES, 0),
    )


def exercise_text(exercise: ExerciseResult) -> str:
    """Return one exercise's report as plain text."""
    return "\n".join(_text_lines(_section(exercise)))


def _section(exercise: ExerciseResult) -> Section:
    reason = _shared_reason(exercise.checks)
    said: set[str] = set()
    lines = tuple(_line(check, said, reason) for check in exercise.checks)
    return Section(exercise.name, exercise.score, exercise.max_score, reason, exercise.hint, lines)


def _shared_reason(checks: tuple[CheckResult, ...]) -> str:
    """Return the message of all checks, if it is one and the same: the function is missing, or not written yet."""
    said = {(check.verdict, check.message) for check in checks}
    if len(checks) < 2 or len(said) != 1:
        return ""
    verdict, message = said.pop()
    return "" if verdict is Verdict.PASSED else _message(verdict, message)


def _line(check: CheckResult, said: set[str], reason: str) -> Line:
    message = "" if reason else _message(check.verdict, check.message)
    hint = "" if reason or check.hint in said else check.hint
    said.add(check.hint)
    passed = check.verdict is Verdict.PASSED
    new_data = check.visibility is Visibility.HIDDEN
    return Line(check.claim, passed, _WORDS[check.verdict], check.points, check.out_of, new_data, message, hint)


def _message(verdict: Verdict, message: str) -> str:
    if verdict is Verdict.GRADER_FAULT:
        return "The grader failed here, not your code. Your instructor has been told."
    return plain(message)


def _text_lines(section: Section) -> Iterator[str]:
    yield f"{section.name}: {section.score} of {section.max_score} points"
    if section.reason:
        yield f"    {section.reason}"
    if section.advice:
        yield f"    What this looks like: {section.advice}"
    for line in section.lines:
        where = " (on new data)" if line.new_data else ""
        yield f"  {'+' if line.passed else 'x'} {line.claim}{where} [{line.points} of {line.out_of}]"
        if line.message:
            yield f"      {line.message}"
        if line.hint:
            yield f"      Hint: {line.hint}"
