# ruff: noqa: E501 - a student's code reads better in one line than in pieces
"""Code that leaves nothing behind is told from code that may, and only the latter is judged a second time."""

from pathlib import Path

import pytest
from helpers_engine import KIT, ask, cells_of

from autograder._sandbox.inside.cells import read_cells
from autograder._sandbox.inside.quiet import leaves_nothing
from autograder._sandbox.session import Session
from autograder.answers import right_answers
from autograder.course import Course

COURSE = Course(Path(__file__).resolve().parents[2])

QUIET = {
    "annotations": "def f(x: np.ndarray, y: 'int | None' = None) -> dict[str, np.ndarray]:\n    z: float = 1.0\n    return {'a': x * z}",
    "formatted texts": "def f(x):\n    return 'W{}'.format(1) + '{:.3f} {name!r:>10}'.format(x, name=2)",
    "a formula": "def f(x):\n    return np.dot(x.T, x) / x.shape[1]",
    "a dictionary of arrays": "def f(x):\n    p = {}\n    for l in range(3):\n        p['W' + str(l)] = np.random.randn(2, 3) * 0.1\n    return p",
    "draws from a seed of its own": "def f(x):\n    np.random.seed(3)\n    return np.random.rand(*x.shape)",
    "prints, asserts and raises": "def f(x):\n    assert x is not None, f'{x!r}'\n    if x < 0:\n        raise ValueError('negative')\n    print('x', x)\n    return x",
    "changes its arguments": "def f(x):\n    x += 1\n    x[0] = 2\n    return x",
    "a constant and a helper": "EPS = 1e-8\ndef g(x):\n    return np.log(x + EPS)\ndef f(x):\n    return g(x)",
    "a function of the kit": "def f(x):\n    return relu(x)",
    "a silenced warning": "def f(x):\n    with np.errstate(all='ignore'):\n        return np.log(x)",
    "functions inside": "def f(x):\n    def g(y):\n        return y * x\n    return [(lambda z: g(z))(1) for _ in range(3)]",
    "a name without a value": "def f(x):\n    return not_defined_anywhere + x",
    "entries of other dictionaries": "def f(x, *, eps=None):\n    return {**x, 'a': 1}",
}

LOUD = {
    "a text that reads attributes": "def f(x):\n    return '{0.__globals__[N]}'.format(f)",
    "a text that reads attributes by a name": "def f(x):\n    t = '{0.dtype}'\n    return t.format(x)",
    "a width that is a text of its own": "def f(x):\n    return '{:{0.dtype}}'.format(x)",
    "an annotation that is code": "def f(x: (SEEN := [0])):\n    SEEN[0] += 1\n    return x",
    "an annotation that calls": "def f(x) -> print('x'):\n    return x",
    "an annotation of a variable that is code": "def f(x):\n    y: (lambda: x)() = 1\n    return y",
    "numpy's error state": "def f(x):\n    np.seterr(all='raise')",
    "numpy's function replaced": "def f(x):\n    np.sum = max",
    "numpy's function deleted": "def f(x):\n    del np.sum",
    "numpy's function in a loop": "def f(x):\n    for np.sum in [max]:\n        pass",
    "numpy's function by with": "def f(x):\n    with np.errstate() as np.sum:\n        pass",
    "numpy's namespace": "def f(x):\n    np.__dict__['sum'] = max",
    "numpy by another name": "def f(x):\n    m = np\n    m.random.rand = None",
    "setattr": "def f(x):\n    setattr(np, 'sum', max)",
    "exec": "def f(x):\n    exec('import numpy; numpy.sum = max')",
    "a builtin": "import builtins\ndef f(x):\n    builtins.len = None",
    "a module's list": "SEEN = []\ndef f(x):\n    SEEN.append(x)",
    "a module's list by another name": "SEEN = [0]\ndef f(x):\n    s = SEEN\n    s[0] += 1",
    "an array": "MASK = np.zeros(3)\ndef f(x):\n    return MASK",
    "a global": "def f(x):\n    global N\n    N = x",
    "a default that lives on": "def f(x, seen=[]):\n    seen.append(x)",
    "a default of an inner function": "def f(x):\n    return (lambda y, seen={}: seen)(1)",
    "a generator of the module": "def f(x, rng=np.random.default_rng()):\n    return rng.normal()",
    "an attribute of a function": "def f(x):\n    f.calls = 1",
    "defaults of another function": "def g(x, y=1):\n    return y\ndef f(x):\n    g.__defaults__ = (2,)",
    "an object": "class Net:\n    w = []\ndef f(x):\n    Net.w.append(1)",
    "a decorator": "import functools\n@functools.lru_cache\ndef f(x):\n    return x",
    "a generator that is not finished": "def f(x):\n    with np.errstate(all='raise'):\n        yield 1",
    "a file": "def f(x):\n    open('x', 'w')",
    "another module": "import os\ndef f(x):\n    os.remove('x')",
    "a module found in another one": "from numpy import os\ndef f(x):\n    os.remove('x')",
    "names from anywhere": "from os import *\ndef f(x):\n    remove('x')",
    "globals": "def f(x):\n    globals()['np'] = None",
    "a thing of the kit": "def f(x):\n    Table.x = 1",
    "a nonlocal": "def f(x):\n    n = 0\n    def g():\n        nonlocal n\n        n = 1\n    g()",
    "await": "async def f(x):\n    return x",
    "the builtins by their namespace": "def f(x):\n    __builtins__['max'] = min",
    "the builtins by an import": "def f(x):\n    from course_kit import __builtins__ as b\n    b['max'] = min",
    "the kit's namespace": "def f(x):\n    from course_kit import __dict__ as d\n    d['relu'] = None",
    "a module of the kit": "def f(x):\n    from course_kit import network",
    "a builtin under which nothing is imported": "from numpy import bernoulli as setattr\ndef f(x):\n    setattr(np, 'sum', None)",
    "a thing of the kit under which nothing is imported": "from numpy import bernoulli as Table\ndef f(x):\n    Table([], [])",
    "code at the top": "np.random.seed(1)\ndef f(x):\n    return x",
}


def is_quiet(code):
    statements, problems = read_cells(cells_of("import numpy as np\nfrom course_kit import *", code), str)
    assert not problems
    return leaves_nothing(statements, KIT)


@pytest.mark.parametrize("code", QUIET.values(), ids=QUIET.keys())
def test_code_that_leaves_nothing_behind_is_seen_to_be_quiet(code):
    assert is_quiet(code)


@pytest.mark.parametrize("code", LOUD.values(), ids=LOUD.keys())
def test_code_that_may_leave_something_behind_is_not(code):
    assert not is_quiet(code)


def test_most_ways_of_writing_an_answer_are_quiet():
    answers = [one for name in COURSE.ids() for one in right_answers(COURSE.assignment(name))]
    quiet = [one for one in answers if is_quiet(one.code)]
    assert len(quiet) > 0.85 * len(answers)


class TestSecondChance:
    G = "def g(x): return x"

    def disturbed(self, sandbox, *sources):
        with Session(sandbox, cells_of(*sources), ["f", "g"]) as session:
            ask(session, "f", 1.0)
            ask(session, "g", 1.0)
            return session.may_be_disturbed("g")

    def test_quiet_functions_do_not_disturb_each_other(self, strongest):
        assert not self.disturbed(
            strongest, "import numpy as np\nEPS = 1e-8", "def f(x): return np.log(x + EPS)", self.G
        )

    def test_a_loud_one_may(self, strongest):
        assert self.disturbed(strongest, "import numpy as np", "def f(x): np.seterr(all='raise')", self.G)

    def test_memory_that_a_quiet_one_left_behind_costs_another_one_nothing(self, strongest):
        hoard = "def f(x):\n    big = np.ones(10**7)\n    def h(n):\n        return big[0] if n == 0 else h(n - 1)\n    return h(3)"
        needs = "def g(x): return float(np.ones(15 * 10**6)[0])"
        with Session(strongest, cells_of("import numpy as np", hoard, needs), ["f", "g"]) as session:
            for _ in range(25):
                ask(session, "f", 1.0)
            if ask(session, "g", 1.0).failure:
                assert session.may_be_disturbed("g")
                session.give_another_chance("g")
            assert ask(session, "g", 1.0).value == 1.0

    @pytest.mark.parametrize("lie", ["x, sent=", "x, *sent: ", "x, **sent: "])
    def test_a_worker_in_which_code_has_run_is_not_believed(self, strongest, lie):
        forged = "import os, struct, msgspec\ndef say(m):\n    b = msgspec.msgpack.encode(m)\n    os.write(3, struct.pack('>II', len(b), 0) + b)\n"
        lie = f"def f({lie}say(['ready', ['f', 'g'], [], []])): return x"
        assert self.disturbed(strongest, forged, lie, self.G)
