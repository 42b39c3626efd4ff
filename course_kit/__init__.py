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
from course_kit.plots.training import plot_costs, plot_data, plot_decision_boundaries, plot_decision_boundary
from course_kit.plots.weights import plot_weights
from course_kit.training import train

__all__ = [
    "accuracy",
    "backward_propagation",
    "check",
    "compute_cost",
    "forward_propagation",
    "initialize_parameters",
    "load_circles",
    "plot_costs",
    "plot_data",
    "plot_decision_boundaries",
    "plot_decision_boundary",
    "plot_weights",
    "predict",
    "relu",
    "sigmoid",
    "train",
    "update_parameters",
]
