def forward_propagation(x, theta):
    J = float(x)
    J *= theta
    return J
