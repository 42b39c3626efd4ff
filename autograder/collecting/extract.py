"""A file somebody handed in -> its code cells. Nothing is run here, and nothing in the file is believed.

Notebooks of any nbformat and plain Python files are read. What cannot be read raises `Unreadable` with one sentence.
"""

import errno
import io
import json
import os
import stat
import tokenize
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from autograder._sandbox.inside.cells import Cell
from autograder.bounds import MIB, memory_limit

# A lesson has some fifty code cells and 50 KiB of code; what has far more is data, and takes minutes to parse.
MAX_CELLS = 10_000
MAX_CODE_MIB = 4

# A notebook has a few hundred objects, and a picture that can be turned with the mouse some hundred thousand.
MAX_OBJECTS = 1_000_000

# What reading an unusual notebook may take beyond the file itself.
MAX_READING_MIB = 400

_TOO_LARGE = "The notebook has too many parts to be read; clear all outputs, save, and hand in again."
_NOTHING = msgspec.Raw(b"")

# Jupyter writes notebooks as UTF-8; editors on Windows put a byte-order mark before it.
_BOM = b"\xef\xbb\xbf"


class Unreadable(Exception):
    """A submission no code can be read from; the message is one sentence with the remedy."""


class Entry(NamedTuple):
    """One cell of a file: ``code``, ``markdown`` or what else it says it is, its text, and nbgrader's id for it."""

    kind: str
    source: str
    grade_id: str


def extract_cells(path: Path, max_mib: int) -> tuple[Cell, ...]:
    """Return the code cells of a notebook, or the one cell of a Python file.

    Args:
        path: What was handed in.
        max_mib: Size limit of the file, MiB.

    Raises:
        Unreadable: It is not a regular file, too large, empty, not a notebook, or holds too much code.
    """
    cells = tuple(Cell(one.source, one.grade_id) for one in read_entries(path, max_mib) if one.kind == "code")
    if not any(cell.source.strip() for cell in cells):
        raise Unreadable("The notebook has no code cell; hand in the notebook that came with the assignment.")
    if len(cells) > MAX_CELLS:
        raise Unreadable(
            f"The notebook has {len(cells):,} code cells; at most {MAX_CELLS:,} are read. Delete the others."
        )
    code_mib = sum(len(cell.source) for cell in cells) / MIB
    if code_mib > MAX_CODE_MIB:
        raise Unreadable(
            f"The notebook holds {code_mib:.1f} MiB of code; at most {MAX_CODE_MIB} are read. Delete what is no code."
        )
    return cells


def read_entries(path: Path, max_mib: int) -> list[Entry]:
    """Return all cells of a notebook, or the one cell of a Python file.

    Raises:
        Unreadable: It is not a regular file, too large, empty, or not a notebook.
        OSError: It cannot be read through no fault of who handed it in.
    """
    data = _read(path, max_mib)
    if not data.strip():
        raise Unreadable("The file is empty; hand in the saved notebook.")
    if path.suffix.lower() == ".py":
        return [Entry("code", _text(data), "")]
    return _entries(_document(data))


def leads_out(path: Path, folder: Path) -> bool:
    """Tell whether a path leads out of a folder through a link: to the solution, or to somebody else's work."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _read(path: Path, max_mib: int) -> bytes:
    if os.path.islink(path) and leads_out(path, path.parent):  # noqa: PTH114 - pathlib's raises for a name too long
        raise Unreadable("The file is a link that leads out of its folder; hand in the notebook itself.")
    try:
        status = path.stat()
    except FileNotFoundError:
        if os.path.islink(path):  # noqa: PTH114
            raise Unreadable(
                "The file is a link to something that does not exist; hand in the notebook itself."
            ) from None
        raise Unreadable("There is no such file; check the path.") from None
    except OSError as error:
        _refuse_ours(error)
        raise Unreadable(f"The file cannot be opened: {error.strerror}.") from None
    except ValueError:
        raise Unreadable("The file's name is none that a system can have; check the path.") from None
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable("This is a folder, not a notebook; hand in the notebook itself.")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("This is not a regular file; hand in the notebook itself.")
    if status.st_size > max_mib * MIB:
        raise Unreadable(
            f"The file has {status.st_size / MIB:.0f} MiB; at most {max_mib} are read. "
            "Clear all outputs, save, and hand in again."
        )
    try:
        return path.read_bytes().removeprefix(_BOM)
    except OSError as error:
        _refuse_ours(error)
        raise Unreadable(f"The file cannot be read: {error.strerror}.") from None


def _refuse_ours(error: OSError) -> None:
    """Raise an error again that is no fault of who handed in: rights and disks are the grader's."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EIO):
        raise OSError(f"The file cannot be read: {error.strerror}; let the user who grades read it.") from None


def _text(data: bytes) -> str:
    """Return a Python file as text, in the encoding that it declares or else UTF-8."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return data.decode(encoding)
    except (SyntaxError, ValueError, LookupError):
        # A file may name any codec of Python's; some are no encodings of text at all.
        raise Unreadable("The file is not text; hand in a notebook (.ipynb) or a Python file (.py).") from None


class _CellFields(msgspec.Struct, gc=False):
    """What is read of a cell, left as it is written until its size is known; outputs are skipped, however large."""

    cell_type: msgspec.Raw = _NOTHING
    source: msgspec.Raw = _NOTHING
    input: msgspec.Raw = _NOTHING
    metadata: msgspec.Raw = _NOTHING


class _SheetFields(msgspec.Struct):
    cells: list[_CellFields] = []


class _DocumentFields(msgspec.Struct):
    cells: list[_CellFields] | None = None
    worksheets: list[_SheetFields] | None = None


_DECODER = msgspec.json.Decoder(_DocumentFields)


def _quickly(data: bytes) -> Mapping[str, Any]:
    """Read an ordinary notebook.

    Raises:
        msgspec.DecodeError, UnicodeDecodeError, RecursionError: It is none, or an unusual one.
    """
    if data.count(b"{") > MAX_OBJECTS:
        raise Unreadable(_TOO_LARGE)
    document = _DECODER.decode(data)
    if document.cells is not None:
        return {"cells": _fields(document.cells)}
    if document.worksheets is not None:
        return {"worksheets": [{"cells": _fields(sheet.cells)} for sheet in document.worksheets]}
    return {}


def _fields(cells: list[_CellFields]) -> list[dict[str, Any]]:
    """Return what the cells hold, in Python's words."""
    if sum(len(cell.source) + len(cell.input) for cell in cells) > 4 * MAX_CODE_MIB * MIB:
        raise Unreadable(_TOO_LARGE)
    found = []
    for cell in cells:
        parts = {name: getattr(cell, name) for name in ("cell_type", "source", "input", "metadata")}
        small = {name: part for name, part in parts.items() if part and (name != "metadata" or len(part) <= MIB)}
        found.append({name: msgspec.json.decode(part) for name, part in small.items()})
    return found


def _document(data: bytes) -> Mapping[str, Any]:
    try:
        return _quickly(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        damage = str(error)
    # Slower, and takes what Jupyter takes too: NaN in an output, half a surrogate pair, entries that are no cells.
    try:
        with memory_limit(MAX_READING_MIB):
            document = json.loads(data)
    except MemoryError:
        raise Unreadable(_TOO_LARGE) from None
    except (ValueError, RecursionError):
        raise Unreadable(_damaged(data, damage)) from None
    if not isinstance(document, dict):
        found = "list" if isinstance(document, list) else "single value"
        raise Unreadable(f"The file holds a {found}, not a notebook; hand in the .ipynb file that Jupyter saved.")
    return document


def _damaged(data: bytes, damage: str) -> str:
    if data.lstrip()[:1] not in (b"{", b"["):
        return "The file is not a notebook (it is no JSON); hand in the .ipynb file that Jupyter saved."
    if "truncated" in damage:
        return "The notebook breaks off in the middle; save it and hand in again."
    return f"The notebook is damaged: {damage[:120]}. Save it in Jupyter and hand in again."


def _entries(document: Mapping[str, Any]) -> list[Entry]:
    if isinstance(document.get("cells"), list):
        entries = document["cells"]
    elif isinstance(document.get("worksheets"), list):
        # nbformat 3 and older keep cells in worksheets, and their code under `input`.
        entries = [
            cell
            for sheet in document["worksheets"]
            if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)
            for cell in sheet["cells"]
        ]
    else:
        raise Unreadable(
            "The file is JSON but not a notebook (it has no cells); hand in the .ipynb file that Jupyter saved."
        )
    return [
        Entry(str(entry.get("cell_type")), _source(entry), _grade_id(entry))
        for entry in entries
        if isinstance(entry, dict)
    ]


def _source(entry: dict[str, Any]) -> str:
    source = entry.get("source", entry.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def _grade_id(entry: dict[str, Any]) -> str:
    metadata = entry.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return grade_id if isinstance(grade_id, str) else ""
