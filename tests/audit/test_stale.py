"""Nothing is judged by a solution that is older than its source."""

import pytest
from helpers_audit import ID, edit

from autograder.cli import main


@pytest.fixture
def command(assignment):
    """The arguments of a command for the course."""
    return {
        "audit": ["audit", ID, "--no-mutants", "--seeds", "1", "--jobs", "1"],
        "grade-files": ["grade-files", ID, str(assignment.release), "--json", "-"],
    }


@pytest.mark.parametrize("name", ["audit", "grade-files"])
def test_a_source_that_was_changed_and_not_built_is_one_line(assignment, command, capsys, name):
    edit(assignment.source, "/ np.size(Y)", "/ np.size(Y_hat)")
    assert main([*command[name], "--course", str(assignment.course.root)]) == 2
    assert capsys.readouterr().err == (
        f"autograder: {assignment.solution} is out of date: source/ holds other code; run `autograder build {ID}`.\n"
    )


def test_a_change_of_text_stops_no_grading(assignment, command):
    edit(assignment.source, "What to remember", "What not to forget")
    assert main([*command["grade-files"], "--course", str(assignment.course.root)]) == 0


def test_a_course_without_sources_grades(assignment, command):
    assignment.source.unlink()
    assert main([*command["grade-files"], "--course", str(assignment.course.root)]) == 0
