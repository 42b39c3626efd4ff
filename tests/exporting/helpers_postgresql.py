"""A real PostgreSQL server for the tests: on a socket in a folder of its own, never as root, gone afterwards."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

# Debian keeps the server's programs off the PATH, one folder a version.
DEBIAN = "/usr/lib/postgresql"

# Speed before safety: nobody misses these data.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "shared_buffers=16MB")

WAIT_S = 30


def programs() -> Path | None:
    """Return the folder of the newest server's programs; None if there is none here."""
    versions = sorted(Path(DEBIAN).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = versions[-1] if versions else shutil.which("initdb")
    return Path(found).parent if found else None


def somebody() -> dict[str, object]:
    """Return who runs the server: this user, or, as PostgreSQL refuses root, the one Debian made for it, or nobody."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            who = pwd.getpwnam(name)
            return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
    pytest.skip("PostgreSQL does not run as root, and there is no other user here")


@contextlib.contextmanager
def running_server():
    """Start a server and give the address of its databases, without their name."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (the extra `postgresql`)")
    home = programs()
    if home is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    # Not below pytest's own folder: only its owner may enter that, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    who = somebody()
    try:
        if who:
            os.chown(folder, who["user"], who["group"])
        common = {"cwd": folder, "env": {"LC_ALL": "C", "PATH": os.defpath}, **who}
        make = [home / "initdb", "-D", folder / "data", "-U", "grader", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(make, check=True, capture_output=True, timeout=WAIT_S, **common)
        options = [word for setting in SETTINGS for word in ("-c", setting)]
        with (folder / "log.txt").open("wb") as log:
            start = [home / "postgres", "-D", folder / "data", "-k", folder, *options]
            server = subprocess.Popen(start, stdout=log, stderr=log, start_new_session=True, **common)
        try:
            _wait(server, folder)
            yield Server(folder)
        finally:
            # The "fast" way of stopping: clients are cut off, and nothing is waited for.
            server.send_signal(signal.SIGINT)
            server.wait(WAIT_S)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server, folder):
    deadline = time.monotonic() + WAIT_S
    while not (folder / ".s.PGSQL.5432").exists() or _connect(folder) is None:
        if server.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"PostgreSQL does not start: {(folder / 'log.txt').read_text()}")
        time.sleep(0.05)


def _connect(folder):
    import psycopg  # noqa: PLC0415 - not installed everywhere

    try:
        with psycopg.connect(host=str(folder), user="grader", dbname="postgres"):
            return True
    except psycopg.OperationalError:
        return None


class Server:
    """A running server."""

    def __init__(self, folder):
        self.folder = folder

    def run(self, statement, database="postgres"):
        """Run a statement; return its rows if it has any."""
        import psycopg  # noqa: PLC0415

        with psycopg.connect(host=str(self.folder), user="grader", dbname=database, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def new(self, name, template="template1"):
        """Make a database and return its SQLAlchemy address."""
        self.run(f'create database "{name}" template "{template}"')
        return f"postgresql+psycopg://grader:secret@/{name}?host={self.folder}"
