"""Measure what L2 and dropout do for the 2-20-3-1 network on the saplings, over many starting points.

All networks of a row are trained at once, as stacks of matrices; a minute and a half on one core prints the table
that the notebook quotes:

    python scripts/measure_regularization.py
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from course_kit.data import brook, load_saplings
from course_kit.network import Array, initialize_parameters, relu, sigmoid

LAYERS_DIMS = (2, 20, 3, 1)
LEARNING_RATE = 0.3
METHODS = {"no regularization": (0.0, 1.0), "L2, lambd = 0.7": (0.7, 1.0), "dropout, keep_prob = 0.86": (0.0, 0.86)}

# One standard error of an accuracy near 0.9 is then 0.2 percentage points.
TEST_SAPLINGS = 20_000


@dataclass(frozen=True)
class Networks:
    """Several networks of the same sizes.

    Attributes:
        weights: One stack a layer, shape ``(networks, n_l, n_{l-1})``.
        biases: One stack a layer, shape ``(networks, n_l, 1)``.
    """

    weights: list[Array]
    biases: list[Array]


def start(seeds: Sequence[int]) -> Networks:
    """Return the given initialization, one network a seed."""
    drawn = [initialize_parameters(LAYERS_DIMS, seed) for seed in seeds]
    stacks = {name: np.stack([parameters[name] for parameters in drawn]) for name in drawn[0]}
    return Networks([stacks["W1"], stacks["W2"], stacks["W3"]], [stacks["b1"], stacks["b2"], stacks["b3"]])


def forward(X: Array, networks: Networks, scales: Sequence[Array | float] = (1.0, 1.0)) -> list[Array]:
    """Return ``[X, A1, A2, A3]``, each a stack; `scales` multiply the hidden activations (mask over keep_prob)."""
    activations = [X]
    for W, b, scale in zip(networks.weights, networks.biases, [*scales, None], strict=True):
        Z = W @ activations[-1] + b
        activations.append(sigmoid(Z) if scale is None else relu(Z) * scale)
    return activations


def train(X: Array, Y: Array, networks: Networks, steps: int, lambd: float, keep_prob: float) -> None:
    """Run gradient descent on all networks, in place.

    Args:
        X: Inputs, shape ``(2, m)``.
        Y: Classes, shape ``(1, m)``.
        networks: Where to start.
        steps: Number of steps.
        lambd: Strength of the L2 penalty; 0 for none.
        keep_prob: Probability of keeping a hidden unit; 1 for no dropout.
    """
    m = X.shape[1]
    rng = np.random.default_rng(0)
    scales: list[Array | float] = [1.0, 1.0]
    for _ in range(steps):
        if keep_prob < 1:
            scales = [(rng.random((len(W), W.shape[1], m)) < keep_prob) / keep_prob for W in networks.weights[:2]]
        activations = forward(X, networks, scales)
        dZ = (activations[3] - Y) / m
        for layer in (2, 1, 0):
            W, b, A = networks.weights[layer], networks.biases[layer], activations[layer]
            dW, db = dZ @ np.swapaxes(A, -1, -2), dZ.sum(axis=-1, keepdims=True)
            if layer:
                dZ = np.swapaxes(W, -1, -2) @ dZ * scales[layer - 1] * (A > 0)
            W -= LEARNING_RATE * (dW + lambd / m * W)
            b -= LEARNING_RATE * db


def predict(X: Array, networks: Networks) -> Array:
    """Return every network's predicted classes, shape ``(networks, m)``, without dropout."""
    blocks = [forward(block, networks)[3][:, 0] > 0.5 for block in np.array_split(X, 1 + X.shape[1] // 1000, axis=1)]
    return np.concatenate(blocks, axis=1).astype(float)


def rows(seeds: Sequence[int], steps: int) -> Iterator[str]:
    """Train with each method and yield the lines of a Markdown table; accuracies are percentages of examples."""
    train_X, train_Y, test_X, test_Y = load_saplings(test=TEST_SAPLINGS)
    yield "| method | train, median | test, median | gap, median | test, lowest to highest | died |"
    yield "|---|---|---|---|---|---|"
    for method, (lambd, keep_prob) in METHODS.items():
        networks = start(seeds)
        train(train_X, train_Y, networks, steps, lambd, keep_prob)
        answers = predict(train_X, networks)
        on_train = 100 * np.mean(answers == train_Y, axis=1)
        on_test = 100 * np.mean(predict(test_X, networks) == test_Y, axis=1)
        # A network whose last ReLUs are all 0 answers the same everywhere and has no gradient to recover with.
        died = int(np.sum(np.ptp(answers, axis=1) == 0))
        medians = [np.median(figure) for figure in (on_train, on_test, on_train - on_test)]
        cells = [f"{medians[0]:.1f} %", f"{medians[1]:.1f} %", f"{medians[2]:.1f}"]
        cells += [f"{on_test.min():.1f} % to {on_test.max():.1f} %", f"{died} of {len(seeds)}"]
        yield f"| {' | '.join([method, *cells])} |"
    best = [100 * np.mean((X[1:] > brook(X[:1])) == Y) for X, Y in ((train_X, train_Y), (test_X, test_Y))]
    yield f"| (knowing the brook) | {best[0]:.1f} % | {best[1]:.1f} % | {best[0] - best[1]:.1f} | | |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=int, default=1, help="first seed of the networks (default: 1)")
    parser.add_argument("--networks", type=int, default=20, help="how many networks a method (default: 20)")
    parser.add_argument("--steps", type=int, default=30_000, help="steps of gradient descent (default: 30000)")
    options = parser.parse_args()
    for row in rows(range(options.first, options.first + options.networks), options.steps):
        print(row, flush=True)


if __name__ == "__main__":
    main()
