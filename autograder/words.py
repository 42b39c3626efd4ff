"""Texts that come from a submission, made fit to be told."""

from collections.abc import Collection
from itertools import islice


def printable(text: str, longest: int = 400) -> str:
    """Return text that steers no terminal, turns no line around, and goes through every encoder.

    Args:
        text: What a student called a file, or what came out of a worker.
        longest: Characters that are kept.
    """
    # What is not printable: control characters, line ends, half surrogate pairs, marks that change the direction.
    return "".join(character if character.isprintable() else "�" for character in text[:longest])


def first_few(names: Collection[str], most: int = 5) -> str:
    """Return the first of some names, and how many more there are.

    Args:
        names: What students, folders or files are called.
        most: How many are told.
    """
    told = [printable(name, 100) for name in islice(names, most)]
    more = len(names) - len(told)
    return ", ".join(told) + (f" and {more:,} more" if more else "")


def plural(number: int, one: str, many: str) -> str:
    """Return a number with the word that goes with it."""
    return f"{number:,} {one if number == 1 else many}"
