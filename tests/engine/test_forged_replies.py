# ruff: noqa: E501 - a student's code reads better in one line than in pieces
"""What a worker sends that nobody asked for: it costs its own function and nothing else."""

import numpy as np
import pytest
from helpers_engine import ask, failure

from autograder._sandbox.session import Call

G = "def g(x): return x + 1"


class TestForgedReplies:
    """What a worker writes to the connection by itself is a claim like any other, within the same limits."""

    WRITE = "import os, sys, time\nwire = sys.modules['inside.wire']\ndef put(*m, v=()): os.write(3, wire.encode_frame(list(m), v))\n"

    def test_early_replies_are_replies_and_those_too_many_harm_nobody(self, submit):
        session = submit(self.WRITE + "def f(x):\n    for k in range(3): put('returned', [], v=(k,))\n    return 9", G)
        replies = session.call_all([Call("f", 1, (k,)) for k in range(2)] + [Call("g", 1, (1,))])
        assert [reply.value for reply in replies[:2]] == [0, 1]
        assert all(reply.value is not None or reply.failure is not None for reply in replies)

    @pytest.mark.parametrize(
        "body",
        [
            "os.write(3, b'garbage' * 100)",
            "os.write(3, b'\\xff' * 100)",
            "put('returned')",
            "put('returned', [], v=(1, 2))",
            "put('raised', 7, v=(1,))",
            "put('ready', ['f'], [])",
            "put('at', 1, 1)",
            "put([])",
            "put()",
            "os.close(3)",
            "put('asks', 'f', v=([1], {}))",
        ],
    )
    def test_a_reply_that_is_none_ends_the_call(self, submit, body):
        session = submit(self.WRITE + f"def f():\n    {body}\n    time.sleep(5)", G)
        assert failure(ask(session))[0] == "died"
        assert ask(session, "g", 1).value == 2

    def test_a_reply_in_drips_is_late(self, submit):
        drip = "def f():\n    for byte in wire.encode_frame(['returned', []], (1,)) * 9:\n        os.write(3, bytes([byte]))\n        time.sleep(0.1)"
        session = submit(self.WRITE + drip, G)
        assert failure(ask(session))[0] == "timed_out"
        assert ask(session, "g", 1).value == 2

    def test_questions_without_end_are_answered_no_longer_than_a_call_may_take(self, submit):
        session = submit(self.WRITE + "def f():\n    while True: put('asks', 'g', v=([1], {}))", G)
        assert failure(ask(session, "f", answers={"g": lambda _: np.zeros(1000)}))[0] in ("timed_out", "died")
        assert ask(session, "g", 1).value == 2

    def test_progress_without_end_is_followed_no_longer_than_the_cells_may_take(self, submit):
        flood = "def flood():\n    while True: put('at', 1, 1)\nK = flood()"
        session = submit(self.WRITE + flood, "def f(): return K", G)
        assert ask(session, "g", 1).value == 2

    def test_too_much_sent_back_costs_its_own_function(self, submit):
        session = submit("import numpy as np\ndef f(k): return np.zeros(2_500_000)", G)
        replies = session.call_all([Call("f", 1, (k,)) for k in range(6)])
        assert failure(replies[-1]) == ("died", "f sent back more than 64 MiB in all instead of returning a value.")
        assert ask(session, "g", 1).value == 2

    def test_a_forged_list_of_functions_adds_none(self, submit):
        session = submit(self.WRITE + "put('ready', ['f', 'g', 'h', 7, []], [[0, 'forged'], [1], 'x', [2, 3]] * 1000)")
        assert session.found <= {"f", "g"}
        assert len(session.problems) <= 50
        assert failure(ask(session))[0] in ("raised", "died", "missing")
