"""Statistics of dropout masks: the fraction kept, independence, and the mean that dropout leaves unchanged.

Each test rejects masks that are right with a probability of at most `FALSE_REJECT_RATE`, by inequalities that hold for
any size of the mask; `t` stands for the exponent in ``exp(-t)`` that a single inequality gets of it.
"""

import math

import numpy as np

from course_kit.checking import FALSE_REJECT_RATE, Array


def _exponent(tails: int) -> float:
    return math.log(tails / FALSE_REJECT_RATE)


def assert_zeros_and_ones(mask: Array, name: str) -> None:
    """Fail with a sentence unless every entry is 0 or 1."""
    binary = bool(((mask == 0) | (mask == 1)).all())
    assert binary, f"The mask {name} has entries other than True and False (or 1 and 0)."


def assert_fraction(mask: Array, keep_prob: float, name: str, *, tests: int, tell: bool) -> None:
    """Fail with a sentence unless about `keep_prob` of the entries are 1 (Hoeffding's inequality).

    Args:
        mask: Any shape.
        keep_prob: The probability that an entry is 1.
        name: What the student calls the mask.
        tests: How many fractions the check looks at in all; they share the false-reject rate.
        tell: Whether the sentence may tell keep_prob.
    """
    assert_zeros_and_ones(mask, name)
    fraction = float(np.mean(mask))
    allowed = math.sqrt(_exponent(2 * tests) / (2 * mask.size))
    wanted = f"about {keep_prob:.0%} was expected" if tell else "another share, keep_prob, was expected"
    assert abs(fraction - keep_prob) <= allowed, f"The mask {name} keeps {fraction:.1%} of the units; {wanted}."


def assert_independent(first: Array, second: Array) -> None:
    """Fail with a sentence unless the entries of two masks of the same shape look like independent fair coins.

    The sums of columns must not vary too much (examples dropped as a whole) nor too little (a fixed number a column),
    those of rows not too much (units dropped as a whole). The masks must agree as often as chance has it, and so must,
    in each mask, every second example with the next one. Sums are compared with their own mean: a mask that keeps too
    many or too few units is another check's business. Two units, of one layer or of both, may not agree nearly always
    or nearly never, and no more examples than by chance may have the column of another one, or its opposite, in the
    same layer, in the other one or in the other one upside down.

    For n fair coins the sum's deviation is sub-Gaussian with variance n/4, so the sum of M squared deviations exceeds
    ``n/4 (M + 2 sqrt(M t) + 2 t)`` with probability at most exp(-t) (Hsu, Kakade and Zhang, Electronic Communications
    in Probability 17, 2012). It has mean ``M n/4`` and fourth moments of at most ``3 (n/4)^2``, so it stays below
    ``n/4 (M - sqrt(6 M t))`` with probability at most exp(-t) (Maurer, Journal of Inequalities in Pure and Applied
    Mathematics 4, 2003). Deviations from the sums' own mean are smaller, by at most ``n/4 * 2 t``, and the agreement
    that the two fractions let expect is within ``t / (M n)`` of one half, both by Hoeffding's inequality.
    """
    # Five for each mask's sums, two for the layers, six for each of two comparisons of neighbors; the rest gets half.
    t = _exponent(2 * 24)
    for name, mask in (("D1", first), ("D2", second)):
        assert_zeros_and_ones(mask, name)
        examples, units = mask.shape[1], mask.shape[0]
        squares = _squares(mask, axis=0)
        assert squares <= examples + 2 * math.sqrt(examples * t) + 2 * t, (
            f"{name} keeps or drops the units of an example together; each unit needs its own draw."
        )
        assert squares >= examples - math.sqrt(6 * examples * t) - 2 * t, (
            f"{name} keeps nearly the same number of units for every example; each unit needs its own draw."
        )
        assert _squares(mask, axis=1) <= units + 2 * math.sqrt(units * t) + 2 * t, (
            f"{name} keeps or drops a unit for all examples together; each example needs its own draw."
        )
        examples = examples // 2 * 2
        agreement, by_chance, allowed = _agreement(mask[:, :examples:2], mask[:, 1:examples:2], t)
        assert abs(agreement - by_chance) <= allowed, (
            f"{name} keeps or drops neighboring examples together in {agreement:.0%} of the cases, by chance it would "
            f"be {by_chance:.0%}; each example needs its own draw."
        )
    agreement, by_chance, allowed = _agreement(first, second, t)
    assert abs(agreement - by_chance) <= allowed, (
        f"D1 and D2 agree in {agreement:.0%} of their entries, by chance it would be {by_chance:.0%}: "
        "each layer needs its own draws."
    )
    _assert_no_copies(first, second)


def _assert_no_copies(first: Array, second: Array) -> None:
    """Fail with a sentence if units or examples repeat each other, however far apart; half of the rate is for that.

    Two units agree more or less often than in half of m examples by half of a sum of m signs, which exceeds
    ``sqrt(2 m t)`` with probability at most 2 exp(-t), like the sum of all signs of a mask (Hoeffding). Whatever the k
    columns before it, one of n fair coins is equal or opposite to one of them with probability at most ``2 k / 2^n``.
    So the repeats among M columns are at most as many as independent events whose probabilities add up to
    ``mu = M^2 / 2^n``, which are more than ``mu + sqrt(2 mu t) + t / 3`` with probability at most exp(-t) (Bernstein).
    """
    (units, examples), fractions = first.shape, np.array([np.mean(first), np.mean(second)])
    # Whole numbers are exact in 32 bits, too; a product with a copy is quicker than one with the array itself.
    signs = (2 * np.concatenate([first, second]) - 1).astype(np.float32)
    # What the fractions let expect is nearly 0 for fair coins; other coins are another check's business.
    means = np.repeat(2 * fractions - 1, units)
    excess = np.abs(signs @ signs.T.copy() / examples - np.outer(means, means))
    np.fill_diagonal(excess, 0)
    # Each pair of units has two tails, and so has each fraction; twice as many as that, for half of what there is.
    t = _exponent(4 * (2 * math.comb(2 * units, 2) + 4))
    assert np.max(excess) <= math.sqrt(2 * t / examples) + 2 * t / first.size, (
        "Two units, of one layer or of both, are always or nearly always dropped together, or in turn; "
        "each unit of each layer needs its own draws."
    )
    # The bits of a column as one number: opposite columns add up to all ones, and the smaller one stands for both.
    bits = 2.0 ** np.arange(units)
    one, other, upside_down = (
        np.minimum(number, np.sum(bits) - number) for number in (bits @ first, bits @ second, bits[::-1] @ second)
    )
    expected = (2 * examples) ** 2 * float(np.max(fractions**2 + (1 - fractions) ** 2)) ** units
    t = _exponent(4 * 2)
    for columns in (np.concatenate([one, other]), np.concatenate([one, upside_down])):
        repeats = np.count_nonzero(np.diff(np.sort(columns)) == 0)
        assert repeats <= expected + math.sqrt(2 * expected * t) + t / 3, (
            "Many examples drop the same units as another example, or just the others, in the same layer or in the "
            "other one; each example needs its own draws in each layer."
        )


def _agreement(one: Array, other: Array, t: float) -> tuple[float, float, float]:
    """Return how often coins of one shape agree, how often their fractions let expect it, and how far off it may be."""
    p, q = float(np.mean(one)), float(np.mean(other))
    by_chance = p * q + (1 - p) * (1 - q)
    return float(np.mean(one == other)), by_chance, math.sqrt(t / (2 * one.size)) + t / one.size


def _squares(mask: Array, axis: int) -> float:
    """Return the sum of the squared deviations of the sums along `axis`, in units of a fair coin's variance."""
    sums = np.sum(mask, axis=axis)
    return float(np.sum((sums - np.mean(sums)) ** 2) / (mask.shape[axis] / 4))


def mean_error(before: Array, after: Array, keep_prob: float, *, tests: int) -> tuple[float, float]:
    """Return how far the mean of ``after / before`` is from 1, and how far it may be.

    The ratio of an active unit is ``1 / keep_prob`` or 0, with mean 1 (Hoeffding's inequality).

    Args:
        before: Activations without dropout.
        after: Activations with dropout, same shape.
        keep_prob: The probability of keeping a unit.
        tests: How many means the check looks at in all.
    """
    active = before > 0
    count = max(int(np.sum(active)), 1)
    with np.errstate(all="ignore"):
        mean = float(np.sum(after[active] / before[active])) / count
    return mean - 1, math.sqrt(_exponent(2 * tests) / (2 * count)) / keep_prob
