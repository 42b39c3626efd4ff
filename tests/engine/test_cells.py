"""A right solution in any ordinary style is found and works, and experiments are not run."""

import contextlib
import io

import pytest
from helpers_engine import KIT, Ran
from notebooks import STYLES
from random_notebooks import Writer, outcome, when_checked

from autograder._sandbox.inside.cells import Cell, packed_cells, unpacked_cells


class NoIPython:
    def __getattr__(self, name):
        return lambda *_, **__: None


BEFOREHAND = KIT | {"get_ipython": NoIPython, "display": print}


@pytest.mark.parametrize("style", STYLES, ids=[style.id for style in STYLES])
def test_a_function_works_in_a_notebook_with(style):
    ran = Ran(style.cells, style.wanted, BEFOREHAND)
    for name, arguments, expected in style.calls:
        assert ran.call(name, *arguments) == expected, ran.problems
    assert not [name for name in style.unrun if name in ran.namespace and ran.namespace[name] is not KIT.get(name)]


@pytest.mark.parametrize("seed", range(0, 300, 10))
def test_a_random_notebook_gives_what_running_all_of_it_gives(seed):
    for each in range(seed, seed + 10):
        cells = Writer(each).notebook()
        for name in ("f", "g"):
            with contextlib.redirect_stdout(io.StringIO()):
                ran = Ran(cells, ("f", "g"), {"check": lambda _: None})
            assert outcome(ran.call, name, 3) == when_checked(cells, name), f"notebook {each}"


def test_no_two_styles_have_one_id():
    assert len({style.id for style in STYLES}) == len(STYLES)


def test_cells_travel_whole_whatever_is_in_them():
    cells = [Cell("x" * 100_000, "f"), Cell("'\ud83d'\n"), Cell("")]
    assert unpacked_cells(packed_cells(cells)) == cells
