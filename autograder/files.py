"""Files that are there whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from autograder.errors import OurFault


def write_whole(path: Path, content: bytes) -> None:
    """Write a file and the folders above it; who reads it meanwhile finds the old content or the new.

    Raises:
        OurFault: It cannot be written.
    """
    part = _part(path)
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(content)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


@contextmanager
def whole_text_file(path: Path) -> Iterator[TextIO]:
    """Open a text file that takes the place of `path` when the block ends well, and is gone when it does not.

    Raises:
        OurFault: It cannot be written.
    """
    part = _part(path)
    with _explained(path):
        try:
            # A folder's name need not be UTF-8; what of it is not becomes a question mark.
            with part.open("w", newline="", encoding="utf-8", errors="replace") as file:
                yield file
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OurFault(f"{path} cannot be written: {error.strerror}.") from None
