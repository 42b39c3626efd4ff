"""The pictures of ``Images/initialization/``, drawn from the solved functions."""

import numpy as np

from course_kit import (
    load_circles,
    plot_activation_scale,
    plot_costs,
    plot_data,
    plot_decision_boundaries,
    plot_decision_boundary,
    plot_symmetry,
    plot_weights,
    relu,
    train,
)

LAYERS_DIMS = [2, 10, 5, 1]
DEEP_LAYERS, UNITS = 30, 200


def draw(reference):
    """Return the pictures by file stem; `reference` has the solved functions as attributes."""
    train_X, train_Y, _, _ = load_circles()
    methods = {
        "zeros": ("Zeros", reference.initialize_parameters_zeros),
        "random": ("Large random", reference.initialize_parameters_random),
        "he": ("He", reference.initialize_parameters_he),
    }
    trainings, networks, pictures = {}, {}, {}
    for stem, (title, initialize) in methods.items():
        np.random.seed(3)
        training = train(train_X, train_Y, initialize(LAYERS_DIMS), learning_rate=0.01, iterations=15_000)
        trainings[title], networks[title] = training, training.parameters
        pictures[f"costs_{stem}"] = plot_costs({title: training}, log=stem == "random")
        pictures[f"boundary_{stem}"] = plot_decision_boundary(train_X, train_Y, training.parameters, title)
    return pictures | {
        "data": plot_data(train_X, train_Y, "Positions on the track (training set)"),
        "symmetry": plot_symmetry(),
        "costs": plot_costs(trainings, log=True),
        "boundaries": plot_decision_boundaries(train_X, train_Y, networks),
        "he_weights": _he_weights(reference),
        "deep_network": _deep_network(),
    }


def _he_weights(reference):
    sizes = [2, 1000, 3, 700]
    np.random.seed(3)
    parameters = reference.initialize_parameters_he(sizes)
    titles = [f"$W_{layer}$, $n_{{in}}$ = {fan_in}" for layer, fan_in in enumerate(sizes[:-1], start=1)]
    stds = [np.sqrt(2 / fan_in) for fan_in in sizes[:-1]]
    return plot_weights([parameters[f"W{layer}"] for layer in (1, 2, 3)], stds, titles)


def _deep_network():
    he = np.sqrt(2 / UNITS)
    stds = {"twice He": 2 * he, "half of He": he / 2, "He: √(2/n)": he, "√(1/n)": he / np.sqrt(2)}
    title = f"{DEEP_LAYERS} layers of {UNITS} units, by the standard deviation of the weights"
    return plot_activation_scale({name: _sizes(std) for name, std in stds.items()}, title)


def _sizes(std):
    """Return the root mean square of the activations of an untrained network, layer by layer."""
    rng = np.random.default_rng(0)
    activations = rng.standard_normal((UNITS, 300))
    sizes = [np.sqrt(np.mean(activations**2))]
    for _ in range(DEEP_LAYERS):
        activations = relu(std * rng.standard_normal((UNITS, UNITS)) @ activations)
        sizes.append(np.sqrt(np.mean(activations**2)))
    return np.array(sizes)
