"""From results to everything that a class gets."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers_output import NAME, faulty, graded, hand_in, nbgrader, unreadable
from nbgrader import api
from nbgrader.apps import ExportApp

from autograder.collecting.collect import Submission
from autograder.errors import OurFault
from autograder.gradebook.classroom import time_of
from autograder.publishing import publish as publishing
from autograder.publishing.publish import class_page_path, csv_path, publish


@pytest.fixture
def handed_in(root):
    return [hand_in(root, "ann"), hand_in(root, "bob", '{"cells": ['), hand_in(root, "cyd", timestamp="")]


@pytest.fixture
def results():
    return [graded("ann", double=5), unreadable("bob", "Torn."), faulty("cyd")]


@pytest.fixture
def published(root, assignment, handed_in, results):
    return list(publish(root, assignment, zip(handed_in, results, strict=True)))


def scores(url):
    with api.Gradebook(url) as book:
        return {one.student.id: (one.score, one.needs_manual_grade) for one in book.assignment_submissions(NAME)}


def test_results_come_back_in_order(published, results):
    assert published == results


def test_the_gradebook_holds_every_student(published, url):
    assert scores(url) == {"ann": (9, False), "bob": (0, True), "cyd": (0, True)}


@pytest.mark.parametrize(
    ("student", "exercise", "comment"),
    [
        ("ann", "double", "No response."),
        ("bob", "halve", "The submission could not be read: Torn."),
        ("cyd", "halve", "The autograder failed here, and the student is not to blame; grades-warm_up.csv says why."),
    ],
)
def test_comments_say_what_a_person_has_to_know(published, url, student, exercise, comment):
    with api.Gradebook(url) as book:
        assert book.find_comment(exercise, NAME, NAME, student).comment == comment


def test_every_student_gets_a_notebook_and_a_page(published, root):
    for student in ("ann", "bob", "cyd"):
        assert (root / "autograded" / student / NAME / f"{NAME}.ipynb").is_file()
        assert f"Feedback for {student}" in (root / "feedback" / student / NAME / f"{NAME}.html").read_text()


WITHOUT_ROOTS_RIGHTS = "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"

PUBLISH = """
import sys
from pathlib import Path
from helpers_output import NAME, faulty, graded
from autograder.collecting.collect import Submission
from autograder.course import Course
from autograder.publishing.publish import publish

room = Path(sys.argv[1])
pairs = [(Submission(name, room / "submitted" / name / NAME / f"{NAME}.ipynb"), result) for name, result in
         (("ann", faulty("ann")), ("bob", graded("bob")))]
try:
    (room / "submitted" / "ann" / NAME / "timestamp.txt").read_bytes()
except PermissionError:
    list(publish(room, Course(room).assignment(NAME), iter(pairs)))
"""


@pytest.mark.skipif(not shutil.which("setpriv"), reason="setpriv of util-linux is not there")
def test_a_folder_that_may_not_be_entered_stops_nobody_elses_marks(root, assignment, url):
    hand_in(root, "ann"), hand_in(root, "bob")
    locked = root / "submitted" / "ann"
    locked.chmod(0)
    try:
        rights = WITHOUT_ROOTS_RIGHTS if os.getuid() == 0 else ()
        command = ["setpriv", *rights, sys.executable, "-c", PUBLISH, str(root)]
        done = subprocess.run(command, check=False, cwd=Path(__file__).parent, capture_output=True, text=True)
    finally:
        locked.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert scores(url) == {"ann": (0, True), "bob": (10, False)}


def test_receipts_go_along_to_where_nbgrader_looks_for_them(published, root):
    for step in ("autograded", "feedback"):
        assert (root / step / "ann" / NAME / "timestamp.txt").read_text() == "2025-11-03 18:00:00 UTC"
    # nbgrader takes a time beside the notebook for the student's own, and releases no page without one.
    assert not (root / "autograded" / "cyd" / NAME / "timestamp.txt").exists()
    assert time_of((root / "feedback" / "cyd" / NAME / "timestamp.txt").read_bytes())


def test_a_receipt_that_is_a_link_is_not_followed(root, assignment, handed_in):
    (root / "secret.txt").write_text("secret")
    (handed_in[0].path.parent / "submission_secret.txt").symlink_to(root / "secret.txt")
    list(publish(root, assignment, [(handed_in[0], graded("ann"))]))
    assert not (root / "feedback" / "ann" / NAME / "submission_secret.txt").exists()


@pytest.mark.parametrize(
    "time", ["yesterday at tea", "", "9" * 400, "\udcff"], ids=["words", "empty", "huge", "binary"]
)
def test_a_time_that_is_none_is_no_time(root, assignment, url, time):
    submission = hand_in(root, "ann", timestamp="")
    (submission.path.parent / "timestamp.txt").write_bytes(time.encode("utf-8", "surrogateescape"))
    list(publish(root, assignment, [(submission, graded("ann"))]))
    with api.Gradebook(url) as book:
        assert book.find_submission(NAME, "ann").timestamp is None


def test_formgrader_lists_the_submissions_as_graded(published, root):
    found = {one["student"]: one for one in nbgrader(root).get_submissions(NAME)}
    assert found["ann"]["autograded"]
    assert (found["ann"]["score"], found["ann"]["max_score"], found["ann"]["needs_manual_grade"]) == (9, 10, False)
    assert found["bob"]["needs_manual_grade"]
    assert len(nbgrader(root).get_notebook_submissions(NAME, NAME)) == 3


def test_nbgrader_exports_our_scores(published, root, monkeypatch):
    monkeypatch.chdir(root)
    ExportApp.clear_instance()
    ExportApp.launch_instance(["--CsvExportPlugin.to=out.csv", "--log-level=ERROR"])
    ExportApp.clear_instance()
    lines = [line.split(",") for line in (root / "out.csv").read_text().splitlines()]
    column = lines[0].index("raw_score")
    assert {line[3]: line[column] for line in lines[1:]} == {"ann": "9.0", "bob": "0.0", "cyd": "0.0"}


def test_nbgrader_generates_feedback_for_every_student(published, root):
    shutil.rmtree(root / "feedback")
    made = nbgrader(root).generate_feedback(NAME)
    assert made["success"], made["log"]
    assert "could not be read: Torn." in (root / "feedback" / "bob" / NAME / f"{NAME}.html").read_text()


def test_our_page_is_the_one_that_nbgrader_leaves_there(published, root):
    page = root / "feedback" / "ann" / NAME / f"{NAME}.html"
    before = page.read_bytes()
    assert nbgrader(root).generate_feedback(NAME, force=False)["success"]
    assert page.read_bytes() == before


def test_grading_some_again_keeps_the_others_in_the_marks_and_on_the_page(published, root, assignment, handed_in):
    list(publish(root, assignment, [(handed_in[1], graded("bob"))]))
    lines = csv_path(root, assignment).read_text().splitlines()[1:]
    assert sorted(line.split(",")[0] for line in lines) == ["ann", "bob", "cyd"]
    assert class_page_path(root, assignment).read_text().count('scope="row"><a href="feedback/') == 3


def test_a_student_who_has_withdrawn_leaves_the_marks(published, root, assignment, handed_in):
    shutil.rmtree(root / "submitted" / "ann")
    list(publish(root, assignment, [(handed_in[1], graded("bob"))]))
    assert "ann" not in csv_path(root, assignment).read_text()


def test_what_was_graded_before_an_interruption_is_in_the_gradebook(root, assignment, url, handed_in, results):
    def interrupted():
        yield from zip(handed_in[:2], results[:2], strict=True)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(publish(root, assignment, interrupted()))
    assert list(scores(url)) == ["ann", "bob"]


def test_a_reader_who_stops_early_leaves_whole_submissions(root, assignment, url, handed_in, results, monkeypatch):
    monkeypatch.setattr(publishing, "BATCH", 2)
    running = publish(root, assignment, zip(handed_in, results, strict=True))
    next(running)
    running.close()
    assert list(scores(url)) == ["ann", "bob"]


def test_results_are_read_only_as_fast_as_they_are_written(root, assignment, handed_in, monkeypatch):
    monkeypatch.setattr(publishing, "BATCH", 4)
    read = []

    def counted():
        for number in range(100):
            read.append(number)
            yield handed_in[0], graded("ann")

    running = publish(root, assignment, counted())
    next(running)
    assert len(read) == 4
    running.close()


def test_the_configured_plugin_takes_points_off_late_submissions(root, assignment, url, handed_in):
    with (root / "nbgrader_config.py").open("a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    with api.Gradebook(url) as book:
        book.update_or_create_assignment(NAME, duedate="2025-11-03 17:00:00 UTC")
    list(publish(root, assignment, [(handed_in[0], graded("ann"))]))
    with api.Gradebook(url) as book:
        assert book.find_submission(NAME, "ann").late_submission_penalty == 10


def test_a_folder_that_cannot_be_written_is_one_clear_line(root, assignment, handed_in):
    (root / "feedback").write_text("in the way")
    with pytest.raises(OurFault, match=r"feedback/ann/warm_up/warm_up\.html cannot be written|timestamp\.txt cannot"):
        list(publish(root, assignment, [(handed_in[0], graded("ann"))]))


def test_a_folder_whose_name_is_not_text_is_graded_too(root, assignment, url):
    name = os.fsdecode(b"jos\xe9")
    try:
        submission = hand_in(root, name)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    list(publish(root, assignment, [(submission, graded(name))]))
    assert scores(url) == {"jos\\xe9": (10, False)}


def test_no_file_at_all_is_published_too(root, assignment, url):
    (root / "submitted" / "dot" / NAME).mkdir(parents=True)
    nothing = Submission("dot", None, "There is no notebook in the folder.")
    list(publish(root, assignment, [(nothing, unreadable("dot", nothing.problem))]))
    assert scores(url) == {"dot": (0, True)}


def test_a_comment_is_not_taken_for_markup(root, assignment, url, handed_in):
    reason = "The notebook is damaged: <img src=x onerror=alert(1)> [x](javascript:alert(1)) `y` $z$."
    list(publish(root, assignment, [(handed_in[0], unreadable("ann", reason))]))
    with api.Gradebook(url) as book:
        assert not set(book.find_comment("double", NAME, NAME, "ann").comment) & set("<>[]`$\\&")
