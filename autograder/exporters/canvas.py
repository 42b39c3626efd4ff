"""Scores as Canvas imports them: one CSV file with a column for each assignment."""

from collections import Counter
from pathlib import Path

from nbgrader import api
from traitlets import Dict, Enum, Unicode

from autograder.exporters.base import MarksExporter, cell, number
from autograder.publishing.spreadsheet import is_formula

_PEOPLE = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")

# Canvas knows the row of the maxima by this beginning, spaces included.
_MAXIMA = "    Points Possible"


class CanvasExporter(MarksExporter):
    """Writes ``canvas.csv`` for Canvas's Grades > Import. Empty cells leave the score that Canvas has."""

    student_id_is = Enum(
        ("login", "canvas", "sis"),
        default_value="login",
        help="What nbgrader's student id is at Canvas: the login, which identifies nobody there; Canvas's own id, as "
        "it is after collecting from Canvas's zip files; or the SIS user id.",
    ).tag(config=True)

    columns = Dict(
        key_trait=Unicode(),
        value_trait=Unicode(),
        help="Canvas's column of an assignment, as its own export has it: {'warm_up': 'Warm up (12345)'}. An "
        "assignment that is not named here becomes a new one at Canvas.",
    ).tag(config=True)

    def write(self, gradebook: api.Gradebook) -> None:
        """Write one row a student who has a score that travels."""
        assignments, students = self.assignments(gradebook), self.students(gradebook)
        columns = [self.standings(gradebook, one, students) for one in assignments]
        names = Counter(map(_name, students))
        rows = []
        for student in students:
            scores = [number(column[student.id].score) if student.id in column else "" for column in columns]
            if any(scores):
                who = self._who(student, only=names[_name(student)] == 1)
                rows += [[*who, *scores]] if who else []
        heads = [self.columns.get(one.name, one.name) for one in assignments]
        maxima = [number(one.max_score) for one in assignments]
        head = [[*_PEOPLE, *heads], [_MAXIMA, *[""] * (len(_PEOPLE) - 1), *maxima]]
        self.write_rows(Path(self.to or "canvas.csv"), head, rows)

    def _who(self, student: api.Student, *, only: bool) -> list[str]:
        """Return what tells Canvas who it is; nothing, and a warning, if nothing does."""
        own = student.lms_user_id or (student.id if self.student_id_is == "canvas" else "")
        sis = student.id if self.student_id_is == "sis" else ""
        name = _name(student)
        if is_formula(own) or is_formula(sis):
            self.leave_out(student.id, "left out: a spreadsheet would take its id for a formula; correct the id")
        elif own or sis or (name and only):
            return [cell(name), own, sis, cell(student.id), ""]
        else:
            why = "another student has the same name" if name else "it has no name"
            self.leave_out(student.id, f"left out: it has no lms_user_id, and {why}; see `nbgrader db student import`")
        return []


def _name(student: api.Student) -> str:
    return ", ".join(filter(None, (student.last_name, student.first_name)))
