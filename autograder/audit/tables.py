"""An audit on a terminal, and as Markdown for the docs."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from autograder.audit.classes import Item
from autograder.audit.findings import CheckFindings, ExerciseFindings, Findings, Share
from autograder.errors import UserError

# What the part of a Markdown file is called that `autograder audit --markdown` writes.
AUDIT = "autograder audit"

NONE = "-"

# Spaces between two columns on a terminal.
GAP = 2


@dataclass(frozen=True)
class Grid:
    """A table before it has a look.

    Attributes:
        texts: The columns that hold text; the others hold figures.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    texts: Collection[int] = (0,)


def overview(findings: Sequence[Findings]) -> Grid:
    """Return the figures of every exercise, and of each assignment together."""
    columns = ("Exercise", "Points", "Checks", "Right", "Wrong", "Surprises", "Mutants", "Equivalent", "Named")
    rows: list[tuple[str, ...]] = []
    for one in findings:
        rows += [_total_row(one), *map(_exercise_row, one.exercises)]
    return Grid("", columns, rows)


LEGEND = (
    "Checks: public + hidden. Right: right answers with full marks. Wrong: wrong answers caught. "
    "Surprises: wrong answers that only hidden checks catch. Mutants: changed solutions caught. "
    "Equivalent: changed solutions that compute the same. "
    "Named: rewritten wrong answers that get the hint of their mistake."
)


def check_grid(findings: Findings) -> Grid:
    """Return the figures of every check of one assignment."""
    rows: list[tuple[str, ...]] = []
    for exercise in findings.exercises:
        rows.append((f"**{exercise.name}**", "", "", "", ""))
        rows += [_check_row(one) for one in findings.checks if one.exercise == exercise.name]
    return Grid(f"Checks of {findings.assignment}", ("Check", "Kind", "Points", "Catches", "Alone"), rows, (0, 1))


def class_grid(assignment: str, items: Sequence[Item]) -> Grid:
    """Return the item statistics of a class."""
    columns = ("Item", "Kind", "Difficulty", "Discrimination", "Look at")
    title = f"{assignment}: {items[0].students} graded submissions" if items else f"{assignment}: nothing graded"
    return Grid(title, columns, [_item_row(one) for one in items], (0, 1, 4))


def show(findings: Sequence[Findings], console: Console) -> None:
    """Print the figures, then what is off, then what else is worth knowing."""
    for one in findings:
        console.print(rich_table(check_grid(one)))
        console.print()
    console.print(_fitting(overview(findings), console.width))
    console.print(f"[dim]{LEGEND}[/dim]", highlight=False)
    console.print(
        f"Reference and release: {', '.join(map(_two_ends, findings))}. Answers on {findings[0].seeds} seeds, "
        f"in {sum(one.seconds for one in findings):.0f} s.",
        highlight=False,
    )
    for one in findings:
        for problem in one.problems:
            console.print(f"[bold red]off[/bold red] {one.assignment}: {escape(problem)}.", highlight=False)
    for one in findings:
        for remark in one.remarks:
            console.print(f"[dim]{one.assignment}: {escape(remark)}[/dim]", highlight=False)


def _fitting(grid: Grid, width: int) -> Table | Text:
    """Return a table, with each name on a line above its figures where it would be too wide."""
    widths = [max(len(cell.strip("*")) for cell in column) for column in zip(grid.columns, *grid.rows, strict=True)]
    if sum(widths) + GAP * (len(widths) - 1) <= width:
        return rich_table(grid)
    text = Text()
    for name, *figures in (grid.columns, *grid.rows):
        style = "bold" if name.startswith("**") or name == grid.columns[0] else ""
        right = (f"{' ' * GAP}{cell:>{width}}" for cell, width in zip(figures, widths[1:], strict=True))
        text.append(f"{name.strip('*')}\n{''.join(right)}\n", style)
    return text


def markdown(findings: Sequence[Findings]) -> str:
    """Return the figures and the surprises as Markdown."""
    parts = [markdown_table(overview(findings)), LEGEND]
    for one in findings:
        parts += [f"### {check_grid(one).title}", markdown_table(check_grid(one))]
    surprises = [f"- `{one.assignment}/{answer}`: {reason}" for one in findings for answer, reason in one.surprises]
    if surprises:
        parts += ["### Surprises", "\n".join(surprises)]
    return "\n\n".join(parts)


def write_part(path: Path, name: str, text: str) -> None:
    """Write a part of a Markdown file, between ``<!-- name: begin -->`` and ``<!-- name: end -->``; the rest stays.

    Raises:
        UserError: The file is not there, cannot be written or lacks the marks.
    """
    begin, end = (f"<!-- {name}: {edge} -->" for edge in ("begin", "end"))
    try:
        before, found_begin, rest = path.read_text(encoding="utf-8").partition(begin)
        _, found_end, after = rest.partition(end)
        if not (found_begin and found_end):
            raise UserError(f"{path} lacks the lines {begin!r} and {end!r}; put them where the tables belong.")
        path.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be read or written: {error.strerror}.") from None


def _exercise_row(one: ExerciseFindings) -> tuple[str, ...]:
    return (
        one.name,
        str(one.points),
        f"{one.public_checks}+{one.hidden_checks}",
        *map(str, (one.right, one.wrong, one.surprises, one.mutants)),
        str(one.equivalent),
        _if_any(one.named),
    )


def _total_row(findings: Findings) -> tuple[str, ...]:
    exercises = findings.exercises
    return (
        f"**{findings.assignment}**",
        str(findings.points),
        f"{sum(one.public_checks for one in exercises)}+{sum(one.hidden_checks for one in exercises)}",
        *(str(findings.total(figure)) for figure in ("right", "wrong", "surprises", "mutants")),
        str(sum(one.equivalent for one in exercises)),
        _if_any(findings.total("named")),
    )


def _check_row(one: CheckFindings) -> tuple[str, ...]:
    return (one.name, str(one.visibility), str(one.points), str(one.catches), str(one.alone))


def _item_row(one: Item) -> tuple[str, ...]:
    name = f"  {one.check}" if one.check else f"**{one.exercise}**"
    discrimination = NONE if one.discrimination is None else f"{one.discrimination:.2f}"
    return (name, str(one.visibility or ""), f"{one.difficulty:.2f}", discrimination, one.flag)


def _if_any(share: Share) -> str:
    return str(share) if share.whole else NONE


def _two_ends(findings: Findings) -> str:
    return f"{findings.reference} and {findings.release} of {findings.points} ({findings.assignment})"


def rich_table(grid: Grid) -> Table:
    """Return a table for a terminal."""
    table = Table(title=grid.title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for index, column in enumerate(grid.columns):
        table.add_column(
            column, justify="left" if index in grid.texts else "right", overflow="fold", no_wrap=index not in grid.texts
        )
    for row in grid.rows:
        bold = row[0].startswith("**")
        table.add_row(*(escape(cell.strip("*")) for cell in row), style="bold" if bold else None)
    return table


def markdown_table(grid: Grid) -> str:
    """Return a table as Markdown; names in its first column are code, unless they are bold."""
    return "\n".join(_markdown_lines(grid))


def _markdown_lines(grid: Grid) -> Iterator[str]:
    yield _line(grid.columns)
    yield _line("---" if index in grid.texts else "---:" for index in range(len(grid.columns)))
    for row in grid.rows:
        name = row[0] if row[0].startswith("**") else f"`{row[0].strip()}`"
        yield _line((name, *row[1:]))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text.replace("|", r"\|")
