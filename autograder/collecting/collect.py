"""Which files to grade: a course's ``submitted/`` folder, or paths named one by one."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.collecting.extract import leads_out
from autograder.course import CourseError
from autograder.words import printable


@dataclass(frozen=True, slots=True)
class Submission:
    """One student's file.

    Attributes:
        name: Student id, or the path as it was given.
        path: The file; None if the student handed in nothing that could be it.
        problem: Why there is none, in one sentence.
        ours: Whether that is no fault of the student's.
        note: What the student should know about the choice of the file, in one sentence.
    """

    name: str
    path: Path | None
    problem: str = ""
    ours: bool = False
    note: str = ""


def collect_files(paths: Iterable[str]) -> list[Submission]:
    """Return a submission for each path, in the order given; a path given twice counts once.

    Where there is nothing, whoever named the path is at fault, and no student.
    """
    return [
        Submission(_told(path), Path(path))
        if os.path.lexists(path)
        else Submission(_told(path), None, "There is no such file; check the path.", ours=True)
        for path in dict.fromkeys(paths)
    ]


def _told(name: str) -> str:
    """Return a file's name as text; bytes that are none become ``%E9``, so that two names stay two."""
    text = "".join(f"%{ord(one) & 0xFF:02X}" if "\udc80" <= one <= "\udcff" else one for one in name)
    return text.encode("utf-8", "replace").decode("utf-8")


def collect_course(
    submitted: Path, assignment_id: str, students: Sequence[str] = (), elsewhere: str = ""
) -> list[Submission]:
    """Return what each student handed in, in alphabetical order of the students.

    Args:
        submitted: nbgrader's folder of submissions: ``submitted/<student>/<assignment>/``.
        assignment_id: Which assignment.
        students: Only these; all if empty.
        elsewhere: A sentence on what lies at a wrong place, for whoever looks for somebody in vain.

    Raises:
        CourseError: There is no such folder, or a student named has no submission.
    """
    if not submitted.is_dir():
        raise CourseError(f"{submitted} does not exist; collect the submissions there first (nbgrader collect).")
    try:
        paths = sorted(submitted.iterdir())
    except OSError as error:
        raise CourseError(f"{submitted} cannot be read: {error.strerror}.") from None
    folders = {path.name: path / assignment_id for path in paths if _handed_in(path / assignment_id)}
    elsewhere = elsewhere and f" {elsewhere}"
    if not folders:
        raise CourseError(f"Nobody has handed in {assignment_id} in {submitted}.{elsewhere}")
    absent = [student for student in students if student not in folders]
    if absent:
        raise CourseError(f"{', '.join(absent)} handed in nothing for {assignment_id} in {submitted}.{elsewhere}")
    return [
        collect_folder(_told(name), folder, assignment_id)
        for name, folder in folders.items()
        if not students or name in students
    ]


def _handed_in(folder: Path) -> bool:
    try:
        return folder.is_dir() or folder.is_symlink()
    except PermissionError:
        return True


def collect_folder(student: str, folder: Path, assignment_id: str) -> Submission:
    """Return the notebook of the right name, or else the only notebook, or else the only Python file.

    Notebooks below the folder count where none lies in it: a zip that the student handed in was unpacked there.
    """
    if leads_out(folder, folder.parent):
        return Submission(student, None, f"{folder.name} is a link that leads out of the folder; hand in a folder.")
    try:
        files = sorted(path for path in folder.iterdir() if path.name != "public_checks.py")
    except OSError as error:
        return Submission(student, None, f"The folder cannot be read: {error.strerror}.", ours=True)
    right_name = f"{assignment_id}.ipynb"
    notebooks = [path for path in files if path.suffix == ".ipynb"] or _notebooks_below(folder)
    for found in (notebooks, [path for path in files if path.suffix == ".py"]):
        named = [path for path in found if path.name == right_name] or found
        if len(named) == 1:
            note = f"{printable(named[0].name, 80)} was graded, of {len(found)} files." if len(found) > 1 else ""
            return Submission(student, named[0], note=note)
        if named:
            names = ", ".join(printable(str(path.relative_to(folder)), 80) for path in named[:3])
            which = "none is" if named is found else "more than one is"
            problem = f"There are several files ({names}) and {which} called {right_name}; rename the right one."
            return Submission(student, None, problem)
    return Submission(student, None, f"There is no notebook in the folder; hand in {right_name}.")


def _notebooks_below(folder: Path) -> list[Path]:
    """Return the notebooks in the folders below one, without links to folders and what programs hide."""
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        found += [Path(place, name) for name in sorted(files) if name.endswith(".ipynb") and not name.startswith(".")]
    return found
