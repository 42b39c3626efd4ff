"""What the build's tests share."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat

REPOSITORY = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent

# The assignment of the small course that the tests build.
ID = "first_lesson"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def edit_cell(path: Path, cell_id: str, **changes) -> None:
    """Change attributes of a notebook's cell; ``nbgrader={...}`` changes its nbgrader metadata."""
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == cell_id)
    cell.metadata.get("nbgrader", {}).update(changes.pop("nbgrader", {}))
    cell.update(changes)
    nbformat.write(notebook, path)


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return every file's time and content."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def environment() -> dict[str, str]:
    """Return the environment of a shell in which this Python's own is active."""
    return os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


def run(command: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess:
    """Run a command that is installed beside this Python."""
    words = [str(BIN / command), *arguments]
    return subprocess.run(words, cwd=cwd, env=environment(), capture_output=True, text=True, timeout=120, check=False)
