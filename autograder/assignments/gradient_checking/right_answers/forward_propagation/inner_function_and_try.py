def forward_propagation(x, theta):
    def cost(t):
        return t * x

    try:
        return cost(theta)
    finally:
        print("done")
