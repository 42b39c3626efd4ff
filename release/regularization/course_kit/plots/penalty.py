"""A picture of the two parts of a regularized cost."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from course_kit.style import BLACK, BLUE, ORANGE, course_style, new_drawing

if TYPE_CHECKING:
    from course_kit.drawing import Drawing


def plot_cost_parts(
    lambdas: Sequence[float], cross_entropy: float, penalties: Sequence[float], costs: Sequence[float], alt: str = ""
) -> "Drawing":
    """Draw the cost as a bar of two parts for each lambd, and the cost that was computed as a line across it.

    Args:
        lambdas: Regularization strengths.
        cross_entropy: The part that does not depend on them.
        penalties: The L2 penalty for each of them.
        costs: The cost that was computed for each of them.
        alt: Text alternative; made from the numbers if left out.
    """
    described = "; ".join(
        f"lambd {lambd:g}: computed {cost:.3f}, expected {cross_entropy + penalty:.3f}"
        for lambd, penalty, cost in zip(lambdas, penalties, costs, strict=True)
    )
    with course_style():
        drawing = new_drawing(alt or f"Stacked bars of cross-entropy and L2 penalty. {described}.", figsize=(7, 3.8))
        axes = drawing.subplots()
        places = np.arange(len(lambdas))
        axes.bar(places, cross_entropy, width=0.6, color=BLUE, label="cross-entropy")
        axes.bar(
            places,
            penalties,
            width=0.6,
            bottom=cross_entropy,
            color=ORANGE,
            hatch="//",
            edgecolor="white",
            label="L2 penalty",
        )
        axes.hlines(costs, places - 0.42, places + 0.42, color=BLACK, linewidth=2.5, label="computed cost")
        axes.set_xticks(places, [f"{lambd:g}" for lambd in lambdas])
        axes.set(xlabel="lambd", ylabel="cost")
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return drawing
