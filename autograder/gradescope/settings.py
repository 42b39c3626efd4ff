"""What an instructor decides when the zip file is made; it travels in the zip as ``settings.json``."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

FILE = "settings.json"


class Hidden(StrEnum):
    """What a student sees of a hidden check.

    At Gradescope students hand in as often as they like and read the results at once. The message of a failed check may
    quote what the student's own code said about the hidden inputs, so by default it stays behind; claim, verdict and
    hint do not.
    """

    VERDICT = "verdict"
    FULL = "full"
    AFTER_DUE_DATE = "after_due_date"
    AFTER_PUBLISHED = "after_published"
    HIDDEN = "hidden"

    @property
    def visibility(self) -> str:
        """Gradescope's word for when the check is shown."""
        return "visible" if self in (Hidden.VERDICT, Hidden.FULL) else self.value

    @property
    def tells_messages(self) -> bool:
        """Whether a hidden check's message is shown once the check is."""
        return self is not Hidden.VERDICT


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole file.

    Attributes:
        assignment: Which assignment is graded.
        hidden: What a student sees of a hidden check.
        require_isolation: The weakest isolation level to grade at, a letter; empty if any will do.
    """

    assignment: str
    hidden: Hidden = Hidden.VERDICT
    require_isolation: str = ""


def read_settings(folder: Path) -> Settings:
    """Read the settings from the unpacked zip."""
    return msgspec.json.decode((folder / FILE).read_bytes(), type=Settings)
