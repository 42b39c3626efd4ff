"""A teacher's way through formgrader: release, grade, comment, give feedback."""

import json
import re

import pytest
from helpers_browser import copy_course, hand_in, mistake, running_lab, solved
from nbgrader.api import Gradebook

from autograder.collecting.collect import collect_course
from autograder.grading import grade_all

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; make test installs it").expect

NAME = "initialization"
SECOND, LAST = "initialize_parameters_random", "initialize_parameters_he"
STUDENTS = ("ada_moreau", "kofi_tanaka", "lars_novak", "mei_silva", "noor_marsh")
ANYTHING = re.compile(".")
COMMENT = "The idea is right. Which variance do you want, and which number does `randn` multiply?"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course, with a class of five: right, a mistake, hostile, cut off, and under another name."""
    root = tmp_path_factory.mktemp("teacher") / "course"
    course = copy_course(root)
    (root.parent / "exchange").mkdir(mode=0o777)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(f"c.Exchange.root = {str(root.parent / 'exchange')!r}\n")
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as book:
        for student in STUDENTS:
            first_name, last_name = student.title().split("_")
            book.add_student(student, first_name=first_name, last_name=last_name)
    assignment = course.assignment(NAME)
    stub = {LAST: f"def {LAST}(layers_dims):\n    raise NotImplementedError()"}
    ada, kofi, lars, mei, noor = STUDENTS
    hand_in(assignment, ada, solved(assignment))
    hand_in(assignment, kofi, solved(assignment, **{LAST: mistake(assignment, LAST, "square_root_missing")}))
    hand_in(assignment, lars, hostile(solved(assignment, **stub)))
    hand_in(assignment, mei, json.dumps(solved(assignment))[:5000])
    hand_in(assignment, noor, solved(assignment), file=f"{NAME} (1).ipynb")
    return course


def hostile(notebook):
    """Add cells that would run in the browser of whoever opens the notebook, in every place that a page shows."""
    attack = "<script>window.owned = 1</script><img src=x onerror='window.owned = 1'><svg onload='window.owned = 1'>"
    data = {"text/html": attack, "image/svg+xml": attack, "application/javascript": "window.owned = 1"}
    shown = {"output_type": "display_data", "data": data, "metadata": {}}
    failed = {"output_type": "error", "ename": attack, "evalue": attack, "traceback": [attack]}
    code = {"cell_type": "code", "metadata": {}, "source": f"# {attack}", "execution_count": 1}
    text = [f"# {attack}", f"[here](javascript:window.owned=1)\n\n{attack}", "$$\\href{javascript:window.owned=1}{x}$$"]
    notebook["cells"] += [{"cell_type": "markdown", "metadata": {}, "source": one} for one in text]
    notebook["cells"] += [code | {"outputs": [shown, failed]}]
    notebook["metadata"]["title"] = attack
    stub = next(one for one in notebook["cells"] if one["metadata"].get("nbgrader", {}).get("grade_id") == SECOND)
    stub["source"] = f"def {SECOND}(layers_dims):\n    raise ValueError({attack!r})"
    return notebook


@pytest.fixture(scope="module")
def lab(course, browser, tmp_path_factory):
    with running_lab(course.root, tmp_path_factory.mktemp("teacher") / "home") as lab:
        yield lab


@pytest.fixture(scope="module")
def ours(course):
    """The score of each student, by `autograder grade`."""
    assignment = course.assignment(NAME)
    submissions = collect_course(course.root / "submitted", NAME)
    return {one.submission: one.score for one in grade_all(assignment, submissions, jobs=1)}


def row(page, text):
    return page.locator("#main-table tr").filter(has=page.get_by_text(text, exact=True))


def close(page, words):
    """Wait for formgrader's answer and put it away."""
    answer = page.locator(".modal.in")
    expect(answer).to_contain_text(words)
    answer.locator(".modal-footer button").click()
    expect(page.locator(".modal")).to_have_count(0)


def test_a_teacher_releases_grades_comments_and_gives_feedback(course, lab, page, picture, ours):
    page.goto(lab.url("formgrader/manage_assignments"))
    for name in course.ids():
        expect(row(page, name)).to_have_count(1)
    expect(row(page, NAME).locator(".num-submissions")).to_have_text("5")
    picture(page, "formgrader-assignments", clip={"x": 0, "y": 0, "width": 1280, "height": 540})

    release(course, page)
    autograde(page, picture, ours)
    comment(page, picture)
    give_feedback(course, page, picture, ours)
    assert page.failures == []


def release(course, page):
    """Generate makes what is released already."""
    released = course.assignment(NAME).release
    before = released.read_bytes()
    released.unlink()
    row(page, NAME).locator(".assign a").click()
    close(page, f"Successfully created the student version of '{NAME}'")
    assert released.read_bytes() == before


def autograde(page, picture, ours):
    """Autograde gives the scores that `autograder grade` gives."""
    row(page, NAME).locator(".num-submissions a").click()
    assert len(ours) == 5
    for student in ours:
        row(page, student).locator(".autograde a").click()
        close(page, f"Successfully autograded '{NAME}' for student '{student}'")
    for student, score in ours.items():
        expect(row(page, student).locator(".score")).to_have_text(f"{score} / 30")
        waits = student == "mei_silva"
        expect(row(page, student).locator(".status")).to_have_text("needs manual grading" if waits else "graded")
    assert sorted(ours.values()) == [0, 10, 26, 30, 30]
    picture(page, "formgrader-submissions", clip={"x": 0, "y": 0, "width": 1280, "height": 520})


def comment(page, picture):
    """A comment and a point that a teacher enters are kept."""
    page.get_by_role("link", name="Manual Grading").click()
    row(page, NAME).get_by_role("link").click()
    page.wait_for_url(f"**/gradebook/{NAME}")
    row(page, NAME).get_by_role("link").click()
    page.wait_for_url(f"**/gradebook/{NAME}/{NAME}")
    expect(page.get_by_role("link", name="Submission #")).to_have_count(5)
    page.get_by_role("button", name="Show All Names").click()
    page.get_by_role("link", name="Novak, Lars").click()
    expect(page.locator(f"[id='{LAST}-comment']")).to_have_attribute("placeholder", ANYTHING)
    assert page.evaluate("window.owned") is None
    page.go_back()
    expect(page.get_by_role("link", name="Submission #")).to_have_count(5)
    page.get_by_role("button", name="Show All Names").click()
    page.get_by_role("link", name="Tanaka, Kofi").click()
    answer = page.locator(f"[id='{LAST}-comment']")
    type_into(page, answer, COMMENT)
    type_into(page, page.locator(f"[id='check_{LAST}_extra_credit']"), "1")
    page.reload()
    expect(answer).to_have_value(COMMENT)
    # formgrader glides to the field that was used last.
    page.wait_for_function("$(':animated').length === 0")
    top = "cell => window.scrollTo(0, cell.getBoundingClientRect().top + window.scrollY - 60)"
    page.locator(".nbgrader_cell").filter(has=answer).evaluate(top)
    picture(page, "formgrader-submission")


def type_into(page, field, text):
    """Type into one of formgrader's fields once it is ready, leave it, and wait until that is saved."""
    expect(field).to_have_attribute("placeholder", ANYTHING)
    field.press_sequentially(text)
    with page.expect_response(lambda response: response.request.method == "PUT" and response.ok):
        field.press("Escape")


def give_feedback(course, page, picture, ours):
    """Generate Feedback makes the page that the student gets, with what the teacher wrote."""
    page.get_by_role("link", name="Manual Grading").click()
    page.get_by_role("link", name="Manage Assignments").click()
    row(page, NAME).locator(".generate-feedback a").click()
    close(page, f"Successfully generated feedback of '{NAME}'")
    for student, score in ours.items():
        open_page(course, page, student)
        total = score + 1 if student == "kofi_tanaka" else score
        expect(page).to_have_title(
            "Weight initialization: could not be read"
            if student == "mei_silva"
            else f"Weight initialization: {total} of 30 points"
        )
        assert page.evaluate("window.owned") is None
    open_page(course, page, "kofi_tanaka")
    expect(page.locator(".comment")).to_have_text(COMMENT.replace("`", ""))
    page.set_viewport_size({"width": 760, "height": 800})
    page.get_by_role("link", name=LAST).click()
    picture(page, "feedback")


def open_page(course, page, student):
    page.goto((course.root / "feedback" / student / NAME / f"{NAME}.html").as_uri())
