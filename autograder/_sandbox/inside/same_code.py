"""Which functions are the same code, however they are laid out and commented.

Code that leaves nothing behind does the same whenever it is called with the same arguments and seeds. So what is told
of one notebook's function holds for the same function in every other notebook.
"""

import hashlib
import marshal
from collections.abc import Mapping
from types import CodeType
from typing import Any

from .compiling import Program

# Of what marshal can write, the version that does not look at who else holds a value.
_PLAIN = 2


def digests(program: Program, closures: Mapping[str, frozenset[int]]) -> dict[str, bytes]:
    """Return SHA-256 of each graded function's code and of all that it uses; equal digests mean the same code.

    Args:
        program: A whole notebook's.
        closures: Positions of the steps that each function uses, its own among them.

    Returns:
        Nothing for a function that calls other graded ones while names mean one thing to it and another to them, and
        nothing at all if a statement does not compile.
    """
    if any(step.code is None for step in program.steps):
        return {}
    essences = [_essence(step.code) for step in program.steps if step.code]
    return {
        name: _digest(name, [essences[position] for position in sorted(positions)], _meaning(name, program, positions))
        for name, positions in closures.items()
        if not (program.views and _others(name, program, positions))
        and not any(_left_open(step.code) for position in positions if (step := program.steps[position]).code)
    }


# Code that uses one of these may do another thing each time: what lies in memory, or a seed that nobody chose.
_OPEN = frozenset({"empty", "empty_like", "ndarray", "default_rng", "RandomState", "seed"})


def _left_open(code: CodeType) -> bool:
    """Tell whether what code does may follow from something else than the code, its arguments and seeds."""
    inner = (one for one in code.co_consts if isinstance(one, CodeType))
    return not _OPEN.isdisjoint(code.co_names) or any(map(_left_open, inner))


def _others(name: str, program: Program, positions: frozenset[int]) -> bool:
    return any(position in positions for other, position in program.definitions.items() if other != name)


def _meaning(name: str, program: Program, positions: frozenset[int]) -> Any:
    """Return which of the statements that a function uses define graded functions, and which of them it does not see.

    The same statements in the same order may differ in both, for other cells of the notebook decide on them.
    """
    order = sorted(positions)
    defined = sorted((other, order.index(at)) for other, at in program.definitions.items() if at in positions)
    views = [view for view in program.views if view.function == name]
    return defined, [(sorted(view.names), sum(at < view.before for at in order)) for view in views]


def _digest(name: str, essences: list[Any], meaning: Any) -> bytes:
    return hashlib.sha256(marshal.dumps((name, essences, meaning), _PLAIN)).digest()


def _essence(code: CodeType) -> tuple[Any, ...]:
    """Return what makes code do what it does: all of it but names of files and numbers of lines."""
    return (
        code.co_name,
        (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags),
        code.co_code,
        tuple(_essence(one) if isinstance(one, CodeType) else one for one in code.co_consts),
        (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars),
        code.co_exceptiontable,
    )
