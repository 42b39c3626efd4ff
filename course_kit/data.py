"""The data sets. Each comes back as ``train_X, train_Y, test_X, test_Y``.

Inputs have shape ``(2, m)``: one example a column. Classes have shape ``(1, m)`` and are 0 or 1.
"""

import numpy as np

from course_kit.network import Array

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
