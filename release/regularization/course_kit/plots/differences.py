"""Pictures of a derivative that is measured instead of derived: what is measured, and how well."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from course_kit.network import Array
from course_kit.style import BLACK, BLUE, GREEN, GREY, VERMILION, course_style, new_drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course_kit.drawing import Drawing

Curve = Callable[[Array], Array]


def plot_two_sided_difference(alt: str = "") -> "Drawing":
    """Draw a curved cost, its tangent, and the chords of the one-sided and of the two-sided difference."""
    theta, epsilon, reach = 1.0, 0.7, 1.15
    with course_style():
        drawing = new_drawing(
            alt
            or "A curve with a point at theta. The chord from theta to theta plus epsilon is clearly steeper than the "
            "tangent; the chord from theta minus epsilon to theta plus epsilon is nearly parallel to it.",
            figsize=(9, 4.2),
        )
        for axes, both in zip(drawing.subplots(1, 2, sharey=True), (False, True), strict=True):
            _curve_and_tangent(axes, theta, reach)
            left = theta - epsilon if both else theta
            _chord(axes, left, theta + epsilon)
            axes.set_xticks([left, theta, theta + epsilon] if both else [theta, theta + epsilon])
            names = [r"$\theta-\varepsilon$", r"$\theta$", r"$\theta+\varepsilon$"]
            axes.set_xticklabels(names if both else names[1:])
            axes.set(xlabel=r"parameter $\theta$", yticks=[], title="two-sided" if both else "one-sided")
        drawing.axes[0].set_ylabel(r"cost $J(\theta)$")
        handles, labels = drawing.axes[0].get_legend_handles_labels()
        drawing.legend(handles, labels, loc="outside lower center", ncols=3)
    return drawing


def _example(theta: Array | float) -> Array:
    """Return a cost that is visibly curved at 1: its slope there is 2, its second derivative 3."""
    step = np.asarray(theta) - 1.0
    return np.asarray(1.5 + 2.0 * step + 1.5 * step**2 + 0.35 * step**3)


def _curve_and_tangent(axes: "Axes", theta: float, reach: float) -> None:
    t = np.linspace(theta - reach, theta + reach, 200)
    axes.plot(t, _example(t), color=BLACK, label=r"cost $J$")
    axes.plot(t, _example(theta) + 2.0 * (t - theta), "--", color=BLUE, label="tangent: the derivative")


def _chord(axes: "Axes", left: float, right: float) -> None:
    slope = (_example(right) - _example(left)) / (right - left)
    ends = np.array([left - 0.35, right + 0.2])
    axes.plot(ends, _example(left) + slope * (ends - left), color=VERMILION, label="chord: the difference quotient")
    axes.plot([left, right], _example(np.array([left, right])), "s", color=VERMILION, markersize=7)
    axes.plot([1.0], _example(1.0), "o", color=BLACK, markersize=7)
    for end in (left, right):
        axes.vlines(end, -0.6, _example(end), color=GREY, linestyle=":", linewidth=1)
    axes.set_ylim(-0.6, 6.2)


def plot_difference_errors(J: Curve, derivative: float, theta: float, chosen: float = 1e-7, alt: str = "") -> "Drawing":
    """Draw the error of the one-sided and of the two-sided difference against epsilon, on log axes.

    Args:
        J: The cost as a function of one parameter; takes and returns arrays.
        derivative: The true derivative at `theta`.
        theta: Where the derivative is measured.
        chosen: The epsilon to mark.
        alt: Text alternative; made from the smallest errors if left out.
    """
    epsilons = np.logspace(-15, 0, 181)
    ahead, here, behind = J(theta + epsilons), J(np.full_like(epsilons, theta)), J(theta - epsilons)
    errors = {
        "one-sided": np.abs((ahead - here) / epsilons - derivative),
        "two-sided": np.abs((ahead - behind) / epsilons / 2 - derivative),
    }
    described = "; ".join(
        f"{name}: smallest near epsilon {epsilons[np.argmin(_smooth(error))]:.0e}" for name, error in errors.items()
    )
    with course_style():
        drawing = new_drawing(
            alt
            or "Error of the difference quotient against epsilon, both on log axes. Each curve is a valley: round-off "
            f"falls with epsilon on the left, truncation rises with it on the right. {described}.",
            figsize=(8, 4.8),
        )
        axes = drawing.subplots()
        for (name, error), color, marker in zip(errors.items(), (VERMILION, BLUE), "^o", strict=True):
            axes.loglog(epsilons, np.maximum(error, 1e-14), marker, markersize=4, color=color, label=name)
        axes.axvline(chosen, color=GREY, linewidth=1, zorder=0)
        axes.annotate(
            rf"$\varepsilon=10^{{{np.log10(chosen):.0f}}}$", (chosen, 1), xycoords=("data", "axes fraction"),
            xytext=(4, -2), textcoords="offset points", va="top", color=GREY,
        )  # fmt: skip
        _word(axes, "round-off\n" + r"$\propto 1/\varepsilon$", 1e-13, 2e-8)
        _word(axes, "truncation\n" + r"$\propto\varepsilon$", 3e-5, 4e-3)
        _word(axes, "truncation\n" + r"$\propto\varepsilon^2$", 1e-1, 2e-8)
        axes.set(xlabel=r"$\varepsilon$ (log scale)", ylabel="error of the derivative (log scale)", xlim=(5e-16, 2))
        axes.set_ylim(bottom=1e-14)
        axes.legend(loc="lower left", markerscale=2)
    return drawing


def _word(axes: "Axes", text: str, x: float, y: float) -> None:
    axes.annotate(text, (x, y), ha="center", va="center", fontsize=11)


def _smooth(values: Array) -> Array:
    """Return the running maximum over eleven neighbours: round-off hits 0 by luck now and then."""
    return np.array([np.max(values[max(0, i - 5) : i + 6]) for i in range(values.size)])


def plot_wrong_factors(factors: Sequence[float], differences: Sequence[float], alt: str = "") -> "Drawing":
    """Draw the relative difference that was returned for derivatives that are wrong by a factor.

    Args:
        factors: Each derivative handed in was this many times the right one.
        differences: What came back for each.
        alt: Text alternative; made from the numbers if left out.
    """
    wanted = np.linspace(min(factors), max(factors), 400)
    off = float(np.max(np.abs(np.array(differences) - _expected(np.array(factors)))))
    with course_style():
        drawing = new_drawing(
            alt
            or "Relative difference against the factor by which the derivative is wrong: 0 at factor 1, rising on both "
            f"sides, 1 at every factor of 0 or less. The returned points are at most {off:.2g} away from the curve.",
            figsize=(7, 3.8),
        )
        axes = drawing.subplots()
        axes.plot(wanted, _expected(wanted), color=GREEN, label="expected")
        axes.plot(factors, differences, "o", color=VERMILION, markersize=7, label="returned")
        axes.set(xlabel="derivative handed in / right derivative", ylabel="relative difference")
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return drawing


def _expected(factor: Array) -> Array:
    return np.asarray(np.abs(factor - 1) / (np.abs(factor) + 1))
