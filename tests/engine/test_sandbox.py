# ruff: noqa: E501 - a student's code reads better in one line than in pieces
"""Isolation level by level: what student code cannot do there, and that nothing of it is left behind."""

import ast
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers_engine import cells_of

from autograder._sandbox import levels
from autograder._sandbox.conformance import ATTEMPTS, try_everything
from autograder._sandbox.levels import INSIDE, Level, available
from autograder._sandbox.sandbox import Sandbox, SandboxError
from autograder._sandbox.session import Call, Session
from autograder._sandbox.warm_process import _cache
from autograder.manifest import Limits

REPOSITORY = Path(__file__).resolve().parents[2]
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def run(sandbox, source, *arguments):
    """Call a student's f in the sandbox and return what came back."""
    with Session(sandbox, cells_of(source), ["f"]) as session:
        return session.call(Call("f", 1, arguments))


def children(pid):
    """Return the processes below one, with their commands."""
    found = {}
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found[child] = Path(f"/proc/{child}/cmdline").read_text()
            found |= children(child)
    return found


def kill(warm_process):
    warm_process._process.kill()
    warm_process._process.wait()


def processes():
    return set(children(os.getpid()))


def descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))


# Enters a session whose call never ends.
ENDLESS_GRADER = """
import sys
sys.path.insert(0, sys.argv[1])
from helpers_engine import cells_of
from autograder._sandbox.levels import Level
from autograder._sandbox.sandbox import Sandbox
from autograder._sandbox.session import Call, Session
from autograder.manifest import Limits
sandbox = Sandbox(Limits(call_s=60), Level(sys.argv[2]))
with Session(sandbox, cells_of("def f():\\n    while True: pass"), ["f"]) as session:
    print("ready", flush=True)
    session.call(Call("f", 1, ()))
"""


class TestLevels:
    def test_the_levels_that_hold_are_listed_from_the_strongest(self):
        assert list(available()) == sorted(available())
        assert available()[-1] in (Level.D, Level.E)

    def test_levels_compare_by_strength(self):
        assert Level.A.at_least(Level.B)
        assert Level.B.at_least(Level.B)
        assert not Level.C.at_least(Level.B)
        assert [level.keeps_secrets for level in Level] == [True, True, False, False, False]

    def test_a_level_that_the_machine_does_not_keep_is_not_listed(self, monkeypatch):
        monkeypatch.setattr(levels, "_holds", lambda level: level is Level.C)
        assert levels.available.__wrapped__() == (Level.C, Level.D)
        monkeypatch.setattr(levels, "_holds", lambda _: False)
        assert levels.available.__wrapped__() == (Level.D,)

    def test_a_sandbox_that_cannot_start_says_why(self, monkeypatch):
        monkeypatch.setattr(levels, "KIT", Path("/nowhere/course_kit"))
        with Sandbox(Limits()) as sandbox, pytest.raises(SandboxError, match=r"did not start: .*course_kit"):
            sandbox.start()


@pytest.mark.parametrize("level", available())
def test_every_attempt_to_break_out_ends_as_the_level_promises(level):
    tried = list(try_everything(level))
    assert len(tried) == len(ATTEMPTS)
    assert [f"{one.attempt.name}: {one.said}" for one in tried if not one.conforms] == []


class TestSecrets:
    SECRETS = (
        "autograder/assignments/initialization/hidden_checks.py",
        "autograder/grading.py",
        "README.md",
        "tests/engine/conftest.py",
    )

    @pytest.mark.parametrize("path", SECRETS)
    def test_the_repository_cannot_be_read_where_secrets_are_kept(self, sandbox, path):
        if not sandbox.level.keeps_secrets:
            pytest.skip("this level keeps no secrets")
        reply = run(sandbox, "def f(path):\n    return open(path).read()", str(REPOSITORY / path))
        assert reply.failure is not None
        assert "raised" in reply.failure.message

    def test_the_kit_and_the_libraries_can_be_read(self, sandbox):
        source = "import course_kit, numpy\ndef f():\n    return all(len(open(m.__file__).read()) for m in (course_kit, numpy))"
        assert run(sandbox, source).value is True

    def test_nothing_of_the_grader_can_be_imported(self, sandbox):
        if not sandbox.level.keeps_secrets:
            pytest.skip("this level keeps no secrets")
        reply = run(sandbox, "def f():\n    import autograder")
        assert reply.failure.message.startswith("f raised ModuleNotFoundError")

    def test_the_environment_is_empty_of_ours(self, sandbox, monkeypatch):
        monkeypatch.setenv("SECRET_OF_THE_GRADER", "1")
        names = set(run(sandbox, "import os\ndef f():\n    return list(os.environ)").value)
        assert "SECRET_OF_THE_GRADER" not in names
        assert len(names) < 12

    def test_only_the_connection_is_open(self, sandbox):
        source = (
            "import os\ndef f():\n    found = []\n    for k in range(200):\n        try:\n            os.fstat(k)\n"
            "        except OSError:\n            continue\n        found.append(k)\n    return found"
        )
        assert run(sandbox, source).value == [0, 1, 2, 3]

    @ON_LINUX
    def test_no_right_answer_and_no_check_is_in_the_memory_of_a_worker(self, sandbox):
        # The worker looks through every object it can reach for a text of ours.
        source = (
            "import gc\ndef f(start):\n    word = start + 'in_a_check_only'\n"
            "    return [type(one).__name__ for one in gc.get_objects() if isinstance(one, dict) and word in one]"
        )
        assert run(sandbox, source, "only_").value == []


class TestNothingIsLeft:
    @ON_LINUX
    def test_no_process_no_descriptor_and_no_file_stays(self, tmp_path, monkeypatch):
        # Matplotlib takes seconds to list the fonts anew.
        shutil.copytree(_cache(), tmp_path / _cache().name)
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        before = processes(), descriptors()
        for level in available():
            with Sandbox(Limits(call_s=0.3), level) as sandbox:
                for body in ("return plt.plot([1])", "import os; os._exit(1)", "import time; time.sleep(60)"):
                    run(sandbox, f"import matplotlib.pyplot as plt\ndef f():\n    {body}")
        assert (processes(), descriptors()) == before
        left = [path.name for path in tmp_path.iterdir()]
        assert len(left) == 1
        assert left[0].startswith("autograder-cache-")

    @ON_LINUX
    def test_no_process_stays_of_a_session_that_is_left_by_an_error(self, strongest):
        run(strongest, "def f(): return 1")
        before = len(processes())
        with pytest.raises(RuntimeError), Session(strongest, cells_of("def f(): return 1"), ["f"]):
            raise RuntimeError
        assert len(processes()) == before

    @ON_LINUX
    @pytest.mark.parametrize("level", available()[:1])
    def test_a_grader_that_is_killed_leaves_no_process(self, level):
        command = [sys.executable, "-c", ENDLESS_GRADER, str(Path(__file__).parent), level]
        grader = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=REPOSITORY)
        assert grader.stdout.readline() == b"ready\n"
        below = set(children(grader.pid))
        assert below
        grader.kill()
        grader.wait()
        grader.stdout.close()
        until = time.monotonic() + 20
        while any(Path(f"/proc/{pid}").exists() for pid in below) and time.monotonic() < until:
            time.sleep(0.02)
        assert not [pid for pid in below if Path(f"/proc/{pid}").exists()]

    def test_nothing_of_one_submission_reaches_the_next(self, sandbox):
        poison = (
            "import builtins, numpy, sys, os\nbuiltins.len = lambda *_: 7\nnumpy.ones = None\nsys.modules['math'] = None\n"
            "numpy.pi = 3\nos.environ['X'] = '1'\nPOISON = 1\ndef f(): return POISON"
        )
        run(sandbox, poison)
        clean = "import numpy, math, os\ndef f(): return [len([1]), numpy.ones(1).sum(), numpy.pi, os.environ.get('X'), 'POISON' in globals()]"
        assert run(sandbox, clean).value == [1, 1.0, pytest.approx(3.14159265), None, False]


class TestSurviving:
    @ON_LINUX
    def test_a_sandbox_opens_again_after_it_was_closed_or_its_process_killed(self):
        with Sandbox(Limits()) as sandbox:
            assert run(sandbox, "def f(): return 1").value == 1
            sandbox.close()
            assert run(sandbox, "def f(): return 2").value == 2
            kill(sandbox._computing)
            assert run(sandbox, "def f(): return 3").value == 3

    @ON_LINUX
    def test_a_warm_process_that_is_killed_at_work_costs_that_submission_at_most(self):
        with Sandbox(Limits()) as sandbox:
            session = Session(sandbox, cells_of("def f(): return 1"), ["f"]).__enter__()
            kill(sandbox._computing)
            session.call(Call("f", 1, ()))
            session.__exit__(None, None, None)
            assert run(sandbox, "def f(): return 2").value == 2

    def test_a_cache_of_somebody_else_is_not_used(self, tmp_path, monkeypatch):
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / f"autograder-cache-{os.getuid()}").symlink_to(tmp_path / "elsewhere")
        with Sandbox(Limits()) as sandbox, pytest.raises(SandboxError, match="belongs to somebody else"):
            sandbox.start()


class TestImports:
    """What runs beside student code imports nothing of ours."""

    ALLOWED = frozenset({"numpy", "msgspec", "IPython", "course_kit", "matplotlib"})

    @pytest.mark.parametrize("path", sorted(INSIDE.glob("*.py")), ids=lambda path: path.stem)
    def test_a_module_beside_student_code_imports_no_module_of_the_grader(self, path):
        imported = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level <= 1
                imported |= {node.module.split(".")[0]} if node.level == 0 else set()
        assert imported - set(sys.stdlib_module_names) <= self.ALLOWED
        if path.stem != "preparing":
            assert imported - set(sys.stdlib_module_names) <= {"numpy", "msgspec"}

    def test_a_worker_has_no_module_of_the_grader_loaded(self, sandbox):
        names = run(sandbox, "import sys\ndef f():\n    return sorted(sys.modules)").value
        assert not [name for name in names if name.split(".")[0] in ("autograder", "nbgrader", "pytest", "_pytest")]
        assert "course_kit" in names
