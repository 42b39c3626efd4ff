"""`nbgrader autograde` and `autograder grade` enter the same, submission by submission, and make the same pages."""

import copy
import functools
import json
import os
import shutil

import corpus
import pytest
from helpers_nbgrader import (
    NAME,
    by_autograder,
    by_nbgrader,
    copy_course,
    entered,
    feedback_by_nbgrader,
    graded_cell,
    hand_in,
    hand_in_case,
    solved,
    student_of,
)

from autograder.made_up_class import make_class

# nbgrader's own objects make SQLAlchemy warn.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

CASES = corpus.cases()

# Every kind of submission once, and a few ordinary ones.
SIZE = 36


# What stops nbgrader's own autograding, or loses a grade there, done to a graded cell or to the whole notebook.
ODD_CELLS = {
    "newer_schema": lambda cell: cell["metadata"]["nbgrader"].update(schema_version=99),
    "older_schema": lambda cell: cell["metadata"]["nbgrader"].update(schema_version=1),
    "odd_metadata": lambda cell: cell["metadata"].update(nbgrader="yes"),
    "fewer_points": lambda cell: cell["metadata"]["nbgrader"].update(points=1),
    "graded_cell_is_text": lambda cell: cell.update(cell_type="markdown"),
}
ODD_NOTEBOOKS = {
    "no_graded_cell": lambda notebook: notebook["cells"].remove(graded_cell(notebook)),
    "duplicated": lambda notebook: notebook["cells"].extend(copy.deepcopy(notebook["cells"])),
    "no_kernel": lambda notebook: notebook.update(metadata={}),
    "no_metadata_at_all": lambda notebook: notebook.pop("metadata"),
    "cells_are_words": lambda notebook: notebook.update(cells=["a", "b"]),
    "newer_format": lambda notebook: notebook.update(nbformat=9),
}


def odd_notebooks(assignment):
    for student in (*ODD_CELLS, *ODD_NOTEBOOKS):
        notebook = solved(assignment)
        if student in ODD_CELLS:
            ODD_CELLS[student](graded_cell(notebook))
        else:
            ODD_NOTEBOOKS[student](notebook)
        hand_in(assignment, student, notebook)


def odd_folders(assignment):
    """Hand in folders without a notebook of the right name, and ones with things that nbgrader would copy."""
    root = assignment.course.root
    hand_in(assignment, "two_notebooks", file="draft.ipynb")
    hand_in(assignment, "two_notebooks", {"cells": [], "metadata": {}})
    hand_in(assignment, "two_other_names", file="a.ipynb")
    hand_in(assignment, "two_other_names", file="b.ipynb")
    folder = hand_in(assignment, "in_a_folder_below")
    (folder / "my work").mkdir()
    (folder / f"{NAME}.ipynb").rename(folder / "my work" / "final.ipynb")
    (hand_in(assignment, "link_beside") / "gradebook.txt").symlink_to(root / "nbgrader_config.py")
    (hand_in(assignment, "dangling_link_beside") / "data.csv").symlink_to("nowhere")
    os.mkfifo(hand_in(assignment, "pipe_beside") / "pipe")
    hand_in(assignment, "time_in_words", timestamp="yesterday at tea")
    shutil.copytree(assignment.release.parent, root / "submitted" / "no_timestamp" / NAME)
    (root / "submitted" / "empty_folder" / NAME).mkdir(parents=True)


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The folders of one class, graded by nbgrader and by the autograder."""
    theirs, ours = (copy_course(tmp_path_factory.mktemp(name)) for name in ("nbgrader", "autograder"))
    for assignment in (theirs, ours):
        make_class(assignment, assignment.course.root, SIZE)
        odd_notebooks(assignment)
        odd_folders(assignment)
        for case in CASES:
            hand_in_case(assignment, case)
    by_nbgrader(theirs.course.root)
    feedback_by_nbgrader(theirs.course.root)
    by_autograder(ours.course.root)
    return theirs.course.root, ours.course.root


def ordinary(root):
    """Return the students whose every word is the same in every run."""
    return entered(root).keys() - set(map(student_of, CASES))


def test_every_folder_is_graded_by_either(both):
    handed_in = {path.name for path in (both[0] / "submitted").iterdir()}
    assert set(entered(both[0])) == set(entered(both[1])) == handed_in


def test_the_gradebooks_say_the_same(both):
    theirs, ours = map(entered, both)
    for student, found in ours.items():
        assert theirs[student] == found, student


@functools.cache
def everything_in(root):
    return entered(root)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_gets_what_it_must_get(both, case):
    for root in both:
        _, _, grades, _ = everything_in(root)[student_of(case)]
        assert sum(score for score, *_ in grades.values()) == case.score
        assert all(waits == (case.status == "unreadable") for *_, waits in grades.values())


def test_scores_are_partial_too(both):
    found = {score for _, _, grades, _ in entered(both[0]).values() for score, *_ in grades.values()}
    assert {0, 10} < found


def test_what_cannot_be_read_waits_for_a_person_and_says_why(both):
    _, _, grades, comments = entered(both[0])["cells_are_words"]
    assert all(grade == (0, None, None, True) for grade in grades.values())
    assert all("could not be read" in comment for comment, _ in comments.values())


def test_an_earned_zero_waits_for_nobody(both):
    _, _, grades, comments = entered(both[0])["no_timestamp"]
    assert all(grade == (0, None, None, False) for grade in grades.values())
    assert all(comment == "No response." for comment, _ in comments.values())


def test_a_deleted_graded_cell_costs_nothing(both):
    assert entered(both[0])["no_graded_cell"][2] == entered(both[0])["newer_schema"][2]
    assert {score for score, *_ in entered(both[0])["no_graded_cell"][2].values()} == {10}


def test_the_marked_notebooks_are_the_same(both):
    def cells(root, student):
        return json.loads((root / "autograded" / student / NAME / f"{NAME}.ipynb").read_bytes())["cells"]

    def plain(cell):
        # nbgrader writes a cell's text as a list of lines.
        text = {**cell, "source": "".join(cell["source"])}
        for output in text.get("outputs", []):
            output["text"] = "".join(output.get("text", ""))
        return text | {"outputs": [{**one, "data": None} for one in text.get("outputs", [])]}

    for student in ordinary(both[1]):
        assert list(map(plain, cells(both[0], student))) == list(map(plain, cells(both[1], student))), student


def test_the_pages_are_the_same(both):
    for student in ordinary(both[1]):
        theirs, ours = ((root / "feedback" / student / NAME / f"{NAME}.html").read_text() for root in both)
        assert theirs == ours, student


def test_no_page_shows_a_line_of_the_hidden_checks(both):
    hidden = (both[0] / "autograder" / "assignments" / NAME / "hidden_checks.py").read_text()
    lines = {line.strip() for line in hidden.splitlines()}
    code = {line for line in lines if len(line) > 25 and not line.startswith(('"""', "#", "@claim"))}
    assert len(code) > 20
    for page in (both[0] / "feedback").rglob("*.html"):
        text = page.read_text()
        assert not [line for line in code if line in text], page


@pytest.mark.parametrize("step", ["autograded", "feedback"])
def test_nothing_that_lay_beside_a_notebook_is_handed_on(both, step):
    for root in both:
        files = {path.name for path in (root / step).rglob("*") if not path.is_dir()}
        assert files <= {f"{NAME}.ipynb", f"{NAME}.html", "timestamp.txt"}
