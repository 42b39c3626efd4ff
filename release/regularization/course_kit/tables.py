"""Small tables of measured numbers that a notebook cell shows as its last expression."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from course_kit.network import Array, Parameters, accuracy


@dataclass(frozen=True, repr=False)
class Table:
    """A header and rows of text; a notebook shows it as a table, a terminal as aligned columns."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]

    def _repr_markdown_(self) -> str:
        lines = [self.header, [":--", *["--:"] * (len(self.header) - 1)], *self.rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def __repr__(self) -> str:
        columns = list(zip(self.header, *self.rows, strict=True))
        widths = [max(map(len, column)) for column in columns]
        aligned = [
            [
                cell.rjust(width) if place else cell.ljust(width)
                for place, (cell, width) in enumerate(zip(line, widths, strict=True))
            ]
            for line in (self.header, *self.rows)
        ]
        return "\n".join("  ".join(line).rstrip() for line in aligned)


def accuracy_table(
    models: Mapping[str, Parameters], train_X: Array, train_Y: Array, test_X: Array, test_Y: Array
) -> Table:
    """Measure how many examples each network classifies rightly.

    Args:
        models: Trained parameters by the name that the table shows.
        train_X: Training inputs, shape ``(n_0, m)``.
        train_Y: Training classes, shape ``(1, m)``.
        test_X: Test inputs, shape ``(n_0, m_test)``.
        test_Y: Test classes, shape ``(1, m_test)``.
    """
    rows = [
        [name, f"{accuracy(train_X, train_Y, one):.2%}", f"{accuracy(test_X, test_Y, one):.2%}"]
        for name, one in models.items()
    ]
    return Table(["network", "training accuracy", "test accuracy"], rows)
