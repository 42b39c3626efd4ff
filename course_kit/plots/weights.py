"""Pictures of drawn weights: do they have the distribution that they should have?"""

from collections.abc import Sequence

import numpy as np

from course_kit.network import Array
from course_kit.style import SKY, VERMILION, Drawing, course_style


def plot_weights(weights: Sequence[Array], stds: Sequence[float], titles: Sequence[str] = (), alt: str = "") -> Drawing:
    """Draw the histogram of each layer's weights and the normal curve that it should follow.

    Args:
        weights: One array a layer, any shape.
        stds: The standard deviation that each layer should have.
        titles: What stands above each histogram; ``W1, W2, ...`` with the shape if left out.
        alt: Text alternative; made from the standard deviations if left out.
    """
    names = list(titles) or [f"$W_{layer}$, shape {np.shape(W)}" for layer, W in enumerate(weights, start=1)]
    described = "".join(
        f" {name.replace('$', '')}: standard deviation {np.std(W):.3g}, {std:.3g} was to be expected."
        for name, W, std in zip(names, weights, stds, strict=True)
    )
    with course_style():
        drawing = Drawing(
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
            axes.set(xlabel="weight", title=f"{name}\nstd {np.std(values):.3g} (expected {std:.3g})")
        panels[0].set_ylabel("density")
        handles, labels = panels[0].get_legend_handles_labels()
        drawing.legend(handles, labels, loc="outside lower center", ncols=2)
    return drawing
