"""Which statements of a notebook run so that its graded functions exist and find what they use, and in what order.

Only the graded functions and what these use (imports, helpers, constants, and what changes them) are run; the rest
of a notebook trains and plots. A function is judged in the state in which it was checked: what a later cell gives its
helpers' names is no business of its.
"""

import ast
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .cells import Cell, Statement
from .names import Scope, words_of

# Whoever calls one of these may find names by texts.
_FINDS_BY_TEXT = {"eval", "exec", "globals", "vars"}

_DEFINITION = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class View:
    """Names that a function finds as they were before a statement, although it or a later one gives them another value.

    Attributes:
        function: The graded function.
        before: Position of the statement in the plan.
    """

    function: str
    before: int
    names: frozenset[str]


@dataclass(frozen=True)
class Plan:
    """What to run.

    Attributes:
        steps: The statements, in the order of the notebook.
        places: Their positions among all statements of the notebook.
        definitions: Positions of the statements that define the graded functions.
        closures: Positions of all that a graded function uses, itself and other graded functions included.
        views: What has to be kept while they run.
    """

    steps: tuple[Statement, ...]
    places: tuple[int, ...]
    definitions: Mapping[str, int]
    closures: Mapping[str, frozenset[int]]
    views: tuple[View, ...]


def make_plan(
    statements: Sequence[Statement], cells: Sequence[Cell], wanted: Iterable[str], given: Container[str]
) -> Plan:
    """Choose the statements to run.

    A graded function is the one in the cell with its grade_id, if that cell defines it and not only as an unfinished
    stub, and otherwise the last one defined under its name.

    Args:
        statements: Those of the whole notebook.
        cells: Its cells.
        wanted: Names of the graded functions.
        given: Names that exist beforehand.
    """
    notebook = _Notebook(statements, given)
    definitions = notebook.definitions(cells, wanted)
    # What `from x import *` binds is known only once it has run; `from __future__` changes what is compiled after it.
    for_all = {index for index, one in enumerate(statements) if one.names.star or _is_future(one.node)}
    closures: dict[str, set[int]] = {}
    needs: dict[str, set[str]] = {}
    for name, index in definitions.items():
        closures[name], needs[name] = notebook.closure(name, index, definitions)
    chosen = for_all.union(*closures.values())
    steps = sorted(chosen)
    position = {index: place for place, index in enumerate(steps)}
    views = tuple(
        View(name, min(position[index] for index in changed), frozenset(names))
        for name in definitions
        for names, changed in [notebook.overwritten(needs[name], notebook.horizon(name, definitions), chosen)]
        if names
    )
    return Plan(
        tuple(statements[index] for index in steps),
        tuple(steps),
        {name: position[index] for name, index in definitions.items()},
        {
            name: frozenset(position[index] for index in for_all | notebook.with_others(name, closures))
            for name in definitions
        },
        views,
    )


class _Notebook:
    """The statements of a notebook by the names that they bind and change."""

    def __init__(self, statements: Sequence[Statement], given: Container[str]) -> None:
        self._statements = statements
        self._given = given
        self._functions: dict[str, dict[int, Scope]] = {}
        for one in statements:
            for name, scope in one.names.inner.items():
                self._functions.setdefault(name, {})[id(scope)] = scope
            for name, other in one.names.aliases:
                self._functions.setdefault(name, {}).update(self._functions.get(other, {}))
        self._modules = {name for one in statements for name in one.names.imports}
        self._called: dict[int, tuple[set[str], set[str]]] = {}
        self._binders: dict[str, list[int]] = {}
        self._changers: dict[str, list[int]] = {}
        for index, one in enumerate(statements):
            for name in one.names.binds:
                self._binders.setdefault(name, []).append(index)
            try:
                bound, changed = self._effects(one.names)
            except RecursionError:
                # Functions that call one another a thousand deep; what they change is not worth following.
                bound, changed = set(), one.names.changes
            for name in bound:
                self._binders.setdefault(name, []).append(index)
            for name in changed:
                self._changers.setdefault(name, []).append(index)
        self._share_changes({pair for one in statements for pair in one.names.aliases})

    def _share_changes(self, aliases: Iterable[tuple[str, str]]) -> None:
        """Make what changes a thing under one name change it under the others."""
        together: dict[str, list[str]] = {}
        for one, other in aliases:
            few, many = sorted((together.get(one, [one]), together.get(other, [other])), key=len)
            if few is not many:
                many += few
                together |= dict.fromkeys(few, many) | {many[0]: many}
        groups = {id(group): group for group in together.values()}
        for group in groups.values():
            indexes = sorted({index for name in group for index in self._changers.get(name, ())})
            if indexes:
                self._changers |= dict.fromkeys(group, indexes)

    def definitions(self, cells: Sequence[Cell], wanted: Iterable[str]) -> dict[str, int]:
        """Return the index of the statement that defines each wanted function, for those that have one."""
        found = {}
        for name in wanted:
            candidates = [index for index in self._binders.get(name, ()) if not self._deletes(index)]
            written = [index for index in candidates if name not in self._statements[index].names.imports] or candidates
            finished = [index for index in written if not _is_stub(self._statements[index].node)] or written
            own = [index for index in finished if cells[self._statements[index].cell].grade_id == name]
            if finished:
                found[name] = (own or finished)[-1]
        return found

    def closure(self, name: str, index: int, definitions: Mapping[str, int]) -> tuple[set[int], set[str]]:
        """Return the statements that a graded function needs, and the names that these use."""
        horizon = self.horizon(name, definitions)
        chosen, needed = set[int](), set[str]()
        waiting = [index, *self._earlier(name, index), *self._changers.get(name, ())]
        while waiting:
            index = waiting.pop()
            if index in chosen:
                continue
            chosen.add(index)
            if index < definitions[name] and name in self._used(index):
                # What is wrapped or renamed here is an earlier function of the same name.
                before = self._before(name, index)
                waiting += [*before[-1:], *(self._earlier(name, before[-1]) if before else ())]
            for used in self._used(index) - needed - definitions.keys():
                needed.add(used)
                waiting += self._making(used, horizon)
        return chosen, needed

    def with_others(self, name: str, closures: Mapping[str, set[int]]) -> set[int]:
        """Return the statements that a graded function needs, and those that the graded functions it calls need."""
        together, waiting = set[int](), {name}
        reached = set(waiting)
        while waiting:
            indexes = closures[waiting.pop()]
            together |= indexes
            called = {used for index in indexes for used in self._used(index) & closures.keys()} - reached
            reached |= called
            waiting |= called
        return together

    def horizon(self, name: str, definitions: Mapping[str, int]) -> int:
        """Return the index of the first statement after a function was checked.

        That is the cell of a call that is handed the function, or of the next graded function, whichever comes first.
        """
        index, cells = definitions[name], [one.cell for one in self._statements]
        end = min((other for other in definitions.values() if other > index), default=len(cells))
        for later in range(index + 1, end):
            if any(name in arguments for _, arguments in self._statements[later].names.calls):
                end = later
                break
        return end if end == len(cells) or cells[end] == cells[index] else cells.index(cells[end])

    def overwritten(self, needed: set[str], horizon: int, chosen: set[int]) -> tuple[set[str], set[int]]:
        """Return the names that statements beyond the horizon give another value or change, and these statements."""
        names, indexes = set[str](), set[int]()
        for name in needed:
            changers = () if name in self._modules else self._changers.get(name, ())
            beyond = {index for index in (*self._binders.get(name, ()), *changers) if index >= horizon} & chosen
            if beyond and self._known(name, horizon):
                names.add(name)
                indexes |= beyond
        return names, indexes

    def _making(self, name: str, horizon: int) -> list[int]:
        """Return the statements that give a name its value, up to the horizon if it has one by then."""
        binders = self._binders.get(name, [])
        every = [*binders, *self._changers.get(name, ())]
        only_later = bool(binders) and not self._known(name, horizon)
        return every if only_later else [index for index in every if index < horizon]

    def _known(self, name: str, horizon: int) -> bool:
        binders = self._binders.get(name, ())
        if any(index < horizon for index in binders):
            return True
        # A function of a given name further down is meant to be used; a number of that name came later by accident.
        defined = any(isinstance(self._statements[index].node, _DEFINITION) for index in binders)
        return name in self._given and not defined

    def _earlier(self, name: str, index: int) -> list[int]:
        """Return the earlier definitions of a function that its last one builds on or may leave as they are."""
        before = self._before(name, index)
        earlier = []
        while before and self._builds_on(name, index):
            index = before.pop()
            earlier.append(index)
        return earlier

    def _before(self, name: str, index: int) -> list[int]:
        """Return the statements before one that give a name its value."""
        return [other for other in self._binders[name] if other < index and not self._deletes(other)]

    def _builds_on(self, name: str, index: int) -> bool:
        one = self._statements[index]
        return name in one.names.reads or not isinstance(one.node, _DEFINITION | ast.Assign | ast.AnnAssign)

    def _deletes(self, index: int) -> bool:
        return isinstance(self._statements[index].node, ast.Delete)

    def _used(self, index: int) -> set[str]:
        one = self._statements[index]
        used = one.names.uses
        return used | words_of(one.node) & self._binders.keys() if used & _FINDS_BY_TEXT else used

    def _effects(self, names: Scope) -> tuple[set[str], set[str]]:
        """Return the names that a statement binds through the functions that it calls, and those that it changes."""
        bound, changed = set[str](), names.changes | (names.asks - self._modules)
        for called, arguments in names.calls:
            # A name may stand for several functions, one after the other; which it was does not matter much.
            for scope in self._functions.get(called, {}).values():
                bound_there, changed_there = self._effects_of_call(scope)
                bound |= bound_there
                changed |= changed_there - scope.local
                handed = zip(scope.parameters, arguments, strict=False)
                changed |= {argument for parameter, argument in handed if argument and parameter in changed_there}
        return bound, changed

    def _effects_of_call(self, scope: Scope) -> tuple[set[str], set[str]]:
        if id(scope) not in self._called:
            # A function that calls itself has no effect that its other statements do not have.
            self._called[id(scope)] = (set(), set())
            self._called[id(scope)] = self._effects_of_body(scope)
        return self._called[id(scope)]

    def _effects_of_body(self, scope: Scope) -> tuple[set[str], set[str]]:
        bound, changed = self._effects(scope)
        bound |= scope.binds & scope.outer
        # Whoever makes a function calls it, or hands it to somebody who does.
        for inner in scope.inner.values():
            bound_there, changed_there = self._effects_of_body(inner)
            bound |= bound_there - scope.local
            changed |= changed_there - inner.local
        return bound, changed


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _is_stub(node: ast.stmt) -> bool:
    """Tell whether a function is as empty as it was handed out."""
    if not isinstance(node, ast.FunctionDef):
        return False
    body = [one for one in node.body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
    match body:
        case [] | [ast.Pass()]:
            return True
        case [ast.Raise(exc=ast.Name(id=name) | ast.Call(func=ast.Name(id=name)))]:
            return name == "NotImplementedError"
    return False
