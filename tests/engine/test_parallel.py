"""Many submissions over several processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from autograder.parallel import map_in_order


def nothing():
    """Stand in for the start of a process that needs none."""


def slowly_double(number):
    # Later items are quicker than earlier ones, so that they finish out of order.
    time.sleep(0.2 / (1 + number))
    return 2 * number


def die_at_three(number):
    if number == 3:
        os._exit(1)
    return number


def die_once(path):
    if not Path(path).exists():
        Path(path).touch()
        os._exit(1)
    return "graded"


def double_all(function, items, jobs=2):
    return list(
        map_in_order(function, items, jobs=jobs, start=nothing, arguments=(), lost=lambda item: f"{item} was lost")
    )


def test_results_come_in_the_order_of_the_items():
    assert double_all(slowly_double, range(12)) == [2 * number for number in range(12)]


def test_an_item_that_kills_its_process_twice_is_marked_and_the_others_are_not():
    assert double_all(die_at_three, range(30)) == [0, 1, 2, "3 was lost", *range(4, 30)]


def test_an_item_whose_process_died_once_is_tried_again(tmp_path):
    assert double_all(die_once, [str(tmp_path / "seen")]) == ["graded"]


def test_items_are_read_only_as_fast_as_they_are_worked_on():
    read = []

    def items():
        for number in range(1000):
            read.append(number)
            yield number

    results = map_in_order(slowly_double, items(), jobs=2, start=nothing, arguments=(), lost=str)
    next(results)
    results.close()
    assert len(read) < 100


def test_stopping_early_leaves_no_process_that_works():
    results = map_in_order(time.sleep, [0, *[600] * 20], jobs=2, start=nothing, arguments=(), lost=str)
    next(results)
    started = time.monotonic()
    results.close()
    assert time.monotonic() - started < 60, "the processes went on sleeping"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no Ctrl-C to send to another process")
def test_ctrl_c_ends_everything_and_says_how_far_it_got(course, tmp_path):
    loop = tmp_path / "loop.py"
    loop.write_text("def f(x):\n    while True:\n        pass\n", encoding="utf-8")
    copies = []
    for number in range(40):
        copies.append(tmp_path / f"{number}.py")
        copies[-1].write_text(loop.read_text(encoding="utf-8"), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "autograder",
        "grade-files",
        "toy",
        *map(str, copies),
        "--course",
        str(course.root),
    ]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    # A student's endless loop runs: all processes are up.
    everybody = _wait_for_workers(running.pid)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "of 40" in said
    _, alive = psutil.wait_procs(everybody, timeout=10)
    assert not alive


def _wait_for_workers(pid):
    """Return all processes under `pid` once one of them burns the processor in student code."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        everybody = psutil.Process(pid).children(recursive=True)
        if any(len(_ancestors(one)) >= 2 and _is_busy(one) for one in everybody):
            return psutil.Process(pid).children(recursive=True)
    raise AssertionError("no worker appeared")


def _is_busy(process):
    try:
        return process.cpu_percent(0.1) > 5
    except psutil.NoSuchProcess:
        return False


def _ancestors(process):
    try:
        return process.parents()
    except psutil.NoSuchProcess:
        return []
