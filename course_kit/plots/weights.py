"""Pictures of drawn weights: do they have the distribution that they should have?"""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from course_kit.network import Array
from course_kit.style import SKY, VERMILION, course_style, new_drawing

if TYPE_CHECKING:
    from course_kit.drawing import Drawing


def plot_weights(
    weights: Sequence[Array], stds: Sequence[float], titles: Sequence[str] = (), alt: str = ""
) -> "Drawing":
    """Draw the histogram of each layer's weights and the normal curve that it should follow.

    Args:
        weights: One array a layer, any shape.
        stds: The standard deviation that each layer should have.
        titles: What stands above each histogram; ``W1, W2, ...`` with the shape if left out.
        alt: Text alternative; made from the means and standard deviations if left out.
    """
    names = list(titles) or [f"$W_{layer}$, shape {np.shape(W)}" for layer, W in enumerate(weights, start=1)]
    described = "".join(
        f" {re.sub('[${}]', '', name)}: mean {np.mean(W):.2g}, standard deviation {np.std(W):.3g}; "
        f"0 and {std:.3g} were to be expected."
        for name, W, std in zip(names, weights, stds, strict=True)
    )
    with course_style():
        drawing = new_drawing(
            alt or f"Histograms of the weights with the normal curve they should follow.{described}",
            figsize=(3.4 * len(weights), 3.4),
        )
        panels = drawing.subplots(1, len(weights), squeeze=False)[0]
        for axes, W, std, name in zip(panels, weights, stds, names, strict=True):
            values = np.ravel(W)
            reach = max(4 * std, float(np.max(np.abs(values), initial=0.0)))
            axes.hist(values, bins=np.linspace(-reach, reach, 31), density=True, color=SKY, label="drawn weights")
            w = np.linspace(-reach, reach, 400)
            density = np.exp(-0.5 * (w / std) ** 2) / (std * np.sqrt(2 * np.pi))
            axes.plot(w, density, color=VERMILION, label="normal curve they should follow")
            told = f"mean {np.mean(values):.2g} (expected 0)\nstd {np.std(values):.3g} (expected {std:.3g})"
            axes.set(xlabel="weight", title=f"{name}\n{told}")
        panels[0].set_ylabel("density")
        handles, labels = panels[0].get_legend_handles_labels()
        drawing.legend(handles, labels, loc="outside lower center", ncols=2)
    return drawing


def expectations(arrays: Mapping[str, Array], shapes: Mapping[str, tuple[int, ...]]) -> dict[str, str]:
    """Return what is to be said of each array's name and shape: nothing if they are as they should be.

    Args:
        arrays: What there is, by name.
        shapes: What there should be; empty if anything will do.
    """
    if not shapes:
        return dict.fromkeys(arrays, "")
    said = {}
    for name, array in arrays.items():
        want = shapes.get(name)
        said[name] = "no such layer" if want is None else "" if array.shape == want else f"expected {want}"
    return said | {name: "missing" for name in shapes if name not in arrays}


def plot_parameters(
    arrays: Mapping[str, Array], title: str = "", shapes: Mapping[str, tuple[int, ...]] | None = None, alt: str = ""
) -> "Drawing":
    """Draw small matrices as grids with their entries written in them.

    Args:
        arrays: Two-dimensional arrays by name, for example ``{"W1": ..., "b1": ...}``.
        title: What stands above the picture.
        shapes: The names and shapes that there should be; what differs is marked. Anything will do if left out.
        alt: Text alternative; made from shapes and entries if left out.
    """
    from matplotlib.patches import Rectangle

    said = expectations(arrays, shapes or {})
    remarks = [f"; {name}: {remark}" for name, remark in said.items() if remark]
    described = "; ".join(f"{name}, shape {array.shape}: {array.tolist()}" for name, array in arrays.items())
    described += "".join(remarks)
    width = sum(arrays[name].shape[1] + 1 if name in arrays else 2 for name in said) - 1
    height, head = max(array.shape[0] for array in arrays.values()), 1.2 if remarks else 0.85
    with course_style():
        size = (0.8 * width + 0.2, 0.8 * (height + head) + 0.42)
        drawing = new_drawing(alt or f"Grids of the entries of {described}.", figsize=size)
        axes = drawing.subplots()
        left = 0
        for name, remark in said.items():
            array = arrays.get(name, np.empty((0, 1)))
            columns = array.shape[1]
            lines = [name, str(array.shape), remark] if name in arrays else [name, remark, ""]
            above = "\n".join(lines if remarks else lines[:2])
            axes.text(left + columns / 2, -0.15, above, ha="center", va="bottom")
            for (row, column), value in np.ndenumerate(array):
                axes.add_patch(Rectangle((left + column, row), 0.96, 0.96, color=SKY, alpha=0.35, linewidth=0))
                axes.text(left + column + 0.48, row + 0.48, f"{value:.3g}", ha="center", va="center")
            left += columns + 1
        axes.set(xlim=(0, width), ylim=(height, -head), aspect="equal", title=title)
        axes.set_axis_off()
    return drawing


def plot_activation_scale(scales: Mapping[str, Array], title: str = "", alt: str = "") -> "Drawing":
    """Draw how large the activations are, layer by layer, in a deep stack.

    Args:
        scales: By the name that stands beside each line, the root mean square of the activations of layers 0, 1, ...
        title: What stands above the picture.
        alt: Text alternative; made from the first and last value of each line if left out.
    """
    described = "; ".join(f"{name}: from {scale[0]:.2g} to {scale[-1]:.2g}" for name, scale in scales.items())
    with course_style():
        drawing = new_drawing(alt or f"Size of the activations against the layer. {described}.", figsize=(7.5, 4.2))
        axes = drawing.subplots()
        for (name, scale), style in zip(scales.items(), ["-", "--", "-.", ":"] * len(scales), strict=False):
            axes.plot(np.arange(len(scale)), scale, style)
            beside: dict[str, Any] = {"xytext": (6, 0), "textcoords": "offset points", "va": "center"}
            axes.annotate(name, (len(scale) - 1, scale[-1]), **beside)
        axes.set_yscale("log")
        axes.set(xlabel="layer", ylabel="root mean square\nof the activations (log scale)", title=title)
    return drawing
