"""The module that a notebook's cells run in, as it is before the first of them."""

import types
from collections.abc import Callable, Mapping
from typing import Any


def empty_notebook(kit: Mapping[str, Any]) -> types.ModuleType:
    """Return a new module with the names that a notebook finds beforehand, the kit's among them."""
    notebook = types.ModuleType("__main__")
    notebook.__dict__.update({"get_ipython": _NoIPython, "display": _show_nothing}, **kit)
    return notebook


def _show_nothing(*_: Any, **__: Any) -> None:
    """Stand in for IPython's ``display``."""


class _NoIPython:
    """What a notebook's leftover magics talk to: every attribute is a call that does nothing."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_, **__: None
