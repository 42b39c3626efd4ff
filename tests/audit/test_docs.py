"""The tables of docs/checks.md are what the commands print, and the guide for authors shows what works."""

import re
import runpy
import sys

import pytest
from helpers_audit import REPOSITORY

from autograder.audit.tables import write_part
from autograder.errors import UserError

PAGE = REPOSITORY / "docs" / "checks.md"


def part(name):
    return (
        PAGE.read_text(encoding="utf-8").partition(f"<!-- {name}: begin -->")[2].partition(f"<!-- {name}: end -->")[0]
    )


@pytest.fixture(scope="module")
def measure():
    """The script's functions."""
    return runpy.run_path(str(REPOSITORY / "scripts" / "measure_checks.py"))


def test_the_table_of_the_checks_is_fresh(measure, capsys):
    assert measure["main"](["claims"]) == 0
    assert part("scripts/measure_checks.py claims").strip() == capsys.readouterr().out.strip()


def test_every_exercise_is_in_every_table_of_measurements(measure):
    exercises = re.findall(r"^### `(\w+)`, \d+ points$", part("scripts/measure_checks.py claims"), re.MULTILINE)
    assert len(exercises) == 11
    for name in ("seeds", "diagnosis"):
        rows = re.findall(r"^\| `(\w+)` \|", part(f"scripts/measure_checks.py {name}"), re.MULTILINE)
        assert sorted(rows) == sorted(exercises)


def test_one_exercise_measured_quickly_finds_nothing_off(measure, capsys):
    assert measure["main"](["seeds", "initialization", "--seeds", "2", "--jobs", "1"]) == 0
    row = next(line for line in capsys.readouterr().out.splitlines() if "parameters_zeros" in line)
    assert row == "| `initialize_parameters_zeros` | 26 | 52/52 | 45 | 90/90 | 90/90 |"


@pytest.mark.skipif(sys.platform == "win32", reason="paths in the page are those of a repository")
@pytest.mark.parametrize("page", ["checks.md", "adding-an-assignment.md"])
def test_what_a_page_links_to_is_there(page):
    text = (PAGE.parent / page).read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!http|#)([^)]+)\)", text):
        assert (PAGE.parent / link).is_file(), link
    for image in re.findall(r"\((images/[^)]+)\)", text):
        assert (PAGE.parent / image).stat().st_size < 150_000, image


def test_a_part_is_written_and_the_rest_stays(tmp_path):
    path = tmp_path / "page.md"
    path.write_text("before\n<!-- x: begin -->\nold\n<!-- x: end -->\nafter\n", encoding="utf-8")
    write_part(path, "x", "new")
    assert path.read_text(encoding="utf-8") == "before\n<!-- x: begin -->\n\nnew\n\n<!-- x: end -->\nafter\n"
    with pytest.raises(UserError, match="lacks the lines '<!-- y: begin -->'"):
        write_part(path, "y", "new")
    with pytest.raises(UserError, match="cannot be read or written: No such file"):
        write_part(tmp_path / "none.md", "x", "new")
