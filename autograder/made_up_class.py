"""A class that does not exist, for the demo: right, wrong, unfinished, broken and hostile submissions.

Everything comes from the assignment's release, its right answers and its known mistakes. The same size gives the same
class at every run.
"""

import copy
import itertools
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.answers import Answer, right_answers, wrong_answers
from autograder.course import Assignment, CourseError

Notebook = dict[str, Any]

_FIRST_NAMES = (
    "noor ines tomas ada kofi mei lars ravi elif joana sven aiko omar lucia pavel zola hugo nadia piotr yara "
    "felix amina diego hana otto leila marco suki ivan rosa bruno tala emil wanda karim edda jonas vera milo sana"
)
_LAST_NAMES = (
    "marsh okafor lindqvist moreau tanaka silva novak haddad becker rao larsen costa ibrahim wolff santos kim "
    "petrov adeyemi keller dubois mori jensen farah vidal bauer sato duarte weiss olsen khan reyes vogel banda "
    "fischer amari lopes sandoval berg yilmaz quist"
)

# The png that any viewer shows as one transparent dot.
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f6"
    "45400000000049454e44ae426082"
)


@dataclass(frozen=True)
class Kind:
    """One way of handing something in: what it is, and what it puts into the student's folder."""

    what: str
    write: Callable[[Path], None]


def make_class(assignment: Assignment, folder: Path, size: int = 40) -> list[tuple[str, str]]:
    """Write ``submitted/<student>/<id>/`` for a made-up class.

    Args:
        assignment: Which assignment they hand in.
        folder: The class's folder.
        size: Number of students.

    Returns:
        Each student's id and what was handed in, in the order of making.

    Raises:
        CourseError: There is no release to start from, or no right answer to an exercise.
    """
    made = list(zip(map(student_id, range(size)), _kinds(_Desk(assignment), size), strict=True))
    for index, (student, kind) in enumerate(made):
        place = folder / "submitted" / student / assignment.id
        place.mkdir(parents=True)
        kind.write(place)
        (place / "timestamp.txt").write_text(f"2025-11-{3 + index % 9:02} {8 + index % 14:02}:{index % 60:02}:00 UTC")
    return [(student, kind.what) for student, kind in made]


def student_id(index: int) -> str:
    """Return a made-up student id: a user name, or an address, as courses have either."""
    first_names, last_names = _FIRST_NAMES.split(), _LAST_NAMES.split()
    block, place = divmod(index, len(first_names))
    round_, shift = divmod(block, len(last_names))
    first, last = first_names[place], last_names[(place + shift) % len(last_names)]
    number = str(round_ + 1) if round_ else ""
    return f"{first}.{last}{number}@example.edu" if index % 6 == 5 else f"{first}_{last}{number}"


def _kinds(desk: "_Desk", size: int) -> list[Kind]:
    """Return one kind a student: every special one once if there is room, ordinary answers for the rest."""
    special = list(_special(desk))
    ordinary = max(size - len(special), size // 3)
    chosen = [*itertools.islice(_ordinary(desk), ordinary), *special][:size]
    random.Random(size).shuffle(chosen)  # noqa: S311 - the order of a demo
    return chosen


class _Desk:
    """The released notebook and the answers, as material for submissions."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self.names = [exercise.name for exercise in assignment.manifest.exercises]
        try:
            self.release: Notebook = json.loads(assignment.release.read_bytes())
        except (OSError, ValueError):
            raise CourseError(f"{assignment.release} cannot be read; run `autograder build {assignment.id}`.") from None
        self._right = _by_exercise(right_answers(assignment), self.names)
        self._wrong = _by_exercise(wrong_answers(assignment), self.names)
        for name in self.names:
            if not self._right[name]:
                raise CourseError(f"{assignment.secret / 'right_answers' / name} is empty; add a right answer.")

    def right(self, number: int) -> dict[str, str]:
        """Return right code for every exercise, in other styles for other numbers."""
        return {name: self._right[name][number % len(self._right[name])].code for name in self.names}

    def mistake(self, name: str, number: int) -> Answer | None:
        """Return a known mistake of an exercise, another one for another number."""
        return self._wrong[name][number % len(self._wrong[name])] if self._wrong[name] else None

    def notebook(self, code: Mapping[str, str]) -> Notebook:
        """Return the released notebook with that code in its stubs."""
        notebook = copy.deepcopy(self.release)
        for cell in notebook["cells"]:
            if grade_id(cell) in code:
                cell["source"] = code[grade_id(cell)]
        return notebook

    def file(self, folder: Path, suffix: str = ".ipynb") -> Path:
        """Return the file that a student's folder should hold."""
        return folder / f"{self.assignment.id}{suffix}"

    def hands_in(self, what: str, content: Notebook | list[Any] | str | bytes, suffix: str = ".ipynb") -> Kind:
        """Return the kind that hands in one file."""
        if not isinstance(content, str | bytes):
            content = json.dumps(content, indent=1)
        data = content.encode() if isinstance(content, str) else content
        return Kind(what, lambda folder: _write(self.file(folder, suffix), data))


def grade_id(cell: Mapping[str, Any]) -> str:
    """Return nbgrader's id of a cell, empty if it has none."""
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _by_exercise(answers: Sequence[Answer], names: Sequence[str]) -> dict[str, list[Answer]]:
    """Return the answers by exercise in a mixed order, so that neighbors are not variants of each other."""
    groups = {name: [answer for answer in answers if answer.exercise == name] for name in names}
    for name, group in groups.items():
        random.Random(name).shuffle(group)  # noqa: S311 - the order of a demo
    return groups


def _ordinary(desk: _Desk) -> Iterator[Kind]:
    """Yield right submissions and ones with mistakes in one or two exercises, without end."""
    for number in itertools.count():
        yield desk.hands_in("right", desk.notebook(desk.right(number)))
        yield _with_mistakes(desk, 2 * number)
        yield _with_mistakes(desk, 2 * number + 1)


def _with_mistakes(desk: _Desk, number: int) -> Kind:
    count = len(desk.names)
    code, what = desk.right(number), []
    for name in dict.fromkeys((desk.names[number % count], desk.names[number // count % count])):
        mistake = desk.mistake(name, number)
        if mistake is not None:
            code[name] = mistake.code
            what.append(mistake.id)
    return desk.hands_in(f"mistake: {', '.join(sorted(what))}" if what else "right", desk.notebook(code))


def _special(desk: _Desk) -> Iterator[Kind]:
    yield from _unfinished(desk)
    yield from _hostile(desk)
    yield from _odd_notebooks(desk)
    yield from _no_notebooks(desk)


def _unfinished(desk: _Desk) -> Iterator[Kind]:
    first, last = desk.names[0], desk.names[-1]
    right = desk.right(1)
    done = {name: code for name, code in right.items() if name != last}
    yield desk.hands_in("untouched", desk.release)
    yield desk.hands_in("half finished", desk.notebook(done))
    yield desk.hands_in("nothing returned", desk.notebook(right | {last: _function(last, "pass")}))
    yield desk.hands_in("syntax error", desk.notebook(right | {first: _without_colon(right[first])}))
    renamed = re.sub(rf"\b{last}\b", f"my_{last}", right[last])
    yield desk.hands_in("renamed function", desk.notebook(right | {last: renamed}))


def _hostile(desk: _Desk) -> Iterator[Kind]:
    """Yield submissions of which one exercise goes for the machine and the others are right."""
    bodies = {
        "infinite loop": "while True:\n    pass",
        "os._exit": "import os\nos._exit(0)",
        "exit()": "exit()",
        "input()": "return input('What should I return? ')",
        "2 GB of memory": "return np.ones((1 << 28,)).sum()",
        "prints without end": "while True:\n    print('All work and no play makes a dull notebook.')",
        "looks for the checks": "return open('hidden_checks.py').read()",
    }
    for number, (what, body) in enumerate(bodies.items()):
        name = desk.names[number % len(desk.names)]
        yield desk.hands_in(what, desk.notebook(desk.right(number) | {name: _function(name, body)}))
    notebook = desk.notebook(desk.right(3))
    notebook["cells"].insert(0, _code("<script>alert('hello, teacher')</script>\nimport tensorflow_that_is_not_there"))
    yield desk.hands_in("cell that fails", notebook)


def _odd_notebooks(desk: _Desk) -> Iterator[Kind]:
    """Yield right notebooks in forms that nbgrader stumbles over."""
    right = desk.notebook(desk.right(4))
    cells = right["cells"]
    sheet = [{**cell, "input": cell["source"]} if cell["cell_type"] == "code" else cell for cell in cells]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": sheet}]}
    yield desk.hands_in("nbformat 3", old)
    bare = [{**cell, "metadata": {}} for cell in cells]
    yield desk.hands_in("no nbgrader metadata", {**right, "cells": bare})
    twice = [copy.deepcopy(cell) for cell in cells for _ in range(2 if grade_id(cell) else 1)]
    yield desk.hands_in("duplicated cells", {**right, "cells": twice})
    kept = [cell for cell in cells if grade_id(cell) in ("", *desk.names)]
    yield desk.hands_in("graded cells deleted", {**right, "cells": kept})
    text = json.dumps(right)
    yield Kind("other file name", lambda folder: _write(folder / f"{desk.assignment.id} (1).ipynb", text.encode()))
    code = "\n\n\n".join(["import numpy as np", *desk.right(5).values()])
    yield desk.hands_in("Python file", code, ".py")


def _no_notebooks(desk: _Desk) -> Iterator[Kind]:
    """Yield what is not a notebook."""
    text = json.dumps(desk.notebook(desk.right(6)), indent=1)
    yield desk.hands_in("truncated JSON", text[: len(text) * 2 // 3])
    yield desk.hands_in("text file", "I did it, but my laptop broke. Can I have more time?\n", ".txt")
    yield desk.hands_in("picture called .ipynb", _PNG)
    yield desk.hands_in("empty file", b"")
    yield desk.hands_in("a list", [1, 2, 3])
    yield desk.hands_in("binary", bytes(range(256)) * 64)
    yield Kind("folder called .ipynb", lambda folder: desk.file(folder).mkdir())
    yield Kind("dangling link", lambda folder: desk.file(folder).symlink_to("somewhere_else.ipynb"))


def _function(name: str, body: str) -> str:
    indented = body.replace("\n", "\n    ")
    return f"def {name}(*arguments):\n    {indented}"


def _without_colon(code: str) -> str:
    return re.sub(r"^(def .*):", r"\1", code, count=1, flags=re.MULTILINE)


def _code(source: str) -> dict[str, Any]:
    cell = {"cell_type": "code", "id": "extra", "metadata": {}, "source": source}
    return cell | {"execution_count": None, "outputs": []}


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
