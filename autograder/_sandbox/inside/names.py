"""Which names a statement gives a value to, reads, and changes: what has to run before a function can be called.

Everything is read off the syntax tree; nothing is run. Where a tree does not tell, the answer errs on the side of
running a statement too many.
"""

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from .trees import children

# Methods of Python's and numpy's containers that change what they are called on.
_CHANGING_METHODS = frozenset({
    "add", "append", "appendleft", "clear", "difference_update", "discard", "extend", "extendleft", "fill", "insert",
    "intersection_update", "itemset", "partition", "pop", "popitem", "popleft", "put", "remove", "resize", "reverse",
    "rotate", "setdefault", "setfield", "setflags", "sort", "symmetric_difference_update", "update",
})  # fmt: skip

# Functions that change their first argument.
_CHANGING_FUNCTIONS = frozenset({
    "at", "copyto", "delattr", "fill_diagonal", "heapify", "heappop", "heappush", "heappushpop", "heapreplace",
    "insort", "insort_left", "insort_right", "place", "put", "put_along_axis", "putmask", "setattr", "shuffle",
})  # fmt: skip

_NAMESPACES = frozenset({"globals", "locals", "vars"})


@dataclass
class Scope:
    """Names of a module's statement, a function or a class, in the scope of its own.

    Attributes:
        binds: Given a value (or deleted).
        imports: Those of `binds` that an import binds.
        reads: Read when it runs, not when a function that it defines is called.
        later: Read when a function that it defines is called.
        changes: Changed in place: ``x[0] = 1``, ``x.a = 1``, ``shuffle(x)``.
        asks: A method of these is called for its effect: ``x.append(1)``. That changes `x` unless it is a module.
        aliases: Pairs of names for what may be one thing: ``x = y``, ``for x in y``.
        calls: Called by name, each with the names among its positional arguments (empty where there is none).
        carried: Those of `binds` that ``:=`` binds, which go out of a comprehension.
        outer: Declared ``global`` or ``nonlocal``.
        parameters: Names of its parameters, those given by position first.
        modules: Modules that it imports or imports from, now or when a function that it defines is called.
        parts: Names of what is taken from something else likewise: ``x.name``, ``from x import name``.
        star: Whether it holds ``from x import *``.
        inner: The functions that it defines, by their names.
    """

    binds: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    asks: set[str] = field(default_factory=set)
    aliases: set[tuple[str, str]] = field(default_factory=set)
    calls: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    carried: set[str] = field(default_factory=set)
    outer: set[str] = field(default_factory=set)
    parameters: tuple[str, ...] = ()
    modules: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    star: bool = False
    inner: dict[str, "Scope"] = field(default_factory=dict)

    @property
    def uses(self) -> set[str]:
        """Names that it reads, now or later, from outside of itself."""
        return self.reads | self.later

    @property
    def local(self) -> set[str]:
        """Names that belong to it and not to what is around it."""
        return (self.binds | set(self.parameters)) - self.outer


def scope_of(*nodes: ast.AST) -> Scope:
    """Return the names of statements or expressions that run in one scope."""
    scope, waiting = Scope(), list[ast.AST | None](nodes)
    while waiting:
        node = waiting.pop()
        if node is not None:
            waiting += _VISITS.get(type(node), _others)(scope, node)
    return scope


def words_of(node: ast.AST) -> set[str]:
    """Return the identifiers in the texts of a node, which ``eval``, ``exec`` and ``globals()`` find names by."""
    constants = [inner.value for inner in ast.walk(node) if isinstance(inner, ast.Constant)]
    return {word for text in constants if isinstance(text, str) for word in _identifiers(text)}


def _identifiers(text: str) -> Iterable[str]:
    return "".join(one if one.isidentifier() or one.isdigit() else " " for one in text).split()


def _name(scope: Scope, node: ast.Name) -> Iterable[ast.AST | None]:
    (scope.reads if isinstance(node.ctx, ast.Load) else scope.binds).add(node.id)
    return ()


def _take_inner(scope: Scope, inner: Scope) -> None:
    """Note what it imports and takes wherever it stands."""
    scope.modules |= inner.modules
    scope.parts |= inner.parts


def _attribute(scope: Scope, node: ast.Attribute) -> Iterable[ast.AST | None]:
    scope.parts.add(node.attr)
    return _part(scope, node)


def _part(scope: Scope, node: ast.Attribute | ast.Subscript) -> Iterable[ast.AST | None]:
    if not isinstance(node.ctx, ast.Load):
        scope.changes |= _root(node)
        scope.binds |= _entry_of_namespace(node)
    return children(node)


def _assigned(scope: Scope, node: ast.Assign) -> Iterable[ast.AST | None]:
    if isinstance(node.value, ast.Name | ast.Attribute | ast.Subscript):
        targets = [target.id for target in node.targets if isinstance(target, ast.Name)]
        scope.aliases |= {(target, name) for target in targets for name in _root(node.value)}
    return children(node)


def _augmented(scope: Scope, node: ast.AugAssign) -> Iterable[ast.AST | None]:
    if isinstance(node.target, ast.Name):
        scope.reads.add(node.target.id)
        # An array or a list is changed in place, under all its names.
        scope.changes.add(node.target.id)
    return children(node)


def _loop(scope: Scope, node: ast.For | ast.AsyncFor) -> Iterable[ast.AST | None]:
    targets = [inner.id for inner in ast.walk(node.target) if isinstance(inner, ast.Name)]
    names = [inner.id for inner in ast.walk(node.iter) if isinstance(inner, ast.Name)]
    scope.aliases |= {(target, name) for target in targets for name in names}
    return children(node)


def _import(scope: Scope, node: ast.Import) -> Iterable[ast.AST | None]:
    scope.modules |= {alias.name for alias in node.names}
    return _imported(scope, node)


def _import_from(scope: Scope, node: ast.ImportFrom) -> Iterable[ast.AST | None]:
    scope.modules.add(node.module or "")
    scope.parts |= {alias.name for alias in node.names}
    return _imported(scope, node)


def _imported(scope: Scope, node: ast.Import | ast.ImportFrom) -> Iterable[ast.AST | None]:
    names = {alias.asname or alias.name.split(".")[0] for alias in node.names}
    scope.star = scope.star or "*" in names
    scope.imports |= names - {"*"}
    scope.binds |= names - {"*"}
    return ()


def _declaration(scope: Scope, node: ast.Global | ast.Nonlocal) -> Iterable[ast.AST | None]:
    scope.outer.update(node.names)
    return ()


def _pattern(scope: Scope, node: ast.ExceptHandler | ast.MatchAs | ast.MatchStar) -> Iterable[ast.AST | None]:
    return _capture(scope, node, node.name)


def _rest(scope: Scope, node: ast.MatchMapping) -> Iterable[ast.AST | None]:
    return _capture(scope, node, node.rest)


def _capture(scope: Scope, node: ast.AST, name: str | None) -> Iterable[ast.AST | None]:
    if name:
        scope.binds.add(name)
    return children(node)


def _statement(scope: Scope, node: ast.Expr) -> Iterable[ast.AST | None]:
    value = node.value.value if isinstance(node.value, ast.Await) else node.value
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        scope.asks |= _root(value.func)
    return (node.value,)


def _call(scope: Scope, node: ast.Call) -> Iterable[ast.AST | None]:
    arguments = tuple(_only(_root(argument)) for argument in node.args)
    called = ""
    if isinstance(node.func, ast.Name):
        called = node.func.id
        scope.calls.append((called, arguments))
    elif isinstance(node.func, ast.Attribute):
        called = node.func.attr
        scope.asks |= _root(node.func) if called in _CHANGING_METHODS else set()
    if called in _CHANGING_FUNCTIONS:
        scope.changes.update(arguments[:1])
    for option in node.keywords:
        if option.arg == "out":
            scope.changes |= _root(option.value)
    return children(node)


def _function(scope: Scope, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> Iterable[ast.AST | None]:
    taken = node.args
    every = [*taken.posonlyargs, *taken.args, *taken.kwonlyargs, taken.vararg, taken.kwarg]
    parameters = [one for one in every if one]
    now: list[ast.AST | None] = [*taken.defaults, *(one for one in taken.kw_defaults if one)]
    now += [one.annotation for one in parameters if one.annotation]
    inner = scope_of(*(node.body if isinstance(node.body, list) else [node.body]))
    inner.parameters = tuple(one.arg for one in parameters)
    scope.later |= (inner.reads | inner.later) - inner.local
    scope.later |= inner.outer
    _take_inner(scope, inner)
    if not isinstance(node, ast.Lambda):
        scope.binds.add(node.name)
        scope.inner[node.name] = inner
        now += [*node.decorator_list, *([node.returns] if node.returns else [])]
        _decorated(scope, node.decorator_list)
    return now


def _class(scope: Scope, node: ast.ClassDef) -> Iterable[ast.AST | None]:
    inner = scope_of(*node.body)
    _take_inner(scope, inner)
    scope.binds.add(node.name)
    # Methods do not see the names of their class, so what they read is read from further outside.
    scope.reads |= inner.reads
    scope.later |= inner.later
    scope.calls += inner.calls
    scope.changes |= inner.changes - inner.binds
    scope.asks |= inner.asks - inner.binds
    scope.inner[node.name] = inner.inner.get("__init__", Scope())
    _decorated(scope, node.decorator_list)
    return [*node.bases, *(option.value for option in node.keywords), *node.decorator_list]


def _decorated(scope: Scope, decorators: Iterable[ast.expr]) -> None:
    """Note what decorators may put into a register: ``@f.register``, ``@keep_in(table)``."""
    for decorator in decorators:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(called, ast.Attribute):
            scope.asks |= _root(called)
        elif isinstance(called, ast.Name):
            scope.calls.append((called.id, ()))


def _walrus(scope: Scope, node: ast.NamedExpr) -> Iterable[ast.AST | None]:
    scope.carried.add(node.target.id)
    scope.binds.add(node.target.id)
    return (node.value,)


def _comprehension(
    scope: Scope, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
) -> Iterable[ast.AST | None]:
    results = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    first, *others = node.generators
    inner = scope_of(*results, first.target, *first.ifs, *others)
    own = inner.binds - inner.carried
    _take_inner(scope, inner)
    scope.carried |= inner.carried
    scope.binds |= inner.carried
    scope.reads |= inner.reads - own
    scope.later |= inner.later - own
    scope.changes |= inner.changes - own
    scope.asks |= inner.asks - own
    scope.calls += inner.calls
    # The first iterable is evaluated outside, where a name of the comprehension may mean something else.
    return (first.iter,)


def _root(node: ast.AST) -> set[str]:
    """Return the name that an expression such as ``a.b[0].c().d`` starts from, as a set of at most one."""
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Call):
        if isinstance(node, ast.Call):
            # The result of a function is a thing of its own; that of a method may be a part of what it belongs to.
            if isinstance(node.func, ast.Name):
                return set()
            node = node.func
        else:
            node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()


def _only(names: set[str]) -> str:
    return next(iter(names), "")


def _entry_of_namespace(node: ast.AST) -> set[str]:
    """Return ``x`` for ``globals()["x"]``."""
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Call) and isinstance(node.slice, ast.Constant):
        function = node.value.func
        if isinstance(function, ast.Name) and function.id in _NAMESPACES and isinstance(node.slice.value, str):
            return {node.slice.value}
    return set()


def _others(_: Scope, node: ast.AST) -> Iterable[ast.AST | None]:
    return children(node)


_VISITS: dict[type, Callable[[Scope, Any], Iterable[ast.AST | None]]] = {
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _part,
    ast.Assign: _assigned,
    ast.AugAssign: _augmented,
    ast.For: _loop,
    ast.AsyncFor: _loop,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.Global: _declaration,
    ast.Nonlocal: _declaration,
    ast.ExceptHandler: _pattern,
    ast.MatchAs: _pattern,
    ast.MatchStar: _pattern,
    ast.MatchMapping: _rest,
    ast.Expr: _statement,
    ast.Call: _call,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.Lambda: _function,
    ast.ClassDef: _class,
    ast.NamedExpr: _walrus,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.DictComp: _comprehension,
    ast.GeneratorExp: _comprehension,
}
