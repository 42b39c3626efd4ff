"""What is imported before the first fork: what every notebook needs, and what those that draw need."""

import contextlib
import glob
import importlib
import io
import os
import sys
import types
from collections.abc import Callable
from typing import Any

from . import drawing

# Helper modules that notebooks of these exercises have imported elsewhere; here each is the course kit.
HELPER_MODULES = ("init_utils", "reg_utils", "gc_utils", "testCases", "testCase", "public_tests")

# Small modules of Python's own that notebooks like to import: then they need not be announced like other statements.
_SMALL = ("heapq", "json", "pprint", "timeit", "traceback")


def prepare(kit_home: str, *, draws: bool) -> dict[str, Any]:
    """Import what notebooks need and hide where the kit came from; return the names of the kit.

    Args:
        kit_home: The folder that holds ``course_kit``.
        draws: Whether for notebooks that draw.
    """
    library = [path for path in sys.path if path.startswith((sys.prefix, sys.base_prefix))]
    sys.path[:] = [kit_home, *library]
    import numpy as np  # noqa: PLC0415

    import course_kit  # noqa: PLC0415

    for name in _SMALL:
        importlib.import_module(name)
    if draws:
        _prepare_to_draw()
    else:
        _list_fonts()
    sys.path[:] = library
    # An editable install finds this project's other packages through a hook of its own.
    sys.meta_path[:] = [finder for finder in sys.meta_path if "editable" not in getattr(finder, "__module__", "")]
    kit = {name: getattr(course_kit, name) for name in course_kit.__all__}
    # The modules that these stand for imported numpy and pyplot, so `from init_utils import *` brought them along.
    helpers = kit | {"np": np, "plt": sys.modules.get("matplotlib.pyplot") or _Later("matplotlib.pyplot")}
    for name in HELPER_MODULES:
        sys.modules[name] = _helper_module(name, helpers)
    return kit


def transformer() -> Callable[[str], str]:
    """Return what turns IPython's syntax into Python; its import is heavy, and only who reads notebooks needs it."""
    from IPython.core.inputtransformer2 import TransformerManager  # noqa: PLC0415

    transform: Callable[[str], str] = TransformerManager().transform_cell
    return transform


def _prepare_to_draw() -> None:
    """Import matplotlib and draw one figure."""
    for name in drawing.MODULES:
        importlib.import_module(name)
    from matplotlib import font_manager, pyplot  # noqa: PLC0415, ICN001 - `plt` is what notebooks call it

    figure, axes = pyplot.subplots()
    axes.plot([0, 1], label="warm")
    axes.legend()
    figure.savefig(io.BytesIO(), format="png")
    pyplot.close(figure)
    # Matplotlib closes its fonts in every process that is forked; half of the cost of a fork, if any are open.
    vars(font_manager)["_get_font"].cache_clear()


def _list_fonts() -> None:
    """Have matplotlib list the fonts, unless it has: locked in, a worker could read a list but not make one."""
    if glob.glob(os.path.join(os.environ.get("MPLCONFIGDIR", ""), "fontlist-*")):  # noqa: PTH118, PTH207
        return
    pid = os.fork()
    if pid == 0:
        with contextlib.suppress(Exception):
            importlib.import_module("matplotlib.font_manager")
        os._exit(0)
    os.waitpid(pid, 0)


class _Later(types.ModuleType):
    """Stands for a module that is imported when something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)


def _helper_module(name: str, names: dict[str, Any]) -> types.ModuleType:
    """Return the kit under another name; a name it does not have imports all the same and complains when called."""
    module = types.ModuleType(name)
    module.__dict__.update(names, __all__=list(names))

    def missing(attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)

        def not_here(*_: Any, **__: Any) -> None:
            raise NameError(f"{attribute} of {name} does not exist here", name=attribute)

        return not_here

    module.__dict__["__getattr__"] = missing
    return module
