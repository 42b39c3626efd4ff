"""What a plan chose, as plain data and bytecode: made by the process that reads notebooks, run by another one."""

import __future__

import ast
import marshal
import sys
import warnings
from collections.abc import Container, Mapping
from dataclasses import astuple, dataclass
from types import CodeType
from weakref import WeakKeyDictionary

from .cells import describe
from .plan import Plan, View
from .quiet import is_constant

# The same for every notebook, so that the same code is compiled once; what goes wrong is told by cell and line.
_FILE = "notebook"


@dataclass(frozen=True)
class Step:
    """One statement, ready to run.

    Attributes:
        place: Its position among all statements of the notebook, counted from 0.
        cell: Index of its cell.
        line: Its line there.
        harmless: Whether running it takes no time and runs no student code.
        code: What to run; None if it does not compile.
        error: Why it does not.
    """

    place: int
    cell: int
    line: int
    harmless: bool
    code: CodeType | None
    error: str = ""


@dataclass(frozen=True)
class Program:
    """A plan, compiled; `definitions` and `views` are the plan's."""

    steps: tuple[Step, ...]
    definitions: Mapping[str, int]
    views: tuple[View, ...]

    def packed(self) -> bytes:
        """Return the program as bytes, for `unpacked` of the same version of Python."""
        steps = [(one.place, one.cell, one.line, one.harmless, one.code, one.error) for one in self.steps]
        return marshal.dumps((steps, dict(self.definitions), [astuple(view) for view in self.views]))


def unpacked(data: bytes) -> Program:
    """Return a program from its bytes. Only a process that may run any code must call this."""
    steps, definitions, views = marshal.loads(data)  # noqa: S302 - the code in it is the student's, and run here
    return Program(tuple(Step(*one) for one in steps), definitions, tuple(View(*one) for one in views))


def compile_plan(plan: Plan, loaded: Container[str] = sys.modules) -> Program:
    """Compile the statements of a plan. One that does not compile is a step with an error.

    Args:
        plan: Which statements.
        loaded: The modules that are imported where the program will run; this process's if left out.
    """
    flags, steps = 0, list[Step]()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for place, one in zip(plan.places, plan.steps, strict=True):
            flags |= _future(one.node)
            code, error = _compiled(one.node, flags)
            steps.append(Step(place, one.cell, one.node.lineno, is_harmless(one.node, loaded), code, error))
    return Program(tuple(steps), plan.definitions, plan.views)


def is_harmless(node: ast.stmt, loaded: Container[str]) -> bool:
    """Tell whether running a statement takes no time and runs no student code: a definition, or an import of old."""
    match node:
        case ast.FunctionDef(args=taken, decorator_list=[], returns=returns):
            defaults = [*taken.defaults, *taken.kw_defaults]
            every = (*taken.posonlyargs, *taken.args, taken.vararg, *taken.kwonlyargs, taken.kwarg)
            notes = [one.annotation for one in every if one]
            return all(isinstance(one, ast.Constant | ast.Name | None) for one in (*defaults, *notes, returns))
        case ast.Import(names=names):
            return all(alias.name in loaded for alias in names)
        case ast.ImportFrom(module=str(module)):
            # A notebook may have a `__getattr__` of its own.
            return module in loaded and module != "__main__"
        case ast.Assign(targets=[ast.Name()], value=value):
            return is_constant(value)
    return False


_Compiled = tuple[CodeType | None, str]

# Most cells come again in the next notebook.
_COMPILED: WeakKeyDictionary[ast.stmt, dict[int, _Compiled]] = WeakKeyDictionary()


def _compiled(node: ast.stmt, flags: int) -> _Compiled:
    known = _COMPILED.setdefault(node, {})
    if flags not in known:
        known[flags] = _compile(node, flags)
    return known[flags]


def _compile(node: ast.stmt, flags: int) -> _Compiled:
    try:
        return compile(ast.Module([node], []), _FILE, "exec", flags, dont_inherit=True), ""
    except SyntaxError as error:
        return None, f"SyntaxError: {error.msg}"
    except (ValueError, RecursionError, MemoryError) as error:
        return None, describe(error)


def _future(node: ast.stmt) -> int:
    """Return the compiler flags of ``from __future__ import ...``, which hold for the cells after it too."""
    if not isinstance(node, ast.ImportFrom) or node.module != "__future__":
        return 0
    features = (getattr(__future__, alias.name, None) for alias in node.names)
    return sum(feature.compiler_flag for feature in features if feature)
