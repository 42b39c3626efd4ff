"""What lies in ``submitted/`` where nobody looks for it: handed in, but in no folder ``<student>/<assignment>/``."""

from collections.abc import Collection, Iterator
from pathlib import Path

_SUFFIXES = (".ipynb", ".py")


def misplaced(submitted: Path, assignment_id: str, others: Collection[str]) -> list[str]:
    """Return the files and folders that look like submissions of an assignment and are passed over, as relative paths.

    Args:
        submitted: nbgrader's folder of submissions.
        assignment_id: Which assignment.
        others: Ids of the course's other assignments, whose submissions are somebody else's business.
    """
    found = []
    for path in _inside(submitted):
        if path.is_file():
            found += [path] if _is_loose(path, others) else []
        elif not (path / assignment_id).is_dir():
            found += [one for one in _inside(path) if _is_meant(one, assignment_id, others)]
    return [str(path.relative_to(submitted)) for path in found]


def _inside(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        # A folder that may not be read is told of where it is graded.
        return


def _is_loose(path: Path, others: Collection[str]) -> bool:
    return path.suffix in _SUFFIXES and path.stem not in others


def _is_meant(path: Path, assignment_id: str, others: Collection[str]) -> bool:
    """Tell whether a file or folder in a student's folder was meant to be, or to be in, the assignment's."""
    try:
        if path.is_file():
            return _is_loose(path, others)
        named_alike = _letters(path.name).startswith(_letters(assignment_id))
        return path.name not in others and path.is_dir() and (named_alike or (path / f"{assignment_id}.ipynb").exists())
    except OSError:
        return False


def _letters(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
