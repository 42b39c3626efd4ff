import numpy as np


def initialize_parameters_zeros(layers_dims):
    d = layers_dims
    return {f"{k}{l}": np.zeros((d[l], d[l - 1] if k == "W" else 1)) for l in range(1, len(d)) for k in "Wb"}
