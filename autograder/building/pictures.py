"""``Images/<id>/``: pictures drawn from the solved code, and a record of what they were drawn from.

Two machines need not draw the same pixels: layout and anti-aliasing change between versions of matplotlib and FreeType.
So nothing is redrawn to find out whether a picture is stale. ``drawn.json`` holds the fingerprint of what the pictures
were drawn from and the digest of each picture's pixels: a picture is fresh if neither has changed since.
"""

import hashlib
import importlib.util
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from matplotlib.figure import Figure
from PIL import Image

from autograder.errors import OurFault
from course_kit.drawing import Drawing
from course_kit.local_student import first_line

RECORD = "drawn.json"
DPI = 110
MAX_KB = 150

_STEM = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")


def stale_pictures(folder: Path, inputs: str) -> list[str]:
    """Return what is stale in a folder of pictures, one sentence each, by the file's name.

    Args:
        folder: ``Images/<id>``.
        inputs: Fingerprint of what the pictures should have been drawn from; empty if there should be none.
    """
    present = {path.name for path in folder.glob("*") if not path.name.startswith(".")}
    if not inputs:
        return [f"{name} is left over: nothing draws it" for name in sorted(present)]
    record = _record(folder / RECORD)
    if record.get("inputs") != inputs:
        return [f"{RECORD} says that the pictures were drawn from other code than the present one"]
    known: Mapping[str, Any] = record["pictures"]
    problems = [f"{name} is missing" for name in known if name not in present]
    problems += [f"{name} is left over: nothing draws it" for name in sorted(present - set(known) - {RECORD})]
    drawn = [name for name in known if name in present]
    return problems + [
        f"{name} is not the picture that was drawn" for name in drawn if pixels(folder / name) != known[name]["pixels"]
    ]


def draw_pictures(script: Path, reference: Mapping[str, Callable[..., Any]], folder: Path, inputs: str) -> None:
    """Draw an assignment's pictures into `folder` and record what they were drawn from; remove all others there.

    Args:
        script: The ``images.py`` with ``draw(reference)``.
        reference: The solved functions by name.
        folder: ``Images/<id>``.
        inputs: Fingerprint to record.

    Raises:
        OurFault: The script fails, or a picture is none or too large.
    """
    figures = _figures(script, reference)
    files = {f"{stem}.png": _png(script, stem, figure) for stem, figure in sorted(figures.items())}
    folder.mkdir(parents=True, exist_ok=True)
    record: dict[str, Any] = {"inputs": inputs, "pictures": {}}
    for name, content in files.items():
        record["pictures"][name] = {
            "alt": _alternative(figures[Path(name).stem]),
            "pixels": pixels(io.BytesIO(content)),
        }
        if not (folder / name).is_file() or pixels(folder / name) != record["pictures"][name]["pixels"]:
            (folder / name).write_bytes(content)
    (folder / RECORD).write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for path in folder.glob("*"):
        if path.is_file() and path.name not in (RECORD, *files):
            path.unlink()


def pixels(source: Path | io.BytesIO) -> str:
    """Return the digest of a picture's size and decoded pixels; empty if it is no picture."""
    try:
        with Image.open(source) as image:
            return hashlib.sha256(f"{image.size}".encode() + image.convert("RGBA").tobytes()).hexdigest()[:32]
    except (OSError, SyntaxError):
        return ""


def _record(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) and isinstance(record.get("pictures"), dict) else {}


def _figures(script: Path, reference: Mapping[str, Callable[..., Any]]) -> dict[str, Figure]:
    spec = importlib.util.spec_from_file_location(f"images_of_{script.parent.name}", script)
    if spec is None or spec.loader is None:
        raise OurFault(f"{script} cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
        figures = module.draw(SimpleNamespace(**reference))
    except Exception as error:
        raise OurFault(f"{script}: draw(reference) fails: {type(error).__name__}: {first_line(error)}") from error
    wrong = [name for name, one in figures.items() if not isinstance(one, Figure) or not _STEM.fullmatch(name)]
    if wrong:
        raise OurFault(f"{script}: {wrong[0]!r} must be a word in small letters and its value a matplotlib Figure.")
    return dict(figures)


def _png(script: Path, stem: str, figure: Figure) -> bytes:
    """Return the same bytes for the same drawing: without the name and version of what drew it."""
    if isinstance(figure, Drawing):
        content = figure.png()
    else:
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
        content = buffer.getvalue()
    if len(content) > MAX_KB * 1000:
        raise OurFault(f"{script}: {stem}.png has {len(content) / 1000:.0f} kB, at most {MAX_KB} are kept; draw less.")
    return content


def _alternative(figure: Figure) -> str:
    return str(getattr(figure, "alt", ""))
