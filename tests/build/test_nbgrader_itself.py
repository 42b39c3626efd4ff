"""Instructors who never call `autograder build` get the same files from formgrader's button and nbgrader's commands."""

import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from helpers_build import BIN, ID, environment, run

from autograder.building.build import build

FORMGRADER = "nbgrader.server_extensions.formgrader"
START_S = 60


@contextmanager
def formgrader(root):
    """A real Jupyter server with formgrader in the course's folder; gives a function that posts to it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", f"--port={port}", "--port-retries=0", "--IdentityProvider.token=secret"]
    # No other extension is started: JupyterLab and its language servers would take several seconds.
    options += [f"--ServerApp.jpserver_extensions={FORMGRADER}=True"]
    alone = environment() | {"JUPYTER_NO_CONFIG": "1"}
    log = (root.parent / "server.log").open("wb")
    server = subprocess.Popen([BIN / "jupyter", "server", *options], cwd=root, env=alone, stdout=log, stderr=log)

    def post(path):
        url = f"http://127.0.0.1:{port}/formgrader/api/{path}"
        request = urllib.request.Request(url, method="POST", headers={"Authorization": "token secret"})
        return urllib.request.urlopen(request, timeout=60).read().decode()

    try:
        wait_for(port, server)
        yield post
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


def wait_for(port, server):
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    pytest.fail("the Jupyter server did not start")


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_formgrader_and_nbgrader_make_the_same(course, assignment):
    made = contents(assignment.release.parent)
    assignment.release.unlink()
    assignment.solution.unlink()
    with formgrader(course.root) as post:
        assert '"success": true' in post(f"assignment/{ID}/assign")
    assert contents(assignment.release.parent) == made
    done = run("nbgrader", "generate_solution", ID, "--force", cwd=course.root)
    assert done.returncode == 0, done.stderr
    assert build(course, [ID], check=True) == []
