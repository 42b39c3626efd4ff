"""What tells one way of drawing weights from another, whatever was drawn."""

import numpy as np

from course_kit.initial import flat

# Few inputs and many, so that every rule for the spread shows; enough weights in every layer to measure it.
MEASURED = [1, 1000, 5, 600]

# Layers of one size, so that a layer that repeats another one holds the same numbers.
EQUAL = [20, 20, 20]


def initialize_parameters_zeros(student, rng):
    """Return the weights and the biases of every layer, and whether they differ from each other."""
    del rng
    return _looked_at(student.initialize_parameters_zeros)


def initialize_parameters_random(student, rng):
    """Return the weights and the biases of every layer, and whether they differ from each other."""
    del rng
    return _looked_at(student.initialize_parameters_random)


def initialize_parameters_he(student, rng):
    """Return the weights and the biases of every layer, and whether they differ from each other."""
    del rng
    return _looked_at(student.initialize_parameters_he)


def _looked_at(function):
    returned = function(MEASURED)
    first, second = flat(function(EQUAL), "W", EQUAL, "W").values()
    grid = first.reshape(EQUAL[1], EQUAL[0])
    return {
        **flat(returned, "W", MEASURED, "W"),
        **flat(returned, "b", MEASURED, "b"),
        "numbers in a layer": _variety(first),
        "numbers in a row": _variety(grid[0]),
        "numbers in a column": _variety(grid[:, 0]),
        "the next layer is the same": float(np.isin(second, first).mean() > 0.5),
    }


def _variety(numbers):
    different = np.unique(numbers).size
    if different == 1:
        return "one"
    return "few" if different < 0.9 * numbers.size else "many"
