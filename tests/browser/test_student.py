"""A student's way through JupyterLab: a wrong answer, its check, a right answer, its check."""

import re
import shutil

import pytest
from helpers_browser import REPOSITORY, mistake, running_lab

from autograder.answers import right_answers
from autograder.course import Course

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; make test installs it").expect

NAME = "initialization"
EXERCISE = "initialize_parameters_he"
ANYTHING = re.compile(".")


@pytest.fixture(scope="module")
def assignment():
    return Course(REPOSITORY).assignment(NAME)


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    """JupyterLab in a folder that holds what the student received, and nothing else."""
    home = tmp_path_factory.mktemp("student")
    shutil.copytree(REPOSITORY / "release" / NAME, home / "work" / NAME)
    with running_lab(home / "work", home / "home") as lab:
        yield lab


def cell(page, text):
    return page.locator(".jp-Notebook .jp-CodeCell").filter(has_text=text)


def run(page, place):
    """Run a cell and wait until the kernel is done with it."""
    place.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(place.locator(".jp-InputPrompt")).not_to_have_text("[*]:")
    expect(place.locator(".jp-InputPrompt")).not_to_have_text("[ ]:")


def write(page, place, code):
    """Replace a cell's code as somebody does who pastes it."""
    place.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(code)


def test_a_student_sees_the_table_and_the_picture_change(assignment, lab, page, picture):
    page.goto(lab.url(f"lab/tree/{NAME}/{NAME}.ipynb"))
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
    run(page, cell(page, "from course_kit import *").first)
    picture(page, "lab-notebook")
    stub, check = cell(page, f"def {EXERCISE}(layers_dims):"), cell(page, f"check({EXERCISE})")
    table, drawing = check.locator(".jp-OutputArea-output table"), check.locator(".jp-OutputArea-output img")

    write(page, stub, mistake(assignment, EXERCISE, "factor_2_missing"))
    run(page, stub)
    run(page, check)
    expect(check.get_by_role("status")).to_contain_text(f"{EXERCISE}: 3 of 4 checks passed")
    expect(table.get_by_text("✗ not yet")).to_have_count(1)
    expect(table.get_by_text("Hint:")).to_be_visible()
    expect(drawing).to_have_attribute("alt", ANYTHING)
    wrong = drawing.get_attribute("src")
    picture(check.get_by_role("status"), "check-failing")

    write(page, stub, next(one.code for one in right_answers(assignment) if one.exercise == EXERCISE))
    run(page, stub)
    run(page, check)
    expect(check.get_by_role("status")).to_contain_text(f"{EXERCISE}: all 4 checks passed")
    expect(table.get_by_text("✓ passed")).to_have_count(4)
    expect(drawing).not_to_have_attribute("src", wrong)
    picture(check.get_by_role("status"), "check-passing")
    assert page.failures == []
