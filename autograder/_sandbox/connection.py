"""The grader's end of the wire to one worker: frames out, frames in, and a deadline on every answer."""

import hashlib
import select
import socket
import time
from collections.abc import Callable
from typing import TypeVar

from autograder._sandbox.inside import wire
from autograder._sandbox.inside.values import WireError

_CHUNK = 1 << 18
_READ_AHEAD = 1 << 14

Received = TypeVar("Received", int, bytes)
Target = TypeVar("Target")

# What may wait for a worker that does not read; all calls of a notebook together are far less.
MAX_UNREAD = 128 << 20


class WorkerGone(Exception):
    """The worker will say nothing more.

    Attributes:
        verdict: ``timed_out`` if it let the deadline pass, otherwise ``died``.
        reason: What happened, to go on after "it ...".
    """

    def __init__(self, verdict: str, reason: str) -> None:
        super().__init__(reason)
        self.verdict = verdict
        self.reason = reason


class Connection:
    """Frames to and from one worker.

    What is sent waits in a queue and leaves while answers are read, so that neither side can block the other.

    Attributes:
        received: Bytes of all frames so far.
        digest: SHA-256 of the last frame.
    """

    def __init__(self, connected: socket.socket) -> None:
        connected.setblocking(False)  # noqa: FBT003 - the name says it
        self._socket = connected
        self._outgoing = bytearray()
        # What was read ahead, and how much of it is used.
        self._ahead = b""
        self._used = 0
        self._events = 0
        self.received = 0
        self.digest = b""
        self._poll = select.poll()

    def send(self, frames: bytes) -> None:
        """Queue encoded frames.

        Raises:
            WorkerGone: The worker does not read what it is sent.
        """
        if len(self._outgoing) + len(frames) > MAX_UNREAD:
            raise WorkerGone("died", "asked for more than it read")
        self._outgoing += frames
        self._flush()

    def receive(self, within_s: float) -> wire.Frame:
        """Return the next frame; the deadline is for the whole frame, however it drips in.

        Raises:
            WorkerGone: No whole frame within the time, the worker hung up, or what it sent is no frame.
        """
        deadline = time.monotonic() + within_s
        digest = hashlib.sha256()

        def read(size: int) -> bytearray:
            data = self._exactly(size, deadline, within_s)
            self.received += size
            digest.update(data)
            return data

        try:
            frame = wire.read_frame(read)
        except WireError as error:
            raise WorkerGone("died", f"sent something that cannot be read ({error})") from None
        self.digest = digest.digest()
        return frame

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _exactly(self, size: int, deadline: float, within_s: float) -> bytearray:
        """Return so many bytes; what is large is received where it is to stay."""
        part = self._ahead[self._used : self._used + size]
        self._used += len(part)
        if len(part) == size:
            return bytearray(part)
        data = bytearray(size)
        view, filled = memoryview(data), 0
        while True:
            view[filled : filled + len(part)] = part
            filled += len(part)
            if filled == size:
                return data
            self._wait(deadline, within_s)
            missing, part = size - filled, b""
            if missing < _READ_AHEAD:
                self._ahead = self._received(self._socket.recv, _READ_AHEAD) or b""
                part, self._used = self._ahead[:missing], min(missing, len(self._ahead))
            else:
                filled += self._received(self._socket.recv_into, view[filled:]) or 0

    def _received(self, receive: Callable[[Target], Received], into: Target) -> Received | None:
        """Return what a method of the socket receives, None if there is nothing yet."""
        try:
            received = receive(into)
        except BlockingIOError:
            return None
        except ConnectionError:
            raise WorkerGone("died", "ended its process") from None
        if not received:
            raise WorkerGone("died", "ended its process")
        return received

    def _wait(self, deadline: float, within_s: float) -> None:
        """Wait until there is something to read; send meanwhile."""
        while True:
            events = select.POLLIN | (select.POLLOUT if self._outgoing else 0)
            if events != self._events:
                self._poll.register(self._socket, events)
                self._events = events
            remaining = deadline - time.monotonic()
            ready = self._poll.poll(remaining * 1000) if remaining > 0 else []
            if not ready:
                raise WorkerGone("timed_out", f"took longer than {within_s:.3g} s")
            self._flush()
            if ready[0][1] & ~select.POLLOUT:
                return

    def _flush(self) -> None:
        while self._outgoing:
            try:
                sent = self._socket.send(self._outgoing[:_CHUNK])
            except BlockingIOError:
                return
            except OSError:
                # The worker is gone; reading will say so.
                self._outgoing.clear()
                return
            del self._outgoing[:sent]
