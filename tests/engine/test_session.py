# ruff: noqa: E501 - a student's code reads better in one line than in pieces
"""Calls into a real worker: what comes back, and that a call that goes wrong costs only its own function."""

import math

import numpy as np
import pytest
from helpers_engine import ask, cells_of, failure
from notebooks import STYLES

from autograder._sandbox.session import Call, Session

G = "def g(x): return x + 1"


class TestValues:
    def test_every_level_answers(self, sandbox):
        with Session(sandbox, cells_of("import numpy as np", "def f(x): return np.dot(x, x)"), ["f"]) as session:
            assert ask(session, "f", np.arange(3.0)).value == 5.0

    def test_every_style_of_notebook_works_in_a_worker_too(self, strongest):
        for style in STYLES[::4]:
            with Session(strongest, cells_of(*style.cells), style.wanted) as session:
                got = [ask(session, name, *arguments).value for name, arguments, _ in style.calls]
                assert got == [expected for *_, expected in style.calls], (style.id, session.problems)

    def test_arguments_arrive_as_they_are_sent(self, submit):
        session = submit("def f(*a): return [type(x).__name__ for x in a] + list(a)")
        value = ask(session, "f", *[1, 2.5, "text", None, True, [1, (2,)], {"a": np.arange(2)}]).value
        assert value[:7] == ["int", "float", "str", "NoneType", "bool", "list", "dict"]
        assert value[7:12] == [1, 2.5, "text", None, True]
        assert value[12] == [1, (2,)]
        assert np.array_equal(value[13]["a"], [0, 1])

    def test_replies_keep_the_order_of_the_calls(self, submit):
        session = submit("def f(x): return x", G)
        calls = [Call("fg"[k % 2], k, (k,)) for k in range(40)]
        assert [reply.value for reply in session.call_all(calls)] == [k + k % 2 for k in range(40)]

    def test_the_generators_start_from_the_seed_of_the_call(self, submit):
        session = submit("import numpy as np, random", "def f(): return [np.random.rand(), random.random()]")
        first, second, again = (ask(session, "f", seed=seed).value for seed in (5, 6, 5))
        np.random.seed(5)
        assert first == again != second
        assert first[0] == np.random.rand()

    def test_changed_arguments_are_told(self, submit):
        session = submit("def f(a, b, c):\n    b += 1\n    c['k'].append(0)\n    return a")
        assert ask(session, "f", np.zeros(2), np.zeros(2), {"k": [1]}).changed == (1, 2)

    def test_an_argument_that_grew_beyond_all_limits_counts_as_changed(self, submit):
        session = submit("def f(a):\n    a.extend(['x'] * 10**6)\n    return 1")
        reply = ask(session, "f", [0])
        assert (reply.value, reply.changed) == (1, (0,))

    @pytest.mark.parametrize(
        ("expression", "check"),
        [
            ("float('nan')", math.isnan),
            ("2 ** 900", lambda value: value == 2**900),
            ("chr(0xD800) + 'x'", lambda value: value == "\ud800x"),
            ("[1.5] * 10 ** 6", lambda value: value == [1.5] * 10**6),
            ("lambda: 1", lambda value: value.type_name == "function"),
            ("(k for k in range(3))", lambda value: value.type_name == "generator"),
            ("object()", lambda value: value.type_name == "object"),
            ("{1, 2}", lambda value: value.type_name == "set"),
            ("__import__('collections').OrderedDict(W1=1)", lambda value: value == {"W1": 1}),
            ("__import__('collections').defaultdict(list, a=[2])", lambda value: value == {"a": [2]}),
            ("__import__('fractions').Fraction(1, 4)", lambda value: value == 0.25),
            ("__import__('numpy').ma.masked_array([1, 2])", lambda value: value.tolist() == [1, 2]),
            ("__import__('numpy').matrix([[1, 2]])", lambda value: value.shape == (1, 2)),
        ],
    )
    def test_odd_values_come_back(self, submit, expression, check):
        assert check(ask(submit(f"def f(): return {expression}")).value)

    def test_a_list_that_holds_itself_comes_back_cut_off(self, submit):
        value = ask(submit("def f():\n    a = []\n    a.append(a)\n    return a")).value
        depth = 0
        while isinstance(value, list):
            value, depth = value[0], depth + 1
        assert value.type_name == "list"
        assert depth < 50

    def test_an_object_that_lies_about_its_class_is_what_it_is(self, submit):
        session = submit(
            "import numpy as np\nclass Liar:\n    __class__ = np.ndarray\n    def __eq__(self, other): return True\ndef f(): return Liar()"
        )
        assert ask(session).value.type_name == "Liar"

    def test_an_array_that_lies_about_its_contents_is_what_it_holds(self, submit):
        session = submit(
            "import numpy as np\n"
            "class Liar(np.ndarray):\n"
            "    def __eq__(self, other): return True\n"
            "    def __array__(self, *a, **k): return np.full(2, 42.0)\n"
            "    def __array_finalize__(self, other): raise ValueError\n"
            "    def tobytes(self): return b'x' * 16\n"
            "    shape = (7, 7)\n"
            "def f():\n"
            "    a = np.array([1.0, 2.0])\n"
            "    a.__class__ = np.ndarray\n"
            "    return np.array([1.0, 2.0]).view(np.ndarray) if False else make()\n"
            "def make():\n"
            "    a = Liar.__new__(Liar, 2)\n"
            "    a.view(np.ndarray)[:] = [1.0, 2.0]\n"
            "    return a"
        )
        reply = ask(session)
        assert reply.failure is not None or reply.value.tolist() == [1.0, 2.0]


class TestFailures:
    @pytest.mark.parametrize(
        ("body", "verdict", "words"),
        [
            ("return 1 / 0", "raised", "f raised ZeroDivisionError: division by zero"),
            ("raise NotImplementedError()", "raised", "f is not written yet"),
            ("return nothing_like_it", "raised", "f uses the name `nothing_like_it`, which does not exist"),
            ("return f()", "raised", "f calls itself without end."),
            ("exit()", "raised", "f calls exit() instead of returning a value."),
            ("raise KeyboardInterrupt", "raised", "f raised KeyboardInterrupt."),
            ("raise ValueError('first\\nsecond')", "raised", "f raised ValueError: first"),
            ("raise ValueError(chr(0xD800))", "raised", "f raised ValueError: ?"),
            ("raise Rude", "raised", "f raised Rude."),
            ("raise Stranger('x')", "raised", "f raised Stranger: x"),
            ("raise NameError(name=7)", "raised", "f raised NameError."),
            ("return input('?')", "raised", "input() has nobody to ask"),
            ("return [[0] * 100] * 10**6", "raised", "cannot be read: the value is too large to send"),
            ("import numpy; return numpy.ones(1 << 28)", "raised", "f raised"),
            ("while True: pass", "timed_out", "f took longer than 1 s; is there a loop that never ends?"),
            ("import os; os._exit(3)", "died", "f ended its process instead of returning a value."),
            ("import ctypes; ctypes.string_at(0)", "died", "f crashed its process (SIGSEGV)."),
        ],
    )
    def test_a_failing_call_costs_its_own_function_only(self, submit, body, verdict, words):
        session = submit(
            "class Rude(Exception):\n    def __str__(self): raise Rude",
            "class Meta(type):\n    __name__ = property(lambda c: 1 / 0)\nclass Stranger(Exception, metaclass=Meta): pass",
            f"def f():\n    {body}",
            G,
        )
        got, message = failure(ask(session))
        assert (got, words in message) == (verdict, True), message
        assert "\n" not in message
        message.encode()
        assert ask(session, "g", 1).value == 2

    def test_a_function_that_hung_is_not_called_again(self, submit):
        session = submit("def f():\n    while True: pass", G)
        first = failure(ask(session))
        assert [failure(reply) for reply in session.call_all([Call("f", 1, ())] * 30)] == [first] * 30
        assert ask(session, "g", 1).value == 2

    def test_replies_before_a_death_are_kept(self, submit):
        session = submit("def f(x):\n    if x == 3:\n        import os\n        os._exit(0)\n    return x", G)
        replies = session.call_all([Call(name, 1, (k,)) for k in range(6) for name in "fg"])
        assert [reply.value for reply in replies[1::2]] == [1, 2, 3, 4, 5, 6]
        assert [reply.value for reply in replies[0:6:2]] == [0, 1, 2]
        assert {failure(reply)[0] for reply in replies[6::2]} == {"died"}

    def test_a_missing_function_is_missing(self, submit):
        session = submit(G)
        assert session.found == {"g"}
        assert failure(ask(session)) == ("missing", "There is no function called f.")

    def test_a_function_of_the_kit_is_nobody_s_answer(self, submit):
        session = submit("from course_kit import *", "check(relu)", wanted=("relu", "train"))
        assert session.found == frozenset()

    def test_the_processor_time_of_a_notebook_is_bounded(self, submit):
        session = submit(
            "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\ndef f():\n    while True: pass", G
        )
        assert failure(ask(session))[0] in ("timed_out", "died")
        assert ask(session, "g", 1).value == 2


class TestCells:
    def test_a_cell_that_hangs_costs_what_it_would_have_defined(self, submit):
        session = submit("def slow():\n    while True: pass", "K = slow()", "def f(): return K", G)
        assert session.problems == [(1, "a statement took longer than 1 s")]
        assert failure(ask(session))[1].startswith("f uses the name `K`")
        assert ask(session, "g", 1).value == 2

    def test_a_cell_that_ends_the_process_costs_what_it_would_have_defined(self, submit):
        session = submit("import os\nK = os._exit(0)", "def f(): return K", G)
        assert session.problems == [(0, "a statement ended its process")]
        assert ask(session, "g", 1).value == 2

    @pytest.mark.parametrize(
        "definition",
        [
            "def f(x=hang()): return x",
            "@hang\ndef f(x): return x",
            "import hangs.on.purpose as f",
        ],
    )
    def test_a_definition_that_hangs_costs_only_itself(self, submit, definition):
        session = submit(
            "import sys\nclass Slow:\n    def find_spec(self, name, *_):\n        while name.startswith('hangs'): pass\nsys.meta_path.insert(0, Slow())",
            "def hang(*_):\n    while True: pass\nK = sys",
            definition,
            G + "\nK",
        )
        assert ask(session, "g", 1).value == 2

    def test_many_cells_that_hang_cost_no_function_that_needs_none_of_them(self, submit):
        hanging = [f"def h{k}():\n    while True: pass\nK{k} = h{k}()" for k in range(5)]
        session = submit(*hanging, "def f(): return K0 + K1 + K2 + K3 + K4", G)
        assert ask(session, "g", 1).value == 2
        assert len(session.problems) >= 3

    def test_problems_name_cell_and_line(self, submit):
        session = submit("x = 1", "\nimport nowhere_at_all as K", "def f(): return K", "def broken(:")
        assert session.problems[0] == (1, "line 2: ModuleNotFoundError: No module named 'nowhere_at_all'")
        assert session.problems[1][0] == 3
        assert session.problems[1][1].startswith("does not parse, line 1: ")

    def test_a_problem_in_strange_letters_is_told_without_them(self, submit):
        session = submit("raise_it = {}[chr(0xD800)]", "def f(): return raise_it", G)
        assert session.problems == [(0, "line 1: KeyError: '\\ud800'")]

    def test_an_exception_with_half_a_letter_costs_its_statement_only(self, submit):
        session = submit("def fail(): raise ValueError(chr(0xD800))\nK = fail()", "def f(): return K", G)
        assert session.problems == [(0, "line 2: ValueError: ?")]
        assert ask(session, "g", 1).value == 2

    def test_source_of_any_length_arrives_whole(self, submit):
        padding = "\n".join(f"# line {k} of a long file" for k in range(60_000))
        session = submit(f"{padding}\ndef f(): return 7")
        assert ask(session).value == 7

    def test_a_long_file_with_a_mistake_in_it_is_read(self, submit):
        functions = "\n".join(f"def h{k}(x):\n    return x\n" for k in range(400))
        session = submit(f"{functions}\ndef broken(:\n    pass\n{functions}\ndef f(): return h7(7)")
        assert ask(session).value == 7

    def test_output_without_end_does_no_harm(self, submit):
        session = submit(
            "import sys\ndef f():\n    for k in range(20000): print('x' * 100)\n    print('y' * 10**7, file=sys.stderr, flush=True)\n    return 1"
        )
        assert ask(session).value == 1

    def test_the_notebook_is_the_main_module(self, submit):
        session = submit("import sys", "def f(): return [__name__, sys.modules['__main__'].f is f]")
        assert ask(session).value == ["__main__", True]


class TestAnswers:
    """A function finds the right ones of the other exercises under their names, and they run on the grader's side."""

    def test_the_right_function_is_called_for_the_other_exercise(self, submit):
        session = submit("def f(x): return -1", "def g(x): return f(x) + 1")
        assert ask(session, "g", 3, answers={"f": lambda x: 2 * x}).value == 7
        assert ask(session, "f", 3).value == -1

    def test_a_missing_exercise_does_no_harm_to_the_next(self, submit):
        session = submit("def g(x): return f(x) + 1")
        assert ask(session, "g", 3, answers={"f": lambda x: 2 * x}).value == 7

    def test_positional_and_named_arguments_arrive(self, submit):
        session = submit("def g(x): return f(x, 2, eps=0.5, more={'a': [1]})")
        seen = []
        ask(session, "g", 3, answers={"f": lambda *a, **k: seen.append((a, k))})
        assert seen == [((3, 2), {"eps": 0.5, "more": {"a": [1]}})]

    def test_helpers_find_it_too_and_it_is_gone_afterwards(self, submit):
        session = submit(
            "def h(x): return f(x)", "def g(x): return h(x) + sum(f(k) for k in range(2))", "def f(x): return 100"
        )
        assert ask(session, "g", 3, answers={"f": lambda x: 2 * x}).value == 8
        assert ask(session, "g", 3).value == 300

    def test_its_failure_can_be_caught(self, submit):
        session = submit(
            "def g(x):\n    try:\n        return f(x)\n    except RuntimeError as error:\n        return str(error)"
        )
        assert ask(session, "g", 3, answers={"f": lambda _: 1 / 0}).value == "ZeroDivisionError: division by zero"

    def test_what_a_right_answer_raises_arrives_as_what_it_is(self, submit):
        session = submit(
            "def g(x):\n    try:\n        return f(x)\n    except (KeyError, TypeError) as error:\n        return repr(error)"
        )
        assert ask(session, "g", 3, answers={"f": lambda _: {}["W1"]}).value == "KeyError('W1')"
        assert ask(session, "g", 3, answers={"f": lambda x: x()}).value == "TypeError(\"'int' object is not callable\")"

    def test_it_may_call_the_student_in_turn(self, submit):
        session = submit("def f(x): return 2 * x", "def g(x): return f(x) + 1")
        inner = lambda x: ask(session, "f", x).value + 100  # noqa: E731
        calls = [Call("g", 1, (k,), {"f": inner}) for k in range(3)]
        assert [reply.value for reply in session.call_all(calls)] == [101, 103, 105]

    def test_a_student_who_dies_in_turn_ends_the_call(self, submit):
        session = submit(
            "def f(x):\n    import os\n    os._exit(0)",
            "def g(x): return f(x) + 1",
            "def h(x): return x",
            wanted=("f", "g", "h"),
        )
        inner = lambda x: ask(session, "f", x).value  # noqa: E731
        assert failure(ask(session, "g", 3, answers={"f": inner}))[0] == "died"
        assert failure(ask(session, "f", 3))[0] == "died"
        assert ask(session, "h", 3).value == 3

    def test_its_draws_are_the_same_in_every_run(self, submit):
        session = submit("def g(): return [f(), f()]")
        first, second = (ask(session, "g", answers={"f": np.random.rand}).value for _ in range(2))
        assert first == second
        assert first[0] != first[1]

    def test_what_it_takes_in_time_counts_for_the_call(self, submit):
        def endless(_):
            while True:
                pass

        session = submit("def g(x): return f(x)", "def f(x): return x")
        assert failure(ask(session, "g", 3, answers={"f": endless}))[0] in ("timed_out", "raised")
        assert ask(session, "f", 3).value == 3

    def test_what_it_takes_in_memory_is_bounded(self, submit):
        session = submit(
            "def g(n):\n    try:\n        return f([n, n])\n    except RuntimeError as error:\n        return str(error)"
        )
        value = ask(session, "g", 60_000, answers={"f": np.random.standard_normal}).value
        assert "emory" in value
        assert np.ones(1 << 24).sum() == 1 << 24

    def test_questions_that_nobody_allowed_end_the_call(self, submit):
        forge = "import sys\ndef channel():\n    frame = sys._getframe()\n    while 'self' not in frame.f_locals: frame = frame.f_back\n    return frame.f_locals['self']._channel"
        session = submit(
            forge,
            "def f(x):\n    channel().send(['asks', 'g'], ([x], {}))\n    return channel().receive_next()[1][0]",
            G,
        )
        assert failure(ask(session, "f", 3)) == (
            "died",
            "f sent an answer to no question instead of returning a value.",
        )
        assert ask(session, "g", 1).value == 2
