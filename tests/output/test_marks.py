"""The marks file, and the page of a class that is made from it."""

import contextlib
import csv
import re

import pytest
from helpers_output import NAME, faulty, graded, unreadable

from autograder.pages.class_page import overview, write_class_page
from autograder.publishing.marks import Mark, Marks, mark_of
from autograder.results import Status


@pytest.fixture
def marks(assignment, tmp_path):
    return Marks(tmp_path / "grades.csv", assignment.manifest)


def write(marks, *lines, keep=lambda _: False):
    with marks.writing(keep) as add:
        for line in lines:
            add(line)


def read(marks):
    with marks.path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_a_line_holds_score_and_exercises(marks):
    write(marks, mark_of("ann", graded("ann", double=5, halve=4)))
    assert read(marks) == [
        ["student", "status", "reason", "score", "max_score", "double", "halve"],
        ["ann", "graded", "", "9", "10", "5", "4"],
    ]


def test_an_unreadable_submission_is_told_apart_from_an_earned_zero(marks):
    write(marks, mark_of("ann", graded("ann", double=0, halve=0)), mark_of("bob", unreadable("bob", "Torn.")))
    assert read(marks)[1:] == [
        ["ann", "graded", "", "0", "10", "0", "0"],
        ["bob", "unreadable", "Torn.", "0", "10", "", ""],
    ]


def test_a_fault_of_ours_has_no_score(marks):
    write(marks, mark_of("ann", faulty("ann", "It broke.")))
    assert read(marks)[1] == ["ann", "grader_fault", "It broke.", "", "10", "", ""]


FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://example.org","click")',
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "  =1+1",
    "\t=1+1",
    "\r=1",
    "\n=1",
    "\uff1d1+1",
    "'=1",
    "'",
]


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
def test_no_spreadsheet_takes_a_student_or_a_reason_for_a_formula(marks, text):
    write(marks, mark_of(text, unreadable(text, reason=text)))
    student, _, reason, *_ = read(marks)[1]
    for cell in (student, reason):
        assert cell.startswith("'") or not re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]", cell)


@pytest.mark.parametrize(
    "text", [*FORMULAS, "ann", "o'hara", 'a "quoted" name, with comma', "José", "x" * 300], ids=repr
)
def test_reading_gives_back_what_was_written(marks, text):
    mark = Mark(text, Status.GRADED, "", 6, 10, {"double": 2, "halve": 4})
    write(marks, mark)
    assert list(marks) == [mark]


def test_an_interrupted_run_leaves_the_old_file(marks, tmp_path):
    write(marks, mark_of("ann", graded("ann")))
    with contextlib.suppress(KeyboardInterrupt), marks.writing() as add:
        add(mark_of("bob", graded("bob")))
        raise KeyboardInterrupt
    assert [mark.student for mark in marks] == ["ann"]
    assert [path.name for path in tmp_path.glob("*grades*")] == ["grades.csv"]


def test_lines_of_others_stay_when_only_some_are_graded_again(marks):
    write(marks, *(mark_of(student, graded(student)) for student in ("ann", "bob", "cyd")))
    write(marks, mark_of("bob", graded("bob", double=0)), keep=lambda student: student != "cyd")
    assert [(mark.student, mark.score) for mark in marks] == [("ann", 10), ("bob", 4)]


def test_a_line_that_somebody_broke_is_left_out(marks):
    write(marks, *(mark_of(student, graded(student)) for student in ("ann", "bob")))
    marks.path.write_text(marks.path.read_text().replace("ann,graded", "ann,excellent"))
    assert [mark.student for mark in marks] == ["bob"]


def test_a_file_with_other_columns_counts_as_none(marks):
    marks.path.write_text("name,mark\nann,10\n")
    assert list(marks) == []


def test_the_class_adds_up(marks, assignment):
    write(
        marks, mark_of("ann", graded("ann")), mark_of("bob", graded("bob", double=0)), mark_of("cyd", unreadable("cyd"))
    )
    sums = overview(marks, assignment.manifest)
    assert (sums.graded, sums.submissions.total()) == (2, 3)
    assert sums.full == {"double": 1, "halve": 2}
    assert sums.bars == {4: 1, 9: 1}


def page_of(marks, assignment, tmp_path, second_looks=frozenset()):
    def link(student):
        return f"feedback/{student}/{NAME}.html"

    write_class_page(tmp_path / "class.html", marks, assignment.manifest, link, second_looks)
    return (tmp_path / "class.html").read_text(encoding="utf-8")


def test_the_page_of_a_class_leads_to_every_student(marks, assignment, tmp_path):
    write(
        marks, mark_of("ann", graded("ann")), mark_of("bob", unreadable("bob", "Torn.")), mark_of("cyd", faulty("cyd"))
    )
    page = page_of(marks, assignment, tmp_path)
    for student in ("ann", "bob", "cyd"):
        assert f'<a href="feedback/{student}/warm_up.html">{student}</a>' in page
    assert "3 submissions: 1 graded, 1 could not be read, 1 not graded" in page
    assert "Torn." in page
    assert "100 %" in page


def test_the_page_of_a_class_without_marks_is_a_page_too(marks, assignment, tmp_path):
    write(marks)
    assert "0 submissions" in page_of(marks, assignment, tmp_path)


def test_the_page_of_a_class_says_whose_manual_score_stands_over_something_new(marks, assignment, tmp_path):
    write(marks, mark_of("ann", graded("ann")), mark_of("bob", graded("bob")), mark_of("cyd", unreadable("cyd")))
    page = page_of(marks, assignment, tmp_path, second_looks={"bob", "cyd"})
    assert "; 2 to be looked at again" in page
    assert page.count("Look again") == 2
    assert page.count(">graded<") == 1


def test_the_page_of_a_class_says_that_points_by_hand_are_elsewhere(marks, assignment, tmp_path):
    write(marks, mark_of("ann", graded("ann")))
    page = page_of(marks, assignment, tmp_path)
    assert "What people gave in formgrader and late penalties are in the gradebook" in page
    assert "again" not in page


def test_a_student_cannot_bring_the_page_of_a_class_to_life(marks, assignment, tmp_path):
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    write(marks, mark_of(hostile, unreadable(hostile, reason=hostile)))
    page = page_of(marks, assignment, tmp_path)
    assert "<script" not in page
    assert "<img" not in page
    assert 'content="default-src &#39;none&#39;' in page
