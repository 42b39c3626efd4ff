"""Notebooks put together at random, and what their functions return when every statement is run in its order."""

import contextlib
import io
import random
from collections.abc import Callable
from typing import Any

NUMBERS, FUNCTIONS, LISTS = "abcd", "pqr", "LM"

HEAD = (
    "a = 1", "b = 2", "c, d = 3, 4", "L = [1, 2]", "M = [5]", "D = {}",
    "def p(x): return x", "def q(x): return x + 1", "r = lambda x: 2 * x",
)  # fmt: skip


class Checked(BaseException):
    """The notebook came to the call that checks the function."""


class Writer:
    """Writes statements from a small vocabulary, so that they get in one another's way.

    Args:
        seed: Which notebook.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def notebook(self) -> list[str]:
        """Return the cells of a notebook that defines and checks f, then g."""
        head = list(HEAD)
        self._random.shuffle(head)
        cells = head + self._some(2, 9)
        for name in "fg":
            cells += [f"def {name}(x): return {self._value(3, 'x')}", *self._some(0, 4)]
            cells += [f"check({name})", *self._some(0, 5)]
        return cells

    def _some(self, least: int, most: int) -> list[str]:
        return [self._statement() for _ in range(self._random.randint(least, most))]

    def _one(self, *choices: Callable[[], str]) -> str:
        return self._random.choice(choices)()

    def _number(self) -> str:
        return self._random.choice(NUMBERS)

    def _function(self) -> str:
        return self._random.choice(FUNCTIONS)

    def _list(self) -> str:
        return self._random.choice(LISTS)

    def _value(self, depth: int = 2, *local: str) -> str:
        def deeper(*more: str) -> str:
            return self._value(depth - 1, *local, *more)

        leaf = self._random.choice([str(self._random.randint(1, 8)), *local, *local, self._number(), self._number()])
        if depth == 0:
            return leaf
        return self._one(
            lambda: leaf,
            lambda: leaf,
            lambda: f"({deeper()} {self._random.choice('+-*')} {deeper()})",
            lambda: f"{self._function()}({deeper()})",
            lambda: f"sum({self._list()})",
            lambda: f"len({self._list()})",
            lambda: f"D.get('k', {deeper()})",
            lambda: f"sum([i * {deeper('i')} for i in range(3)])",
            lambda: f"(lambda t: t + {deeper('t')})({deeper()})",
            lambda: f"max({deeper()}, {deeper()})",
        )

    def _simple(self) -> str:
        number, name, value = self._number(), self._list(), self._value()
        return self._one(
            lambda: f"{number} = {value}",
            lambda: f"{number} += {value}",
            lambda: f"{number}, {self._number()} = {value}, {self._value()}",
            lambda: f"print({number} := {value})",
            lambda: f"{name} = [{value}, {self._value()}]",
            lambda: f"{name}.append({value})",
            lambda: f"{name}[0] = {value}",
            lambda: f"{name} += [{value}]",
            lambda: f"{number} = {name}.pop()",
            lambda: f"{name} = {self._list()}",
            lambda: f"del {name}[0]",
            lambda: f"[{name}.append(i) for i in range(2)]",
            lambda: f"D['k'] = {value}",
            lambda: f"D.update(k={value})",
        )

    def _statement(self) -> str:
        number, name, function, simple = self._number(), self._list(), self._function(), self._simple()
        head, maybe = f"def {function}", self._random.choice(["nothing", number])
        return self._one(
            *[lambda: simple] * 6,
            *[lambda: f"{head}(x): return {self._value(2, 'x')}"] * 3,
            lambda: f"{head}(x, y={self._value()}): return x + y",
            lambda: f"{head}(x=1):\n    global {number}\n    {number} = {self._value(2, 'x')}\n    return {number}",
            lambda: f"{head}(t):\n    t.append({self._value()})\n    return 1",
            lambda: f"{head}():\n    D['k'] = {self._value()}",
            lambda: f"{head}(x):\n    def inner(z): return z + {number}\n    return inner(x) + {self._value(1, 'x')}",
            lambda: f"{function}({name})",
            lambda: f"{function}({self._value()})",
            lambda: f"{function}()",
            lambda: f"{function} = {self._function()}",
            lambda: f"{number} = [{function}(i) for i in range(2)][0]",
            lambda: f"for {number} in range(2):\n    {simple}",
            lambda: f"for t in {name}, {self._list()}:\n    t.append(1)",
            lambda: f"if {self._value()} > 4:\n    {simple}\nelse:\n    {self._simple()}",
            lambda: f"try:\n    {number} = {maybe}\n    {simple}\nexcept NameError:\n    {self._simple()}",
            lambda: f"class C:\n    v = {self._value()}\n    def get(self): return {number} + self.v",
            lambda: f"{number} = C().get()",
        )


def outcome(function: Callable[..., Any], *arguments: Any) -> str:
    """Return what a call returns or raises, in words."""
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            return repr(function(*arguments))
        except Exception as error:  # noqa: BLE001 - random code
            return type(error).__name__


def when_checked(cells: list[str], name: str) -> str:
    """Run every statement up to the check of a function, and return what its call does then."""

    def check(function: Any) -> None:
        if function is namespace.get(name):
            raise Checked

    namespace: dict[str, Any] = {"__name__": "__main__", "check": check}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Checked):
        for cell in cells:
            with contextlib.suppress(Exception):
                exec(compile(cell, "cell", "exec"), namespace)
    return outcome(namespace[name], 3)
