"""What the exporters share: which scores travel, who is left out and told so, and how files are written."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from nbgrader import api
from nbgrader.plugins import ExportPlugin
from traitlets import Bool

from autograder.errors import OurFault
from autograder.exporters.standings import Standing, read_standings
from autograder.files import whole_text_file
from autograder.pages.rendering import plain
from autograder.publishing.spreadsheet import shown
from autograder.words import plural

# Decimals of a score: enough for a third of a point, few enough for every system.
_DECIMALS = 4

LONGEST_NAME = 200

Item = TypeVar("Item")


class MarksExporter(ExportPlugin):  # type: ignore[misc]  # nbgrader comes without types
    """Writes settled scores only: in another system, a zero that nobody earned looks like one that somebody did."""

    waiting = Bool(
        default_value=False,
        help="Whether to export scores that wait for a person, too. A submission that could not be read, or that the "
        "autograder failed at, then has the score of the gradebook, mostly 0.",
    ).tag(config=True)

    absent_as_zero = Bool(
        default_value=False,
        help="Whether a student of the gradebook who handed in nothing gets a 0, and not no score at all.",
    ).tag(config=True)

    def export(self, gradebook: api.Gradebook) -> None:
        """Write the file or files; end as nbgrader's commands do if that fails: a line in the log, exit status 1."""
        try:
            self.write(gradebook)
        except OurFault as error:
            self.log.critical(str(error))
            raise SystemExit(1) from None

    def write(self, gradebook: api.Gradebook) -> None:
        """Write the file or files of one system.

        Raises:
            OurFault: Something asked for is not there, or a file cannot be written.
        """
        raise NotImplementedError

    def assignments(self, gradebook: api.Gradebook) -> list[api.Assignment]:
        """Return the assignments asked for, all if none was named, in the order of the gradebook."""
        known = list(gradebook.assignments)
        return _asked(self.assignment, {one.name: one for one in known}, "assignment")

    def students(self, gradebook: api.Gradebook) -> list[api.Student]:
        """Return the students asked for, all if none was named, in the order of the gradebook."""
        return _asked(self.student, {one.id: one for one in gradebook.students}, "student")

    def standings(
        self, gradebook: api.Gradebook, assignment: api.Assignment, students: Sequence[api.Student]
    ) -> Mapping[str, Standing]:
        """Return what travels, by student. A warning names whoever handed something in and has to wait."""
        found = read_standings(gradebook.db, assignment)
        travels = {}
        for student in (one.id for one in students):
            standing = found.get(student)
            if standing is None:
                if self.absent_as_zero:
                    travels[student] = Standing(0.0)
            elif standing.waits and not self.waiting:
                self.leave_out(student, f"no score of {assignment.name} yet: {standing.waits}")
            else:
                travels[student] = standing
        return travels

    def leave_out(self, student: str, why: str) -> None:
        """Tell the teacher who, or what of whom, is not in the file."""
        self.log.warning("%s: %s", plain(student, LONGEST_NAME), plain(why))

    def write_rows(self, path: Path, head: Iterable[Sequence[str]], rows: Sequence[Sequence[str]]) -> None:
        """Write a CSV file, whole, and say how many students are in it."""
        with whole_text_file(path) as file:
            csv.writer(file).writerows([*head, *rows])
        self.log.info("%s: %s", path, plural(len(rows), "student", "students"))


def _asked(names: Iterable[object], known: Mapping[str, Item], what: str) -> list[Item]:
    wanted = {str(name) for name in names}
    absent = wanted - set(known)
    if absent or not known:
        there = f"there is no {what} {', '.join(sorted(absent))}" if absent else f"there is no {what} yet"
        raise OurFault(f"In the gradebook {there}.")
    return [one for name, one in known.items() if not wanted or name in wanted]


def number(points: float) -> str:
    """Return points as every system reads them: no more decimals than needed, a point before them."""
    return f"{points:.{_DECIMALS}f}".rstrip("0").rstrip(".")


def cell(text: str | None, longest: int = LONGEST_NAME) -> str:
    """Return text for people, that no spreadsheet runs and no terminal obeys."""
    return shown(plain(text or "", longest))
