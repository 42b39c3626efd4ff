"""Notebooks that draw run in a process that has matplotlib; all others in one that is small without it."""

import ast
import subprocess
import sys
import time

import numpy as np
import psutil
import pytest
from helpers_engine import cells_of
from matplotlib.figure import Figure

import course_kit
from autograder._sandbox.inside import drawing
from autograder._sandbox.inside.names import scope_of
from autograder._sandbox.levels import available
from autograder._sandbox.sandbox import Sandbox
from autograder._sandbox.session import Call, Session
from autograder._sandbox.warm_process import WarmProcess
from autograder.manifest import Limits

KIT = {name: getattr(course_kit, name) for name in course_kit.__all__}
LOADED = frozenset({"numpy", "course_kit", "init_utils", "course_kit.plots.training"})

COMPUTES = {
    "numpy": "import numpy as np\ndef f(x): return np.dot(x, x)",
    "the standard library": "import json, time\nfrom collections import Counter\ndef f(x): return Counter(x)",
    "the kit": "from course_kit import *\ndef f(x): return compute_cost(x, sigmoid(x))",
    "a helper module": "from init_utils import *\ndef f(x): return np.ones(x)",
    "a package that only computes": "from scipy import stats\ndef f(x): return stats.norm.cdf(x)",
    "a verdict that is printed": "def f(x): print_verdict(x)",
    "what draws in Jupyter only": "def f(x): return show_blocks(x)",
    "a report in words": "def f(x): return Table(x)",
}
DRAWS = {
    "pyplot": "import matplotlib.pyplot as plt",
    "pyplot in a function": "def f(x):\n    import matplotlib.pyplot",
    "from matplotlib": "from matplotlib import pyplot",
    "a part of it": "from matplotlib.colors import ListedColormap",
    "plt of a helper module": "from init_utils import *\ndef f(x): return plt.plot(x)",
    "plt under another name": "from init_utils import plt as p",
    "plt of a module's": "import init_utils\ndef f(x): return init_utils.plt.plot(x)",
    "a plot of the kit's": "def f(x): return plot_costs(x)",
    "a plot by another name": "from course_kit.plots.training import plot_costs as p",
    "a plot below its module": "import course_kit as kit\ndef f(x): return kit.plot_costs(x)",
    "a package that may draw": "import seaborn",
    "a module of its own": "from my_utils import *",
    "a module named by a text": "import importlib\nm = importlib.import_module('matplotlib.pyplot')",
    "code in a text": "exec('import matplotlib')",
}


def may_draw(source):
    return drawing.may_draw(map(scope_of, ast.parse(source).body), drawing.names_that_draw(KIT), LOADED)


@pytest.mark.parametrize("source", COMPUTES.values(), ids=COMPUTES)
def test_code_that_computes_is_told_from_code_that_draws(source):
    assert not may_draw(source)


@pytest.mark.parametrize("source", DRAWS.values(), ids=DRAWS)
def test_code_that_may_draw_is_told_from_code_that_computes(source):
    assert may_draw(source)


def test_the_plots_of_the_kit_are_known_and_nothing_else_of_it():
    names = drawing.names_that_draw(KIT) & KIT.keys()
    assert names == {name for name in KIT if name.startswith("plot_")}


@pytest.fixture(scope="module", params=available(), ids=lambda level: f"level_{level}")
def sandbox(request):
    with Sandbox(Limits(), request.param) as one:
        one.start()
        yield one


def answer(sandbox, *sources):
    """Return what a student's f() returns."""
    with Session(sandbox, cells_of(*sources), ["f"]) as session:
        reply = session.call(Call("f", 1, ()))
        assert session.problems == []
        assert reply.failure is None, reply.failure.message
        return reply.value


def test_a_notebook_that_computes_starts_no_process_with_matplotlib(sandbox):
    assert answer(sandbox, "import sys\ndef f(): return 'matplotlib' in sys.modules") is False
    assert sandbox._computing.pid is not None
    assert sandbox._drawing.pid is None


IN_ALL_WAYS = {
    "imported": ("import matplotlib.pyplot as plt", "def f():\n    return len(plt.plot([1, 2]))"),
    "in the function": ("def f():\n    import matplotlib.pyplot as plt\n    return len(plt.plot([1, 2]))",),
    "brought along": ("from init_utils import *", "def f():\n    return len(plt.plot([1, 2]))"),
    "by the kit": ("import numpy as np", "def f():\n    return len(plot_data(np.eye(2), np.array([[0, 1]])).axes)"),
    # What no reading of the code tells.
    "hidden": (
        "import importlib",
        "def f(): return len(vars(importlib)['import_' + 'module']('matplotlib.' + 'pyplot').plot([1, 2]))",
    ),
    "hidden in a helper": ("import init_utils\ndef f():\n    return len(vars(init_utils)['p' + 'lt'].plot([1, 2]))",),
}


@pytest.mark.parametrize("sources", IN_ALL_WAYS.values(), ids=IN_ALL_WAYS)
def test_matplotlib_is_there_for_whoever_draws(sandbox, sources):
    assert answer(sandbox, *sources) == 1


def test_who_is_seen_to_draw_finds_matplotlib_imported(sandbox):
    source = (
        "import sys, matplotlib\ndef f():\n    return matplotlib is not None and 'matplotlib.pyplot' in sys.modules"
    )
    assert answer(sandbox, source) is True
    assert sandbox._drawing.pid not in (None, sandbox._computing.pid)


def test_notebooks_of_both_kinds_take_turns_and_only_one_worker_lives(sandbox):
    draws, computes = "from init_utils import plt\ndef f(): return len(plt.plot([1]))", "def f(): return 1"
    before = None
    for source in (draws, computes, draws, computes):
        assert answer(sandbox, source) == 1
        living = len(psutil.Process().children(recursive=True))
        assert living == (before or living)
        before = living


def test_a_drawing_process_that_was_killed_is_started_anew():
    with Sandbox(Limits()) as one:
        for _ in range(2):
            assert answer(one, "import matplotlib.pyplot as plt\ndef f(): return len(plt.plot([1]))") == 1
            one._drawing._process.kill()
            one._drawing._process.wait()
        assert answer(one, "def f(): return 2") == 2


@pytest.mark.parametrize("body", ["while True: pass", "import os; os._exit(1)", "raise SystemExit"])
def test_a_function_that_draws_and_hangs_or_dies_costs_itself(body):
    source = f"import matplotlib.pyplot as plt\ndef f(x):\n    plt.figure()\n    {body}"
    cells = cells_of(source, "def g(x): return x")
    with Sandbox(Limits(call_s=0.5)) as one, Session(one, cells, ["f", "g"]) as session:
        failed, passed = session.call_all([Call("f", 1, (1,)), Call("g", 1, (1,))])
        assert failed.failure is not None
        assert passed.value == 1


def test_imports_of_what_the_worker_has_are_harmless(submit):
    for source in ("import json, time, traceback", "import matplotlib.pyplot as plt", "from init_utils import *"):
        used = "def f(x): return json" if "json" in source else "def f(x): return plt"
        session = submit(source, used, wanted=("f",))
        assert session.found == {"f"}
        assert not session._ran_code


def test_the_first_that_draws_does_not_pay_for_the_start(monkeypatch):
    start = WarmProcess.start

    def slow_start(self):
        time.sleep(3)
        start(self)

    with Sandbox(Limits(submission_s=2)) as one:
        one.start()
        monkeypatch.setattr(WarmProcess, "start", slow_start)
        assert (
            answer(one, "import matplotlib.pyplot as plt\ny = [1]\ny.append(2)\ndef f(): return len(plt.plot(y))") == 1
        )
        assert one._drawing.pid is not None


def test_matplotlib_is_there_for_whoever_hides_it_although_nobody_has_drawn_here_before(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Sandbox(Limits()) as one:
        assert answer(one, *IN_ALL_WAYS["hidden"]) == 1
        assert one._drawing.pid is None
    assert len(list(tmp_path.glob("*/fontlist-*"))) == 1


class TestKit:
    HEAVY = ("matplotlib", "PIL", "IPython", "scipy", "sklearn", "pytest")

    def test_it_is_imported_without_what_draws(self):
        script = "import sys\nfrom course_kit import *\nprint(*sorted({name.split('.')[0] for name in sys.modules}))"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert not set(self.HEAVY) & set(done.stdout.split())

    def test_what_it_draws_is_a_figure_with_a_text_alternative(self):
        drawn = course_kit.plot_data(np.eye(2), np.array([[0, 1]]), alt="Two points.")
        assert isinstance(drawn, Figure)
        assert drawn.alt == "Two points."
