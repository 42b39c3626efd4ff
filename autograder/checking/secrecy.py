"""What may be told of calls whose arguments are secret: nothing that the student's own code put into words or numbers.

An exception's text, its class's name, the name of a type and the numbers that came back are chosen by the code that was
called; it could put its arguments there. With inputs of the student's own the same mistake shows, and is told in full.
"""

import re
from typing import Any

from autograder._sandbox.inside.values import Opaque

# Names that may be told: few, for which of them it is tells something too.
_NAMES = """
    AssertionError AttributeError AxisError FloatingPointError IndexError KeyError LinAlgError MemoryError NameError
    NotImplementedError OverflowError RecursionError RuntimeError TypeError UnboundLocalError ValueError
    ZeroDivisionError function generator map module object range set type zip
"""
_KNOWN = frozenset(_NAMES.split())

_SHORT_LIST = 64

_NUMBER = re.compile(r"(?<![\w.])-?\d+(,\d{3})*(\.\d+)?(e[-+]?\d+)?(?!\w)", re.ASCII)

# Numbers of everybody's formulas: "divided by 1 / keep_prob", "all entries are 0".
_COMMON = frozenset({"0", "1", "2"})

_SHAPE = re.compile(r"\(\d+(, \d+)*,?\)", re.ASCII)

# What is left of the course kit's sentences without their numbers, and how one would say it then.
_PLAINER = (
    (re.compile(r"has shape \(…\); \(…\) was expected"), "does not have the shape that was expected"),
    (re.compile(r"is […012]( for [^;]*)?; ([a-z0 ]+ )?… was expected"), r"is not what was expected\1"),
    (
        re.compile(r"has mean \S+ and standard deviation [^;]+; about \S+ and \S+ were expected"),
        "does not have the mean and the standard deviation that were expected",
    ),
    (re.compile(r"a tuple of … was"), "a tuple was"),
    # Which names are missing is as good as a number.
    (re.compile(r"without (?:'\w+', )*'\w+'\."), "without an entry that was expected."),
    (re.compile(r": the difference is …\."), "."),
)


def without_words(message: str) -> str:
    """Return what is told of a failed call without the words of the student's code.

    Args:
        message: A sentence as `course_kit.local_student.explain` makes it.
    """
    # The first word is our own, what was called; further on, any words may be the student's.
    name, _, rest = message.partition(" ")
    if rest.startswith("uses the name "):
        return (
            f"{name} uses a name that does not exist: check the spelling, and that the import cell at the top has run."
        )
    if not rest.startswith("raised "):
        return message
    error = rest.removeprefix("raised ").partition(":")[0].rstrip(".")
    return f"{name} raised {error if error in _KNOWN else 'an exception of its own'}."


def without_numbers(message: str, known: str) -> str:
    """Return why a check failed without its numbers: some came back from the student's code, some are expected ones.

    Args:
        message: What the check says.
        known: What everybody may read of the check; numbers in it tell nothing new.
    """
    kept = _COMMON | {found[0] for found in _NUMBER.finditer(known)}
    told = _NUMBER.sub(lambda found: found[0] if found[0] in kept else "…", _SHAPE.sub("(…)", message))
    for pattern, plain in _PLAINER:
        told = pattern.sub(plain, told)
    return told


def without_names(value: Any) -> Any:
    """Return what a call returned, without names of the student's own types."""
    if isinstance(value, Opaque):
        return value if value.type_name in _KNOWN else Opaque("object of a class of its own")
    if isinstance(value, dict):
        return {without_names(key): without_names(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple) and len(value) <= _SHORT_LIST:
        return type(value)(without_names(entry) for entry in value)
    return value
