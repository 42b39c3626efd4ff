"""Picture of a network whose hidden units are copies of one another, beside one whose units differ."""

from typing import TYPE_CHECKING

import numpy as np

from course_kit.style import BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, VERMILION, course_style, new_drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course_kit.drawing import Drawing

SIZES = (2, 4, 1)
DIFFERENT = (BLUE, VERMILION, GREEN, PURPLE)


def plot_symmetry() -> "Drawing":
    """Draw a 2-4-1 network twice, with equal hidden units and with different ones; units of one color are equal."""
    alt = (
        "Two drawings of a network with two inputs, four hidden units and one output. On the left all hidden units and "
        "their connections have one color: they start equal, get equal gradients and stay equal. On the right each "
        "hidden unit has a color of its own: they start different and learn different things."
    )
    with course_style():
        drawing = new_drawing(alt, figsize=(8, 3.2))
        left, right = drawing.subplots(1, 2)
        _network(left, (SKY,) * 4, "Equal start: four copies of one unit")
        _network(right, DIFFERENT, "Random start: four units")
    return drawing


def _network(axes: "Axes", colors: tuple[str, ...], title: str) -> None:
    inputs, hidden, outputs = (_column(layer, size) for layer, size in enumerate(SIZES))
    for unit, color in zip(hidden, colors, strict=True):
        for other in [*inputs, *outputs]:
            axes.plot(*zip(unit, other, strict=True), color=color, linewidth=2.2, zorder=1)
    for units, fills in ((inputs, [GREY] * 2), (hidden, colors), (outputs, [ORANGE])):
        x, y = np.transpose(units)
        axes.scatter(x, y, s=420, c=fills, edgecolors="white", linewidths=2, zorder=2)
    for units, name in ((inputs, "inputs"), (hidden, "hidden units"), (outputs, "output")):
        axes.text(units[0][0], -2.15, name, ha="center", va="top")
    axes.set(xlim=(-0.4, 2.4), ylim=(-2.6, 2), title=title)
    axes.set_axis_off()


def _column(layer: int, size: int) -> list[tuple[float, float]]:
    return [(float(layer), (size - 1) / 2 - place) for place in range(size)]
