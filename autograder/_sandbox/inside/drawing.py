"""Which programs draw: they run in a process that has imported matplotlib before, all others in one that has not.

A wrong answer costs time only. Whoever imports matplotlib where it was not expected has it half a second later.
"""

import sys
from collections.abc import Container, Iterable, Mapping
from typing import Any

from .names import Scope

# What the process for programs that draw has imported, for such programs seldom need one of these only.
MODULES = (
    "matplotlib", "matplotlib.pyplot", "matplotlib.cm", "matplotlib.colors", "matplotlib.patches",
    "mpl_toolkits.mplot3d", "PIL", "PIL.Image", "IPython", "IPython.display",
)  # fmt: skip

# Names that helper modules bring along for matplotlib, and ways to a module that the code does not name.
_NAMES = frozenset({"plt", "pyplot", "mpl", "matplotlib", "__import__", "import_module", "eval", "exec"})

# Python's own modules, and large packages that answers of these exercises use: none imports matplotlib.
_COMPUTE = sys.stdlib_module_names | {"scipy", "sklearn"}

_PLOTS = "course_kit.plots."


def names_that_draw(kit: Mapping[str, Any]) -> frozenset[str]:
    """Return the names of the kit's plots, and of matplotlib. What else there calls a plot does so in Jupyter only."""
    plots = (name for name, thing in kit.items() if getattr(thing, "__module__", "").startswith(_PLOTS))
    return _NAMES.union(plots)


def may_draw(statements: Iterable[Scope], names: frozenset[str], loaded: Container[str]) -> bool:
    """Tell whether statements may draw, or import what is neither Python's own nor loaded: that may import matplotlib.

    Args:
        statements: The names of all that is run of a notebook.
        names: As `names_that_draw` returns them.
        loaded: The modules that a process that does not draw has imported.
    """
    return any(
        not names.isdisjoint(one.uses)
        or not names.isdisjoint(one.parts)
        or any(_is_strange(module, loaded) for module in one.modules)
        for one in statements
    )


def _is_strange(module: str, loaded: Container[str]) -> bool:
    return module not in loaded and module.partition(".")[0] not in _COMPUTE
