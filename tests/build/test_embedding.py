"""Pictures that a lesson shows reach the students, who get no ``Images/``; links to what is not there are refused."""

import base64

import nbformat
import pytest
from helpers_build import ID, edit, edit_cell

from autograder.building.build import build
from autograder.building.embedding import embed_pictures

SHOWN = f"../../Images/{ID}/parabola.png"


def cell(path, cell_id):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return next(one for one in notebook.cells if one.id == cell_id)


@pytest.mark.parametrize(
    "text", [f"![A parabola]({SHOWN})", f'<img alt="A parabola" src="{SHOWN}">'], ids=["md", "html"]
)
def test_a_drawn_picture_goes_into_the_release_and_the_solution(course, assignment, text):
    edit_cell(assignment.source, "remember", source=text)
    before = assignment.source.read_bytes()
    assert build(course, [ID], check=False) == []
    drawn = base64.b64encode((assignment.images / "parabola.png").read_bytes()).decode()
    for path in (assignment.release, assignment.solution):
        made = cell(path, "remember")
        assert made.source == text.replace(SHOWN, "attachment:parabola.png")
        assert made.attachments == {"parabola.png": {"image/png": drawn}}
    assert assignment.source.read_bytes() == before
    assert build(course, [ID], check=True) == []


def test_a_picture_is_embedded_as_what_it_is(assignment):
    assignment.images.mkdir(parents=True, exist_ok=True)
    (assignment.images / "photo.jpg").write_bytes(b"photo")
    edit_cell(assignment.source, "remember", source=f"![A photo](../../Images/{ID}/photo.jpg)")
    assert embed_pictures(assignment) == []
    assert list(cell(assignment.source, "remember").attachments["photo.jpg"]) == ["image/jpeg"]


def test_a_picture_that_is_drawn_anew_makes_what_shows_it_stale(course, assignment):
    edit_cell(assignment.source, "remember", source=f"![A parabola]({SHOWN})")
    assert build(course, [ID], check=False) == []
    edit(assignment.secret / "images.py", "figsize=(5, 3)", "figsize=(6, 3)")
    assert build(course, [ID], check=False) == []
    drawn = base64.b64encode((assignment.images / "parabola.png").read_bytes()).decode()
    assert cell(assignment.release, "remember").attachments["parabola.png"]["image/png"] == drawn
    edit_cell(assignment.solution, "remember", attachments={"parabola.png": {"image/png": "AAAA"}})
    assert build(course, [ID], check=True) == [
        f"solutions/{ID}/{ID}.ipynb: cell 'remember' is out of date; run `autograder build {ID}`"
    ]


@pytest.mark.parametrize("shown", [f"../../Images/{ID}/para_bola.png", "../../Images/other/parabola.png", "photo.jpg"])
def test_a_link_to_a_picture_that_is_not_there_is_refused(course, assignment, shown):
    edit_cell(assignment.source, "remember", source=f"![A parabola]({shown})")
    line = (
        f"source/{ID}/{ID}.ipynb: cell 'remember' shows {shown}, which is not there; "
        f"images.py draws ../../Images/{ID}/parabola.png"
    )
    for check in (False, True):
        assert build(course, [ID], check=check) == [line]


@pytest.mark.parametrize("shown", ["photo.jpg", "https://example.org/photo.png"])
def test_files_beside_the_notebook_and_pictures_elsewhere_stay_links(course, assignment, shown):
    (assignment.source.parent / "photo.jpg").write_bytes(b"a photo")
    edit_cell(assignment.source, "remember", source=f"![A photo]({shown})")
    assert build(course, [ID], check=False) == []
    assert "attachments" not in cell(assignment.release, "remember")
