"""Preprocessors that ``nbgrader_config.py`` adds to nbgrader's own. nbgrader's commands and formgrader run them too."""

import hashlib
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

KIT = "course_kit"

# Where the solved notebook keeps the fingerprint of what its outputs were made from.
METADATA = "autograder"


def kit_files(folder: Path) -> dict[str, bytes]:
    """Return what a release gets of the kit, by path relative to the notebook: its Python files and nothing else."""
    paths = sorted(path.relative_to(folder) for path in folder.rglob("*.py"))
    return {f"{KIT}/{path.as_posix()}": (folder / path).read_bytes() for path in paths if not is_litter(path)}


def installed_kit() -> Path:
    """Return the folder of the kit that Python imports."""
    spec = find_spec(KIT)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(
            f"There is no package {KIT}; install this project, or name its folder in nbgrader_config.py."
        )
    return Path(spec.origin).parent


def fingerprint(files: Mapping[str, bytes], code: Iterable[str] = ()) -> str:
    """Return a digest of files and of code cells; it says what something was made from, on any machine.

    Args:
        files: Contents by name. Line ends do not count.
        code: The code cells' sources, in their order.
    """
    digest = hashlib.sha256()
    for part in code:
        digest.update(_digest(part.encode()))
    for name, content in sorted(files.items()):
        digest.update(_digest(name.encode()) + _digest(content.replace(b"\r\n", b"\n")))
    return digest.hexdigest()[:32]


def code_cells(notebook: NotebookNode) -> list[str]:
    """Return the sources of a notebook's code cells."""
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def files_beside(folder: Path) -> dict[str, bytes]:
    """Return what nbgrader hands out with the notebook in `folder`, by relative path."""
    paths = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.suffix != ".ipynb")
    return {path.as_posix(): (folder / path).read_bytes() for path in paths if not is_litter(path)}


def is_litter(path: Path) -> bool:
    """Tell whether a relative path is what editors and Python leave behind; nbgrader is told to ignore the same."""
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts) or path.name.endswith(
        ("~", ".swp")
    )


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


class _WithKit(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader comes without types
    folder = Unicode("", help="The kit's folder; the installed package if empty.").tag(config=True)

    @property
    def kit(self) -> Path:
        return Path(self.folder) if self.folder else installed_kit()


class ShipCourseKit(_WithKit):
    """Puts the kit's files beside the released notebook, so that a student needs nothing of the instructor's."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Hand the files to nbconvert's writer, which copies whatever stands in ``resources["outputs"]``."""
        resources["outputs"] = dict(resources.get("outputs") or {}) | kit_files(self.kit)
        return nb, resources


class RecordInputs(_WithKit):
    """Notes in a solved notebook what its outputs were made from, so that stale ones are seen."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Write the fingerprint into the notebook's metadata."""
        files = files_beside(Path(resources["metadata"]["path"])) | kit_files(self.kit)
        nb.metadata[METADATA] = {"inputs": fingerprint(files, code_cells(nb))}
        return nb, resources
