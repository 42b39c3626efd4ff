"""Pictures of a network's parameters, block by block: where they go in a vector, and where a gradient is wrong."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from course_kit.network import Array, Parameters
from course_kit.style import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, VERMILION, course_style, new_drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course_kit.drawing import Drawing

BLOCK_COLORS = (BLUE, SKY, GREEN, ORANGE, VERMILION, PURPLE)

# Below this an error cannot be told from 0 on the pictures' log axes.
FLOOR = 1e-13


def plot_vector_mapping(parameters: Parameters, alt: str = "") -> "Drawing":
    """Draw every block of parameters as a table of cells, and below it the vector in which they lie end to end.

    Args:
        parameters: ``W1, b1, ..., WL, bL``.
        alt: Text alternative; made from the shapes if left out.
    """
    described = "; ".join(f"{name} {value.shape}" for name, value in parameters.items())
    total = sum(value.size for value in parameters.values())
    with course_style():
        drawing = new_drawing(
            alt
            or f"The blocks {described} as tables of cells, and below them one row of {total} cells: the vector "
            "theta, in which the blocks lie one after the other, each row by row.",
            figsize=(11, 4.2),
        )
        axes = drawing.subplots()
        gap = (total - sum(value.shape[1] for value in parameters.values())) / max(len(parameters) - 1, 1)
        left, start = 0.0, 0
        for (name, value), color in zip(parameters.items(), BLOCK_COLORS, strict=False):
            rows, columns = value.shape
            _cells(axes, (left, 6.0), (rows, columns), color)
            axes.text(
                left + columns / 2,
                6.5 + rows,
                f"{name}\n{rows} \N{MULTIPLICATION SIGN} {columns}",
                ha="center",
                va="bottom",
            )
            _funnel(axes, (left, left + columns, 6.0), (start, start + value.size, 1.0), color)
            _cells(axes, (start, 0.0), (1, value.size), color)
            axes.text(start + 0.5, -0.4, str(start), ha="center", va="top", fontsize=11)
            left, start = left + columns + gap, start + value.size
        axes.text(total / 2, -2.2, r"index in the vector $\theta$ (a column, drawn lying down)", ha="center", va="top")
        axes.set(xlim=(-0.5, total + 0.5), ylim=(-3.6, 14.5), aspect="equal")
        axes.set_axis_off()
    return drawing


def _cells(axes: "Axes", origin: tuple[float, float], shape: tuple[int, int], color: str) -> None:
    from matplotlib.patches import Rectangle

    (left, bottom), (rows, columns) = origin, shape
    for row in range(rows):
        for column in range(columns):
            corner = (left + column, bottom + row)
            axes.add_patch(Rectangle(corner, 1, 1, facecolor=color, edgecolor="white", linewidth=1))


def _funnel(axes: "Axes", top: tuple[float, float, float], bottom: tuple[float, float, float], color: str) -> None:
    from matplotlib.patches import Polygon

    corners = [(top[0], top[2]), (top[1], top[2]), (bottom[1], bottom[2]), (bottom[0], bottom[2])]
    axes.add_patch(Polygon(corners, closed=True, facecolor=color, alpha=0.25, edgecolor="none"))


def plot_block_errors(grad: Array, gradapprox: Array, keys: Sequence[str], alt: str = "") -> "Drawing":
    """Draw how far the derived gradient is from the measured one, a bar a block and a dot a parameter.

    Args:
        grad: The gradient to be checked, 47 entries, any shape.
        gradapprox: The measured gradient, as many entries.
        keys: The block of each entry, as `dictionary_to_vector` returns it.
        alt: Text alternative; made from the bars if left out.
    """
    blocks, errors = _by_block(grad, gradapprox, keys)
    allowed = 1e-7 * float(np.linalg.norm(grad) + np.linalg.norm(gradapprox))
    largest = [float(np.max(error)) for error in errors]
    described = ", ".join(f"{block} {value:.0e}" for block, value in zip(blocks, largest, strict=True))
    with course_style():
        drawing = new_drawing(
            alt or f"Bar chart on a log axis of the largest |grad - gradapprox| in each block: {described}.",
            figsize=(8, 4.2),
        )
        axes = drawing.subplots()
        for position, (error, top) in enumerate(zip(errors, largest, strict=True)):
            color, hatch = (SKY, "") if top <= allowed else (VERMILION, "//")
            axes.bar(position, max(top, FLOOR), width=0.7, edgecolor="white", facecolor=color, hatch=hatch)
            spread = position + np.linspace(-0.25, 0.25, error.size) * (error.size > 1)
            axes.plot(spread, np.maximum(error, FLOOR), ".", color=BLACK, markersize=5)
        axes.axhline(allowed, color=GREY, linestyle="--", linewidth=1.2)
        axes.annotate(
            "a relative\ndifference\nof $10^{-7}$", (1, allowed), xycoords=("axes fraction", "data"), xytext=(4, 0),
            textcoords="offset points", va="center", color=GREY,
        )  # fmt: skip
        axes.set_yscale("log")
        axes.set_ylim(min(1e-11, *(max(float(np.min(error)), FLOOR) / 3 for error in errors)), max(1.0, *largest) * 3)
        axes.set_xticks(range(len(blocks)), blocks)
        axes.set(xlabel="block of parameters", ylabel="|grad \N{MINUS SIGN} gradapprox| (log scale)")
        axes.set_title("Bar: the largest error of a block. Dots: every parameter")
    return drawing


def _by_block(grad: Array, gradapprox: Array, keys: Sequence[str]) -> tuple[list[str], list[Array]]:
    errors = np.abs(np.ravel(grad) - np.ravel(gradapprox))
    blocks = list(dict.fromkeys(keys))
    return blocks, [errors[[key == block for key in keys]] for block in blocks]


def plot_planted_mistakes(differences: Mapping[str, tuple[float, float]], alt: str = "") -> "Drawing":
    """Draw what a gradient check returned for gradients with a mistake in one block, and what it should have.

    Args:
        differences: For each block (or other name) the relative difference returned and the one expected.
        alt: Text alternative; made from the numbers if left out.
    """
    described = "; ".join(f"{name}: {got:.2g}, {want:.2g} expected" for name, (got, want) in differences.items())
    positions = np.arange(len(differences))
    got, want = np.array(list(differences.values())).T
    with course_style():
        drawing = new_drawing(alt or f"Bar chart of the returned relative difference. {described}.", figsize=(8, 4.2))
        axes = drawing.subplots()
        axes.bar(positions, got, width=0.7, color=SKY, label="returned")
        axes.plot(positions, want, "_", color=BLACK, markersize=34, markeredgewidth=3, label="expected")
        axes.set_xticks(positions, [f"{name}\n{value:.2g}" for name, value in zip(differences, got, strict=True)])
        axes.set(xlabel="where the mistake was planted, and the number returned", ylabel="relative difference")
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1), markerscale=0.6)
    return drawing
