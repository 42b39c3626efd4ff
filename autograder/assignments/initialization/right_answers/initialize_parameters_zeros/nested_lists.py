def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = [[0.0] * layers_dims[l - 1] for _ in range(layers_dims[l])]
        parameters["b" + str(l)] = [[0.0] for _ in range(layers_dims[l])]
    return parameters
