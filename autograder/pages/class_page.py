"""``grades-<id>.html``: a class at a glance, for the instructor. Made from the marks file, in two passes."""

from collections import Counter
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from pathlib import Path

from autograder.files import whole_text_file
from autograder.manifest import Manifest
from autograder.pages.rendering import plain, template
from autograder.publishing.marks import Mark, Marks
from autograder.results import Status

# Bars of the chart of scores: tenths of the points.
BARS = 10


@dataclass
class Overview:
    """What a class's marks add up to.

    Attributes:
        submissions: How many there are of each status.
        full: How many of those graded have all points of an exercise, by exercise.
        points: Sum of the points of those graded, by exercise.
        bars: How many of those graded lie in each tenth of the points, full marks in the last.
    """

    submissions: Counter[Status] = field(default_factory=Counter)
    full: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)
    bars: Counter[int] = field(default_factory=Counter)

    @property
    def graded(self) -> int:
        """How many submissions were graded."""
        return self.submissions[Status.GRADED]


def overview(marks: Iterable[Mark], manifest: Manifest) -> Overview:
    """Add up a class's marks."""
    sums = Overview()
    for mark in marks:
        sums.submissions[mark.status] += 1
        if mark.status is not Status.GRADED or mark.score is None:
            continue
        sums.bars[min(BARS * mark.score // mark.max_score, BARS - 1)] += 1
        for exercise in manifest.exercises:
            earned = mark.exercises.get(exercise.name, 0)
            sums.full[exercise.name] += earned == exercise.points
            sums.points[exercise.name] += earned
    return sums


def write_class_page(
    path: Path, marks: Marks, manifest: Manifest, link: Callable[[str], str], second_looks: Set[str] = frozenset()
) -> None:
    """Write the page.

    Args:
        path: Where to.
        marks: The marks file.
        manifest: The assignment's.
        link: From a student to the page of the student's feedback, relative to this page.
        second_looks: Students with a manual score under which the autograder's has changed since.
    """
    rows = ((mark, plain(mark.student, 200), link(mark.student)) for mark in marks)
    with whole_text_file(path) as file:
        page = template("class.html.j2")
        sums = overview(marks, manifest)
        file.writelines(
            page.generate(manifest=manifest, overview=sums, rows=rows, bars=BARS, second_looks=second_looks)
        )
