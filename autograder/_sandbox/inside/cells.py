"""A notebook's cells in, its statements out: every one that parses, wherever it stands."""

import ast
import functools
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import msgspec
import numpy as np

from .names import Scope, scope_of

# So many problems are told; a notebook with more has the same one over and over.
MAX_PROBLEMS = 50
MAX_SENTENCE = 400

_STARTS_A_STATEMENT = re.compile(r"[^\s#)\]}]")
_CONTINUES_A_STATEMENT = re.compile(r"(else|elif|except|finally)\b")

# What a parser says of a piece that was cut too short: a bracket or a text that goes on in the next line.
_GOES_ON = re.compile(r"was never closed|unterminated triple-quoted|unexpected EOF")
_LONGEST_PIECE = 40
_MOST_JOINS = 1_000

# Cell magics whose cell is Python that runs in the notebook; the cells of others are text to us.
_PYTHON_MAGICS = {"time", "capture", "prun", "memit", "mprun"}
_CELL_MAGIC = re.compile(r"\s*%%(\w+)[^\n]*")
_TIMED_LINE = re.compile(r"^(\s*)%(?:time|prun)\s+(?=[^\s-])", re.MULTILINE)

# IPython's transformer reads a cell again for every magic in it.
_MAGIC_LINE = re.compile(r"^([ \t]*)(?:[%!?].*|.*\?)$", re.MULTILINE)
_MOST_TRANSFORMED = 100_000
_MOST_MAGICS = 100


@dataclass(frozen=True)
class Cell:
    """One code cell: its source, and nbgrader's id for it (empty if it has none)."""

    source: str
    grade_id: str = ""


def packed_cells(cells: Iterable[Cell]) -> Any:
    """Return cells as a value that travels: strings are cut on the wire, source code must not be."""
    plain = [(one.source.encode("utf-8", "surrogatepass"), one.grade_id) for one in cells]
    return np.frombuffer(msgspec.msgpack.encode(plain), dtype=np.uint8)


def unpacked_cells(value: Any) -> list[Cell]:
    """Return what `packed_cells` was given."""
    plain = msgspec.msgpack.decode(value.tobytes(), type=list[tuple[bytes, str]])
    return [Cell(source.decode("utf-8", "surrogatepass"), grade_id) for source, grade_id in plain]


@dataclass(frozen=True)
class Statement:
    """One top-level statement; `cell` is the index of its cell, `names` what it does to names."""

    cell: int
    node: ast.stmt
    names: Scope


@dataclass(frozen=True)
class Problem:
    """Something in a cell that could not be run; `sentence` is for the student, `cell` counts from 0."""

    cell: int
    sentence: str


def read_cells(cells: Iterable[Cell], transform: Callable[[str], str]) -> tuple[list[Statement], list[Problem]]:
    """Parse every cell.

    Args:
        cells: The notebook's code cells in their order.
        transform: Turns IPython's syntax (magics, ``!``, ``?``) into Python; called only for a cell that is not Python.
    """
    statements: list[Statement] = []
    problems: list[Problem] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for index, cell in enumerate(cells):
            found, sentence = _RELEASED.get(cell.source) or _recall(cell.source, transform)
            statements += [Statement(index, node, names) for node, names in found]
            if sentence:
                problems.append(Problem(index, sentence))
    return statements, problems


def _recall(source: str, transform: Callable[[str], str]) -> "_Reading":
    return _read(source, transform) if len(source) > _LONG else _remembered(source, transform)


def know(sources: Iterable[str], transform: Callable[[str], str]) -> None:
    """Parse cells that most notebooks will have, as the assignment came with them; a process forked later need not."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _RELEASED.update({source: _read(source, transform) for source in sources})


_Reading = tuple[list[tuple[ast.stmt, Scope]], str]

_RELEASED: dict[str, _Reading] = {}

# Cells that many notebooks have are short; the tree of one may take a thousand times its length.
_LONG = 4_000
_MOST_REMEMBERED = 256


def _read(source: str, transform: Callable[[str], str]) -> _Reading:
    """Return a cell's statements with their names, and what is wrong with it, if anything."""
    nodes, sentence = _parse(source, transform)
    found = []
    for node in nodes:
        try:
            found.append((node, scope_of(node)))
        except RecursionError:
            sentence = f"line {node.lineno}: is nested too deeply to be read"
    return found, sentence


_remembered = functools.lru_cache(_MOST_REMEMBERED)(_read)


def told(problems: Iterable[Problem]) -> list[list[Any]]:
    """Return problems as plain data: cell and sentence of each."""
    return [[problem.cell, problem.sentence[:MAX_SENTENCE]] for problem in islice(problems, MAX_PROBLEMS)]


def describe(error: BaseException) -> str:
    """Return the type and the first line of an exception."""
    text = first_line(error)
    return f"{type_name(error)}: {text}" if text else type_name(error)


def type_name(error: BaseException) -> str:
    """Return the name of an exception's class, whatever its metaclass says."""
    return str(type.__dict__["__name__"].__get__(type(error)))[:80]


def first_line(error: BaseException) -> str:
    """Return the first line of what an exception says; nothing if its ``str`` raises."""
    try:
        text = str.__str__(str(error))
    except BaseException:  # noqa: BLE001 - a student's __str__ can raise anything
        return ""
    line = text.strip().partition("\n")[0][:300]
    # Half a surrogate pair is a character to Python and to nobody else.
    return line.encode("utf-8", "replace").decode("utf-8")


def _parse(source: str, transform: Callable[[str], str]) -> tuple[list[ast.stmt], str]:
    magic = _CELL_MAGIC.match(source)
    if magic:
        if magic[1] not in _PYTHON_MAGICS:
            return [], ""
        source = "\n" * magic[0].count("\n") + source[magic.end() :]
    nodes, error = _try_to_parse(source)
    if not error:
        return nodes, ""
    python = _transformed(source, transform)
    nodes, second_error = _try_to_parse(python)
    if not second_error:
        return nodes, ""
    return list(_salvage(python)), f"does not parse, {second_error}"


def _transformed(source: str, transform: Callable[[str], str]) -> str:
    if len(source) > _MOST_TRANSFORMED:
        return source
    source = _TIMED_LINE.sub(r"\1", source)
    if len(_MAGIC_LINE.findall(source)) > _MOST_MAGICS:
        return _MAGIC_LINE.sub(r"\1pass", source)
    try:
        return transform(source)
    except Exception:  # noqa: BLE001 - IPython's transformer raises several kinds of errors on broken code
        return source


def _try_to_parse(source: str) -> tuple[list[ast.stmt], str]:
    try:
        return ast.parse(source).body, ""
    except SyntaxError as error:
        return [], f"line {error.lineno or 1}: {error.msg}"
    except (ValueError, RecursionError, MemoryError) as error:
        return [], describe(error)


def _salvage(source: str) -> Iterator[ast.stmt]:
    """Yield the sound statements of source that does not parse as a whole."""
    pieces, at, joins = _pieces(source), 0, _MOST_JOINS
    while at < len(pieces):
        line, text = pieces[at]
        end = at + 1
        nodes, error = _try_to_parse(text)
        while error and _GOES_ON.search(error) and end < min(len(pieces), at + _LONGEST_PIECE) and joins:
            text += "\n" + pieces[end][1]
            end, joins = end + 1, joins - 1
            nodes, error = _try_to_parse(text)
        for node in nodes:
            yield ast.increment_lineno(node, line)
        at = at + 1 if error else end


def _pieces(source: str) -> list[tuple[int, str]]:
    """Cut source where a line begins a statement; return each piece with the number of lines before it."""
    pieces: list[tuple[int, list[str]]] = []
    decorated = False
    for number, line in enumerate(source.split("\n")):
        begins = _STARTS_A_STATEMENT.match(line) and not _CONTINUES_A_STATEMENT.match(line) and not decorated
        if begins or not pieces:
            pieces.append((number, []))
        pieces[-1][1].append(line)
        decorated = line.startswith("@") or (decorated and not line.strip())
    return [(number, "\n".join(lines)) for number, lines in pieces]
