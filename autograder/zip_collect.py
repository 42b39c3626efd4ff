"""How `nbgrader zip_collect` unpacks what a learning platform gives: one student's archive never stops the class's.

nbgrader's own way ends with an error at the first damaged archive inside the class's, and not at all at one that holds
itself.
"""

import os
import shutil
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from nbgrader.plugins import ExtractorPlugin
from nbgrader.utils import unzip
from traitlets import Integer

# A student's archive may hold an archive, as phones and mail programs make them; deeper ones are no work of theirs.
_DEEPEST = 3

_MIB = 1 << 20


class PatientExtractor(ExtractorPlugin):  # type: ignore[misc]  # nbgrader comes without types
    """Unpacks archives, and those inside of them that can be unpacked; the others stay as they were handed in."""

    largest_mib = Integer(
        500, help="What a student's archive may take when it is unpacked, MiB; a larger one stays packed."
    ).tag(config=True)

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack or copy everything below one folder into another."""
        for source in _files(Path(archive_path)):
            to = Path(extracted_path, source.relative_to(archive_path)).parent
            to.mkdir(parents=True, exist_ok=True)
            if source.suffix not in self.zip_ext:
                shutil.copy(source, to)
                continue
            self.log.info("Extracting %s to %s", source, to)
            unzip(str(source), str(to), zip_ext=self.zip_ext, create_own_folder=True)
            for _ in range(_DEEPEST):
                self._unpack_inner(to)

    def _unpack_inner(self, folder: Path) -> None:
        """Unpack the archives below a folder, and remove each one that could be."""
        for path in _files(folder):
            if path.suffix in self.zip_ext:
                try:
                    self._unpack(path)
                except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it is one student's archive
                    self.log.warning("%s stays packed: %s", path, error)
                else:
                    path.unlink()

    def _unpack(self, path: Path) -> None:
        size = _unpacked_size(path)
        if size > self.largest_mib * _MIB:
            raise ValueError(f"it would take {size / _MIB:,.0f} MiB, and {self.largest_mib} are allowed")
        # A folder of its own beside the archive, as nbgrader does, unless a file of the student's has that name.
        unzip(str(path), str(path.parent), zip_ext=self.zip_ext, create_own_folder=True)


def _files(folder: Path) -> Iterator[Path]:
    """Return the files below a folder, as they are before anything is done about them."""
    return iter(sorted(Path(place, name) for place, _, names in os.walk(folder) for name in names))


def _unpacked_size(path: Path) -> int:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return sum(one.file_size for one in archive.infolist())
    with tarfile.open(path) as archive:
        return sum(one.size for one in archive)
