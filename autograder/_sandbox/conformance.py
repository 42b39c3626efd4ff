"""What student code must not be able to do, tried from inside a worker: the same attempts at every level."""

import os
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder._sandbox.inside.cells import Cell
from autograder._sandbox.levels import Level
from autograder._sandbox.sandbox import Sandbox
from autograder._sandbox.session import Call, Session
from autograder.manifest import Limits


@dataclass(frozen=True)
class Attempt:
    """Something student code may try.

    Attributes:
        name: What it tries, in words.
        code: The body of a function of one argument, a path that exists outside; it succeeds by returning True.
        stopped_at: The weakest level that must stop it.
    """

    name: str
    code: str
    stopped_at: Level


@dataclass(frozen=True)
class Tried:
    """How an attempt went: whether it was stopped, and whether it had to be."""

    attempt: Attempt
    level: Level
    stopped: bool
    said: str

    @property
    def conforms(self) -> bool:
        """Whether the level keeps what it promises."""
        return self.stopped or not self.level.at_least(self.attempt.stopped_at)


ATTEMPTS = (
    Attempt("read a file of the grader's", "return bool(open(path).read())", Level.B),
    Attempt("list the grader's folder", "import os; return bool(os.listdir(os.path.dirname(path)))", Level.B),
    Attempt("read /etc/passwd", "return bool(open('/etc/passwd').read())", Level.B),
    Attempt(
        "read another process in /proc",
        "import os; return bool(open(f'/proc/{os.getppid()}/cmdline').read())", Level.B),
    Attempt("see the grader's environment", "import os; return 'AUTOGRADER_CONFORMANCE' in os.environ", Level.D),
    Attempt("write beside a file of the grader's", "open(path + '.new', 'w').write('x'); return True", Level.C),
    Attempt("empty a file of the grader's", "import os; os.truncate(path, 0); return True", Level.C),
    Attempt("delete a file of the grader's", "import os; os.unlink(path + '.doomed'); return True", Level.C),
    Attempt("keep a file in the temporary folder", "import tempfile; tempfile.mkstemp(); return True", Level.C),
    Attempt("start a process", "import os\n    if os.fork() == 0: os._exit(0)\n    return True", Level.C),
    Attempt("run a program", "import subprocess; return subprocess.run(['true']).returncode == 0", Level.C),
    Attempt("start a thread", "import threading; t = threading.Thread(target=int); t.start(); return True", Level.C),
    Attempt(
        "open a network connection",
        "import socket; socket.create_connection(('127.0.0.1', PORT), 1); return True", Level.C),
    Attempt("open a socket", "import socket; socket.socket(); return True", Level.C),
    Attempt("signal the process that started it", "import os; os.kill(os.getppid(), 0); return True", Level.C),
    Attempt("trace the process that started it", (
        "import ctypes, os\n"
        "    if ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0) != 0: raise PermissionError('refused')\n"
        "    return True"
    ), Level.C),
    Attempt("raise its own limits", (
        "import resource; soft, hard = resource.getrlimit(resource.RLIMIT_AS)\n"
        "    resource.setrlimit(resource.RLIMIT_AS, (hard * 2, hard * 2)); return True"
    ), Level.C),
    Attempt("take 4 GiB of memory", "import numpy; return numpy.ones(1 << 29).sum() > 0", Level.D),
    Attempt("use the processor without end", "while True: pass", Level.E),
)  # fmt: skip


def try_everything(level: Level) -> Iterator[Tried]:
    """Make every attempt at one level and yield how it went."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        secret = Path(folder) / "secret.txt"
        secret.write_text("secret", encoding="utf-8")
        secret.with_name("secret.txt.doomed").touch()
        port = str(server.getsockname()[1])
        os.environ["AUTOGRADER_CONFORMANCE"] = "1"
        with Sandbox(Limits(call_s=1, memory_mib=512), level) as sandbox:
            for attempt in ATTEMPTS:
                secret.write_text("secret", encoding="utf-8")
                yield _try(attempt, sandbox, str(secret), port)


def _try(attempt: Attempt, sandbox: Sandbox, path: str, port: str) -> Tried:
    code = f"def attempt(path):\n    {attempt.code.replace('PORT', port)}\n"
    with Session(sandbox, [Cell(code)], ["attempt"]) as session:
        reply = session.call(Call("attempt", 0, (path,)))
    said = "it went through" if reply.failure is None else reply.failure.message.removeprefix("attempt ")
    return Tried(attempt, sandbox.level, reply.value is not True, said)
