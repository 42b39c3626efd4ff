"""The pictures in Images/__ID__/, drawn from the solved functions."""

import numpy as np

from course_kit.drawing import Drawing
from course_kit.style import BLUE, course_style


def draw(reference):
    """Return the pictures by file stem; `reference` has the solved functions as attributes."""
    return {"parabola": _parabola(reference)}


def _parabola(reference):
    predictions = np.linspace(-1, 3, 101)
    truth = np.ones((1, 1))
    errors = [reference.mean_squared_error(np.full((1, 1), one), truth) for one in predictions]
    with course_style():
        drawing = Drawing("Squared error against the prediction: a parabola that touches 0 at 1.", figsize=(5, 3))
        axes = drawing.subplots()
        axes.plot(predictions, errors, color=BLUE)
        axes.set(xlabel="prediction (the true value is 1)", ylabel="squared error")
    return drawing
