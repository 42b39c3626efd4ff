def backward_propagation(feature, weight):
    return feature
