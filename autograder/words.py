"""Texts that come from a submission, made fit to be told."""


def printable(text: str, longest: int = 400) -> str:
    """Return text that steers no terminal, turns no line around, and goes through every encoder.

    Args:
        text: What a student called a file, or what came out of a worker.
        longest: Characters that are kept.
    """
    # What is not printable: control characters, line ends, half surrogate pairs, marks that change the direction.
    return "".join(character if character.isprintable() else "�" for character in text[:longest])
