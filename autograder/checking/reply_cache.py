"""Replies that were judged before: the same replies get the same verdict, and nobody waits for it twice.

A check, like a diagnosis, is a function of the replies that it gets and of nothing else, as long as all of them were
asked ahead. In a class many functions answer to the last bit alike, and every untouched one does.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from autograder._sandbox.session import Call, Reply
from autograder.checking.students import Callee

# Entries are a few hundred bytes, at most some thousand.
MOST_REMEMBERED = 10_000

Answer = TypeVar("Answer")


def fingerprint(replies: Iterable[Reply | None]) -> bytes | None:
    """Return a digest that is equal for equal replies and no others; None if that cannot be told."""
    prints = [reply.fingerprint if reply else None for reply in replies]
    return None if None in prints else hashlib.sha256(repr(prints).encode("utf-8", "backslashreplace")).digest()


class ReplyCache(Generic[Answer]):
    """Answers to what was asked before; the one that was wanted least recently is forgotten first.

    Args:
        most: Number of answers that are kept.
    """

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    def answer(self, key: Hashable, session: Callee, ask: Callable[[Callee], Answer]) -> Answer:
        """Return the answer for a key, remembered or asked for now.

        Args:
            key: What the answer depends on, beside what is asked of the session now; None if it cannot be told.
            session: The submission.
            ask: Returns the answer; if it calls the session it handed, the answer is not kept.
        """
        if key in self._answers:
            self._answers.move_to_end(key)
            return self._answers[key]
        overheard = _Overheard(session)
        answer = ask(overheard)
        if key is not None and not overheard.called:
            self._answers[key] = answer
            if len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer

    def forget(self, key: Hashable) -> None:
        """Have an answer asked for again the next time."""
        self._answers.pop(key, None)


class _Overheard:
    """A session, and whether it was called."""

    def __init__(self, session: Callee) -> None:
        self._session = session
        self.called = False

    def call(self, call: Call) -> Reply:
        self.called = True
        return self._session.call(call)

    def call_all(self, calls: Sequence[Call]) -> list[Reply]:
        self.called = True
        return self._session.call_all(calls)
