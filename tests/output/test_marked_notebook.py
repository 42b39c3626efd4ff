"""The notebook with the marks in it: nbgrader reads the score from it, and no page it is shown on comes to life."""

import json
import logging
from pathlib import Path

import nbformat
import pytest
from helpers_output import NAME, POINTS, faulty, graded, hand_in, nbgrader, unreadable
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell
from nbgrader import server_extensions
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import determine_grade, is_grade, is_solution
from traitlets.config import Config

from autograder.errors import OurFault
from autograder.gradebook.book import Gradebook
from autograder.gradebook.marked_notebook import as_typed, mark_notebook, read_released
from autograder.gradebook.rows import Entry


@pytest.fixture
def released(assignment):
    return read_released(assignment)


@pytest.fixture
def submitted(assignment):
    """The released notebook, to be changed."""
    return nbformat.read(assignment.release, as_version=4)


def marked(assignment, content, result=None, file=f"{NAME}.ipynb"):
    text = content if isinstance(content, str) else nbformat.writes(content)
    submission = hand_in(assignment.course.root, "ann", text, file)
    made = mark_notebook(submission.path, read_released(assignment), assignment, result or graded("ann", double=5))
    return nbformat.reads(made.json.decode(), as_version=4), made.untouched


def sound(notebook):
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    ids = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert sorted(ids) == sorted([*POINTS, *(f"check_{name}" for name in POINTS)])
    return ids


def cell_of(notebook, grade_id):
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def test_nbgrader_reads_our_score_from_each_graded_cell(assignment, submitted):
    notebook, _ = marked(assignment, submitted, graded("ann", double=5, halve=0))
    assert sound(notebook) == ["double", "check_double", "halve", "check_halve"]
    grades = [determine_grade(cell, logging.getLogger()) for cell in notebook.cells if is_grade(cell)]
    assert grades == [(5, 6), (0, 4)]


def test_a_graded_cell_shows_the_report(assignment, submitted):
    notebook, _ = marked(assignment, submitted)
    assert "x The claim of double_on_new_data holds." in cell_of(notebook, "check_double").outputs[0].text


def test_the_students_code_is_kept_and_locked_cells_are_ours(assignment, submitted):
    cell_of(submitted, "double").source = "def double(x):\n    return 2 * x"
    cell_of(submitted, "check_double").source = "print('full marks')"
    notebook, untouched = marked(assignment, submitted)
    assert cell_of(notebook, "double").source == "def double(x):\n    return 2 * x"
    assert cell_of(notebook, "check_double").source == "check(double)"
    assert untouched == {"halve"}


def test_half_a_letter_is_written_as_a_question_mark(assignment, submitted):
    cell_of(submitted, "double").source = "# HALF"
    text = nbformat.writes(submitted).replace("HALF", "\\ud83d")
    notebook, _ = marked(assignment, text)
    sound(notebook)
    assert cell_of(notebook, "double").source == "# ?"


def without_metadata(notebook):
    for cell in notebook.cells:
        cell.metadata = {}


def duplicated(notebook):
    notebook.cells += [
        nbformat.from_dict({**cell, "id": f"again-{index}"}) for index, cell in enumerate(notebook.cells)
    ]


def without_checks(notebook):
    notebook.cells = [cell for cell in notebook.cells if not is_grade(cell)]


def without_solutions(notebook):
    notebook.cells = [cell for cell in notebook.cells if not is_solution(cell)]


def upside_down(notebook):
    notebook.cells.reverse()


def with_other_schema(notebook):
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.schema_version = 99
            cell.metadata.nbgrader.points = "many"


def with_unknown_ids(notebook):
    cell_of(notebook, "double").metadata.nbgrader.grade_id = '"><script>'


def empty(notebook):
    notebook.cells = []


@pytest.mark.parametrize(
    "change",
    [
        without_metadata,
        duplicated,
        without_checks,
        without_solutions,
        upside_down,
        with_other_schema,
        with_unknown_ids,
        empty,
    ],
)
def test_every_graded_cell_is_there_once_whatever_happened_to_the_notebook(assignment, submitted, change):
    change(submitted)
    notebook, _ = marked(assignment, submitted)
    sound(notebook)
    assert [cell.outputs[-1].data["text/plain"] for cell in notebook.cells if is_grade(cell)]


def test_a_solution_without_metadata_is_found_by_the_function_it_defines(assignment, submitted):
    cell_of(submitted, "double").source = "def double(x):\n    return x + x"
    without_metadata(submitted)
    notebook, _ = marked(assignment, submitted)
    assert cell_of(notebook, "double").source == "def double(x):\n    return x + x"
    assert sound(notebook) == ["double", "check_double", "halve", "check_halve"]


def test_of_a_duplicated_solution_the_last_one_counts(assignment, submitted):
    duplicated(submitted)
    submitted.cells[-2].source = "def halve(x):\n    return x / 2"
    notebook, _ = marked(assignment, submitted)
    assert cell_of(notebook, "halve").source == "def halve(x):\n    return x / 2"


OLD = {
    "nbformat": 3,
    "nbformat_minor": 0,
    "metadata": {},
    "worksheets": [{"cells": [{"cell_type": "code", "input": "def double(x): return 1"}]}],
}


@pytest.mark.parametrize(
    ("content", "file"),
    [
        (json.dumps(OLD), "warm_up.ipynb"),
        ("def double(x):\n    return 2 * x\n", "warm_up.py"),
        (
            '{"cells": [1, null, {"cell_type": "code"}, {"cell_type": "code", "source": [1, "x"], "metadata": 7}]}',
            "warm_up.ipynb",
        ),
    ],
    ids=["nbformat 3", "python", "odd cells"],
)
def test_other_formats_become_a_sound_notebook(assignment, content, file):
    notebook, _ = marked(assignment, content, file=file)
    sound(notebook)


@pytest.mark.parametrize("result", [unreadable("ann", "Torn."), faulty("ann")], ids=lambda result: result.status)
@pytest.mark.parametrize("content", ['{"cells": [', "", "\x00" * 100], ids=["truncated", "empty", "binary"])
def test_what_cannot_be_read_becomes_a_notebook_to_grade_by_hand(assignment, content, result):
    notebook, _ = marked(assignment, content, result)
    sound(notebook)
    assert not [cell.outputs for cell in notebook.cells if is_grade(cell) and cell.outputs]


def test_nothing_handed_in_becomes_a_notebook_that_says_so(assignment, released):
    made = mark_notebook(None, released, assignment, unreadable("ann", "There is no notebook in the folder."))
    notebook = nbformat.reads(made.json.decode(), as_version=4)
    sound(notebook)
    assert "There is no notebook in the folder." in notebook.cells[0].source
    assert not made.untouched


OWNED = "<script>owned()</script><img src=x onerror=owned()>"


def hostile(notebook):
    html = {
        "text/html": OWNED,
        "application/javascript": "owned()",
        "image/svg+xml": f"<svg>{OWNED}</svg>",
        "text/plain": "x",
    }
    shown = [new_output("display_data", html), new_output("error", ename=OWNED, evalue=OWNED, traceback=[OWNED])]
    cell_of(notebook, "double").source = f"# {OWNED}\n# </pre></div>{OWNED}"
    cell_of(notebook, "check_double").outputs = shown
    notebook.cells[0].source += OWNED
    notebook.cells += [
        new_markdown_cell(f"{OWNED}\n\n[click](javascript:owned())\n\n![x](http://example.org/owned)"),
        new_markdown_cell("$\\href{javascript:owned()}{x}$ and $$</script><script>owned()</script>$$"),
        new_markdown_cell(f"```\n{OWNED}\n```\n{OWNED}\n\n````\n{OWNED}"),
        new_markdown_cell(f"<div>\n\n~~~\n{OWNED}\n~~~\n", attachments={"a.svg": {"image/svg+xml": OWNED}}),
        new_raw_cell(OWNED, metadata={"raw_mimetype": "text/html"}),
        new_raw_cell(OWNED),
        new_code_cell(
            OWNED, outputs=shown, metadata={"tags": ['"><script>owned()</script>'], "magics_language": "html"}
        ),
    ]
    notebook.metadata["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {"state": {}, "x": f"</script>{OWNED}"}
    }
    notebook.metadata["title"] = f"</title>{OWNED}"


def alive(page):
    """Return what of the hostile text the page's own parts do not escape."""
    return [
        text
        for text in ("<script>owned", "<img src=x", 'href="javascript', "onerror=owned()>", 'example.org/owned"')
        if text in page
    ]


def formgraders_page(path):
    templates = Path(server_extensions.__path__[0]) / "formgrader" / "templates"
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [str(templates)]
    resources = {
        "base_url": "",
        "submission_id": "1",
        "notebook_id": NAME,
        "assignment_id": NAME,
        "index": 0,
        "total": 1,
    }
    names = {"student": "ann", "last_name": None, "first_name": None, "notebook_path": "x"}
    return HTMLExporter(config=config).from_filename(str(path), resources=resources | names)[0]


def test_no_page_of_nbgraders_runs_what_a_notebook_brings(assignment, submitted, root, url):
    hostile(submitted)
    nbformat.write(submitted, root / "as_it_came.ipynb")
    assert alive(formgraders_page(root / "as_it_came.ipynb")) != []
    notebook, _ = marked(assignment, submitted)
    sound(notebook)
    with Gradebook(url, "small", assignment) as book:
        book.write([Entry("ann", None, {"double": 5, "halve": 4})])
    path = root / "autograded" / "ann" / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    assert alive(formgraders_page(path)) == []
    made = nbgrader(root).generate_feedback(NAME, "ann")
    assert made["success"], made
    page = (root / "feedback" / "ann" / NAME / f"{NAME}.html").read_text()
    assert alive(page) == []
    assert "Score: 5.0 / 6.0" in page


@pytest.mark.parametrize("text", ["plain", "```\nx\n```", "a `b` ````c", "", "$x$", "\n\n"], ids=repr)
def test_text_is_shown_as_it_was_typed(text):
    fence, *lines, end = as_typed(text).split("\n")
    assert "\n".join(lines) == text
    assert fence == end
    assert set(fence) == {"`"}
    assert fence not in text


def test_the_assignments_own_text_stays_text(assignment, submitted):
    notebook, _ = marked(assignment, submitted)
    assert notebook.cells[0].source == "# Warm up\n\nTwo functions."


@pytest.mark.parametrize(
    "damage", [lambda _: "{", lambda text: text.replace("check_halve", "check_other")], ids=["torn", "other"]
)
def test_a_release_that_does_not_fit_is_named_with_its_remedy(assignment, damage):
    assignment.release.write_text(damage(assignment.release.read_text()))
    with pytest.raises(OurFault, match="run `autograder build warm_up`"):
        read_released(assignment)
