"""What comes with each assignment: the given network, the data, the plots, and `check`."""

from course_kit.check import check
from course_kit.data import load_circles
from course_kit.network import (
    accuracy,
    backward_propagation,
    compute_cost,
    forward_propagation,
    initialize_parameters,
    predict,
    relu,
    sigmoid,
    update_parameters,
)
from course_kit.training import train

__all__ = [
    "accuracy",
    "backward_propagation",
    "check",
    "compute_cost",
    "forward_propagation",
    "initialize_parameters",
    "load_circles",
    "predict",
    "relu",
    "sigmoid",
    "train",
    "update_parameters",
]
