"""Landlock: a worker may read the libraries and nothing else; no file can be written, no TCP port reached.

Source: landlock(7), the kernel's ``include/uapi/linux/landlock.h``. The three system calls have the same numbers on
every architecture.
"""

import ctypes
import os
import platform
import struct
from collections.abc import Iterable

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH = 1
_PR_SET_NO_NEW_PRIVS = 38

_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3

# Rights that each version of the interface knows, as one past the highest bit: what is handled and not granted fails.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_NETWORK_SINCE, _NETWORK_RIGHTS = 4, 0b11
_SCOPES_SINCE, _SCOPES = 6, 0b11


def version() -> int:
    """Return the version of the interface that this kernel offers; 0 if none."""
    if platform.system() != "Linux":
        return 0
    return max(int(ctypes.CDLL(None).syscall(_CREATE_RULESET, None, 0, _ASK_VERSION)), 0)


class Ruleset:
    """Rules made once and applied in each worker.

    Args:
        readable: Folders and files that stay readable; those that do not exist are left out.

    Raises:
        OSError: The kernel offers no Landlock, or refuses.
    """

    def __init__(self, readable: Iterable[str]) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        offered = version()
        rights = (1 << _FILE_RIGHTS[min(max(offered, 1), max(_FILE_RIGHTS))]) - 1
        attributes = struct.pack("Q", rights)
        if offered >= _NETWORK_SINCE:
            attributes += struct.pack("Q", _NETWORK_RIGHTS)
        if offered >= _SCOPES_SINCE:
            attributes += struct.pack("Q", _SCOPES)
        self.descriptor = self._call(_CREATE_RULESET, attributes, len(attributes), 0)
        for path in readable:
            self._allow(path)

    def apply(self) -> None:
        """Restrict this process, for good.

        Raises:
            OSError: The kernel refuses.
        """
        if self._libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl")
        self._call(_RESTRICT_SELF, self.descriptor, 0)

    def _allow(self, path: str) -> None:
        try:
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            return
        try:
            rights = _READ_FILE | _EXECUTE | (_READ_DIR if os.path.isdir(path) else 0)  # noqa: PTH112
            self._call(_ADD_RULE, self.descriptor, _PATH_BENEATH, struct.pack("=Qi", rights, descriptor), 0)
        finally:
            os.close(descriptor)

    def _call(self, number: int, *arguments: object) -> int:
        result = int(self._libc.syscall(number, *arguments))
        if result < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        return result
