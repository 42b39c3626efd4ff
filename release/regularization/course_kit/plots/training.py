"""Pictures of data, of training, and of what was learned.

Shapes: ``X`` is ``(2, m)``, one example a column; ``Y`` is ``(1, m)``, classes 0 and 1.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from course_kit.network import Array, Parameters, forward_propagation
from course_kit.style import BLACK, CLASS_COLORS, CLASS_MARKERS, GREY, VERMILION, course_style, new_drawing
from course_kit.training import Training

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

    from course_kit.drawing import Drawing

# A trained network's parameters, or a function from inputs (2, k) to classes or probabilities (1, k).
Model = Parameters | Callable[[Array], Array]

GRID_POINTS = 300


def plot_data(
    X: Array, Y: Array, title: str = "", labels: tuple[str, str] = ("$x_1$", "$x_2$"), alt: str = ""
) -> "Drawing":
    """Draw the examples, each class with its own color and marker.

    Args:
        X: Inputs, shape ``(2, m)``.
        Y: Classes 0 or 1, shape ``(1, m)``.
        title: What stands above the picture.
        labels: What the two inputs are called.
        alt: Text alternative; made from the counts of the classes if left out.
    """
    with course_style():
        drawing = new_drawing(alt or f"Scatter plot{title and ': ' + title}. {_describe(Y)}", figsize=(5.2, 4.4))
        axes = drawing.subplots()
        _scatter(axes, X, Y)
        _frame(axes, X, title, labels)
        axes.legend(handles=_keys(), loc="upper left", bbox_to_anchor=(1, 1))
    return drawing


def plot_costs(
    trainings: Mapping[str, Training], *, log: bool = False, chance: bool = False, alt: str = ""
) -> "Drawing":
    """Draw the cost of each training against the iteration.

    Args:
        trainings: What `train` returned, by the name that the legend shows.
        log: Whether the cost has a logarithmic axis.
        chance: Whether to mark ``ln 2``, the cost of answering 0.5 to everything.
        alt: Text alternative; made from the first and last costs if left out.
    """
    described = "; ".join(f"{name}: from {one.costs[0]:.3g} to {one.costs[-1]:.3g}" for name, one in trainings.items())
    with course_style():
        drawing = new_drawing(alt or f"Line plot of the cost against the iteration. {described}.", figsize=(7, 4))
        axes = drawing.subplots()
        for (name, one), style in zip(trainings.items(), ["-", "--", "-.", ":"] * len(trainings), strict=False):
            axes.plot(one.iterations, one.costs, style, label=name)
        if chance:
            axes.axhline(np.log(2), color=GREY, linewidth=1, zorder=0)
            place: dict[str, Any] = {
                "xycoords": ("axes fraction", "data"),
                "xytext": (4, 0),
                "textcoords": "offset points",
            }
            axes.annotate(r"$\ln 2$", (1, np.log(2)), color=GREY, va="center", **place)
        if log:
            axes.set_yscale("log")
        else:
            axes.set_ylim(bottom=0)
        rates = {one.learning_rate for one in trainings.values()}
        title = f"Cost during training, learning rate {rates.pop():g}" if len(rates) == 1 else "Cost during training"
        if len(trainings) > 1:
            axes.legend()
        else:
            title = f"{next(iter(trainings))}\n{title}"
        axes.set(xlabel="iteration", ylabel="cost (log scale)" if log else "cost", title=title)
    return drawing


def plot_decision_boundary(
    X: Array, Y: Array, model: Model, title: str = "", labels: tuple[str, str] = ("$x_1$", "$x_2$"), alt: str = ""
) -> "Drawing":
    """Draw what a model answers everywhere, and the examples on top.

    Args:
        X: Inputs, shape ``(2, m)``.
        Y: Classes 0 or 1, shape ``(1, m)``.
        model: Parameters of a network, or a function from ``(2, k)`` to classes or probabilities ``(1, k)``.
        title: What stands above the picture.
        labels: What the two inputs are called.
        alt: Text alternative; made from the numbers of wrongly classified examples if left out.
    """
    return plot_decision_boundaries(X, Y, {title: model}, labels, alt)


def plot_decision_boundaries(
    X: Array, Y: Array, models: Mapping[str, Model], labels: tuple[str, str] = ("$x_1$", "$x_2$"), alt: str = ""
) -> "Drawing":
    """Draw several models side by side, as `plot_decision_boundary` draws one; the keys of `models` are the titles."""
    with course_style():
        described = f"Regions of the predicted class. {_describe(Y)}"
        drawing = new_drawing(described, figsize=(5, 5.2) if len(models) == 1 else (4.0 * len(models), 4.8))
        panels = drawing.subplots(1, len(models), squeeze=False, sharex=True, sharey=True)[0]
        for axes, (title, model) in zip(panels, models.items(), strict=True):
            wrong = _regions(axes, X, Y, model)
            _frame(axes, X, title, labels)
            axes.label_outer()
            described += f" {title}: {wrong} of {Y.size} wrong."
        drawing.alt = alt or described
        drawing.legend(handles=_keys(boundary=True), loc="outside lower center", ncols=2 if len(models) == 1 else 4)
    return drawing


def _regions(axes: "Axes", X: Array, Y: Array, model: Model) -> int:
    """Fill the regions of the two classes, draw the examples, and return how many lie in the wrong region."""
    answer = _answers(model)
    x, y = (np.linspace(low, high, GRID_POINTS) for low, high in _limits(X))
    grid = np.array(np.meshgrid(x, y)).reshape(2, -1)
    values = answer(grid).reshape(y.size, x.size)
    axes.contourf(x, y, values, levels=[-np.inf, 0.5, np.inf], colors=CLASS_COLORS, alpha=0.25)
    if values.min() <= 0.5 < values.max():
        axes.contour(x, y, values, levels=[0.5], colors=BLACK, linewidths=1.5)
    _scatter(axes, X, Y)
    wrong = (answer(X) > 0.5).ravel() != (Y > 0.5).ravel()
    axes.scatter(X[0, wrong], X[1, wrong], s=70, facecolors="none", edgecolors=VERMILION, linewidths=1.4)
    return int(wrong.sum())


def _answers(model: Model) -> Callable[[Array], Array]:
    if callable(model):
        return lambda X: np.asarray(model(X), dtype=float)
    return lambda X: forward_propagation(X, model)[0]


def _scatter(axes: "Axes", X: Array, Y: Array) -> None:
    for label, (color, marker) in enumerate(zip(CLASS_COLORS, CLASS_MARKERS, strict=True)):
        chosen = (Y > 0.5).ravel() == bool(label)
        axes.scatter(X[0, chosen], X[1, chosen], s=24, c=color, marker=marker, edgecolors="white", linewidths=0.4)


def _keys(*, boundary: bool = False) -> "list[Line2D]":
    """Return the legend's entries: the classes, and with `boundary` what else `_regions` draws."""
    from matplotlib.lines import Line2D

    point: dict[str, Any] = {"linestyle": "none", "markersize": 7, "markeredgecolor": "white"}
    keys = [
        Line2D([], [], color=color, marker=marker, label=f"class {label}", **point)
        for label, (color, marker) in enumerate(zip(CLASS_COLORS, CLASS_MARKERS, strict=True))
    ]
    if boundary:
        point |= {"markerfacecolor": "none", "markeredgecolor": VERMILION, "markersize": 9}
        keys += [
            Line2D([], [], color=BLACK, linewidth=1.5, label="boundary"),
            Line2D([], [], marker="o", label="wrong", **point),
        ]
    return keys


def _limits(X: Array) -> list[tuple[float, float]]:
    margin = 0.1 * float(np.ptp(X, axis=1).max())
    return [(float(row.min()) - margin, float(row.max()) + margin) for row in X]


def _frame(axes: "Axes", X: Array, title: str, labels: tuple[str, str]) -> None:
    (left, right), (bottom, top) = _limits(X)
    axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal", xlabel=labels[0], ylabel=labels[1], title=title)


def _describe(Y: Array) -> str:
    positive = int(np.sum(Y > 0.5))
    return f"{Y.size} examples, {Y.size - positive} of class 0 and {positive} of class 1."
