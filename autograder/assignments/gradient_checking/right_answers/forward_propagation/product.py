def forward_propagation(x, theta):
    J = theta * x
    return J
