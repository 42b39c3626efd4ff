"""Pictures of dropout: which units are kept, and what that does to the activations."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from course_kit.network import Array
from course_kit.style import BLACK, BLUE, GREY, ORANGE, VERMILION, course_style, new_drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course_kit.drawing import Drawing

DROPPED = "#DDDDDD"
MOST_EXAMPLES = 60


def plot_dropout(before: Array, mask: Array, after: Array, keep_prob: float, alt: str = "") -> "Drawing":
    """Draw a layer's mask, the fraction of examples that keep each unit, and each unit's mean activation.

    Args:
        before: Activations without dropout, shape ``(n, m)``.
        mask: True or 1 where a unit is kept, shape ``(n, m)``.
        after: Activations with dropout, shape ``(n, m)``.
        keep_prob: The probability of keeping a unit.
        alt: Text alternative; made from the numbers if left out.
    """
    from matplotlib.patches import Patch

    kept, mean_before, mean_after = (np.mean(values, axis=1) for values in (mask, before, after))
    fraction = f"{np.mean(kept):.3f}"
    means = f"{np.mean(mean_before):.3f} before, {np.mean(mean_after):.3f} after dropout"
    units = np.arange(1.0, kept.size + 1)
    with course_style():
        drawing = new_drawing(
            alt
            or f"Three panels for {units.size} units: the mask; the fraction of examples that keep each unit, over all "
            f"{fraction} with keep_prob = {keep_prob:g}; the mean activation of each unit, over all {means}.",
            figsize=(11, 4.4),
        )
        left, middle, right = drawing.subplots(1, 3, sharey=True, width_ratios=(2.2, 1, 1.6))
        _mask(left, np.asarray(mask, dtype=float), units)
        middle.barh(units, kept, height=0.7, color=BLUE)
        middle.axvline(keep_prob, color=BLACK, linestyle="--", linewidth=1.5)
        middle.set(xlim=(0, 1.05), xticks=[0, 0.5, 1], xlabel="fraction kept")
        middle.set_title(f"Kept: {fraction}\n(keep_prob {keep_prob:g}, dashed)")
        right.barh(units - 0.2, mean_before, height=0.36, color=GREY)
        right.barh(units + 0.2, mean_after, height=0.36, color=ORANGE)
        right.set(xlabel="mean activation", title="Mean: " + means.replace(", ", ",\n"))
        colors = {"kept": BLUE, "dropped": DROPPED, "before dropout": GREY, "after dropout": ORANGE}
        keys = [Patch(color=color, label=label) for label, color in colors.items()]
        drawing.legend(handles=keys, loc="outside lower center", ncols=4)
    return drawing


def _mask(axes: "Axes", mask: Array, units: Array) -> None:
    from matplotlib.colors import ListedColormap

    shown = mask[:, :MOST_EXAMPLES]
    extent = (0.5, shown.shape[1] + 0.5, units[-1] + 0.5, 0.5)
    axes.imshow(shown, cmap=ListedColormap([DROPPED, BLUE]), vmin=0, vmax=1, aspect="auto", extent=extent)
    axes.set_yticks(units if units.size <= 10 else units[4::5])
    axes.set(xlabel=f"example (the first {shown.shape[1]} of {mask.shape[1]})", ylabel="unit", title="Mask")


def plot_thinned_networks(masks: Sequence[Sequence[Sequence[int]]], alt: str = "") -> "Drawing":
    """Draw the same network once for each example, without the units that its mask drops.

    Args:
        masks: For each example and layer, input and output included, 1 for a kept unit and 0 for a dropped one.
        alt: Text alternative; made from the numbers of kept units if left out.
    """
    counts = "; ".join(
        f"example {number}: {', '.join(f'{sum(layer)} of {len(layer)}' for layer in mask)}"
        for number, mask in enumerate(masks, start=1)
    )
    with course_style():
        drawing = new_drawing(
            alt
            or f"One network, drawn once for each example, dropped units crossed out. Units kept by layer: {counts}.",
            figsize=(3.6 * len(masks), 3.4),
        )
        panels = drawing.subplots(1, len(masks), squeeze=False)[0]
        for number, (axes, mask) in enumerate(zip(panels, masks, strict=True), start=1):
            _network(axes, mask)
            axes.set_title(f"example {number}")
    return drawing


def _network(axes: "Axes", mask: Sequence[Sequence[int]]) -> None:
    heights = [np.arange(len(layer)) - (len(layer) - 1) / 2 for layer in mask]
    for x, (here, there) in enumerate(pairwise(mask)):
        for y, kept in zip(heights[x], here, strict=True):
            for end, wanted in zip(heights[x + 1], there, strict=True):
                if kept and wanted:
                    axes.plot([x, x + 1], [y, end], color=GREY, linewidth=1, zorder=1)
    for x, layer in enumerate(mask):
        for y, kept in zip(heights[x], layer, strict=True):
            axes.plot(x, y, "o", markersize=17, color=BLUE if kept else DROPPED, zorder=2)
            if not kept:
                axes.plot(x, y, "x", markersize=10, color=VERMILION, markeredgewidth=2, zorder=3)
    names = ["input", *(f"hidden {layer}" for layer in range(1, len(mask) - 1)), "output"]
    axes.set_xticks(range(len(mask)), names, fontsize=11)
    axes.set(yticks=[], xlim=(-0.4, len(mask) - 0.6), ylim=(min(map(min, heights)) - 0.6, max(map(max, heights)) + 0.6))
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
