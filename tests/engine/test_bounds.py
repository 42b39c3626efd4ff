"""What the grader's own process spends for somebody else is bounded, and the bounds are taken back."""

import contextlib
import io
import json
import signal
import sys
import threading
import time

import numpy as np
import pytest

from autograder._sandbox.answering import answer
from autograder._sandbox.inside.wire import decode_frame
from autograder.bounds import TooLong, memory_limit, time_limit

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space of a process")


def endless():
    while True:
        pass


def careless():
    while True:
        with contextlib.suppress(Exception):
            time.sleep(1)


@ON_LINUX
@pytest.mark.parametrize("much", [lambda: np.ones(1 << 28), lambda: json.loads("[" + "[[]]," * 5_000_000 + "0]")])
def test_a_block_gets_no_more_memory_than_it_may(much):
    with pytest.raises(MemoryError), memory_limit(64):
        much()
    assert np.ones(1 << 24).sum() == 1 << 24


@ON_LINUX
def test_the_limit_is_taken_back_after_an_exception():
    import resource  # noqa: PLC0415 - does not exist on Windows

    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(RuntimeError), memory_limit(64):
        raise RuntimeError
    assert resource.getrlimit(resource.RLIMIT_AS) == before


@pytest.mark.parametrize("block", [endless, careless])
def test_a_block_gets_no_more_time_than_it_may(block):
    with pytest.raises(TooLong), time_limit(0.05):
        block()


def test_an_alarm_of_somebody_else_is_kept():
    rung = []
    kept = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with time_limit(5):
            pass
        signal.sigtimedwait({signal.SIGUSR1}, 1)
        assert rung == [1]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, kept)


def test_in_another_thread_there_is_no_alarm_and_no_error():
    done = []

    def work():
        with time_limit(0.01):
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


def test_a_question_that_brings_more_numbers_than_any_network_has_is_refused():
    asked = []
    many = np.ones((1000, 1000), np.int8)
    for arguments in ([many], [[many]], [{"W1": many}], [[0] * 1_000_000]):
        message, values = decode_frame(io.BytesIO(answer(asked.append, arguments, {}, 1, 1.0)).read)
        assert message == ["raised"]
        assert "numbers were handed over" in values[1]
    assert asked == []
