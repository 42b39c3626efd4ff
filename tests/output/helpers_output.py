"""A small assignment, results to write, and submissions to write them for."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.collecting.collect import Submission
from autograder.results import CheckResult, ExerciseResult, Result, Status, Verdict, Visibility

NAME = "warm_up"
POINTS = {"double": 6, "halve": 4}


def nbgrader_cell(grade_id, source, **flags):
    marks = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3} | flags
    return new_code_cell(source, id=grade_id, metadata={"nbgrader": marks | {"grade_id": grade_id}})


def source_notebook():
    cells = [
        new_markdown_cell("# Warm up\n\nTwo functions.", id="title"),
        new_code_cell("import numpy as np", id="imports"),
    ]
    for name, points in POINTS.items():
        solution = f"def {name}(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION"
        cells += [
            new_markdown_cell(f"Write `{name}`.", id=f"text-{name}"),
            nbgrader_cell(name, solution, solution=True),
            nbgrader_cell(f"check_{name}", f"check({name})", grade=True, locked=True, points=points),
        ]
    return new_notebook(
        cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    )


def wrong_answer(name):
    docstring = f'"""\nfails = ["{name}_in_public"]\nhint = "Think again about {name}."\n"""\n'
    return f"{docstring}\ndef {name}(x):\n    return None\n"


def nbgrader(root):
    """Return nbgrader's own API for a course folder."""
    config = Config()
    config.CourseDirectory.course_id = "small"
    return NbGraderAPI(CourseDirectory(config=config, root=str(root)), config=config)


def check(
    name, passed, points, *, hidden=False, verdict=Verdict.FAILED, message="It came back wrong.", hint="Look again."
):
    visibility = Visibility.HIDDEN if hidden else Visibility.PUBLIC
    if passed:
        return CheckResult(name, f"The claim of {name} holds.", visibility, Verdict.PASSED, points, points)
    return CheckResult(name, f"The claim of {name} holds.", visibility, verdict, 0, points, message, hint)


def graded(student, double=6, halve=4, **more):
    """Return a result with these points, of which the hidden check of an exercise takes one."""
    exercises = tuple(
        ExerciseResult(
            name,
            score,
            POINTS[name],
            (
                check(f"{name}_in_public", passed=True, points=score)
                if score
                else check(f"{name}_in_public", passed=False, points=1),
                check(f"{name}_on_new_data", passed=False, points=POINTS[name] - max(score, 1), hidden=True),
            ),
        )
        for name, score in (("double", double), ("halve", halve))
    )
    return Result(student, NAME, Status.GRADED, double + halve, 10, "B", 1, 0.01, exercises, **more)


def unreadable(student, reason="The notebook breaks off in the middle; save it and hand in again."):
    return Result(student, NAME, Status.UNREADABLE, 0, 10, "B", 1, 0.01, (), reason)


def faulty(student, reason="halve_on_new_data: the check itself failed: ZeroDivisionError"):
    return Result(student, NAME, Status.GRADER_FAULT, None, 10, "B", 1, 0.01, (), reason)


def hand_in(root, student, content=None, file=f"{NAME}.ipynb", timestamp="2025-11-03 18:00:00 UTC"):
    """Write a student's folder; the released notebook if nothing else is given."""
    folder = root / "submitted" / student / NAME
    folder.mkdir(parents=True, exist_ok=True)
    if content is None:
        content = (root / "release" / NAME / f"{NAME}.ipynb").read_bytes()
    (folder / file).write_bytes(content.encode() if isinstance(content, str) else content)
    if timestamp:
        (folder / "timestamp.txt").write_text(timestamp)
    return Submission(student, folder / file)
