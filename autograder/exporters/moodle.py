"""Scores as Moodle imports them: a CSV file for each assignment, of those students alone who have a score.

An empty cell of a file that Moodle imports may take a grade away, so there are none.
"""

from collections.abc import Iterator
from pathlib import Path

from nbgrader import api

from autograder.errors import OurFault
from autograder.exporters.base import MarksExporter, cell, number
from autograder.exporters.standings import Standing
from autograder.gradebook.marked_notebook import check_id
from autograder.publishing.spreadsheet import is_formula

_PEOPLE = ("First name", "Last name", "ID number", "Email address")

# Where the name of the assignment goes in the name of the file.
_PLACE = "{assignment}"

_LONGEST_FEEDBACK = 2000


class MoodleExporter(MarksExporter):
    """Writes ``moodle-<assignment>.csv`` for Moodle's Grades > Import > CSV file: scores, and why."""

    def write(self, gradebook: api.Gradebook) -> None:
        """Write one file an assignment, one row a student."""
        assignments, students = self.assignments(gradebook), self.students(gradebook)
        to = self.to or f"moodle-{_PLACE}.csv"
        if len(assignments) > 1 and _PLACE not in to:
            raise OurFault(
                f"There are {len(assignments)} assignments and one file; write {_PLACE} in its name, or --assignment."
            )
        for one in assignments:
            standings = self.standings(gradebook, one, students)
            head = [*_PEOPLE, cell(one.name), f"{cell(one.name)} feedback"]
            rows = [self._row(student, standings[student.id]) for student in students if student.id in standings]
            self.write_rows(Path(to.replace(_PLACE, one.name)), [head], [row for row in rows if row])

    def _row(self, student: api.Student, standing: Standing) -> list[str]:
        address = student.email or (student.id if "@" in student.id else "")
        if is_formula(student.id) or is_formula(address):
            self.leave_out(student.id, "left out: a spreadsheet would take its id or address for a formula; correct it")
            return []
        who = [cell(student.first_name), cell(student.last_name), student.id, address]
        return [*who, number(standing.score), cell(" ".join(_feedback(standing)), _LONGEST_FEEDBACK)]


def _feedback(standing: Standing) -> Iterator[str]:
    """Yield what the student reads beside the score."""
    if not standing.parts:
        yield "Nothing was handed in."
    for part in standing.parts:
        yield f"{part.name.removeprefix(check_id(''))}: {number(part.score)} of {number(part.max_score)}."
    if standing.penalty:
        yield f"Late penalty: {number(standing.penalty)}."
    yield from standing.comments
