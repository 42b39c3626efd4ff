"""``autograder new``: the folders of an assignment, with one small exercise that can be built and graded at once."""

import re
from keyword import iskeyword
from pathlib import Path

from autograder.course import Course, CourseError
from autograder.nbgrader_plugins import KIT

SKELETON = Path(__file__).with_name("skeleton")

# Packages that code imports beside the assignments.
_TAKEN = (KIT, "autograder", "numpy")

_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def new_assignment(course: Course, assignment_id: str) -> list[Path]:
    """Write the skeleton of an assignment: its source and its secret half.

    Args:
        course: Where it is to be written.
        assignment_id: The assignment's id, also the name of its folders and of its notebook.

    Returns:
        The files that were written.

    Raises:
        CourseError: The id cannot be one, or something of that name is there already.
    """
    _refuse(course, assignment_id)
    title = assignment_id.replace("_", " ").capitalize()
    written = []
    for path, place in _plan(course, assignment_id).items():
        text = path.read_text(encoding="utf-8").replace("__ID__", assignment_id).replace("__TITLE__", title)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
        written.append(place)
    return written


def _refuse(course: Course, assignment_id: str) -> None:
    if iskeyword(assignment_id) or assignment_id in _TAKEN:
        raise CourseError(
            f"{assignment_id!r} cannot be an assignment's id, for it means something else already; choose another one."
        )
    if not _ID.fullmatch(assignment_id):
        raise CourseError(
            f"{assignment_id!r} cannot be an assignment's id; use small letters, digits and single underscores, "
            "a letter first, for example batch_normalization."
        )
    for folder in (course.root / "source" / assignment_id, course.secrets / assignment_id):
        if folder.exists():
            raise CourseError(f"{folder} exists already; choose another id or remove it.")


def _plan(course: Course, assignment_id: str) -> dict[Path, Path]:
    """Return where each file of the skeleton goes."""
    folders = {"source": course.root / "source" / assignment_id, "assignment": course.secrets / assignment_id}
    names = {"notebook.ipynb": f"{assignment_id}.ipynb"}
    return {
        path: folder / path.relative_to(SKELETON / part).with_name(names.get(path.name, path.name))
        for part, folder in folders.items()
        for path in sorted((SKELETON / part).rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    }
