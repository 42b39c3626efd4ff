"""Pictures that a lesson shows go into its notebook, for students receive the notebook and not ``Images/``."""

import base64
import mimetypes
import re

import nbformat
from nbformat import NotebookNode

from autograder.building.source_rules import read_notebook
from autograder.course import Assignment

# A link to a picture in Markdown or HTML; what has a colon lies elsewhere or is embedded already.
_SHOWN = re.compile(r"""(?:\]\(|\bsrc=["'])([^)\s"':]+\.(?:png|jpe?g|svg))""")


def embed_pictures(made: Assignment) -> list[str]:
    """Put the drawn pictures that the text shows into its cells, as attachments.

    Args:
        made: The assignment as it lies in the temporary folder; its source notebook is changed.

    Returns:
        The pictures that the text shows and that are not there, one sentence each with cell and remedy.
    """
    notebook = read_notebook(made.source)
    problems = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for shown in dict.fromkeys(_SHOWN.findall(cell.source)):
                if not (made.source.parent / shown).is_file():
                    problems.append(f"{_where(made, cell)} shows {shown}, which is not there; {_drawn(made)}")
                elif shown.startswith("../"):
                    _embed(made, cell, shown)
    nbformat.write(notebook, made.source)
    return problems


def _embed(made: Assignment, cell: NotebookNode, shown: str) -> None:
    path = made.source.parent / shown
    content = base64.b64encode(path.read_bytes()).decode()
    kind, _ = mimetypes.guess_type(path.name)
    cell.setdefault("attachments", {})[path.name] = {kind: content}
    cell.source = cell.source.replace(shown, f"attachment:{path.name}")


def _where(made: Assignment, cell: NotebookNode) -> str:
    return f"source/{made.id}/{made.source.name}: cell {cell.id!r}"


def _drawn(made: Assignment) -> str:
    names = sorted(f"../../Images/{made.id}/{path.name}" for path in made.images.glob("*.png"))
    return f"images.py draws {', '.join(names) or 'nothing'}"
