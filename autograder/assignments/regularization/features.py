"""What tells one way of dropping units from another, whatever mask was drawn."""

import numpy as np

from course_kit.checking import array_of
from course_kit.dropout_claims import CACHE_NAMES
from course_kit.examples import draw_example
from course_kit.local_student import same
from course_kit.network import relu, sigmoid
from course_kit.thinned import draw_masks, thinned_cache

UNITS, EXAMPLES = 12, 150
KEEP_PROBS = (0.7, 0.4)

# Ratios are the same number but for round-off; beyond this many different ones they say nothing.
DIGITS, MOST_RATIOS = 5, 4


def forward_propagation_with_dropout(student, rng):
    """Return how the masks look, what the kept activations are multiplied by, and what follows from what."""
    X = rng.standard_normal((3, EXAMPLES))
    parameters = {
        "W1": rng.uniform(-0.1, 0.1, (UNITS, 3)),
        "b1": rng.uniform(1, 2, (UNITS, 1)),
        "W2": rng.uniform(0, 0.1, (UNITS, UNITS)),
        "b2": rng.uniform(1, 2, (UNITS, 1)),
        "W3": rng.uniform(-0.3, 0.3, (1, UNITS)),
        "b3": rng.uniform(-1, 0, (1, 1)),
    }
    seen = {}
    for keep_prob in KEEP_PROBS:
        returned = student.forward_propagation_with_dropout(X, parameters, keep_prob)
        seen |= {f"{name} for {keep_prob}": value for name, value in _seen(returned, X, parameters).items()}
    kept = [student.forward_propagation_with_dropout(X, parameters, 1.0)[1] for _ in range(2)]
    return seen | {"the same again if all is kept": same(*kept), "Z2 if all is kept": kept[0][5]}


def backward_propagation_with_dropout(student, rng):
    """Return whether the same masks give the same gradients again: nothing is drawn on the way back."""
    example = draw_example(rng, (3, 5, 4), 12)
    cache = thinned_cache(example, draw_masks(rng, example), 0.7)
    first, second = (student.backward_propagation_with_dropout(example.X, example.Y, cache, 0.7) for _ in range(2))
    return {"the same again": same(first, second)}


def _seen(returned, X, parameters):
    pair = isinstance(returned, tuple | list) and len(returned) == 2
    assert pair, "Two things were expected, A3 and the cache."
    cache = returned[1]
    full = isinstance(cache, tuple | list) and len(cache) == len(CACHE_NAMES)
    assert full, "The cache has another length."
    given = {name: array_of(value, name) for name, value in zip(CACHE_NAMES, cache, strict=True)}
    wide, narrow = dict.fromkeys(("Z1", "A1", "Z2", "A2"), UNITS), dict.fromkeys(("Z3", "A3"), 1)
    for name, shape in ((name, (rows, EXAMPLES)) for name, rows in (wide | narrow).items()):
        assert given[name].shape == shape, f"{name} has another shape."
    alike = {f"{name} is one number": bool(np.ptp(given[name]) == 0) for name in ("D1", "D2")}
    if any(alike.values()):
        # Everything else depends on whether that is 0 or 1.
        return alike
    W1, b1, W2, b2, W3, b3 = parameters.values()
    plain = {"Z1": W1 @ X + b1, "Z2": W2 @ given["A1"] + b2, "Z3": W3 @ given["A2"] + b3}
    seen = {f"{name} over what it should be": _ratios(given[name], want) for name, want in plain.items()}
    seen |= {f"{name} less what it should be": _column(given[name] - want) for name, want in plain.items()}
    seen["A3 over sigmoid(Z3)"] = _ratios(given["A3"], sigmoid(given["Z3"]))
    for layer, other in (("1", "2"), ("2", "1")):
        before, mask, after = relu(plain[f"Z{layer}"]), given[f"D{layer}"], given[f"A{layer}"]
        seen[f"A{layer} over relu of what Z{layer} should be"] = _ratios(after, before)
        seen[f"D{layer}"] = _drawn(mask)
        if mask.shape == after.shape:
            seen[f"A{layer} over relu, where D{layer} is not 0"] = _ratios(after[mask != 0], before[mask != 0])
            seen[f"the same, times the mean of D{layer}"] = _ratios(after[mask != 0] * mask.mean(), before[mask != 0])
            seen[f"A{layer} over relu, where D{layer} is 0"] = _ratios(after[mask == 0], before[mask == 0])
            seen[f"D{layer} by example"] = _repeats(mask)
            seen[f"D{layer} by unit"] = _repeats(mask.T)
            seen[f"D{layer} like D{other}"] = bool(np.array_equal(mask, given[f"D{other}"]))
            turned = given[f"D{other}"][::-1], given[f"D{other}"][:, ::-1]
            seen[f"D{layer} like D{other} turned around"] = [bool(np.array_equal(mask, one)) for one in turned]
            seen[f"examples after which D{layer} repeats"] = _period(mask.T)
            seen[f"units after which D{layer} repeats"] = _period(mask)
            seen[f"neighbors in D{layer} alike"] = _alike(mask), _alike(mask.T)
    return seen


def _ratios(got, want):
    """Return the different quotients, smallest first; a word if there are many."""
    with np.errstate(all="ignore"):
        different = np.unique(np.round(got / want, DIGITS))
    return different if different.size <= MOST_RATIOS else "many"


def _column(difference):
    """Return the column that all columns are like, as where a bias is wrong; a word if they are not alike."""
    return difference[:, 0] if np.ptp(difference, axis=1).max() < 10**-DIGITS else "varying"


def _drawn(mask):
    """Return the draws of a mask: one row, or one column, if the others repeat it."""
    if (mask == mask[:1]).all():
        return mask[:1]
    return mask[:, :1] if (mask == mask[:, :1]).all() else mask


def _repeats(mask):
    """Return whether the columns of a mask are all alike, all constant, or neither."""
    if (mask == mask[:, :1]).all():
        return "always the same"
    if np.ptp(mask, axis=0).max() == 0:
        return "all or nothing"
    sums = mask.sum(axis=0)
    return "always as many" if np.ptp(sums) == 0 else "varying"


def _period(mask):
    """Return after how many rows the first ones come again; 0 if they do not."""
    same = (mask[1:-2] == mask[0]) & (mask[2:-1] == mask[1]) & (mask[3:] == mask[2])
    again = np.flatnonzero(same.all(axis=1))
    return int(again[0]) + 1 if again.size else 0


def _alike(mask):
    """Tell whether many rows of a mask are like the one before; by chance few are."""
    return bool(np.mean((mask[1:] == mask[:-1]).all(axis=1)) > 0.3)
