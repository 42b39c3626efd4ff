"""A notebook's cells in, its functions out: the statements that the graded functions need, run one by one.

Only the graded functions and what these use (imports, helpers, constants, and what changes them) are run; the rest
of a notebook trains and plots. A statement that fails costs what it would have defined and nothing else.
"""

import ast
import itertools
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_IMPORT = ast.Import | ast.ImportFrom
_STARTS_A_STATEMENT = re.compile(r"[^\s#)\]}]")
_CONTINUES_A_STATEMENT = re.compile(r"(else|elif|except|finally)\b")


@dataclass(frozen=True)
class Cell:
    """One code cell: its source, and nbgrader's id for it (empty if it has none)."""

    source: str
    grade_id: str = ""


@dataclass(frozen=True)
class Statement:
    """One top-level statement and what it does to names.

    Attributes:
        cell: Index of its cell.
        binds: Global names that it gives a value to.
        changes: Global names whose value it changes in place: ``x[0] = 1``, ``x.append(2)``.
        uses: Global names that it reads, in the bodies of functions too.
    """

    cell: int
    node: ast.stmt
    binds: frozenset[str]
    changes: frozenset[str]
    uses: frozenset[str]

    @property
    def harmless(self) -> bool:
        """Whether running it only defines or imports something, so that it cannot take long."""
        return isinstance(self.node, ast.FunctionDef | _IMPORT) and not getattr(self.node, "decorator_list", [])


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
    for index, cell in enumerate(cells):
        nodes, sentence = _parse(cell.source, transform)
        try:
            statements += [_statement(index, node) for node in nodes]
        except RecursionError:
            sentence = "is nested too deeply to be read"
        if sentence:
            problems.append(Problem(index, sentence))
    return statements, problems


def select(statements: list[Statement], cells: list[Cell], wanted: Iterable[str]) -> list[Statement]:
    """Return the statements to run, in their order, so that the functions `wanted` exist and find what they use.

    A wanted function is the one in the cell with its grade_id, if that cell defines it, and otherwise the last one
    defined under its name.
    """
    definitions: dict[str, Statement] = {}
    for name in wanted:
        found = [one for one in statements if name in one.binds]
        own = [one for one in found if cells[one.cell].grade_id == name]
        if found:
            definitions[name] = (own or found)[-1]
    kept = [
        one for one in statements if all(definitions[name] is one for name in one.binds if name in definitions)
    ]
    imported = frozenset(name for one in kept if isinstance(one.node, _IMPORT) for name in one.binds)
    # What `from x import *` binds is known only once it has run.
    chosen = {id(one) for one in kept if isinstance(one.node, _IMPORT) and not one.binds}
    needed = set(definitions)
    growing = True
    while growing:
        growing = False
        for one in kept:
            if id(one) not in chosen and (one.binds & needed or (one.changes - imported) & needed):
                chosen.add(id(one))
                needed |= one.uses
                growing = True
    return [one for one in kept if id(one) in chosen]


def run_statements(statements: Iterable[Statement], namespace: dict[str, Any]) -> Iterator[Problem | None]:
    """Run statements one by one in `namespace`; yield for each the problem it had, if any.

    An exception of the student's is a problem of that statement only, whatever its class.
    """
    for one in statements:
        problem = None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                code = compile(ast.Module([one.node], []), f"cell {one.cell + 1}", "exec", dont_inherit=True)
            exec(code, namespace)  # noqa: S102 - running the student's code is what the sandbox is for
        except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt out of a cell are the student's too
            problem = Problem(one.cell, f"line {one.node.lineno}: {describe(error)}")
        yield problem


def describe(error: BaseException) -> str:
    """Return the type and the first line of an exception."""
    text = first_line(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def first_line(error: BaseException) -> str:
    """Return the first line of what an exception says; nothing if its ``str`` raises."""
    try:
        return str(error).strip().split("\n")[0][:300]
    except BaseException:  # noqa: BLE001 - a student's __str__ can raise anything
        return ""


def _parse(source: str, transform: Callable[[str], str]) -> tuple[list[ast.stmt], str]:
    nodes, error = _try_to_parse(source)
    if not error:
        return nodes, ""
    try:
        python = transform(source)
    except Exception:  # noqa: BLE001 - IPython's transformer raises several kinds of errors on broken code
        python = source
    nodes, second_error = _try_to_parse(python)
    if not second_error:
        return nodes, ""
    salvaged = [_try_to_parse(block)[0] for block in _blocks(python)]
    return list(itertools.chain.from_iterable(salvaged)), f"does not parse, {second_error}"


def _try_to_parse(source: str) -> tuple[list[ast.stmt], str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source).body, ""
    except SyntaxError as error:
        return [], f"line {error.lineno}: {error.msg}"
    except (ValueError, RecursionError, MemoryError) as error:
        return [], describe(error)


def _blocks(source: str) -> list[str]:
    """Cut source that does not parse where a line begins a statement, so that the sound ones can be kept.

    Every block begins with as many empty lines as stand before it, which keeps line numbers right.
    """
    blocks: list[tuple[int, list[str]]] = []
    decorated = False
    for number, line in enumerate(source.split("\n")):
        begins = _STARTS_A_STATEMENT.match(line) and not _CONTINUES_A_STATEMENT.match(line) and not decorated
        if begins or not blocks:
            blocks.append((number, []))
        blocks[-1][1].append(line)
        decorated = line.startswith("@") or (decorated and not line.strip())
    return ["\n" * number + "\n".join(lines) for number, lines in blocks]


def _statement(cell: int, node: ast.stmt) -> Statement:
    binds = frozenset(_bound_here(node)) | frozenset(_declared_global(node))
    changes = frozenset(_changed_here(node)) - binds
    return Statement(cell, node, binds, changes, frozenset(_used(node)))


def _here(node: ast.AST) -> Iterator[ast.AST]:
    """Walk the nodes whose code runs when `node` does, in its own scope: not into functions and classes."""
    yield node
    if isinstance(node, _FUNCTION | ast.ClassDef):
        return
    for child in ast.iter_child_nodes(node):
        yield from _here(child)


def _bound_here(node: ast.AST) -> Iterator[str]:
    for inner in _here(node):
        match inner:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from (alias.asname or alias.name.split(".")[0] for alias in names if alias.name != "*")
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name


def _declared_global(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Global):
            yield from inner.names


def _changed_here(node: ast.stmt) -> Iterator[str]:
    for inner in _here(node):
        match inner:
            case ast.Subscript(ctx=ast.Store()) | ast.Attribute(ctx=ast.Store()):
                yield from _root(inner)
            case ast.Expr(value=ast.Call(func=ast.Attribute() as method)):
                yield from _root(method)


def _root(node: ast.AST) -> Iterator[str]:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def _used(node: ast.AST) -> set[str]:
    """Return the names that `node` reads from outside of itself."""
    used: set[str] = set()
    for child in ast.iter_child_nodes(node):
        used |= _used(child)
    match node:
        case ast.Name(id=name):
            used.add(name)
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
            used = _used_by_function(node)
    return used


def _used_by_function(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> set[str]:
    arguments = node.args
    outside: list[ast.AST] = [*arguments.defaults, *(one for one in arguments.kw_defaults if one)]
    body = [node.body] if isinstance(node, ast.Lambda) else node.body
    if not isinstance(node, ast.Lambda):
        outside += node.decorator_list
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    local = {one.arg for one in every if one}
    declared: set[str] = set()
    for statement in body:
        local |= set(_bound_here(statement))
        declared |= {
            name for inner in _here(statement) if isinstance(inner, ast.Global | ast.Nonlocal) for name in inner.names
        }
    inside = set[str]().union(*map(_used, body))
    return (inside - (local - declared)).union(*map(_used, outside))
