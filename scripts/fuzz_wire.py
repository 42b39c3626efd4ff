"""Throw mutated frames at the grader's end of the wire: every one must come out as a value or be refused.

Usage: python scripts/fuzz_wire.py [COUNT] [SEED]
"""

import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "engine"))

from fuzzing import outcomes

BATCH = 20_000


def main() -> None:
    """Fuzz in batches, each with a seed of its own, and print the counts."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    started = time.perf_counter()
    total = Counter[str]()
    for batch in range(-(-count // BATCH)):
        total += outcomes(seed + batch, BATCH)
    for outcome, number in total.most_common():
        print(f"{number:9,}  {outcome}")
    print(
        f"{total.total():9,}  frames from seed {seed} in {time.perf_counter() - started:.0f} s; nothing else happened"
    )


if __name__ == "__main__":
    main()
