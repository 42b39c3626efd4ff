"""Options that several commands share."""

import argparse

from autograder._sandbox.levels import Level, available, why_not_stronger
from autograder.errors import UserError


def grading(parser: argparse.ArgumentParser) -> None:
    """Add ``--jobs`` and ``--require-isolation``."""
    parser.add_argument(
        "--jobs", type=count, default=0, metavar="N", help="processes that grade at once (default: one a core)"
    )
    parser.add_argument(
        "--require-isolation",
        type=isolation_level,
        metavar="LEVEL",
        help="refuse to grade if student code cannot be isolated this well; A to E, see `autograder sandbox`",
    )


def isolation(given: argparse.Namespace) -> Level:
    """Return the level to grade at: the strongest that holds here.

    Raises:
        UserError: It is weaker than ``--require-isolation`` asks for.
    """
    level = available()[0]
    required = given.require_isolation
    if required and not level.at_least(required):
        raise UserError(f"Isolation here is level {level}, and {required} is required: {why_not_stronger()}.")
    return level


def isolation_level(text: str) -> Level:
    """Read the letter of a level."""
    try:
        return Level(text)
    except ValueError:
        known = f"{min(Level)} to {max(Level)}"
        raise argparse.ArgumentTypeError(f"{text!r} is no level; there are {known}, the strongest first") from None


def count(text: str) -> int:
    """Read a number of 1 or more."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of 1 or more")
    return int(text)
