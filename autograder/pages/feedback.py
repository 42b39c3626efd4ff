"""A result -> the page that a student reads, and the same as text for a terminal or a notebook.

Of a hidden check the student sees the claim, the verdict, the message and the hint: never its code, never its inputs.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.gradebook.settled import Part, Settled
from autograder.pages.rendering import plain, template
from autograder.pages.sketches import Sketch
from autograder.results import CheckResult, ExerciseResult, Result, Status, Verdict, Visibility
from course_kit.report import AS_ABOVE

# More notes than this say nothing new about a notebook whose cells all fail.
MOST_NOTES = 20

# Characters in a line of a report as text.
WIDTH = 110

# Characters of a comment that an instructor wrote about one exercise.
LONGEST_COMMENT = 5000

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
        sketch: What it returns, drawn, if that explains something.
    """

    name: str
    score: int
    max_score: int
    reason: str
    advice: str
    lines: tuple[Line, ...]
    sketch: Sketch | None = None

    @property
    def passed(self) -> int:
        """How many claims hold."""
        return sum(line.passed for line in self.lines)


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts for one exercise, and what a person had to say about it.

    Attributes:
        section: What the autograder found; without claims if it found nothing.
        change: What a person changed about the autograder's points; empty if nothing.
        comment: What a person wrote; empty if nothing.
    """

    section: Section
    score: float
    max_score: float
    change: str = ""
    comment: str = ""


def render_feedback(result: Result, title: str, settled: Settled | None = None) -> str:
    """Return the page of one submission: one HTML file that needs nothing else and runs nothing.

    Args:
        result: What grading found.
        title: The assignment's title.
        settled: What counts by now, if people have looked at it; the autograder's points if left out.
    """
    by_hand = settled is not None and settled.by_hand
    graded = result.status is Status.GRADED
    # The reason of a fault of ours may quote a hidden check; the instructor reads it in the CSV.
    reason = plain(result.reason) if result.status is Status.UNREADABLE else ""
    return template("feedback.html.j2").render(
        title=title,
        submission=plain(result.submission, 200),
        status=result.status.value,
        by_hand=by_hand,
        reason=reason,
        score=settled.score if settled and (graded or by_hand) else result.score,
        max_score=result.max_score,
        penalty=settled.penalty if settled else 0,
        exercises=list(_counted(result, settled)) if graded or by_hand else [],
        notes=[plain(note) for note in result.notes[:MOST_NOTES]],
        more_notes=max(len(result.notes) - MOST_NOTES, 0),
    )


def _counted(result: Result, settled: Settled | None) -> Iterator[Counted]:
    graded = {one.name: one for one in result.exercises} if result.status is Status.GRADED else {}
    if settled is None:
        yield from (Counted(section_of(one), one.score, one.max_score) for one in graded.values())
        return
    for name, part in settled.parts.items():
        found = graded.get(name) or ExerciseResult(name, 0, int(part.max_score), ())
        lines = settled.comments.get(name, "")[:LONGEST_COMMENT].splitlines()
        comment = "\n".join(plain(line, LONGEST_COMMENT) for line in lines)
        yield Counted(section_of(found), part.score, part.max_score, _change(part), comment)


def _change(part: Part) -> str:
    said = []
    if part.manual is not None and part.auto is None:
        said.append(f"{part.manual:g} points, given by hand")
    elif part.manual is not None and part.manual != part.auto:
        said.append(f"{part.manual:g} points instead of the autograder's {part.auto:g}")
    if part.extra:
        said.append(f"{part.extra:g} extra {'point' if part.extra == 1 else 'points'}")
    return ", and ".join(said)


def exercise_text(exercise: ExerciseResult) -> str:
    """Return one exercise's report as plain text, in lines that fit a notebook's page."""
    return "\n".join(part for line in _text_lines(section_of(exercise)) for part in _folded(line))


def section_of(exercise: ExerciseResult) -> Section:
    """Return one exercise as the student reads it."""
    reason = _shared_reason(exercise.checks)
    said: set[str] = set()
    lines = tuple(_line(check, said, reason) for check in exercise.checks)
    return Section(exercise.name, exercise.score, exercise.max_score, reason, exercise.hint, lines, exercise.sketch)


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
    if message and message in said:
        message, hint = AS_ABOVE, ""
    said |= {message, hint}
    passed = check.verdict is Verdict.PASSED
    new_data = check.visibility is Visibility.HIDDEN
    return Line(check.claim, passed, _WORDS[check.verdict], check.points, check.out_of, new_data, message, hint)


def _message(verdict: Verdict, message: str) -> str:
    if verdict is Verdict.GRADER_FAULT:
        return "The grader failed here, not your code. Your instructor has been told."
    return plain(message)


def _folded(line: str) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_on_hyphens=False) or [line]


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
