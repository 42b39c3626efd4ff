"""The page of a class, on a desk and on a phone."""

import pytest
from helpers_browser import REPOSITORY

from autograder.course import Course
from autograder.pages.class_page import write_class_page
from autograder.publishing.marks import Mark, Marks
from autograder.results import Status

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; make test installs it").expect

LONG = "bartholomew.featherstonehaugh@students.example.edu"
TORN = "The notebook breaks off in the middle; save it and hand in again."


@pytest.fixture
def class_page(page, tmp_path):
    manifest = Course(REPOSITORY).assignment("initialization").manifest
    points = {one.name: one.points for one in manifest.exercises}
    marks = Marks(tmp_path / "grades.csv", manifest)
    with marks.writing(lambda _: False) as add:
        add(Mark(LONG, Status.GRADED, "", sum(points.values()), manifest.points, points))
        add(Mark("mei_silva", Status.UNREADABLE, TORN, 0, manifest.points, {}))
    write_class_page(tmp_path / "class.html", marks, manifest, lambda student: f"{student}.html")
    page.goto(f"file://{tmp_path}/class.html")
    return page


def hidden_beside(page):
    """Return how many pixels of the students can only be seen by scrolling sideways."""
    return page.evaluate(
        "() => Math.max(...[...document.querySelectorAll('html, .scroll')].map("
        "one => one.scrollWidth - one.clientWidth))"
    )


def test_on_a_phone_everything_fits_in_the_width(class_page):
    class_page.set_viewport_size({"width": 390, "height": 800})
    assert hidden_beside(class_page) == 0
    expect(class_page.get_by_text(LONG)).to_be_visible()
    expect(class_page.get_by_text(TORN)).to_be_visible()


def test_on_a_desk_every_exercise_has_its_column(class_page):
    assert hidden_beside(class_page) == 0
    row = class_page.locator("tr", has=class_page.get_by_text(LONG))
    expect(row.locator("td")).to_have_text(["30 / 30", "10", "10", "10", "graded"])
