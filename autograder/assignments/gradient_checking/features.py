"""What tells one way of checking a gradient from another: the answers for curved costs, where every point counts."""

CASES = 4


def gradient_check(student, rng):
    """Return the relative differences for wrong derivatives of curved costs, with steps large enough to see."""
    returned = {}
    for case in range(CASES):
        x, theta, epsilon = (float(number) for number in rng.uniform((1, 1, 0.2), (3, 3, 0.5)))
        curved = student.using(
            forward_propagation=lambda x, theta: (theta**3 + 2 * theta) * x,
            # Of either sign: a slope of the other sign is as far from it as one that is 0.
            backward_propagation=lambda x, theta, sign=(-1) ** case: sign * 2 * (3 * theta**2 + 2) * x + 1,
        )
        returned[f"curved cost {case}"] = curved.gradient_check(x, theta, epsilon)
    return returned
