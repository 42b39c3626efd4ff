"""What a gradient check says when it is asked to speak: a verdict, and where to look."""

from collections.abc import Sequence

import numpy as np

from course_kit.network import Array
from course_kit.plots.blocks import plot_block_errors
from course_kit.report import in_notebook

# Round-off leaves a right gradient about 1e-8 away from a two-sided difference with epsilon = 1e-7. Between the two
# bounds lie wrong gradients that are nearly right, and right ones beside a kink of a ReLU.
RIGHT, SUSPICIOUS = 1e-7, 1e-5


def print_verdict(difference: float) -> None:
    """Print a relative difference, and what it means.

    Args:
        difference: What a gradient check found, dimensionless, between 0 and 1.
    """
    if difference <= RIGHT:
        meaning = "the gradient is right, as far as round-off lets us see."
    elif difference <= SUSPICIOUS:
        meaning = "suspicious. A small mistake, or a ReLU close to its kink: check at other parameters too."
    else:
        meaning = "the gradient is wrong somewhere."
    print(f"relative difference {float(difference):.2e}: {meaning}")


def show_blocks(grad: Array, gradapprox: Array, keys: Sequence[str]) -> None:
    """Show |grad - gradapprox| block by block: a bar chart in a notebook, a table elsewhere.

    Args:
        grad: The gradient to be checked, 47 entries, any shape.
        gradapprox: The measured gradient, as many entries.
        keys: The block of each entry, as `dictionary_to_vector` returns it.
    """
    if in_notebook():
        from IPython.display import display  # noqa: PLC0415 - there only in a notebook

        display(plot_block_errors(grad, gradapprox, keys))
        return
    errors = np.abs(np.ravel(grad) - np.ravel(gradapprox))
    for block in dict.fromkeys(keys):
        largest = max(error for error, key in zip(errors, keys, strict=True) if key == block)
        print(f"{block}: largest |grad - gradapprox| {largest:.1e}")
