"""One look for every picture: colours that colour-blind readers can tell apart, and labelled axes."""

import contextlib
from collections.abc import Iterator

import matplotlib as mpl

# Okabe and Ito's palette (Color Universal Design, 2008).
BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
SKY, PURPLE, BLACK, GREY = "#56B4E9", "#CC79A7", "#000000", "#6E6E6E"

# Class 0 and class 1, wherever examples are drawn; they differ in lightness and in marker as well.
CLASS_COLORS = (BLUE, ORANGE)
CLASS_MARKERS = ("o", "^")

_RULES = {
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
    "axes.prop_cycle": mpl.cycler(color=[BLUE, VERMILION, GREEN, ORANGE, PURPLE, SKY]),
}


@contextlib.contextmanager
def course_style() -> Iterator[None]:
    """Draw in the course's look for as long as the block lasts."""
    with mpl.rc_context(_RULES):
        yield
