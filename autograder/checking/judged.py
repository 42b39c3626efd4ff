"""Results by code: what one process has judged, none of those that grade the class with it judges again.

They live as long as the run. A database is what holds them because several processes read and write them at once, and
because there they are bytes and not objects. Without one that works, everything is judged.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path

import msgspec

from autograder.results import ExerciseResult, Verdict

# Others write for a fraction of a millisecond.
_WAIT_S = 0.1

# An exercise's result is several thousand bytes.
MOST_REMEMBERED = 20_000

# What is a result of the code, and not of how much time and memory there was for it.
_SETTLED = {Verdict.PASSED, Verdict.FAILED, Verdict.RAISED}


class Judged:
    """Results of exercises by the code of their functions.

    Args:
        path: The file that several processes share; None for one process alone.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._database = _connected(path)
        with suppress(sqlite3.Error):
            # It is not needed after a crash.
            self._database.execute("PRAGMA synchronous = OFF")
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("CREATE TABLE IF NOT EXISTS judged (code BLOB UNIQUE, result BLOB)")

    def close(self) -> None:
        """Forget what was for this process alone."""
        with suppress(sqlite3.Error):
            self._database.close()

    def recall(self, exercise: str, code: bytes) -> ExerciseResult | None:
        """Return the result of the same code; None if it has not been judged."""
        with suppress(sqlite3.Error):
            for (found,) in self._database.execute("SELECT result FROM judged WHERE code = ?", (_key(exercise, code),)):
                return msgspec.msgpack.decode(found, type=ExerciseResult)
        return None

    def keep(self, result: ExerciseResult, code: bytes) -> None:
        """Keep a result for the same code, unless it may come out otherwise the next time."""
        if any(one.verdict not in _SETTLED or "MemoryError" in one.message for one in result.checks):
            return
        with suppress(sqlite3.Error, TypeError, ValueError):
            self._database.execute(
                "INSERT OR IGNORE INTO judged SELECT ?, ? WHERE (SELECT coalesce(max(rowid), 0) FROM judged) < ?",
                (_key(result.name, code), msgspec.msgpack.encode(result), MOST_REMEMBERED),
            )


def _connected(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        with suppress(sqlite3.Error):
            return sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False)
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


def _key(exercise: str, code: bytes) -> bytes:
    return exercise.encode() + b" " + code
