"""What a case asks for under ``[[make]]``: files that version control cannot hold, or that would only fill it."""

import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Recipe = Mapping[str, Any]


def make(folder: Path, recipe: Recipe) -> None:
    """Make one file; `name` is where, `kind` what, the rest depends on that."""
    _KINDS[recipe["kind"]](folder / recipe["name"], recipe)


def _sparse(path: Path, recipe: Recipe) -> None:
    path.touch()
    os.truncate(path, recipe["mib"] << 20)


def _link(path: Path, recipe: Recipe) -> None:
    if path.is_dir():
        path.rmdir()
    path.symlink_to(recipe["to"])


def _append(path: Path, recipe: Recipe) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(recipe["text"] * recipe["times"])


def _many_cells(path: Path, recipe: Recipe) -> None:
    _notebook(path, recipe, [_cell("x = 1")] * recipe["times"])


def _one_cell(path: Path, recipe: Recipe) -> None:
    pieces = (piece["text"] * piece.get("times", 1) for piece in recipe["pieces"])
    _notebook(path, recipe, [_cell("".join(pieces))])


def _output(path: Path, recipe: Recipe) -> None:
    printed = {"output_type": "stream", "name": "stdout", "text": "x" * (recipe["mib"] << 20)}
    _notebook(path, recipe, [_cell("print()") | {"outputs": [printed]}])


def _notebook(path: Path, recipe: Recipe, cells: list[Any]) -> None:
    """Write a notebook of some cells, behind those of another one if one is named, which is taken away."""
    document = {"cells": [], "metadata": {}, "nbformat": 4}
    if "of" in recipe:
        other = path.with_name(recipe["of"])
        document = json.loads(other.read_bytes())
        other.unlink()
    document["cells"] += cells
    path.write_text(json.dumps(document), encoding="utf-8")


def _cell(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "outputs": [], "source": source}


_KINDS: dict[str, Callable[[Path, Recipe], object]] = {
    "folder": lambda path, _: path.mkdir(),
    "pipe": lambda path, _: os.mkfifo(path),
    "file": lambda path, recipe: path.write_text(recipe["text"], encoding="utf-8"),
    "copy": lambda path, recipe: shutil.copy(path.with_name(recipe["of"]), path),
    "sparse": _sparse,
    "link": _link,
    "append": _append,
    "cells": _many_cells,
    "cell": _one_cell,
    "output": _output,
}
