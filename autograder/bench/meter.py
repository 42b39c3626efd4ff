"""What a piece of work cost: wall time, processor time of the machine, and peak memory of all processes of the work."""

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

# Reading the memory of a handful of processes takes a millisecond or two.
SAMPLE_S = 0.5

MIB = 1 << 20


@dataclass(frozen=True)
class Cost:
    """Cost of some work.

    Attributes:
        wall_s: Seconds on the clock.
        cpu_s: Processor seconds of the whole machine, the system's own work included: processes that are killed, and
            those they have started, cannot all be asked afterwards. Nothing else should run.
        peak_mib: Highest sum of proportional memory (shared pages counted once) of all processes, MiB.
    """

    wall_s: float
    cpu_s: float
    peak_mib: float


class Meter:
    """Measures what happens in a ``with`` block; `cost` holds the result once the block is left or `stop` called."""

    def __init__(self) -> None:
        self._own = psutil.Process()
        self._peak = 0
        self._done = threading.Event()
        self.cost = Cost(0.0, 0.0, 0.0)

    def __enter__(self) -> "Meter":
        self._before = _busy_s()
        self._started = time.perf_counter()
        self._sampler = threading.Thread(target=self._sample, daemon=True)
        self._sampler.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def elapsed_s(self) -> float:
        """Seconds since the measurement began."""
        return time.perf_counter() - self._started

    def begin_again(self) -> None:
        """Leave out of time and processor time what was until now."""
        self._started, self._before = time.perf_counter(), _busy_s()

    def stop(self) -> None:
        """Take the reading. Processes that were killed by then take their share along."""
        if self._done.is_set():
            return
        wall_s, cpu_s = time.perf_counter() - self._started, _busy_s() - self._before
        self._done.set()
        self._sampler.join()
        self.cost = Cost(wall_s, cpu_s, self._peak / MIB)

    def _processes(self) -> list[psutil.Process]:
        return [self._own, *self._own.children(recursive=True)]

    def _sample(self) -> None:
        while True:
            self._peak = max(self._peak, sum(_proportional_memory(process.pid) for process in self._processes()))
            if self._done.wait(SAMPLE_S):
                return


def _busy_s() -> float:
    times = psutil.cpu_times()
    return float(sum(getattr(times, kind, 0.0) for kind in ("user", "nice", "system", "irq", "softirq")))


def _proportional_memory(pid: int) -> int:
    """Return a process's memory with shared pages divided among those who share them, in bytes; 0 if it is gone."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_bytes().splitlines():
            if line.startswith(b"Pss:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return 0


def processor() -> str:
    """Return the processor's name and how many cores this process may use."""
    name = "unknown processor"
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{name}, {cores} cores"
