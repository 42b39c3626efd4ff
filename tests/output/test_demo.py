"""The made-up class."""

import json
from collections import Counter
from pathlib import Path

import pytest
from helpers_output import NAME

from autograder.collecting.extract import Unreadable, extract_cells
from autograder.course import CourseError, find_course
from autograder.demo import MARKER, run_demo
from autograder.errors import UserError
from autograder.made_up_class import make_class, student_id
from autograder.publishing.marks import Marks
from autograder.publishing.publish import csv_path

KINDS = """
    untouched, half finished, nothing returned, syntax error, renamed function, infinite loop, os._exit, exit(),
    input(), 2 GB of memory, prints without end, looks for the checks, cell that fails, nbformat 3,
    no nbgrader metadata, duplicated cells, graded cells deleted, other file name, Python file, truncated JSON,
    text file, picture called .ipynb, empty file, a list, binary, folder called .ipynb, dangling link
"""


@pytest.fixture
def made(assignment, tmp_path):
    return make_class(assignment, tmp_path / "class")


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_class_holds_every_kind_once_and_ordinary_answers_besides(made):
    kinds = Counter(kind for _, kind in made)
    assert len(made) == 40
    assert {kind.strip() for kind in KINDS.split(",")} <= {kind for kind, count in kinds.items() if count == 1}
    assert kinds["right"] >= 4
    assert sum(count for kind, count in kinds.items() if kind.startswith("mistake: ")) >= 8


def test_every_student_has_a_folder_as_nbgrader_lays_it_out(made, tmp_path):
    for student, _ in made:
        folder = tmp_path / "class" / "submitted" / student / NAME
        assert len([path for path in folder.iterdir() if path.name != "timestamp.txt"]) == 1


def test_the_same_size_gives_the_same_class(assignment, made, tmp_path):
    assert make_class(assignment, tmp_path / "again") == made
    assert files(tmp_path / "again") == files(tmp_path / "class")


@pytest.mark.parametrize("size", [1, 7, 27, 120])
def test_a_class_has_the_size_asked_for(assignment, tmp_path, size):
    students = [student for student, _ in make_class(assignment, tmp_path / "class", size)]
    assert len(set(students)) == size


def test_no_two_students_share_an_id():
    assert len({student_id(number) for number in range(20_000)}) == 20_000


def test_right_answers_are_in_the_stubs_and_mistakes_keep_their_secret(made, tmp_path):
    for student, kind in made:
        path = tmp_path / "class" / "submitted" / student / NAME / f"{NAME}.ipynb"
        if kind == "right":
            sources = [cell["source"] for cell in json.loads(path.read_text())["cells"]]
            assert "def double(x):\n    return x" in sources
        if kind.startswith("mistake"):
            assert "fails =" not in path.read_text()


def test_every_right_notebook_can_be_read(made, tmp_path):
    for student, kind in made:
        path = tmp_path / "class" / "submitted" / student / NAME / f"{NAME}.ipynb"
        if kind in ("right", "nbformat 3", "no nbgrader metadata", "duplicated cells"):
            assert extract_cells(path, 50)
        if kind in ("truncated JSON", "empty file", "a list", "binary", "folder called .ipynb", "dangling link"):
            with pytest.raises(Unreadable):
                extract_cells(path, 50)


def test_without_right_answers_the_folder_to_fill_is_named(assignment, tmp_path):
    for path in (assignment.secret / "right_answers" / "double").glob("*.py"):
        path.unlink()
    with pytest.raises(CourseError, match="right_answers/double is empty"):
        make_class(assignment, tmp_path / "class")


def test_a_folder_that_no_demo_made_is_left_alone(assignment, tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(UserError, match="holds something that no demo made"):
        run_demo(assignment, tmp_path)
    assert (tmp_path / "thesis.tex").is_file()
    assert not (tmp_path / MARKER).exists()


def test_the_demo_grades_the_class_and_says_where_everything_is(tmp_path, capsys):
    course = find_course(Path(__file__).parent)
    assignment = next(one for one in map(course.assignment, course.ids()) if one.solution.is_file())
    for _ in range(2):  # the second demo makes the folder of the first one anew
        assert run_demo(assignment, tmp_path / "demo", jobs=1, size=6) == 0
    said = capsys.readouterr().out
    for name in (f"grades-{assignment.id}.html", f"grades-{assignment.id}.csv", "gradebook.db"):
        assert (tmp_path / "demo" / name).is_file()
        assert str(tmp_path / "demo" / name) in said
    points = assignment.manifest.points
    scores = {mark.student: mark.score for mark in Marks(csv_path(tmp_path / "demo", assignment), assignment.manifest)}
    kinds = dict(make_class(assignment, tmp_path / "same", size=6))
    assert {scores[student] for student, kind in kinds.items() if kind == "right"} == {points}
    assert {scores[student] for student, kind in kinds.items() if kind == "untouched"} == {0}
    assert all(0 < scores[student] < points for student, kind in kinds.items() if kind == "half finished")
    assert len(list((tmp_path / "demo" / "feedback").glob("*/*/*.html"))) == 6
