"""
fails = [
    "every_random_weight_is_drawn_anew",
    "every_random_weight_is_drawn_anew_for_other_sizes",
]
hint = "A generator with a fixed seed starts from the same numbers each time: make it once, before the loop."
like = "seed_set_again_in_every_layer"
"""
import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        rng = np.random.default_rng(3)
        parameters["W" + str(l)] = rng.standard_normal((layers_dims[l], layers_dims[l - 1])) * 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
