"""What a student sees: one exercise's claims, which of them hold, why not, and a picture."""

import base64
import html
import sys
from dataclasses import dataclass

# Said instead of a reason that was told for an earlier claim of the same exercise.
AS_ABOVE = "For the same reason."


def in_notebook() -> bool:
    """Tell whether this process is the kernel of a notebook, which shows HTML and pictures."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")


@dataclass(frozen=True)
class Row:
    """One claim and how it went; `message` and `hint` are empty when it holds."""

    sentence: str
    verdict: str
    points: int
    message: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Report:
    """The result of `check`: a table in a notebook, the same as text elsewhere.

    Attributes:
        title: What was checked, or the one sentence to say when nothing could be.
        rows: One a claim; none when nothing could be checked.
        picture: A PNG, empty if there is none.
        alternative: What the picture shows, in words.
    """

    title: str
    rows: tuple[Row, ...] = ()
    picture: bytes = b""
    alternative: str = ""

    @property
    def passed(self) -> bool:
        """Whether something was checked and every claim holds."""
        return bool(self.rows) and all(row.verdict == "passed" for row in self.rows)

    @property
    def points(self) -> int:
        """The points of the claims that hold."""
        return sum(row.points for row in self.rows if row.verdict == "passed")

    @property
    def summary(self) -> str:
        """How many claims hold, in words."""
        held = sum(row.verdict == "passed" for row in self.rows)
        return f"all {held} checks passed" if self.passed else f"{held} of {len(self.rows)} checks passed"

    def text(self) -> str:
        """Return the report for a terminal."""
        if not self.rows:
            return self.title
        lines = [f"{self.title}: {self.summary}"]
        for row in self.rows:
            lines.append(f"  {'+' if row.verdict == 'passed' else 'x'} {row.sentence}")
            if row.message:
                lines.append(f"      {row.message}")
            if row.hint:
                lines.append(f"      Hint: {row.hint}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        if not self.rows:
            return f'<p role="status" style="margin:.5em 0"><strong>{html.escape(self.title)}</strong></p>'
        parts = [
            f'<div role="status" style="{_BOX}"><p style="margin:0 0 .5em">',
            f"<strong><code>{html.escape(self.title)}</code></strong>: {html.escape(self.summary)}</p>",
            '<table style="border-collapse:collapse;width:100%;margin:0"><thead><tr>',
            f'<th scope="col" style="{_CELL}width:7em">Verdict</th>',
            f'<th scope="col" style="{_CELL}">Claim</th></tr></thead><tbody>',
            *map(_html_row, self.rows),
            "</tbody></table>",
        ]
        if self.picture:
            data = base64.b64encode(self.picture).decode()
            parts.append(
                f'<img alt="{html.escape(self.alternative, quote=True)}" src="data:image/png;base64,{data}"'
                ' style="display:block;max-width:100%;margin-top:.75em;background:#fff">'
            )
        return "".join([*parts, "</div>"])

    def _ipython_display_(self) -> None:
        # nbgrader gives full marks to a graded cell without a result, and warns of one that is no number.
        if not self.passed:
            raise NotImplementedError
        from IPython.display import display  # noqa: PLC0415 - only IPython calls this

        display(self._repr_mimebundle_(), raw=True)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        # nbgrader reads a number in the plain text of a graded cell's result as partial credit, in `nbgrader
        # validate` as in its own autograder. A notebook shows the HTML.
        return {"text/html": self._repr_html_(), "text/plain": self.text() if self.passed else str(self.points)}


_BOX = "max-width:60em;border:1px solid rgba(128,128,128,.5);border-radius:6px;padding:.75em 1em"
_CELL = "text-align:left;vertical-align:top;padding:.35em .6em;border-top:1px solid rgba(128,128,128,.35);"
_PASSED = "display:inline-block;white-space:nowrap;padding:0 .5em;border-radius:4px;color:#fff;background:#00664b"
_FAILED = _PASSED.replace("#00664b", "#a33b00")


def _html_row(row: Row) -> str:
    mark = (
        f'<span style="{_PASSED}">✓ passed</span>'
        if row.verdict == "passed"
        else f'<span style="{_FAILED}">✗ not yet</span>'
    )
    reason = f'<div style="margin-top:.25em">{html.escape(row.message)}</div>' if row.message else ""
    hint = f'<div style="margin-top:.25em"><em>Hint:</em> {html.escape(row.hint)}</div>' if row.hint else ""
    return (
        f'<tr><td style="{_CELL}">{mark}</td>'
        f'<td style="{_CELL}text-align:left">{html.escape(row.sentence)}{reason}{hint}</td></tr>'
    )
