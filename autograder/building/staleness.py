"""What differs between what was just built and what is committed, by file and by cell."""

from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.building.source_rules import read_notebook
from autograder.building.stage import inputs_of, was_executed
from autograder.nbgrader_plugins import is_litter


def files_in(folder: Path) -> dict[str, bytes]:
    """Return a folder's files by relative path, without what editors and Python leave behind."""
    paths = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    return {path.as_posix(): (folder / path).read_bytes() for path in paths if not is_litter(path)}


def stale_files(made: Path, present: Path) -> list[str]:
    """Return one line for each file and each cell of a notebook that differs.

    A solved notebook holds the fingerprint of what its outputs were made from: its outputs are not compared, for two
    executions never print the same times. Everything else must be the same to the byte.

    Args:
        made: ``release/<id>`` or ``solutions/<id>`` as it should be.
        present: The same as it is committed.
    """
    here, there = files_in(made), files_in(present)
    lines = [f"{name} is missing" for name in here.keys() - there.keys()]
    lines += [f"{name} is left over" for name in there.keys() - here.keys()]
    for name in here.keys() & there.keys():
        if here[name] != there[name]:
            notebook = name.endswith(".ipynb")
            lines += _stale_parts(made / name, present / name) if notebook else [f"{name} is out of date"]
    where = f"{present.parent.name}/{present.name}"
    return [f"{where}/{line}; run `autograder build {present.name}`" for line in sorted(lines)]


def _stale_parts(made: Path, present: Path) -> list[str]:
    """Say which cells differ; if none does, what else."""
    ours = read_notebook(made)
    try:
        theirs = read_notebook(present)
    except ValueError as error:
        return [f"{present.name} {error}"]
    here, there = _cells(ours), _cells(theirs)
    lines = [
        f"cell {name!r} is {'out of date' if name in there else 'missing'}"
        for name in here
        if here[name] != there.get(name)
    ]
    lines += [f"cell {name!r} is left over" for name in there if name not in here]
    solved = bool(inputs_of(ours))
    if not lines and list(here) != list(there):
        lines = ["the cells stand in another order"]
    if not lines and inputs_of(ours) != inputs_of(theirs):
        lines = ["the outputs were made from other code, checks or kit than the present ones"]
    if not lines and solved and not was_executed(theirs):
        lines = ["it has no outputs"]
    if not lines and not solved:
        lines = ["something besides the cells is out of date"]
    return [f"{present.name}: {line}" for line in lines]


def _cells(notebook: NotebookNode) -> dict[str, tuple[Any, ...]]:
    return {
        cell.get("id", str(number)): (cell.cell_type, cell.source, cell.metadata, cell.get("attachments"))
        for number, cell in enumerate(notebook.cells)
    }
