"""Whether code can be seen to leave nothing behind: what one function does then has no bearing on another's results.

Read off the syntax tree, by a list of what is known to be quiet. Code that does anything else is not called loud, only
not known to be quiet.

Why the list suffices: quiet code has only its arguments, numbers, functions and the modules listed here to start from.
It sets names of its own and elements of containers, never an attribute, and reads no attribute that leads anywhere
else. What it draws at random does not count, for each call begins with a seed of its own.
"""

import ast
import builtins
import string
from collections.abc import Mapping, Sequence
from types import FunctionType
from typing import Any
from weakref import WeakKeyDictionary

from .cells import Statement
from .trees import children

_MODULES = frozenset({"copy", "math", "numpy", "numpy.linalg", "numpy.random", "random", "typing"})

# What code may consist of.
_KINDS = frozenset({
    ast.FunctionDef, ast.arguments, ast.arg, ast.Return, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Delete,
    ast.For, ast.While, ast.If, ast.With, ast.withitem, ast.Try, ast.ExceptHandler, ast.Raise, ast.Assert, ast.Expr,
    ast.Pass, ast.Break, ast.Continue, ast.Import, ast.ImportFrom, ast.alias, ast.BoolOp, ast.BinOp, ast.UnaryOp,
    ast.Compare, ast.IfExp, ast.Call, ast.keyword, ast.Attribute, ast.Subscript, ast.Slice, ast.Name, ast.Constant,
    ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Starred, ast.Lambda, ast.JoinedStr, ast.FormattedValue,
    ast.NamedExpr, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.comprehension,
})  # fmt: skip

# Those of them that may hold what is not quiet.
_LOOKED_AT = frozenset(
    {ast.Attribute, ast.FunctionDef, ast.arg, ast.AnnAssign, ast.arguments, ast.Import, ast.ImportFrom}
)
_QUIET = _KINDS - _LOOKED_AT

_FUNCTIONS = """
    abs all any bool dict divmod enumerate filter float frozenset int isinstance len list map max min next pow
    print range reversed round set slice sorted str sum tuple zip object complex AssertionError Exception
    IndexError KeyError NotImplementedError RuntimeError TypeError ValueError ZeroDivisionError
"""
_BUILTINS = frozenset(_FUNCTIONS.split())

# Attributes of numpy, of its arrays and generators, of math, and of Python's containers and texts.
_ARRAYS = """
    bool bool_ dtype e eps finfo float32 float64 float_ inf int32 int64 int8 int_ intp nan ndarray ndim newaxis pi
    shape size T uint8
"""
_SHAPING = """
    arange array asarray ascontiguousarray astype atleast_1d atleast_2d broadcast_to column_stack concatenate copy
    copyto deepcopy diag empty empty_like expand_dims eye fill flat flatten full full_like hstack identity item
    linspace logspace moveaxis ones ones_like pad put ravel repeat reshape sort split squeeze stack swapaxes tile
    tolist transpose vstack zeros zeros_like
"""
_CALCULATING = """
    abs absolute add all allclose any argmax argmin argsort array_equal average ceil clip cos cosh count_nonzero
    cumprod cumsum diff divide dot einsum equal exp expm1 fabs floor floor_divide fmax fmin fsum greater
    greater_equal heaviside hypot inner isclose isfinite isinf isnan isscalar less less_equal linalg log log10 log1p
    log2 logical_and logical_not logical_or logical_xor matmul max maximum mean median min minimum mod multiply
    nan_to_num nansum ndindex negative nonzero norm not_equal outer positive pow power prod ptp reciprocal reduce
    remainder round sign sin sinh sqrt square std subtract sum tan tanh tensordot trace tril triu true_divide trunc
    unique var vdot vecdot where
"""
_DRAWING = """
    bernoulli binomial choice default_rng gauss normal normalvariate permutation rand randint randn random
    random_sample RandomState ranf sample seed shuffle standard_normal uniform
"""
_CONTAINERS = """
    append clear count endswith extend get index insert items join keys lower pop popitem remove replace
    reverse setdefault startswith strip update upper values
"""
# `errstate` is set for the length of a `with`.
_ATTRIBUTES = frozenset(f"{_ARRAYS} {_SHAPING} {_CALCULATING} {_DRAWING} {_CONTAINERS} errstate".split())

_ANNOTATIONS = frozenset({"Any", "Callable", "Dict", "List", "Mapping", "Optional", "Sequence", "Tuple", "Union"})

# Names in annotations.
_NOTED = _ANNOTATIONS | _BUILTINS | {"np", "numpy", "typing"}


def leaves_nothing(steps: Sequence[Statement], given: Mapping[str, Any]) -> bool:
    """Tell whether statements can be seen to leave nothing behind but the names that they define.

    Args:
        steps: All that is run of a notebook.
        given: Names that exist beforehand. Functions among them are ours, and quiet.
    """
    if not all(_is_quiet_step(step.node, given) for step in steps):
        return False
    used = {name for step in steps for name in step.names.uses | step.names.binds}
    # Whatever the code binds to such a name: the statement that does may fail, and the name is what it was.
    others = vars(builtins).keys() - _BUILTINS | {
        name for name, thing in given.items() if not isinstance(thing, FunctionType)
    }
    return used.isdisjoint(others) and not any(name.startswith("__") for name in used)


_FOUND_QUIET: WeakKeyDictionary[ast.stmt, bool] = WeakKeyDictionary()


def _is_quiet_step(node: ast.stmt, given: Mapping[str, Any]) -> bool:
    """Tell whether a statement of a notebook is quiet; `given` is the same for all that a process reads."""
    if node not in _FOUND_QUIET:
        _FOUND_QUIET[node] = _defines(node) and _is_quiet(node, given)
    return _FOUND_QUIET[node]


def is_constant(node: ast.expr | None) -> bool:
    """Tell whether an expression is a number, a text or the like, which nobody can change."""
    match node:
        case ast.Constant() | ast.UnaryOp(operand=ast.Constant()):
            return True
        case ast.Tuple(elts=entries):
            return all(map(is_constant, entries))
    return False


def _defines(node: ast.stmt) -> bool:
    """Tell whether a statement of a notebook defines nothing that could be changed."""
    match node:
        case ast.FunctionDef() | ast.Import() | ast.ImportFrom() | ast.Expr(ast.Constant()):
            return True
        case ast.Assign(targets=[ast.Name()], value=value) | ast.AnnAssign(target=ast.Name(), value=value):
            return is_constant(value)
    return False


def _is_quiet(root: ast.AST, given: Mapping[str, Any]) -> bool:
    waiting: list[ast.AST | None] = [root]
    while waiting:
        node = waiting.pop()
        if node is None:
            # What is left out: a default, the key of `**other` in a dictionary.
            continue
        if type(node) not in _QUIET and not _allowed(node, given):
            return False
        waiting += children(node)
    return True


def _allowed(node: ast.AST, given: Mapping[str, Any]) -> bool:
    match node:
        case ast.Attribute(attr="format", value=text):
            return _only_inserts(text)
        case ast.Attribute(attr=name, ctx=context):
            return name in _ATTRIBUTES and isinstance(context, ast.Load)
        case ast.FunctionDef(decorator_list=decorators, returns=note):
            return not decorators and _only_notes(note)
        case ast.arg(annotation=note) | ast.AnnAssign(annotation=note):
            return _only_notes(note)
        case ast.arguments(defaults=defaults, kw_defaults=others):
            # The value of a default outlives the call.
            return all(one is None or is_constant(one) for one in (*defaults, *others))
        case ast.Import(names=names):
            return all(one.name in _MODULES for one in names)
        case ast.ImportFrom(module="course_kit", names=names):
            return all(one.name == "*" or isinstance(given.get(one.name), FunctionType) for one in names)
        case ast.ImportFrom(module="__future__"):
            return True
        case ast.ImportFrom(module=module, names=names):
            known = _ANNOTATIONS if module == "typing" else _ATTRIBUTES
            return module in _MODULES and all(one.name in known for one in names)
    return False


def _only_inserts(node: ast.expr) -> bool:
    """Tell whether a text inserts what it is given as it is: ``{0.x[y]}`` reads attributes and entries."""
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return False
    try:
        fields = list(string.Formatter().parse(node.value))
    except ValueError:
        return False
    return all((name or "_").isalnum() or (name or "_").isidentifier() for _, name, _, _ in fields) and not any(
        "{" in (how or "") for _, _, how, _ in fields
    )


def _only_notes(node: ast.expr | None) -> bool:
    """Tell whether an annotation does nothing but name types; it runs where it stands."""
    parts = list(ast.walk(node)) if node else []
    kinds = (ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.Tuple, ast.List, ast.BinOp, ast.BitOr, ast.Load)
    names = {part.id for part in parts if isinstance(part, ast.Name)}
    return all(isinstance(part, kinds) for part in parts) and names <= _NOTED
