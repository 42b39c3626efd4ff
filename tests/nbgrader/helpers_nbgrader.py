"""Small classes, and the two ways of grading them."""

import contextlib
import json
import os
import shutil
import sys
from pathlib import Path

import recipes
from nbgrader import api
from nbgrader.apps import AutogradeApp, GenerateFeedbackApp
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from autograder.cli import main
from autograder.course import Course

REPOSITORY = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
NAME = "initialization"
PAGE = f"{NAME}.html"

# A loop without end is given up sooner than in a real class.
LIMITS = "\n[limits]\ncall_s = 1.0\ncell_s = 1.0\nsubmission_s = 10.0\n"


def copy_course(root):
    """Write a course with one assignment of the real one, nobody's submissions, and no package of its own."""
    secret = Path("autograder", "assignments", NAME)
    for part in (Path("source", NAME), Path("release", NAME), Path("solutions", NAME), secret):
        shutil.copytree(REPOSITORY / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    manifest = root / secret / "assignment.toml"
    assert "[limits]" not in manifest.read_text()
    manifest.write_text(manifest.read_text() + LIMITS)
    return Course(root).assignment(NAME)


def solved(assignment):
    return json.loads(assignment.solution.read_bytes())


def hand_in(assignment, student, notebook=None, file=f"{NAME}.ipynb", timestamp="2025-11-03 18:00:00 UTC"):
    """Write a student's folder; the solved notebook if nothing else is given. Return the folder."""
    folder = assignment.course.root / "submitted" / student / assignment.id
    folder.mkdir(parents=True, exist_ok=True)
    content = solved(assignment) if notebook is None else notebook
    (folder / file).write_text(content if isinstance(content, str) else json.dumps(content))
    (folder / "timestamp.txt").write_text(timestamp)
    return folder


def student_of(case):
    return f"case_{case.name}"


def hand_in_case(assignment, case):
    """Write a case into the folder of a student of its own."""
    folder = assignment.course.root / "submitted" / student_of(case) / assignment.id
    shutil.copytree(case.folder, folder, symlinks=True, ignore=shutil.ignore_patterns("expected.toml"))
    for recipe in case.make:
        text = json.dumps(recipe).replace("@COURSE@", str(assignment.course.root)).replace("@PORT@", "9")
        recipes.make(folder, json.loads(text))


def run_app(app_class, root, *arguments, said=None):
    """Run one of nbgrader's commands in this process, as its own program would in that folder; return its log."""
    app_class.clear_instance()
    app = app_class.instance()
    said = [] if said is None else said
    with contextlib.chdir(root), kept_environment():
        app.initialize([*arguments, "--log-level=INFO"])
        app.log.handlers[0].emit = lambda record: said.append(record.getMessage())
        try:
            app.start()
        finally:
            app_class.clear_instance()
    return said


def environment():
    """Return the environment of a shell in which this Python's own is active, with the packages that are tested."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {"PATH": path, "PYTHONPATH": str(REPOSITORY)}


@contextlib.contextmanager
def kept_environment():
    before = os.environ.copy()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def by_nbgrader(root, *options, said=None):
    """Grade a class with ``nbgrader autograde`` and return what it logged."""
    return run_app(AutogradeApp, root, NAME, *options, said=said)


def by_autograder(root, *options):
    """Grade a class with ``autograder grade``."""
    assert main(["grade", NAME, "--course", str(root), "--jobs", "1", *options]) == 0


def feedback_by_nbgrader(root, *options):
    return run_app(GenerateFeedbackApp, root, NAME, *options)


def nbgraders_api(root):
    """Return what formgrader's buttons call."""
    with kept_environment():
        config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    return NbGraderAPI(CourseDirectory(config=config, root=str(root)), config=config)


def gradebook(root):
    return api.Gradebook(f"sqlite:///{root / 'gradebook.db'}")


def entered(root):
    """Return everything that a gradebook says about each student's submission."""
    with gradebook(root) as book:
        return {one.student.id: _entered(one) for one in book.assignment_submissions(NAME)}


def _entered(submission):
    (notebook,) = submission.notebooks
    grades = {
        one.name: (one.auto_score, one.manual_score, one.extra_credit, one.needs_manual_grade)
        for one in notebook.grades
    }
    comments = {one.name: (one.auto_comment, one.manual_comment) for one in notebook.comments}
    return submission.timestamp, notebook.late_submission_penalty, grades, comments


def graded_cell(notebook):
    """Return the first cell that nbgrader reads points from."""
    return next(cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade"))
