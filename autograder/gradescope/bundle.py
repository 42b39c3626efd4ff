"""The zip file for Gradescope: scripts, settings, our packages, and one assignment with its secrets.

The same inputs give the same bytes on every machine: names are sorted, no time is kept, and nothing is compressed, as
two versions of zlib need not agree.
"""

import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from io import BytesIO
from pathlib import Path

import msgspec

import autograder
import course_kit
from autograder.course import CONFIG, Assignment
from autograder.errors import OurFault
from autograder.files import write_whole
from autograder.gradescope.settings import FILE, Settings
from autograder.nbgrader_plugins import is_litter

DISTRIBUTION = "hyperparameter-tuning-autograder"

# What an instructor works with and grading at Gradescope does not need: half a gigabyte.
LEFT_OUT = frozenset({"alembic", "ipykernel", "jupyterlab", "nbconvert", "nbformat", "nbgrader", "sqlalchemy"})

# What of our package is content, or for making content.
_CONTENT = ("assignments/", "building/skeleton/")

# The earliest time that a zip file can hold.
_NO_TIME = (1980, 1, 1, 0, 0, 0)

_PROGRAM, _DATA = 0o100755, 0o100644


def write_bundle(path: Path, assignment: Assignment, settings: Settings) -> list[str]:
    """Write the zip file; return the names in it.

    Raises:
        OurFault: Something of the assignment or of this installation is missing, or the file cannot be written.
    """
    files = dict(sorted(_files(assignment, settings)))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.create_system = 3  # Unix, whatever made it: Gradescope unpacks with the permissions below
            info.external_attr = (_PROGRAM if content.startswith(b"#!") else _DATA) << 16
            archive.writestr(info, content)
    write_whole(path, buffer.getvalue())
    return list(files)


def _files(assignment: Assignment, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield the name in the zip and the content of every file."""
    yield from _below(Path(__file__).with_name("files"), "")
    yield FILE, msgspec.json.format(msgspec.json.encode(settings)) + b"\n"
    yield "requirements.txt", "".join(f"{line}\n" for line in requirements()).encode()
    for package in (autograder, course_kit):
        folder = Path(str(package.__file__)).parent
        place = f"packages/{folder.name}/"
        for name, content in _below(folder, place):
            if not name.removeprefix(place).startswith(_CONTENT):
                yield name, content
    yield from _course(assignment)


def _course(assignment: Assignment) -> Iterator[tuple[str, bytes]]:
    """Yield a course of one assignment: what grading reads, and nothing of the instructor's configuration."""
    yield f"course/{CONFIG}", b"# Marks the folder of a course. Nothing here is read.\n"
    secret = assignment.secret.relative_to(assignment.course.root).as_posix()
    for folder, place in ((assignment.secret, secret), (assignment.source.parent, f"source/{assignment.id}")):
        for name, content in _below(folder, f"course/{place}"):
            # The authored notebook holds solutions that grading does not need.
            if not name.endswith(".ipynb"):
                yield name, content
    for path in (assignment.solution, assignment.release):
        if not path.is_file():
            raise OurFault(f"{path} does not exist; run `autograder build {assignment.id}`.")
        yield f"course/{path.relative_to(assignment.course.root).as_posix()}", path.read_bytes()


def _below(folder: Path, place: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files below a folder, without what editors and Python leave behind."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if path.is_file() and not is_litter(name) and path.suffix != ".pyc":
            yield (Path(place) / name).as_posix(), path.read_bytes()


def requirements() -> list[str]:
    """Return what to install at Gradescope: what grading needs, in the versions that are installed here.

    Raises:
        OurFault: This project is not installed.
    """
    try:
        lines = requires(DISTRIBUTION) or []
        needed = [re.split(r"[^A-Za-z0-9._-]", line)[0] for line in lines if "extra ==" not in line]
        return sorted(f"{name}=={version(name)}" for name in needed if name.lower() not in LEFT_OUT)
    except PackageNotFoundError as error:
        raise OurFault(f"{error.name} is not installed here; run `pip install --editable .` in the project.") from None
