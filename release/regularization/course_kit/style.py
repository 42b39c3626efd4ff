"""One look for every picture, and how a picture gets into a notebook.

Every plot of the kit is a function that draws a `Drawing` inside ``with course_style():`` and returns it::

    def plot_something(X: Array) -> Drawing:
        with course_style():
            drawing = Drawing("What the picture shows, in one or two sentences.", figsize=(6, 4))
            axes = drawing.subplots()
            ...
        return drawing

The last expression of a notebook cell shows it once, with its text alternative. No pyplot, no magic, no ``show()``.
"""

import base64
import contextlib
import html
import io
from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib.figure import Figure
from PIL import Image

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

# In a notebook a picture takes three quarters of its pixels: its text is then as large as the text around it.
SHOWN_SCALE = 0.75


@contextlib.contextmanager
def course_style() -> Iterator[None]:
    """Draw in the course's look for as long as the block lasts."""
    with mpl.rc_context(_RULES):
        yield


class Drawing(Figure):
    """A matplotlib figure that shows itself in a notebook and says in words what it shows.

    Args:
        alt: The text alternative: what a reader who cannot see the picture needs to know.
        options: Whatever `matplotlib.figure.Figure` takes, for example ``figsize=(6, 4)`` in inches.
    """

    def __init__(self, alt: str, **options: Any) -> None:
        super().__init__(**options)
        self.alt = " ".join(alt.split())

    def png(self) -> bytes:
        """Return the picture as a PNG of at most 256 colors, which flat drawings do not miss and files do."""
        drawn, buffer = io.BytesIO(), io.BytesIO()
        with course_style():
            self.savefig(drawn, format="png", bbox_inches="tight")
        with Image.open(drawn) as image:
            few_colors = image.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        few_colors.save(buffer, format="png", optimize=True)
        return buffer.getvalue()

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, Any]]:
        png = self.png()
        with Image.open(io.BytesIO(png)) as image:
            width = round(image.width * SHOWN_SCALE)
        # JupyterLab reads a text alternative from HTML only, nbconvert from the metadata of the PNG as well.
        data = base64.b64encode(png).decode()
        alt = html.escape(self.alt, quote=True)
        style = "max-width:100%;height:auto;background:#fff"
        image_html = f'<img alt="{alt}" width="{width}" src="data:image/png;base64,{data}" style="{style}">'
        shown = {"text/plain": self.alt, "text/html": image_html, "image/png": data}
        return shown, {"image/png": {"alt": self.alt, "width": width}}
