"""One look for every picture, and how a picture gets into a notebook.

Every plot of the kit is a function that draws a `Drawing` inside ``with course_style():`` and returns it::

    def plot_something(X: Array) -> "Drawing":
        with course_style():
            drawing = new_drawing("What the picture shows, in one or two sentences.", figsize=(6, 4))
            axes = drawing.subplots()
            ...
        return drawing

The last expression of a notebook cell shows it once, with its text alternative. No pyplot, no magic, no ``show()``.

Matplotlib takes half a second and much memory to import, and whoever computes only does without: the modules of the
kit import it where they draw.
"""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cycler import cycler

if TYPE_CHECKING:
    from course_kit.drawing import Drawing

# Okabe and Ito's palette (Color Universal Design, 2008).
BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
SKY, PURPLE, BLACK, GREY = "#56B4E9", "#CC79A7", "#000000", "#6E6E6E"

# Class 0 and class 1, wherever examples are drawn; they differ in lightness and in marker as well.
CLASS_COLORS = (BLUE, ORANGE)
CLASS_MARKERS = ("o", "^")

_RULES: dict[Any, Any] = {
    "figure.constrained_layout.use": True,
    "figure.dpi": 110,
    "savefig.dpi": 110,
    "savefig.facecolor": "white",
    "font.size": 12,
    "axes.titlesize": 13,
    "axes.labelsize": 12,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "legend.frameon": False,
    "lines.linewidth": 2,
    "axes.prop_cycle": cycler(color=[BLUE, VERMILION, GREEN, ORANGE, PURPLE, SKY]),
}


@contextlib.contextmanager
def course_style() -> Iterator[None]:
    """Draw in the course's look for as long as the block lasts."""
    import matplotlib as mpl

    with mpl.rc_context(_RULES):
        yield


def new_drawing(alt: str, **options: Any) -> "Drawing":
    """Return a `Drawing` with nothing in it yet."""
    from course_kit.drawing import Drawing

    return Drawing(alt, **options)
