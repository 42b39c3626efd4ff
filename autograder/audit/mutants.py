"""Mutants of the solutions: every change that cosmic-ray's operators make to a line between the solution markers."""

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.building.source_rules import BEGIN, END
from autograder.collecting.extract import Entry, Unreadable, read_entries
from autograder.course import Assignment
from autograder.errors import UserError

NEEDED = (
    "Mutants are made with cosmic-ray, which is not installed: pip install 'hyperparameter-tuning-autograder[audit]', "
    "or audit without them: --no-mutants."
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed line in the cell of one exercise.

    Attributes:
        line: The line as it is, without indentation.
        becomes: The line as it is changed, with single spaces.
        code: The whole cell with the change.
    """

    exercise: str
    line: str
    becomes: str
    code: str

    @property
    def id(self) -> str:
        """What it goes by in a table."""
        return f"{self.line}  ->  {self.becomes}"


def mutants_of(assignment: Assignment) -> list[Mutant]:
    """Return the mutants of every exercise's solution, each different code once.

    Raises:
        UserError: cosmic-ray is not installed, or the source notebook cannot be read.
    """
    names = [exercise.name for exercise in assignment.manifest.exercises]
    found: dict[tuple[str, str], Mutant] = {}
    for entry in _cells(assignment):
        if entry.kind == "code" and entry.grade_id in names:
            for code in _changed(entry.source, _solution_lines(entry.source)):
                found.setdefault((entry.grade_id, code), _mutant(entry.grade_id, entry.source, code))
    return list(found.values())


def _cells(assignment: Assignment) -> list[Entry]:
    try:
        return read_entries(assignment.source, assignment.manifest.limits.notebook_mib)
    except Unreadable as error:
        raise UserError(f"{assignment.source}: {error}") from None


def _solution_lines(source: str) -> set[int]:
    """Return the numbers, from 1, of the lines between the solution markers."""
    inside, numbers = False, set()
    for number, line in enumerate(source.split("\n"), start=1):
        if END in line:
            inside = False
        if inside:
            numbers.add(number)
        if BEGIN in line:
            inside = True
    return numbers


def _changed(source: str, lines: set[int]) -> Iterator[str]:
    """Yield the source with one change each, made in the given lines."""
    try:
        from cosmic_ray.ast import ast_nodes, get_ast  # noqa: PLC0415 - an extra that only the audit needs
        from cosmic_ray.mutating import mutate_code  # noqa: PLC0415
        from cosmic_ray.plugins import get_operator, operator_names  # noqa: PLC0415
    except ImportError:
        raise UserError(NEEDED) from None
    tree = get_ast(source)
    for name in operator_names():
        kind = get_operator(name)
        if kind.arguments():
            # Operators that want names of variables change code at random.
            continue
        places = [place for node in ast_nodes(tree) for place in kind().mutation_positions(node)]
        for occurrence, ((first, _), _) in enumerate(places):
            if first in lines:
                code = mutate_code(source, kind(), occurrence)
                if code is not None and code != source:
                    yield code


def _mutant(exercise: str, source: str, code: str) -> Mutant:
    pairs = zip(source.split("\n"), code.split("\n"), strict=False)
    before, after = next((one, other) for one, other in pairs if one != other)
    return Mutant(exercise, " ".join(before.split()), " ".join(after.split()), code)
