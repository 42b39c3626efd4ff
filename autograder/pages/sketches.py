"""Light pictures for feedback pages: what `check` shows in a notebook, as a few lines and cells.

A check file's picture functions call plots of the kit, and these take a tenth of a second each. In the grader they find
the functions of this module in their place, with the same names and parameters; each returns a `Sketch` in about a
millisecond. A plot that has no such function is not drawn on a page.

A sketch is data: lines as SVG path data, words, and the kind of each, which the page's style sheet gives its color.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_kit.network import Array
from course_kit.plots.weights import expectations

# A picture of more entries than this would show nothing.
MOST_ENTRIES = 50_000
LARGEST_NUMBER = 1e9

# Path data of one sketch; a page has a few, and is to stay far below 300 KB.
LONGEST_PATHS = 40_000

# Round-off stays below; beyond it each color is for errors ten or more times as large.
ERROR_STEPS = (1e-7, 1e-3, 1e-2, 1e-1)

BINS = 31
MOST_EXAMPLES = 60


class NoSketch(Exception):
    """This cannot be drawn on a page."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Lines or areas of one kind; `path` is SVG path data."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Word:
    """Text at a point; `align` is start, middle or end."""

    x: float
    y: float
    text: str
    align: str = "middle"


@dataclass(frozen=True, slots=True)
class Panel:
    """One drawing of a sketch, in units of about a pixel; `shows` says in words what there is to see."""

    width: float
    height: float
    title: str
    shows: str
    shapes: tuple[Shape, ...]
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Sketch:
    """Panels side by side, a sentence below them, and what the kinds of shapes stand for."""

    panels: tuple[Panel, ...]
    caption: str
    key: tuple[tuple[str, str], ...]


def plot_weights(weights: Sequence[Array], stds: Sequence[float], titles: Sequence[str] = (), **_: Any) -> Sketch:
    """Sketch the histogram of each layer's weights and the normal curve that it should follow."""
    names = [_unset(title) for title in titles] or [f"W{layer}" for layer in range(1, len(weights) + 1)]
    panels = tuple(
        _histogram(_numbers(W).ravel(), float(std), name) for W, std, name in zip(weights, stds, names, strict=True)
    )
    caption = "The weights that your function returned, layer by layer."
    return _sketch(panels, caption, ("area", "your weights"), ("curve", "the normal curve they should follow"))


def _histogram(values: Array, std: float, name: str) -> Panel:
    width, height, floor = 200.0, 120.0, 100.0
    reach = max(4 * std, float(np.abs(values).max(initial=0.0)))
    density, edges = np.histogram(values, bins=BINS, range=(-reach, reach), density=True)
    w = np.linspace(-reach, reach, 81)
    curve = np.exp(-0.5 * (w / std) ** 2) / (std * np.sqrt(2 * np.pi))
    top = max(float(density.max()), float(curve.max()))

    def x(value: Any) -> Any:
        return width * (np.asarray(value) + reach) / (2 * reach)

    def y(value: Any) -> Any:
        return floor - (floor - 4) * np.asarray(value) / top

    bars = [
        (left, high, right - left, floor - high)
        for left, right, high in zip(x(edges[:-1]), x(edges[1:]), y(density), strict=True)
    ]
    mean, found = float(np.mean(values)), float(np.std(values))
    return Panel(
        width,
        height,
        name,
        f"{name}: mean {mean:.2g} and standard deviation {found:.3g}; 0 and {std:.3g} were expected.",
        (
            Shape("area", _boxes(box for box in bars if box[3] > 0)),
            Shape("curve", _line(x(w), y(curve))),
            Shape("axis", _line([0, width], [floor, floor])),
        ),
        (
            Word(0, 10, f"mean {mean:.2g}", "start"),
            Word(width, 10, "expected 0", "end"),
            Word(0, 23, f"std {found:.3g}", "start"),
            Word(width, 23, f"expected {std:.3g}", "end"),
            Word(2, height - 4, f"{-reach:.3g}", "start"),
            Word(width / 2, height - 4, "0"),
            Word(width - 2, height - 4, f"{reach:.3g}", "end"),
        ),
    )


def plot_dropout(before: Array, mask: Array, after: Array, keep_prob: float, **_: Any) -> Sketch:
    """Sketch a layer's mask and the fraction of examples that keep each unit."""
    mask, before, after = _numbers(mask), _numbers(before), _numbers(after)
    if mask.ndim != 2 or before.shape != mask.shape or after.shape != mask.shape:
        raise NoSketch("the shapes differ")
    shown = mask[:, :MOST_EXAMPLES]
    rows, columns = shown.shape
    cell, floor = 5.0, 5.0 * rows
    kept = mask.mean(axis=1)
    scale = 90 / max(1.0, float(kept.max()))
    cells = Panel(
        cell * columns,
        floor,
        f"Mask: the first {columns} of {mask.shape[1]} examples, a column each",
        f"The mask of {rows} units; over all {mask.mean():.3f} of its entries are kept.",
        (
            Shape("empty", _boxes([(0, 0, cell * columns, floor)])),
            Shape(
                "area",
                _boxes((cell * left, cell * row, cell * length, cell) for row, left, length in _runs(shown != 0)),
            ),
        ),
    )
    bars = Panel(
        100,
        floor,
        f"Kept: {mask.mean():.3f} (keep_prob {keep_prob:g})",
        f"The fraction of examples that keep each unit, from {kept.min():.3f} to {kept.max():.3f}.",
        (
            Shape(
                "area",
                _boxes(
                    (0, cell * unit + 0.5, scale * part, cell - 1) for unit, part in enumerate(np.clip(kept, 0, None))
                ),
            ),
            Shape("curve", _line([scale * keep_prob] * 2, [0, floor])),
        ),
    )
    means = f"Mean activation: {before.mean():.3f} before dropout, {after.mean():.3f} after."
    caption = f"What your function returned for keep_prob = {keep_prob:g}. {means}"
    return _sketch((cells, bars), caption, ("area", "kept"), ("empty", "dropped"), ("curve", "keep_prob"))


def plot_gradient_errors(got: Mapping[str, Array], want: Mapping[str, Array], **_: Any) -> Sketch:
    """Sketch the error of every entry of gradients, relative to the largest entry that each should have."""
    panels = []
    for name, right in want.items():
        wrong = _numbers(got[name])
        if right.ndim != 2 or wrong.shape != right.shape:
            raise NoSketch("the shapes differ")
        errors = np.abs(wrong - right) / max(float(np.abs(right).max(initial=0.0)), np.finfo(float).tiny)
        panels.append(_cells(name, np.searchsorted(ERROR_STEPS, errors), float(errors.max(initial=0.0))))
    key = [
        ("error0", "right"),
        *((f"error{step}", f"off by more than {least:g}") for step, least in enumerate(ERROR_STEPS[1:], start=2)),
    ]
    return _sketch(panels, "The error of every entry, relative to the largest one that its gradient should have.", *key)


def _cells(name: str, steps: Any, largest: float) -> Panel:
    rows, columns = steps.shape
    cell = 14.0
    told = "right" if largest <= ERROR_STEPS[0] else f"off by {largest:.2g}"
    shapes = tuple(
        Shape(
            f"error{step}",
            _boxes((cell * column, cell * row, cell - 1, cell - 1) for row, column in np.argwhere(steps == step)),
        )
        for step in np.unique(steps)
    )
    return Panel(
        cell * max(columns, 4), cell * rows, f"{name}: {told}", f"{name}, {rows} by {columns} entries: {told}.", shapes
    )


def plot_cost_parts(
    lambdas: Sequence[float], cross_entropy: float, penalties: Sequence[float], costs: Sequence[float], **_: Any
) -> Sketch:
    """Sketch what the cost should be made of, and the one that was returned, for several strengths of the penalty."""
    width, floor, column = 50.0 * len(lambdas), 100.0, 50.0
    returned = _numbers(costs)
    scale = (floor - 6) / max(float(returned.max()), cross_entropy + max(penalties))
    plain = [
        (column * index + 8, floor - scale * cross_entropy, column - 16, scale * cross_entropy)
        for index in range(len(lambdas))
    ]
    added = [
        (column * index + 8, floor - scale * (cross_entropy + part), column - 16, scale * part)
        for index, part in enumerate(penalties)
    ]
    marks = [
        f"M{_n(column * index + 3)} {_n(floor - scale * max(cost, 0.0))}h{_n(column - 6)}"
        for index, cost in enumerate(returned)
    ]
    told = "; ".join(
        f"lambd {lambd:g}: {cost:.3g}, {cross_entropy + part:.3g} was expected"
        for lambd, cost, part in zip(lambdas, returned, penalties, strict=True)
    )
    panel = Panel(
        width,
        floor + 20,
        "Cost, by lambd",
        f"{told}.",
        (Shape("area", _boxes(plain)), Shape("other", _boxes(added)), Shape("curve", "".join(marks))),
        tuple(Word(column * (index + 0.5), floor + 15, f"{lambd:g}") for index, lambd in enumerate(lambdas)),
    )
    caption = "What the cost should be made of, and the one that your function returned."
    return _sketch([panel], caption, ("area", "cross-entropy"), ("other", "penalty"), ("curve", "what you returned"))


def plot_parameters(
    arrays: Mapping[str, Array], title: str = "", shapes: Mapping[str, tuple[int, ...]] | None = None, **_: Any
) -> Sketch:
    """Sketch small matrices as grids with their entries written in them, and what differs from the expected shapes."""
    wide, high = 46.0, 22.0
    panels = []
    for name, remark in expectations(arrays, shapes or {}).items():
        if name not in arrays:
            panels.append(Panel(2 * wide, high, f"{name}: {remark}", f"{name}: {remark}", ()))
            continue
        entries, told = _numbers(arrays[name]), f"; {remark}" if remark else ""
        rows, columns = entries.shape
        boxes = [(wide * column, high * row, wide - 1, high - 1) for row, column in np.ndindex(rows, columns)]
        words = [
            Word(wide * (column + 0.5), high * (row + 0.5) + 4, f"{value:.3g}")
            for (row, column), value in np.ndenumerate(entries)
        ]
        shows = f"{name}, shape {entries.shape}{told}: {entries.tolist()}"
        panels.append(
            Panel(
                wide * columns,
                high * rows,
                f"{name} {entries.shape}{told}",
                shows,
                (Shape("empty", _boxes(boxes)),),
                tuple(words),
            )
        )
    return _sketch(panels, f"Every entry of what {title or 'your function'} returned.")


SKETCHES: dict[str, Callable[..., Sketch]] = {
    function.__name__: function
    for function in (plot_cost_parts, plot_dropout, plot_gradient_errors, plot_parameters, plot_weights)
}


def _sketch(panels: Sequence[Panel], caption: str, *key: tuple[str, str]) -> Sketch:
    if sum(len(shape.path) for panel in panels for shape in panel.shapes) > LONGEST_PATHS:
        raise NoSketch("too much to be drawn")
    return Sketch(tuple(panels), caption, key)


def _numbers(values: Any) -> Array:
    """Return values that can be drawn as an array of floats."""
    array = np.asarray(values, dtype=float)
    if not 0 < array.size <= MOST_ENTRIES or not np.all(np.abs(array) <= LARGEST_NUMBER):
        raise NoSketch("numbers that cannot be drawn")
    return array


def _runs(cells: Array) -> Iterable[tuple[int, int, int]]:
    """Yield row, first column and length of each run of true cells."""
    for row, line in enumerate(cells):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], line.astype(np.int8), [0]))))
        yield from ((row, int(left), int(right - left)) for left, right in zip(edges[::2], edges[1::2], strict=True))


def _boxes(boxes: Iterable[tuple[float, float, float, float]]) -> str:
    return "".join(f"M{_n(x)} {_n(y)}h{_n(width)}v{_n(height)}h{_n(-width)}z" for x, y, width, height in boxes)


def _line(x: Iterable[float], y: Iterable[float]) -> str:
    return "M" + "L".join(f"{_n(one)} {_n(other)}" for one, other in zip(x, y, strict=True))


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _unset(title: str) -> str:
    """Return a title without the marks of mathematical typesetting."""
    return re.sub(r"[${}\\]", "", title)
