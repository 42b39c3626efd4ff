# ruff: noqa: E501 - a manifest a line
"""A manifest says what is graded; an error names file, rule, value and remedy."""

import pytest

from autograder.course import Course, CourseError, find_course
from autograder.manifest import Limits, ManifestError, read_manifest

EXERCISE = '[[exercises]]\nname = "f"\npoints = 4\n'


@pytest.fixture
def read(tmp_path):
    def reading(text):
        path = tmp_path / "assignment.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_manifest(path)

    return reading


def test_a_manifest_lists_exercises_and_limits(read):
    manifest = read(
        f'title = "Toy"\n{EXERCISE}[[exercises]]\nname = "g"\npoints = 6\n[limits]\ncall_s = 0.5\nmemory_mib = 64\n'
    )
    assert (manifest.title, [one.name for one in manifest.exercises], manifest.points) == ("Toy", ["f", "g"], 10)
    assert (manifest.limits.call_s, manifest.limits.memory_mib, manifest.limits.cell_s) == (0.5, 64, Limits().cell_s)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = ", "is no TOML file"),
        (b"\xff\xfe", "is no TOML file"),
        ("", "`title` is missing; add it."),
        ('title = "T"', "`exercises` is missing; add it."),
        ('title = "T"\nexercises = []', "it lists no exercise; add an [[exercises]] table"),
        ('title = "T"\nexercises = 5', "exercises is a whole number; it has to be a list."),
        ('title = "T"\nexercises = ["f"]', "exercise 1 is a text; it has to be a table."),
        (f"title = 7\n{EXERCISE}", "title is a whole number; it has to be a text."),
        (f'title = "T"\nauthor = "me"\n{EXERCISE}', "unknown key 'author'; known keys are title, exercises, limits"),
        (f'title = "T"\n{EXERCISE}weight = 2\n', "[exercises] unknown key 'weight'; known keys are name, points"),
        (f'title = "T"\n{EXERCISE}[limits]\nwall_s = 2\n', "[limits] unknown key 'wall_s'; known keys are call_s, cell_s"),
        (f'title = "T"\nlimits = 5\n{EXERCISE}', "limits is a whole number; it has to be a table."),
        (f'title = "T"\n{EXERCISE}{EXERCISE}', "it lists f twice; keep one"),
        ('title = "T"\n[[exercises]]\nname = "f"\n', "exercise 1: `points` is missing; add it."),
        ('title = "T"\n[[exercises]]\nname = "f"\npoints = 2.5\n', "exercise 1: points is a number; it has to be a whole number."),
        ('title = "T"\n[[exercises]]\nname = "f"\npoints = true\n', "exercise 1: points is true or false; it has to be a whole number."),
        ('title = "T"\n[[exercises]]\nname = "f"\npoints = 0\n', "f is worth 0 points; an exercise is worth at least 1"),
        ('title = "T"\n[[exercises]]\nname = "f x"\npoints = 1\n', "exercise 'f x' is no function name"),
        ('title = "T"\n[[exercises]]\nname = "class"\npoints = 1\n', "exercise 'class' is no function name"),
        ('title = "T"\n[[exercises]]\nname = "_f"\npoints = 1\n', "has a name that checks cannot call"),
        ('title = "T"\n[[exercises]]\nname = "using"\npoints = 1\n', "has a name that checks cannot call"),
        (f'title = "T"\n{EXERCISE}[limits]\ncall_s = 0\n', "limits.call_s is 0.0; a limit is more than 0"),
        (f'title = "T"\n{EXERCISE}[limits]\ncall_s = nan\n', "limits.call_s is nan; a limit is more than 0"),
        (f'title = "T"\n{EXERCISE}[limits]\nsubmission_s = inf\n', "limits.submission_s is inf; a limit is more than 0"),
        (f'title = "T"\n{EXERCISE}[limits]\ncpu_s = 1.5\n', "limits.cpu_s is a number; it has to be a whole number."),
    ],
)  # fmt: skip
def test_a_manifest_that_cannot_be_used_says_why(read, tmp_path, text, words):
    with pytest.raises(ManifestError) as refused:
        read(text)
    assert words in str(refused.value)
    assert str(refused.value).startswith(str(tmp_path / "assignment.toml"))
    assert str(refused.value).endswith(".")


def test_a_missing_manifest_names_the_command_that_writes_one(tmp_path):
    with pytest.raises(ManifestError, match="does not exist; `autograder new"):
        read_manifest(tmp_path / "assignment.toml")
    with pytest.raises(ManifestError, match="cannot be read: Is a directory"):
        read_manifest(tmp_path)


class TestCourse:
    def test_the_course_is_the_nearest_folder_with_its_configuration(self, course):
        assert find_course(course.root / "source" / "toy") == Course(course.root.resolve())

    def test_a_folder_outside_of_any_course_says_what_was_looked_for(self, tmp_path):
        with pytest.raises(CourseError, match=r"no nbgrader_config\.py there or above"):
            find_course(tmp_path)

    def test_assignments_are_those_with_a_manifest(self, course):
        assert course.ids() == ["toy"]

    def test_an_unknown_assignment_names_the_known_ones(self, course):
        with pytest.raises(CourseError, match=r"no assignment 'toys' in .*; there are: toy"):
            course.assignment("toys")

    def test_the_seed_is_as_secret_as_the_checks_and_the_same_at_every_run(self, toy, course):
        assert toy.seed == course.assignment("toy").seed
        assert 0 < toy.seed < 2**53
