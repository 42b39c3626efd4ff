"""The pictures of ``Images/regularization/``, drawn from the solved functions."""

from functools import partial

import numpy as np

from course_kit import (
    initialize_parameters,
    load_saplings,
    plot_cost_parts,
    plot_costs,
    plot_data,
    plot_decision_boundaries,
    plot_decision_boundary,
    plot_dropout,
    plot_thinned_networks,
    relu,
    train,
)
from course_kit.examples import draw_example
from course_kit.l2_claims import cross_entropy, l2_penalty, returned_cost

LAMBD, KEEP_PROB = 0.7, 0.86
COMPASS = ("east (100 m)", "north (100 m)")
LAMBDAS = (0.0, 0.35, 0.7, 1.4)

# Units of the input, two hidden layers and the output: 1 if the unit is kept for the example.
MASKS = (
    ((1, 1), (1, 1, 0, 1, 1), (1, 1, 1), (1,)),
    ((1, 1), (0, 1, 1, 0, 1), (1, 0, 1), (1,)),
    ((1, 1), (1, 1, 1, 1, 0), (1, 1, 0), (1,)),
)


def draw(reference):
    """Return the pictures by file stem; `reference` has the solved functions as attributes."""
    X, Y, _, _ = load_saplings()
    trainings = _trainings(reference, X, Y)
    networks = {name: training.parameters for name, training in trainings.items()}
    pictures = {}
    for stem, (title, training) in zip(("baseline", "l2", "dropout"), trainings.items(), strict=True):
        pictures[f"costs_{stem}"] = plot_costs({title: training})
        pictures[f"boundary_{stem}"] = plot_decision_boundary(X, Y, training.parameters, title, COMPASS)
    return pictures | {
        "data": plot_data(X, Y, "Saplings of the first year (training set)", COMPASS),
        "costs": plot_costs(trainings),
        "boundaries": plot_decision_boundaries(X, Y, networks, COMPASS),
        "thinned_networks": plot_thinned_networks(MASKS),
        "masks_and_means": _masks_and_means(reference, X, networks["No regularization"]),
        "parts_of_the_cost": _parts_of_the_cost(reference),
    }


def _trainings(reference, X, Y):
    """Return the three trainings of the notebook by their titles."""
    start = initialize_parameters([2, 20, 3, 1])
    learn = partial(train, X, Y, start, learning_rate=0.3, iterations=30_000)
    baseline = learn()
    l2 = learn(
        backward=partial(_with_last, reference.backward_propagation_with_regularization, LAMBD),
        cost=partial(_with_last, reference.compute_cost_with_regularization, LAMBD),
    )
    np.random.seed(1)
    dropout = learn(
        forward=partial(_with_last, reference.forward_propagation_with_dropout, KEEP_PROB),
        backward=partial(_with_last, reference.backward_propagation_with_dropout, KEEP_PROB),
    )
    return {"No regularization": baseline, f"L2, lambd = {LAMBD}": l2, f"Dropout, keep_prob = {KEEP_PROB}": dropout}


def _with_last(function, last, *arguments):
    return function(*arguments, last)


def _masks_and_means(reference, X, parameters):
    np.random.seed(1)
    _, cache = reference.forward_propagation_with_dropout(X, parameters, KEEP_PROB)
    Z1, D1, A1 = cache[:3]
    return plot_dropout(relu(Z1), D1, A1, KEEP_PROB)


def _parts_of_the_cost(reference):
    example = draw_example(np.random.default_rng(1), (4, 5, 6), 8)
    costs = [returned_cost(reference, example, lambd) for lambd in LAMBDAS]
    return plot_cost_parts(LAMBDAS, cross_entropy(example), [l2_penalty(example, lambd) for lambd in LAMBDAS], costs)
