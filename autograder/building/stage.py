"""A temporary course in which nbgrader's own converters build one assignment.

Nothing outside of it is touched: not the course's gradebook, not the committed files, not the folder of the source.
"""

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment, GenerateSolution, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import determine_grade, is_grade
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.building.source_rules import read_notebook
from autograder.course import CONFIG, Assignment, Course
from autograder.errors import OurFault
from autograder.nbgrader_plugins import KIT, METADATA, installed_kit, is_litter

# A training cell may take its time when a solution is made; a student's cell never gets this long.
CELL_TIMEOUT_S = 600


@dataclass(frozen=True)
class Stage:
    """One assignment, built in a folder of its own.

    Attributes:
        assignment: What is built.
        config: The course's nbgrader configuration.
        kit: The folder of the kit that the release gets.
        root: The temporary folder, laid out as a course.
    """

    assignment: Assignment
    config: Config
    kit: Path
    root: Path

    @property
    def made(self) -> Assignment:
        """The assignment as it lies in the temporary folder."""
        return Assignment(Course(self.root), self.assignment.id, self.assignment.manifest)

    def make_release(self) -> None:
        """Make what students receive.

        Raises:
            OurFault: nbgrader refuses the notebook.
        """
        self._convert(GenerateAssignment)

    def make_solution(self, *, execute: bool) -> None:
        """Make the solved notebook, executed or without outputs.

        Raises:
            OurFault: nbgrader refuses the notebook, or a cell of it fails.
        """
        self._convert(_SolutionWithoutDatabase, Execute={"enabled": execute})
        if execute:
            self._refuse_failures()

    def reuse_outputs(self, present: NotebookNode) -> None:
        """Give the solved notebook the outputs of another execution of the same code."""
        fresh = read_notebook(self.made.solution)
        outputs = {cell.id: cell for cell in present.cells if cell.cell_type == "code"}
        for cell in fresh.cells:
            if cell.cell_type == "code" and cell.id in outputs:
                cell.outputs, cell.execution_count = outputs[cell.id].outputs, outputs[cell.id].execution_count
        if "language_info" in present.metadata:
            fresh.metadata.language_info = present.metadata.language_info
        nbformat.write(fresh, self.made.solution)

    def _convert(self, converter: type, **options: Any) -> None:
        said: list[str] = []
        log = logging.Logger("nbgrader", logging.ERROR)  # noqa: LOG001 - nobody else's messages belong into this one
        log.addHandler(_Collector(said))
        folders = CourseDirectory(
            root=str(self.root),
            assignment_id=self.assignment.id,
            source_directory="source",
            release_directory="release",
            solution_directory="solutions",
            config=self.config,
            log=log,
        )
        config = Config(self.config)
        config.merge(Config(options))
        try:
            converter(coursedir=folders, config=config, force=True, log=log).start()
        except NbGraderException:
            raise OurFault(f"{self.assignment.source}: nbgrader refuses it: {_cause(said)}") from None

    def _refuse_failures(self) -> None:
        """Stop at the first cell of the solved notebook that fails or loses points."""
        for cell in read_notebook(self.made.solution).cells:
            where = f"{self.assignment.source}: cell {cell.id!r}"
            if "raises-exception" not in cell.metadata.get("tags", []):
                for output in cell.get("outputs", []):
                    if output.output_type == "error":
                        raise OurFault(f"{where} fails: {output.ename}: {_first_line(output.evalue)}")
            if is_grade(cell):
                score, worth = determine_grade(cell)
                if score is not None and score < worth:
                    raise OurFault(f"{where}: the solution gets {score:g} of {worth:g} points; mend it or the checks.")


@contextmanager
def staged(assignment: Assignment) -> Iterator[Stage]:
    """Lay out a temporary course with a copy of the assignment's source and of its pictures.

    Raises:
        OurFault: The course's ``nbgrader_config.py`` cannot be used.
    """
    with _same_environment(), tempfile.TemporaryDirectory(prefix="autograder-build-") as folder:
        config = _load_config(assignment.course)
        kit = Path(config.ShipCourseKit.folder) if "folder" in config.ShipCourseKit else installed_kit()
        root = Path(folder).resolve()
        copy = root / "source" / assignment.id
        shutil.copytree(assignment.source.parent, copy, ignore=lambda _, names: filter(_is_litter, names))
        if assignment.images.is_dir():
            shutil.copytree(assignment.images, root / "Images" / assignment.id)
        yield Stage(assignment, config, kit, root)


def was_executed(solved: NotebookNode) -> bool:
    """Tell whether a notebook holds the outputs of an execution."""
    return any(cell.get("execution_count") for cell in solved.cells)


@contextmanager
def _same_environment() -> Iterator[None]:
    """Take back what the configuration does to the environment of the kernels: the next course may have another kit."""
    before = os.environ.copy()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def inputs_of(solved: NotebookNode) -> str:
    """Return the fingerprint of what a solved notebook's outputs were made from; empty if it holds none."""
    return str(solved.metadata.get(METADATA, {}).get("inputs", ""))


class _SolutionWithoutDatabase(GenerateSolution):  # type: ignore[misc]  # nbgrader comes without types
    """nbgrader's converter asks the gradebook whether the assignment exists; its folder is proof enough."""

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        super(GenerateSolution, self).init_assignment(assignment_id, student_id)


class _Collector(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__()
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(record.getMessage())


def _load_config(course: Course) -> Config:
    """Read the course's configuration, without where it keeps its grades."""
    try:
        config = PyFileConfigLoader(CONFIG, path=str(course.root)).load_config()
    except Exception as error:
        raise OurFault(f"{course.root / CONFIG}: {type(error).__name__}: {_first_line(str(error))}") from error
    for name in ("root", "db_url", "directory_structure"):
        config.CourseDirectory.pop(name, None)
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    config.Execute.timeout = CELL_TIMEOUT_S
    config.Execute.extra_arguments = ["--log-level=ERROR"]
    if not any("ShipCourseKit" in str(one) for one in config.GenerateAssignment.get("preprocessors", ())):
        raise OurFault(
            f"{course.root / CONFIG}: releases would lack {KIT}/, for ShipCourseKit is none of GenerateAssignment's "
            "preprocessors; begin with a copy of the nbgrader_config.py that came with the autograder."
        )
    return config


def _is_litter(name: str) -> bool:
    return is_litter(Path(name))


def _cause(said: list[str]) -> str:
    """Return the last line of the traceback that nbgrader logged, or else the first thing it said."""
    tracebacks = [text for text in said if text.startswith("Traceback")]
    return (tracebacks or said or ["it does not say why"])[0].strip().splitlines()[-1]


def _first_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[0][:300]
