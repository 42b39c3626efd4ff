"""The other end of the grader's wire, in a process of the sandbox."""

from collections import deque
from collections.abc import Callable
from typing import Any

from . import wire
from .encoding import Part

Message = tuple[list[Any], list[Any]]


class Channel:
    """Frames to and from the grader.

    Args:
        read: Returns exactly as many bytes as asked for.
        write: Sends all bytes of all parts.
    """

    def __init__(self, read: Callable[[int], bytes | bytearray], write: Callable[[list[Part]], None]) -> None:
        self._read, self._write = read, write
        self._backlog: deque[Message] = deque()

    def send(self, message: list[Any], values: tuple[Any, ...] = ()) -> None:
        self._write(wire.encode_parts(message, values))

    def receive(self) -> Message:
        return self._backlog.popleft() if self._backlog else wire.decode_frame(self._read)

    def receive_next(self) -> Message:
        """Return what arrives next, ahead of what waits for its turn."""
        return wire.decode_frame(self._read)

    def put_off(self, message: Message) -> None:
        """Let a message wait for its turn."""
        self._backlog.append(message)
