def forward_propagation(feature, weight):
    return weight * feature
