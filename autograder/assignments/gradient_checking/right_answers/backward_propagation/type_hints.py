def backward_propagation(x: float, theta: float) -> float:
    """dJ/dtheta = x"""
    dJ_dtheta: float = x
    return dJ_dtheta
