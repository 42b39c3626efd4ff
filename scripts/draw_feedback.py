"""Draw the feedback pages in docs/checks.md: one wrong solution an assignment, graded, and its page in a real browser.

    python scripts/draw_feedback.py                      needs Chromium on the PATH

Everything but the mistake is the solved notebook's, so that a picture shows what one mistake costs and what is said.
"""

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

from autograder.answers import wrong_answers
from autograder.collecting.collect import Submission
from autograder.collecting.extract import read_entries
from autograder.course import Assignment, find_course
from autograder.grading import Grader
from autograder.pages.feedback import render_feedback

ROOT = Path(__file__).resolve().parents[1]

# Of each assignment a mistake that students really make, and the exercise it is made in.
MISTAKES = {
    "initialization": ("initialize_parameters_he", "fan_out"),
    "regularization": ("backward_propagation_with_dropout", "scaling_missing"),
    "gradient_checking": ("gradient_check_n", "missing_two"),
}

# Pixels; pages are laid out for reading at this width, and are drawn finer. The height is cut to the page's.
WIDTH, HEIGHT, SCALE = 800, 3600, 1.5

COLORS = 48
MARGIN = 24


def main() -> None:
    """Draw all pictures, or the ones that are named."""
    parser = argparse.ArgumentParser(description="Draw the feedback pages in docs/checks.md.")
    parser.add_argument("assignments", nargs="*", metavar="ID", help="default: all")
    for name in parser.parse_args().assignments or MISTAKES:
        path = ROOT / "docs" / "images" / f"feedback-{name.replace('_', '-')}.png"
        page = feedback_page(find_course(ROOT).assignment(name), *MISTAKES[name])
        draw(page, path)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} KB")


def feedback_page(assignment: Assignment, exercise: str, mistake: str) -> str:
    """Return the page of the solved notebook with one exercise done wrong."""
    wrong = next(one for one in wrong_answers(assignment) if (one.exercise, one.id) == (exercise, mistake))
    cells = {
        entry.grade_id: entry.source
        for entry in read_entries(assignment.solution, assignment.manifest.limits.notebook_mib)
        if entry.grade_id
    }
    names = [one.name for one in assignment.manifest.exercises]
    code = [wrong.code if name == exercise else cells[name] for name in names]
    with tempfile.TemporaryDirectory() as folder, Grader(assignment) as grader:
        path = Path(folder) / f"{assignment.id}.py"
        path.write_text("\n\n".join(["import numpy as np", *code]), encoding="utf-8")
        return render_feedback(grader.grade(Submission("ada_moreau", path)), assignment.manifest.title)


def draw(page: str, path: Path) -> None:
    """Draw a page as a PNG file of few colors."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("There is no chromium on the PATH; install it.")
    with tempfile.TemporaryDirectory() as folder:
        html, png = Path(folder) / "page.html", Path(folder) / "page.png"
        html.write_text(page, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        options += [f"--force-device-scale-factor={SCALE}", f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={png}"]
        subprocess.run([chromium, *options, html.as_uri()], check=True, capture_output=True, timeout=120)  # noqa: S603
        with Image.open(png) as picture:
            _cut(picture.convert("RGB")).quantize(COLORS, Image.Quantize.MAXCOVERAGE).save(path, optimize=True)


def _cut(picture: Image.Image) -> Image.Image:
    """Return the picture without the empty space below what is on it."""
    background = Image.new("RGB", picture.size, picture.getpixel((0, picture.height - 1)))
    box = ImageChops.difference(picture, background).getbbox()
    bottom = min(picture.height, box[3] + int(MARGIN * SCALE)) if box else picture.height
    return picture.crop((0, 0, picture.width, bottom))


if __name__ == "__main__":
    main()
