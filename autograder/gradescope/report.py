"""A result -> Gradescope's ``results.json``: a test for every check, in the words of the feedback page."""

from collections.abc import Iterator
from typing import Any

from autograder.gradescope.settings import Hidden
from autograder.pages.feedback import MOST_NOTES, Line, Section, section_of
from autograder.pages.rendering import plain
from autograder.results import Result, Status

Json = dict[str, Any]


def report(result: Result, hidden: Hidden) -> Json:
    """Return what Gradescope reads.

    Args:
        result: Of a submission that was graded or could not be read. A fault of ours has no report: without one,
            Gradescope says that the autograder failed, and nobody gets a 0.
        hidden: What the student sees of a hidden check.
    """
    if result.status is Status.GRADER_FAULT:
        raise ValueError("a fault of the grader is not a result")
    sections = [section_of(one) for one in result.exercises]
    return {
        "score": result.score,
        "execution_time": result.seconds,
        "visibility": "visible",
        "stdout_visibility": "hidden",
        # Text that a student had a hand in is in all of these, and this keeps it text.
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "output": "\n".join(_said(result, sections)),
        "tests": [
            _test(f"{index}.{number}", section, line, hidden)
            for index, section in enumerate(sections, start=1)
            for number, line in enumerate(section.lines, start=1)
        ],
        "extra_data": {"status": result.status.value, "isolation": result.isolation},
    }


def _said(result: Result, sections: list[Section]) -> Iterator[str]:
    """Yield what is said about the whole submission."""
    if result.status is Status.UNREADABLE:
        yield f"Your submission could not be read: {plain(result.reason)}"
        yield "It counts as 0 for now. Hand in a file that can be read, or ask your instructor."
    for section in sections:
        if section.advice:
            yield f"{section.name} looks like this: {section.advice}"
    for note in result.notes[:MOST_NOTES]:
        yield plain(note)
    if len(result.notes) > MOST_NOTES:
        yield f"... and {len(result.notes) - MOST_NOTES} more cells that could not be run."


def _test(number: str, section: Section, line: Line, hidden: Hidden) -> Json:
    tells = hidden.tells_messages or not line.new_data
    hint = f"Hint: {line.hint}" if line.hint else ""
    # What all checks of an exercise say, the public ones say too.
    said = [f"{line.verdict.capitalize()}.", section.reason or (line.message if tells else ""), hint]
    return {
        "number": number,
        "name": f"{section.name}: {line.claim}" + (" (on new data)" if line.new_data else ""),
        "score": line.points,
        "max_score": line.out_of,
        "status": "passed" if line.passed else "failed",
        "output": "" if line.passed else "\n".join(filter(None, said)),
        "visibility": hidden.visibility if line.new_data else "visible",
    }
