def initialize_parameters_zeros(layers_dims):
    import numpy as np
    out = {}
    for number, (before, now) in enumerate(zip(layers_dims[:-1], layers_dims[1:]), 1):
        out.update({f"W{number}": np.full((before, now), 0.0), f"b{number}": np.full((now, 1), 0.0)})
    return out
