"""nbgrader's exchange folder, from the release to the feedback in the students' hands."""

import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from helpers_exporting import ID, WRONG, notebook, rows, url_of
from nbgrader import api
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from autograder.cli import main

# nbgrader hands its own classes an argument that it misspells.
pytestmark = pytest.mark.filterwarnings("ignore:Passing unrecognized arguments")

FILE = f"{ID}.ipynb"


@dataclass
class Person:
    """Somebody with a home folder, who runs nbgrader's commands."""

    home: Path
    api: NbGraderAPI

    def run(self, command, assignment_id=ID):
        """Run a command of the exchange for one assignment, as the command line does."""
        exchange, directories = self.api.exchange, self.api.coursedir
        directories.assignment_id = assignment_id
        getattr(exchange, command)(
            coursedir=directories, authenticator=self.api.authenticator, parent=self.api, config=self.api.config
        ).start()

    @property
    def folder(self):
        return self.home / ID

    def write(self, content):
        (self.folder / FILE).write_text(content)

    def pages(self):
        """Return the feedback pages that were fetched, oldest submission first."""
        return [path.read_text() for path in sorted((self.folder / "feedback").glob(f"*/{ID}.html"))]


@pytest.fixture
def people(course, tmp_path):
    """A function that gives a person by name: the teacher has no name."""
    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)

    def person(student=""):
        home = tmp_path / "homes" / (student or "teacher")
        home.mkdir(parents=True, exist_ok=True)
        config = PyFileConfigLoader("nbgrader_config.py", path=str(course.root)).load_config()
        config.Exchange.root, config.Exchange.cache = str(exchange), str(home / "cache")
        config.Exchange.assignment_dir = str(home)
        if student:
            config.CourseDirectory.student_id = student
        # Everybody here is one and the same user of this machine.
        config.ExchangeCollect.check_owner = False
        directories = CourseDirectory(config=config, root=str(course.root))
        return Person(home, NbGraderAPI(directories, config=config))

    return person


@pytest.fixture
def teacher(people):
    return people()


def done(answer):
    assert answer["success"], answer.get("error") or answer.get("log")


def grade(course):
    assert main(["grade", ID, "--jobs", "1"]) == 0
    return {student: (status, score) for student, status, _, score, *_ in rows(course.root / f"grades-{ID}.csv")[1:]}


def hand_in(people, name, content):
    student = people(name)
    student.run("FetchAssignment")
    student.write(content)
    student.run("Submit")
    return student


def test_from_release_to_feedback(people, teacher, course):
    done(teacher.api.release_assignment(ID))
    ann = people("ann")
    ann.run("FetchAssignment")
    fetched = {str(path.relative_to(ann.folder)) for path in ann.folder.rglob("*") if path.is_file()}
    released = course.root / "release" / ID
    assert fetched == {str(path.relative_to(released)) for path in released.rglob("*") if path.is_file()}
    ann.write(notebook(course))
    ann.run("Submit")
    bob = hand_in(people, "bob", notebook(course, initialize_parameters_zeros=WRONG))
    cyd = hand_in(people, "cyd", '{"cells": [')

    done(teacher.api.collect(ID))
    assert grade(course) == {"ann": ("graded", "30"), "bob": ("graded", "20"), "cyd": ("unreadable", "0")}
    found = {one["student"]: one for one in teacher.api.get_submissions(ID)}
    assert {name: (one["score"], one["needs_manual_grade"]) for name, one in found.items()} == {
        "ann": (30, False),
        "bob": (20, False),
        "cyd": (0, True),
    }

    done(teacher.api.release_feedback(ID))
    for student, words in ((ann, ("Feedback for ann",)), (bob, ("Feedback for bob",)), (cyd, ("could not be read",))):
        student.run("FetchFeedback")
        (page,) = student.pages()
        assert all(one in page for one in words)
        assert "def test_" not in page


def test_a_second_submission_is_graded_and_gets_its_own_feedback(people, teacher, course):
    done(teacher.api.release_assignment(ID))
    ann = hand_in(people, "ann", notebook(course, initialize_parameters_zeros=WRONG))
    bob = hand_in(people, "bob", notebook(course))
    done(teacher.api.collect(ID))
    assert grade(course) == {"ann": ("graded", "20"), "bob": ("graded", "30")}
    done(teacher.api.release_feedback(ID))
    ann.run("FetchFeedback")
    time.sleep(0.01)
    ann.write(notebook(course))
    ann.run("Submit")
    done(teacher.api.collect(ID, update=True))
    assert grade(course) == {"ann": ("graded", "30"), "bob": ("graded", "30")}
    done(teacher.api.release_feedback(ID))
    ann.run("FetchFeedback")
    bob.run("FetchFeedback")
    first, second = ann.pages()
    assert "20 of 30" in first
    assert "30 of 30" in second
    assert len(bob.pages()) == 1


def test_an_unchanged_notebook_handed_in_again_gets_feedback_that_its_student_can_fetch(people, teacher, course):
    done(teacher.api.release_assignment(ID))
    ann = hand_in(people, "ann", notebook(course))
    done(teacher.api.collect(ID))
    grade(course)
    time.sleep(0.01)
    ann.run("Submit")
    done(teacher.api.collect(ID, update=True))
    assert grade(course) == {"ann": ("graded", "30")}
    done(teacher.api.release_feedback(ID))
    ann.run("FetchFeedback")
    assert len(ann.pages()) == 1


def test_a_later_time_of_the_same_notebook_costs_what_being_late_costs(course):
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    folder = course.root / "submitted" / "ann" / ID
    folder.mkdir(parents=True)
    (folder / FILE).write_text(notebook(course))
    found = []
    for day in (3, 5):
        (folder / "timestamp.txt").write_text(f"2025-11-0{day} 12:00:00 UTC")
        grade(course)
        with api.Gradebook(url_of(course)) as book:
            book.update_or_create_assignment(ID, duedate="2025-11-04 12:00:00 UTC")
            found.append(book.find_submission(ID, "ann").late_submission_penalty)
    assert found == [0, 30]


def test_nobody_finds_the_feedback_of_others(people, teacher, course):
    done(teacher.api.release_assignment(ID))
    hand_in(people, "ann", notebook(course))
    eve = hand_in(people, "eve", notebook(course, initialize_parameters_zeros=WRONG))
    done(teacher.api.collect(ID))
    grade(course)
    done(teacher.api.release_feedback(ID))
    eve.run("FetchFeedback")
    assert ["Feedback for eve" in page for page in eve.pages()] == [True]
    names = [path.name for path in (Path(teacher.api.exchange_root) / "hyperparameter_tuning" / "feedback").iterdir()]
    assert len(names) == 2
    assert not any("ann" in name or "eve" in name for name in names)


def test_a_submission_put_there_by_hand_is_left_out_where_feedback_is_released(people, teacher, course):
    done(teacher.api.release_assignment(ID))
    ann = hand_in(people, "ann", notebook(course))
    done(teacher.api.collect(ID))
    folder = course.root / "submitted" / "bob" / ID
    folder.mkdir(parents=True)
    (folder / FILE).write_text(notebook(course))
    grade(course)
    with pytest.raises(FileNotFoundError, match="submission_secret"):
        teacher.run("ReleaseFeedback")
    teacher.api.coursedir.student_id_exclude = "bob"
    teacher.run("ReleaseFeedback")
    ann.run("FetchFeedback")
    assert len(ann.pages()) == 1
