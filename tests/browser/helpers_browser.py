"""A JupyterLab of the test's own, the pictures that the guides show, and a class of five."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import psutil
import pytest
from PIL import Image

from autograder.answers import right_answers, wrong_answers
from autograder.course import Course

REPOSITORY = Path(__file__).resolve().parents[2]
IMAGES = REPOSITORY / "docs" / "images"
BIN = Path(sys.executable).parent
START_S = 90
END_S = 30

# A picture in a guide is light enough to be committed.
MOST_BYTES = 150_000


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    address: str
    token: str

    def url(self, path):
        return f"{self.address}/{path}?token={self.token}"


@contextlib.contextmanager
def running_lab(root, home):
    """Run JupyterLab in a folder, on loopback, without anything that the user has configured.

    nbgrader has switched formgrader on for this Python when it was installed.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = os.urandom(16).hex()
    lab = Lab(f"http://127.0.0.1:{port}", token)
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--port-retries=0"]
    options += [f"--IdentityProvider.token={token}", "--LanguageServerManager.autodetect=False"]
    home.mkdir(parents=True)
    with (home / "server.log").open("wb") as log:
        command = [BIN / "jupyter", "lab", *options]
        server = subprocess.Popen(command, cwd=root, env=_environment(home), stdout=log, stderr=log)
        try:
            _wait_for(lab, server)
            yield lab
        finally:
            _end(server)


def _environment(home):
    """Return the environment of somebody who has just installed this project and starts Jupyter for the first time."""
    settings = home / "settings" / "@jupyterlab"
    for plugin, values in (
        # Neither a question about news nor a request for them.
        ("apputils-extension/notification", {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}),
        # Cells that are not in sight are there too.
        ("notebook-extension/tracker", {"windowingMode": "none"}),
    ):
        file = settings / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(values))
    own = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    own |= {"JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")}
    own |= {"HOME": str(home), "IPYTHONDIR": str(home / "ipython"), "PYTHONPATH": str(REPOSITORY)}
    return os.environ | own | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


def _wait_for(lab, server):
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(lab.url("api"), timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    pytest.fail("JupyterLab did not start")


def _end(server):
    """End the server, and see that it has ended its kernels and graders."""
    started = psutil.Process(server.pid).children(recursive=True)
    server.terminate()
    try:
        server.wait(END_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    _, left = psutil.wait_procs(started, timeout=END_S)
    for process in left:
        process.kill()
    assert not left, f"the server left {left} behind"


def keep_picture(png, name):
    """Write a screenshot for the guides, in few colors."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    path = IMAGES / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(192, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size < MOST_BYTES, f"{path} has {path.stat().st_size:,} bytes"


def copy_course(root):
    """Write the real course with all its assignments and nobody's submissions."""
    skip = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for part in ("source", "release", "solutions", "autograder/assignments"):
        shutil.copytree(REPOSITORY / part, root / part, ignore=skip)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    return Course(root)


def solved(assignment, **instead):
    """Return the released notebook with a right answer in each stub, and other code for some exercises."""
    code = {answer.exercise: answer.code for answer in right_answers(assignment)} | instead
    notebook = json.loads(assignment.release.read_bytes())
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = code.get(name, cell["source"])
    return notebook


def mistake(assignment, exercise, answer_id):
    return next(one.code for one in wrong_answers(assignment) if (one.exercise, one.id) == (exercise, answer_id))


def hand_in(assignment, student, content, file=None):
    folder = assignment.course.root / "submitted" / student / assignment.id
    folder.mkdir(parents=True)
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / (file or f"{assignment.id}.ipynb")).write_text(text)
    (folder / "timestamp.txt").write_text("2025-11-03 18:00:00 UTC")
