def forward_propagation(x, theta):
    b = 1.0
    z = theta * x
    z += b
    return z
