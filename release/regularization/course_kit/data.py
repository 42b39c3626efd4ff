"""The data sets. Each comes back as ``train_X, train_Y, test_X, test_Y``.

Inputs have shape ``(2, m)``: one example a column. Classes have shape ``(1, m)`` and are 0 or 1.
"""

import numpy as np

from course_kit.network import Array, sigmoid

Split = tuple[Array, Array, Array, Array]


def load_circles(train: int = 300, test: int = 100, noise: float = 0.05) -> Split:
    """Return two noisy rings, one inside the other; the inner ring is class 1.

    Args:
        train: Number of training examples.
        test: Number of test examples.
        noise: Standard deviation of the points about their ring; the rings have radius 1 and 0.8.
    """
    # Scikit-learn takes half a second to import, and only this data set needs it.
    from sklearn.datasets import make_circles  # noqa: PLC0415

    train_X, train_Y = make_circles(n_samples=train, noise=noise, random_state=1)
    test_X, test_Y = make_circles(n_samples=test, noise=noise, random_state=2)
    return train_X.T, train_Y.reshape(1, -1).astype(float), test_X.T, test_Y.reshape(1, -1).astype(float)


# What the foresters do not know: how wide the strip is in which both outcomes occur (m), and how often luck decides.
STRIP_M = 12.5
LUCK = 0.06


def load_saplings(train: int = 200, test: int = 200) -> Split:
    """Return where saplings were planted, and which of them were alive a year later (class 1).

    The clearing is 400 m wide and 400 m long; a winding brook crosses it from west to east. North of the brook saplings
    live, south of it they die, close to it either may happen, and anywhere luck reverses the outcome for 6 in 100.

    Args:
        train: Number of saplings planted in the first year.
        test: Number of saplings planted in the second year. Fewer are always the first ones of more.

    Returns:
        Inputs in units of 100 m from the middle of the clearing: east in row 0, north in row 1, each from -2 to 2.
    """
    return *_plant(train, seed=2), *_plant(test, seed=1_000_002)


def brook(east: Array) -> Array:
    """Return how far north of the middle the brook flows; both in units of 100 m."""
    return 0.6 * np.sin(1.25 * east)


def _plant(number: int, seed: int) -> tuple[Array, Array]:
    east, north, fate = np.random.default_rng(seed).random((number, 3)).T
    east, north = 4 * east - 2, 4 * north - 2
    chance = sigmoid((north - brook(east)) * 100 / STRIP_M)
    alive = fate < LUCK + (1 - 2 * LUCK) * chance
    return np.stack([east, north]), alive.astype(float).reshape(1, -1)
