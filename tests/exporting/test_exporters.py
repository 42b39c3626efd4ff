"""Scores on their way to Canvas and Moodle."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from helpers_exporting import EXERCISES, ID, enter, export, rows, scores, url_of
from nbformat.v4 import new_notebook
from nbgrader import api
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import Engine, event

from autograder.exporters.base import number
from autograder.gradebook.rows import Entry

CANVAS = "autograder.exporters.CanvasExporter"
MOODLE = "autograder.exporters.MoodleExporter"

# nbgrader keeps times in UTC, without saying so.
CAME = datetime(2025, 11, 3, 18)  # noqa: DTZ001

HEAD = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]


@pytest.fixture
def said(capsys):
    """What the program has said since it was asked last."""
    return lambda: capsys.readouterr().err


def add(course, student, entry=None, **person):
    """Add a student with a name and an address, and a submission if there is one."""
    if entry:
        enter(course, entry)
    names = {"first_name": student.title(), "last_name": "Okafor", "email": f"{student}@example.edu"}
    with api.Gradebook(url_of(course)) as book:
        book.update_or_create_student(student, **names | person)


def full(student, **points):
    return Entry(student, CAME, scores(**points))


def unreadable(student):
    said = dict.fromkeys(EXERCISES, "The submission could not be read: it is torn.")
    return Entry(student, None, scores(0, 0, 0), doubtful=True, comments=said)


def canvas(course, *options):
    export(course, CANVAS, *options)
    return rows(course.root / "canvas.csv")


def moodle(course, *options):
    export(course, MOODLE, *options)
    return rows(course.root / f"moodle-{ID}.csv")


@pytest.fixture
def pair(course):
    add(course, "ann", full("ann", he=4), lms_user_id="501")
    add(course, "bob", full("bob"), lms_user_id="502")
    return course


def test_canvas_gets_its_two_head_rows_and_a_row_for_each_student(pair):
    assert canvas(pair) == [
        [*HEAD, ID],
        ["    Points Possible", "", "", "", "", "30"],
        ["Okafor, Ann", "501", "", "ann", "", "24"],
        ["Okafor, Bob", "502", "", "bob", "", "30"],
    ]


def test_moodle_gets_scores_with_the_points_of_every_exercise(pair):
    head, ann, _ = moodle(pair)
    assert head == ["First name", "Last name", "ID number", "Email address", ID, f"{ID} feedback"]
    assert ann[:5] == ["Ann", "Okafor", "ann", "ann@example.edu", "24"]
    assert ann[5] == f"{EXERCISES[0]}: 10 of 10. {EXERCISES[1]}: 10 of 10. {EXERCISES[2]}: 4 of 10."


@pytest.mark.parametrize("read", [canvas, moodle])
def test_whoever_has_no_settled_score_is_named_and_not_exported_as_zero(pair, read, said):
    add(pair, "cyd", unreadable("cyd"), lms_user_id="503")
    add(pair, "dot", Entry("dot", None, dict.fromkeys(EXERCISES), doubtful=True), lms_user_id="504")
    add(pair, "eli", lms_user_id="505")
    text = str(read(pair))
    assert "Ann" in text
    assert not any(name in text for name in ("Cyd", "Dot", "Eli"))
    lines = said()
    assert f"cyd: no score of {ID} yet: The submission could not be read: it is torn." in lines
    assert f"dot: no score of {ID} yet: a person has to look at it" in lines
    assert "eli" not in lines


@pytest.mark.parametrize("read", [canvas, moodle])
def test_an_earned_zero_travels(course, read):
    add(course, "ann", full("ann", zeros=0, random=0, he=0), lms_user_id="501")
    row = read(course)[-1]
    assert row[5 if read is canvas else 4] == "0"


def test_what_waits_and_what_is_absent_travels_if_the_teacher_says_so(pair):
    add(pair, "cyd", unreadable("cyd"), lms_user_id="503")
    add(pair, "eli", lms_user_id="505")
    found = canvas(pair, "--CanvasExporter.waiting=True", "--CanvasExporter.absent_as_zero=True")
    assert {row[3]: row[5] for row in found[2:]} == {"ann": "24", "bob": "30", "cyd": "0", "eli": "0"}
    lines = moodle(pair, "--MarksExporter.waiting=True", "--MarksExporter.absent_as_zero=True")
    assert {row[2]: row[4] for row in lines[1:]} == {"ann": "24", "bob": "30", "cyd": "0", "eli": "0"}
    assert lines[-1][5] == "Nothing was handed in."


@pytest.mark.parametrize("read", [canvas, moodle])
def test_manual_scores_extra_credit_and_late_penalty_count_as_nbgrader_counts_them(course, read):
    add(course, "ann", full("ann", he=4), lms_user_id="501")
    with api.Gradebook(url_of(course)) as book:
        grade = book.find_grade(f"check_{EXERCISES[2]}", ID, ID, "ann")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 7.5, 1, False
        book.find_comment(EXERCISES[2], ID, ID, "ann").manual_comment = "Well thought."
        book.find_assignment(ID).duedate = CAME - timedelta(hours=2)
        book.db.commit()
    give_late_penalties(course)
    row = read(course)[-1]
    assert row[5 if read is canvas else 4] == "26.5"
    if read is moodle:
        assert row[5].endswith(f"{EXERCISES[2]}: 8.5 of 10. Late penalty: 2. Well thought.")


class PointAnHour(LateSubmissionPlugin):
    """What a teacher may configure."""

    def late_submission_penalty(self, *arguments):
        return arguments[-1] / 3600


def give_late_penalties(course):
    """Take nbgrader's own step that takes a point an hour."""
    where = {"notebook": ID, "assignment": ID, "student": "ann", "db_url": url_of(course)}
    AssignLatePenalties(plugin_class=PointAnHour).preprocess(new_notebook(), {"nbgrader": where})


def test_a_penalty_leaves_no_score_below_zero(course):
    add(course, "ann", full("ann", zeros=1, random=0, he=0), lms_user_id="501")
    with api.Gradebook(url_of(course)) as book:
        book.find_submission_notebook(ID, ID, "ann").late_submission_penalty = 5
        book.db.commit()
    assert canvas(course)[-1][5] == "0"


def test_canvas_fills_the_columns_that_it_has_if_it_is_told_which(pair):
    with (pair.root / "nbgrader_config.py").open("a") as config:
        config.write(f'\nc.CanvasExporter.columns = {{"{ID}": "Weight initialization (12345)"}}\n')
    assert canvas(pair)[0][5] == "Weight initialization (12345)"


@pytest.mark.parametrize(
    ("kind", "expected"), [("canvas", ["77", ""]), ("sis", ["", "77"]), ("login", ["", ""])], ids=str
)
def test_an_id_of_nbgrader_is_what_the_teacher_says_it_is(course, kind, expected):
    add(course, "77", full("77"))
    assert canvas(course, f"--CanvasExporter.student_id_is={kind}")[-1][1:3] == expected


def test_nobody_is_identified_by_a_name_that_two_have(course, said):
    for student in ("ann", "zoe"):
        add(course, student, full(student), first_name="Ann")
    assert len(canvas(course)) == 2
    assert "ann: left out: it has no lms_user_id, and another student has the same name" in said()


def test_a_student_whom_nothing_identifies_at_canvas_is_left_out_and_named(course, said):
    enter(course, full("ann"))
    assert len(canvas(course)) == 2
    assert "ann: left out: it has no lms_user_id, and it has no name" in said()


FORMULAS = ['=HYPERLINK("http://x.example","a")', "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\uff1d1"]


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
@pytest.mark.parametrize("read", [canvas, moodle])
def test_no_name_or_comment_is_a_formula(course, read, text):
    add(course, "ann", full("ann"), lms_user_id="501", first_name=text, last_name=text)
    with api.Gradebook(url_of(course)) as book:
        book.find_comment(EXERCISES[0], ID, ID, "ann").manual_comment = text
        book.db.commit()
    for cell in read(course)[-1]:
        assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\uff1d"))


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
@pytest.mark.parametrize("read", [canvas, moodle])
def test_an_id_that_reads_like_a_formula_is_left_out_and_named(pair, read, text, said):
    person = {"lms_user_id": text} if read is canvas else {"email": text}
    add(pair, "cyd", full("cyd"), **person)
    assert not any(text in row for row in read(pair))
    assert "cyd: left out: a spreadsheet would take its id" in said()


def test_terminals_are_not_steered_by_names(course, said):
    add(course, "\x1b[2Jann", full("\x1b[2Jann"), first_name="\x1b]0;x\x07", last_name="")
    assert "\x1b" not in str(moodle(course)[-1][0]) + said()


@pytest.mark.parametrize("read", [canvas, moodle])
def test_only_the_students_asked_for_are_written(pair, read):
    text = str(read(pair, "--student=bob"))
    assert "Bob" in text
    assert "Ann" not in text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--assignment=essay"], "there is no assignment essay"),
        (["--student=zoe"], "there is no student zoe"),
        (["--to=nowhere/canvas.csv"], "cannot be written: No such file or directory"),
    ],
    ids=["assignment", "student", "folder"],
)
@pytest.mark.parametrize("exporter", [CANVAS, MOODLE])
def test_what_cannot_be_done_is_one_clear_line(pair, options, words, exporter, said):
    with pytest.raises(SystemExit) as end:
        export(pair, exporter, *options)
    assert end.value.code == 1
    lines = said()
    assert words in lines
    assert "Traceback" not in lines


def second_assignment(course):
    with api.Gradebook(url_of(course), "hyperparameter_tuning") as book:
        book.add_assignment("essay")
        book.add_notebook("essay", "essay")
        book.add_grade_cell("text", "essay", "essay", max_score=5, cell_type="markdown")
        with book.db.no_autoflush:
            book.add_submission("essay", "ann")
        grade = book.find_grade("text", "essay", "essay", "ann")
        grade.manual_score, grade.needs_manual_grade = 3, False
        book.db.commit()


def test_canvas_has_a_column_and_moodle_a_file_for_each_assignment(pair):
    second_assignment(pair)
    assert [row[5:] for row in canvas(pair)] == [["essay", ID], ["5", "30"], ["3", "24"], ["", "30"]]
    assert len(moodle(pair)) == 3
    assert len(rows(pair.root / "moodle-essay.csv")) == 2


def test_moodle_needs_a_name_for_each_file(pair, said):
    second_assignment(pair)
    with pytest.raises(SystemExit):
        export(pair, MOODLE, "--to=marks.csv")
    assert "write {assignment} in its name" in said()
    export(pair, MOODLE, "--to=marks.csv", f"--assignment={ID}")
    assert len(rows(pair.root / "marks.csv")) == 3


def test_a_student_who_goes_by_an_address_needs_no_other(course):
    add(course, "ann@example.edu", full("ann@example.edu"), email=None)
    assert moodle(course)[-1][2:4] == ["ann@example.edu", "ann@example.edu"]


@pytest.mark.parametrize(
    ("points", "text"), [(0.0, "0"), (30, "30"), (7.5, "7.5"), (10 / 3, "3.3333"), (100.0, "100"), (0.1 + 0.2, "0.3")]
)
def test_numbers_have_no_more_digits_than_needed(points, text):
    assert number(points) == text


def test_every_score_is_the_one_in_nbgraders_own_csv(pair, monkeypatch):
    add(pair, "cyd", unreadable("cyd"), lms_user_id="503")
    with api.Gradebook(url_of(pair)) as book:
        book.find_grade(f"check_{EXERCISES[0]}", ID, ID, "bob").extra_credit = 2.5
        book.find_submission_notebook(ID, ID, "ann").late_submission_penalty = 3
        book.db.commit()
    export(pair, "nbgrader.plugins.CsvExportPlugin", "--to=nbgrader.csv")
    head, *lines = rows(pair.root / "nbgrader.csv")
    theirs = {line[head.index("student_id")]: float(line[head.index("score")]) for line in lines}
    assert {row[3]: float(row[5]) for row in canvas(pair, "--CanvasExporter.waiting=True")[2:]} == theirs
    assert theirs == {"ann": 21, "bob": 32.5, "cyd": 0}


@pytest.fixture
def queries():
    """How often a database was asked."""
    asked = Counter()

    def count(*_):
        asked.update(["queries"])

    event.listen(Engine, "before_cursor_execute", count)
    yield lambda: asked.pop("queries", 0)
    event.remove(Engine, "before_cursor_execute", count)


def test_a_large_class_is_not_asked_for_student_by_student(course, queries):
    asked = []
    for size in (50, 400):
        enter(course, *(full(f"student_{index}") for index in range(size)))
        queries()
        assert len(moodle(course)) == size + 1
        asked.append(queries())
    assert 0 < asked[1] < asked[0] + 50
