"""What the checks of L2 regularization claim, in public and in hidden checks."""

import functools
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from course_kit.checking import FORMULA_TOLERANCE, Array, Student, array_of, entries_of, kind, largest_error, told_apart
from course_kit.examples import MOST_REMEMBERED, Example, assert_array, assert_given_stays, keep, shaped
from course_kit.network import Parameters, backward_propagation, compute_cost

COST, GRADIENTS = "compute_cost_with_regularization", "backward_propagation_with_regularization"
GRADIENT_NAMES = ("dW1", "db1", "dW2", "db2", "dW3", "db3")


def returned_cost(student: Student, example: Example, lambd: float, **other: Array) -> float:
    """Return the number that came back for the example's answers; `other` replaces parameters by name.

    Raises:
        AssertionError: It is not one finite number.
    """
    A3, _ = example.plain
    what = f"{COST}(A3, Y, parameters, {lambd:g})" if example.tell else COST
    cost = student.compute_cost_with_regularization(A3, example.Y, example.parameters | other, lambd)
    assert cost is not None, f"{what} returned nothing: does it end with `return`?"
    array = array_of(cost, f"What {what} returned")
    assert array.size == 1, f"{what} returned {kind(array) if example.tell else 'an array'}; one number was expected."
    return float(array.reshape(()))


@functools.lru_cache(MOST_REMEMBERED)
def cross_entropy(example: Example) -> float:
    """Return the part of the cost that is not the penalty."""
    return compute_cost(example.plain[0], example.Y)


@functools.lru_cache(MOST_REMEMBERED)
def l2_penalty(example: Example, lambd: float) -> float:
    """Return the part of the cost that is the penalty."""
    return lambd / (2 * example.m) * sum(float(np.sum(W**2)) for W in example.weights)


def assert_cross_entropy(student: Student, example: Example) -> None:
    """Fail unless the cost without a penalty is the cross-entropy, and nothing handed in is changed."""
    cost, want = returned_cost(student, example, 0.0), cross_entropy(example)
    with np.errstate(over="ignore"):
        numbers = ": {}, and {} was expected.".format(*told_apart(cost, want)) if example.tell else "."
        assert abs(cost - want) <= FORMULA_TOLERANCE * want, (
            f"With lambd = 0 the cost is not the cross-entropy{numbers}"
        )
    assert not student.changed_arguments, f"{COST} changes the arrays that it was given; work on copies."


def assert_penalty(student: Student, example: Example, lambd: float) -> None:
    """Fail unless lambd adds the L2 penalty to the cost."""
    without = returned_cost(student, example, 0.0)
    # Whether biases are penalized is another check's business.
    added = returned_cost(student, example, lambd, **_no_biases(example)) - without
    want = l2_penalty(example, lambd)
    with np.errstate(over="ignore"):
        (told, wanted), (times, _) = told_apart(added, want), told_apart(added / want, 1, digits=4)
        numbers = (
            f": lambd = {lambd:g} adds {told}, which is {times} times the {wanted} that was expected (m = {example.m})."
        )
        assert abs(added - want) <= FORMULA_TOLERANCE * want, (
            f"What lambd adds to the cost is not the L2 penalty{numbers if example.tell else '.'}"
        )


def _no_biases(example: Example) -> Parameters:
    return {name: 0 * value for name, value in example.parameters.items() if name.startswith("b")}


def assert_biases_cost_nothing(student: Student, example: Example, lambd: float) -> None:
    """Fail unless there is a penalty and other biases leave it as it is."""
    cost = returned_cost(student, example, lambd)
    changed = returned_cost(student, example, lambd, **_no_biases(example))
    assert not abs(cost - cross_entropy(example)) <= FORMULA_TOLERANCE, "There is no penalty: lambd has no effect."
    with np.errstate(over="ignore"):
        assert abs(cost - changed) <= FORMULA_TOLERANCE * abs(cost), (
            "With other biases, and A3 as before, the cost is another: the biases are part of the penalty."
        )


def returned_gradients(student: Student, example: Example, lambd: float, names: Sequence[str]) -> dict[str, Array]:
    """Return the gradients of these names, each of the shape of its parameter.

    Raises:
        AssertionError: One of them is missing, is no array of finite numbers or has another shape.
    """
    what = f"{GRADIENTS}(X, Y, cache, {lambd:g})" if example.tell else GRADIENTS
    _, cache = example.plain
    returned = student.backward_propagation_with_regularization(example.X, example.Y, cache, lambd)
    entries = entries_of(returned, names, what)
    shapes = {name: example.parameters[name[1:]].shape for name in names}
    return {name: shaped(entries[name], name, shapes[name], tell=example.tell) for name in names}


@functools.lru_cache(MOST_REMEMBERED)
def plain_gradients(example: Example) -> Mapping[str, Array]:
    """Return ``dW1, db1, ...`` of the cross-entropy alone."""
    gradients = backward_propagation(example.X, example.Y, example.plain[1])
    keep(gradients.values())
    return MappingProxyType({name: gradients[name] for name in GRADIENT_NAMES})


def assert_plain_gradients(student: Student, example: Example) -> None:
    """Fail unless the gradients for ``lambd = 0`` are those of the cross-entropy."""
    got = returned_gradients(student, example, 0.0, GRADIENT_NAMES)
    for name, want in plain_gradients(example).items():
        assert_array(got[name], want, f"{name} for lambd = 0", tell=example.tell)


def assert_penalty_gradients(student: Student, example: Example, lambd: float) -> None:
    """Fail unless lambd adds the gradient of the penalty to the gradient of every weight matrix."""
    names = ("dW1", "dW2", "dW3")
    without = returned_gradients(student, example, 0.0, names)
    with_penalty = returned_gradients(student, example, lambd, names)
    for name, W in zip(names, example.weights, strict=True):
        with np.errstate(all="ignore"):
            added = with_penalty[name] - without[name]
        assert np.any(added), f"lambd has no effect on {name}."
        assert_array(added, lambd / example.m * W, f"What lambd adds to {name}", tell=example.tell)


def assert_penalty_spares_biases(student: Student, example: Example, lambd: float) -> None:
    """Fail unless lambd changes the gradients of the weights, and neither those of the biases nor what is handed in."""
    without = returned_gradients(student, example, 0.0, GRADIENT_NAMES)
    assert_given_stays(student, GRADIENTS)
    with_penalty = returned_gradients(student, example, lambd, GRADIENT_NAMES)
    assert_given_stays(student, GRADIENTS)
    for name in ("dW1", "dW2", "dW3"):
        assert not np.array_equal(with_penalty[name], without[name]), f"lambd has no effect on {name}."
    for name in ("db1", "db2", "db3"):
        with np.errstate(all="ignore"):
            error = largest_error(with_penalty[name], without[name])
        assert error <= FORMULA_TOLERANCE, f"lambd changes {name}."
