# ruff: noqa: E501 - what students write, a line each
"""Cells are read statement by statement; what does not parse is told and costs nothing else, in bounded time."""

import ast

import pytest
from helpers_engine import KIT, Ran, cells_of
from IPython.core.inputtransformer2 import TransformerManager

from autograder._sandbox.inside.cells import Cell, describe, first_line, read_cells
from autograder._sandbox.inside.names import scope_of
from autograder._sandbox.inside.plan import make_plan


def read(*sources):
    return read_cells(cells_of(*sources), TransformerManager().transform_cell)


def names(source):
    return scope_of(*ast.parse(source).body)


class TestProblems:
    @pytest.mark.parametrize(
        ("source", "sentence"),
        [
            ("def f(:\n  pass", "does not parse, line 1: invalid syntax"),
            ("x = 1\ny = (", "does not parse, line 2: '(' was never closed"),
            ("x = 1\n  y = 2", "does not parse, line 2: unexpected indent"),
            ("x = 'abc", "does not parse, line 1: unterminated string literal (detected at line 1)"),
            ("\0", "does not parse, "),
            ("x = 1\ufeff", "does not parse, line 1: invalid non-printable character U+FEFF"),
            ("'\ud800'", "does not parse, UnicodeEncodeError"),
            ("x = " + "(" * 300, "does not parse, line 1: too many nested parentheses"),
            ("f = " + "lambda: " * 2000 + "1", ""),
        ],
    )
    def test_what_does_not_parse_is_told(self, source, sentence):
        _, (problem,) = read("x = 1", source)
        assert problem.cell == 1
        assert problem.sentence.startswith(sentence)
        assert "\n" not in problem.sentence

    def test_sound_statements_around_a_broken_one_keep_their_lines(self):
        statements, (problem,) = read("a = 1\n\n\ndef f(:\n    pass\n\nb = 2\n\n@d\n# why\n\ndef g(): pass\n")
        assert [one.node.lineno for one in statements] == [1, 7, 12]
        assert problem.sentence.startswith("does not parse, line 4")

    def test_a_problem_of_a_statement_names_its_line(self):
        ran = Ran(["\n\ndef f(x, y=nowhere): return x\n"], ["f"], KIT)
        assert [(one.cell, one.sentence) for one in ran.problems] == [
            (0, "line 3: NameError: name 'nowhere' is not defined")
        ]
        assert ran.run.found == []

    def test_python_is_not_handed_to_ipython(self):
        def never(_):
            raise AssertionError

        assert read_cells([Cell("x = 1"), Cell("def f(): pass")], never)[1] == []

    @pytest.mark.parametrize("error", [ValueError, SystemExit, RecursionError, KeyboardInterrupt])
    def test_a_transformer_that_fails_is_done_without(self, error):
        def failing(_):
            raise error

        if issubclass(error, Exception):
            assert len(read_cells([Cell("x = 1\n%magic")], failing)[0]) == 1

    def test_a_hundred_magics_are_left_out(self):
        statements, problems = read("for k in range(2):\n    %magic k\n" + "!ls\n%time\nf?\n" * 50 + "x = 1")
        assert not problems
        assert isinstance(statements[-1].node, ast.Assign)

    def test_exceptions_are_told_in_one_line(self):
        assert describe(ValueError("a\nb")) == "ValueError: a"
        assert describe(ValueError()) == "ValueError"
        assert first_line(ValueError("x" * 1000)) == "x" * 300
        assert first_line(ValueError("\ud800")) == "?"


class TestBounds:
    """Nothing a student can write makes reading take for ever."""

    @pytest.mark.parametrize(
        "source",
        [
            "\n".join(["x0 = 1", *(f"x{k} = x{k - 1}" for k in range(1, 3000)), "def f(): return x2999"]),
            "\n".join(["def h0(): pass", *(f"def h{k}():\n    h{k - 1}(); h{k - 1}()" for k in range(1, 300)), "h299()", "def f(): pass"]),
            "\n".join(["q = q"] * 3000),
            "f = " + "[x for x in " * 100 + "y" + "]" * 100,
            "f = " + "lambda x=(" * 100 + "0" + "): 0" * 100,
            "\n".join("this is text, number (" for _ in range(1500)),
            "\n".join("'''" for _ in range(1501)),
            "\n".join(["L = []", *["L.append(1)"] * 5000, "def f(): return L"]),
            "%magic\n" * 1000 + "x = (",
        ],
        ids=["chain", "calls", "itself", "comprehensions", "defaults", "words", "quotes", "changes", "magics"],
    )  # fmt: skip
    def test_a_cell_made_to_take_long_does_not(self, source):
        cells = [Cell(source)]
        statements, _ = read_cells(cells, TransformerManager().transform_cell)
        make_plan(statements, cells, ["f", "g"], ())


class TestNames:
    """What a statement binds, reads and changes, scope by scope."""

    @pytest.mark.parametrize(
        ("source", "binds"),
        [
            ("a = b, (c, *d) = e", "a b c d"),
            ("a: int = 1", "a"),
            ("for a, b in c: d = a", "a b d"),
            ("with a as b, c as (d, e): pass", "b d e"),
            ("import a.b, c.d as e", "a e"),
            ("from a import b, c as d", "b d"),
            ("try: pass\nexcept E as a: pass", "a"),
            ("def a(b): c = 1", "a"),
            ("class a: b = 1", "a"),
            ("[a for a in b]", ""),
            ("[a := b for b in c]", "a"),
            ("print((a := 1))", "a"),
            ("match a:\n case {'k': b, **c}: pass\n case [d, *e] | (d as e): pass", "b c d e"),
            ("del a", "a"),
            ("globals()['a'] = 1", "a"),
            ("a.b = 1; c[0] = 1", ""),
        ],
    )
    def test_a_statement_binds(self, source, binds):
        assert names(source).binds == set(binds.split())

    @pytest.mark.parametrize(
        ("source", "uses"),
        [
            ("def f(a, b=c, *d, e: g = h, **i) -> j: return a + k", "c g h j k"),
            ("def f():\n    a = 1\n    def g(): return a + b\n    return g", "b"),
            ("def f():\n    global a\n    a = 1", "a"),
            ("def f():\n    a = 0\n    def g():\n        nonlocal a\n        a += 1\n    return g", ""),
            ("def f():\n    import a\n    return a.b(c)", "c"),
            ("def f(): return [a for a in b if a > c]", "b c"),
            ("def f(): return [a for a in a]", "a"),
            ("def f():\n    for a in b: pass\n    return a", "b"),
            ("def f():\n    try: pass\n    except A as b: return b", "A"),
            ("class A(B, metaclass=C):\n    d = E\n    def g(self): return d", "B C E d"),
            ("@a.b(c)\ndef f(): pass", "a c"),
            ("f = lambda a, b=c: a + d", "c d"),
            ("a += b", "a b"),
            ("def f(): return f'{a} {b!r:{c}}'", "a b c"),
        ],
    )
    def test_a_statement_uses(self, source, uses):
        assert names(source).uses == set(uses.split())

    @pytest.mark.parametrize(
        ("source", "changes"),
        [
            ("a[0] = 1", "a"), ("a.b.c[0].d = 1", "a"), ("del a[0]", "a"), ("a += 1", "a"), ("shuffle(a)", "a"), ("r.shuffle(a.b)", "a"),
            ("np.add(a, b, out=c)", "c"), ("a.b().c = 1", "a"), ("for a[0] in b: pass", "a"), ("a().b = 1", ""), ("a = b", ""),
        ],
    )  # fmt: skip
    def test_a_statement_changes(self, source, changes):
        assert names(source).changes == set(changes.split())
