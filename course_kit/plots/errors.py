"""Pictures of where a gradient is wrong, entry by entry."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from course_kit.network import Array
from course_kit.style import course_style, new_drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course_kit.drawing import Drawing

# Round-off stays below the one, a real mistake above the other.
SMALLEST, LARGEST = 1e-10, 1.0

# Between two panels, in cells.
GAP = 2.2


def plot_gradient_errors(got: Mapping[str, Array], want: Mapping[str, Array], alt: str = "") -> "Drawing":
    """Draw a heat map of the error of every entry, one grid of cells a gradient.

    Args:
        got: Gradients by name, each two-dimensional.
        want: What they should be, with the same names and shapes; they are drawn in its order.
        alt: Text alternative; made from the largest errors if left out.
    """
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import LogNorm

    errors = {name: np.abs(np.asarray(got[name], dtype=float) - right) / _scale(right) for name, right in want.items()}
    colors: dict[str, Any] = {"norm": LogNorm(SMALLEST, LARGEST), "cmap": "cividis"}
    described = ", ".join(f"{name} {_words(error)}" for name, error in errors.items())
    width = sum(max(error.shape[1], 2) + GAP for error in errors.values())
    height = max(error.shape[0] for error in errors.values())
    with course_style():
        drawing = new_drawing(
            alt
            or "Heat maps of the error of every entry, relative to the largest entry of its gradient. "
            f"Largest errors: {described}.",
            figsize=(0.4 * width + 1.2, 0.4 * height + 1.2),
        )
        axes = drawing.subplots()
        left = 0.0
        for name, error in errors.items():
            _grid(axes, name, error, left, colors)
            left += max(error.shape[1], 2) + GAP
        axes.set(xlim=(-0.8, width - GAP + 0.6), ylim=(height + 0.8, -1.9), aspect="equal")
        axes.set_axis_off()
        bar = drawing.colorbar(ScalarMappable(**colors), ax=axes, pad=0.01, fraction=0.04)
        bar.set_label("relative error\n(log scale)", fontsize=14)
        bar.set_ticks([1e-10, 1e-7, 1e-4, 1e-1], labels=["≤ $10^{-10}$", "$10^{-7}$", "$10^{-4}$", "0.1"])
    return drawing


def _grid(axes: "Axes", name: str, error: Array, left: float, colors: Mapping[str, Any]) -> None:
    rows, columns = error.shape
    edges = left + np.arange(columns + 1), np.arange(rows + 1)
    axes.pcolormesh(*edges, np.clip(error, SMALLEST, LARGEST), edgecolors="white", linewidth=1, **colors)
    axes.text(left, -0.3, f"{name}\n{_words(error)}", va="bottom", fontsize=14)
    for row in range(rows):
        axes.text(left - 0.2, row + 0.5, str(row), ha="right", va="center", fontsize=10)
    for column in range(columns):
        axes.text(left + column + 0.5, rows + 0.2, str(column), ha="center", va="top", fontsize=10)


def _scale(right: Array) -> float:
    return max(float(np.max(np.abs(right), initial=0.0)), np.finfo(float).tiny)


def _words(error: Array) -> str:
    largest = float(np.max(error, initial=0.0))
    return "right" if largest <= 1e-7 else f"off by {largest:.2g}"
