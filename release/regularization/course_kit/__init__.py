"""What comes with each assignment: the given network, the data, the plots, and `check`."""

from course_kit.check import check
from course_kit.data import load_circles, load_saplings
from course_kit.gradient_report import print_verdict, show_blocks
from course_kit.gradient_vectors import (
    dictionary_to_vector,
    forward_propagation_n,
    gradient_check_example,
    gradients_to_vector,
    vector_to_dictionary,
)
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
from course_kit.plots.blocks import plot_block_errors, plot_planted_mistakes, plot_vector_mapping
from course_kit.plots.differences import plot_difference_errors, plot_two_sided_difference, plot_wrong_factors
from course_kit.plots.dropout import plot_dropout, plot_thinned_networks
from course_kit.plots.errors import plot_gradient_errors
from course_kit.plots.penalty import plot_cost_parts
from course_kit.plots.symmetry import plot_symmetry
from course_kit.plots.training import plot_costs, plot_data, plot_decision_boundaries, plot_decision_boundary
from course_kit.plots.weights import plot_activation_scale, plot_weights
from course_kit.tables import Table, accuracy_table
from course_kit.training import train

__all__ = [
    "Table",
    "accuracy",
    "accuracy_table",
    "backward_propagation",
    "check",
    "compute_cost",
    "dictionary_to_vector",
    "forward_propagation",
    "forward_propagation_n",
    "gradient_check_example",
    "gradients_to_vector",
    "initialize_parameters",
    "load_circles",
    "load_saplings",
    "plot_activation_scale",
    "plot_block_errors",
    "plot_cost_parts",
    "plot_costs",
    "plot_data",
    "plot_decision_boundaries",
    "plot_decision_boundary",
    "plot_difference_errors",
    "plot_dropout",
    "plot_gradient_errors",
    "plot_planted_mistakes",
    "plot_symmetry",
    "plot_thinned_networks",
    "plot_two_sided_difference",
    "plot_vector_mapping",
    "plot_weights",
    "plot_wrong_factors",
    "predict",
    "print_verdict",
    "relu",
    "show_blocks",
    "sigmoid",
    "train",
    "update_parameters",
    "vector_to_dictionary",
]
