"""Errors that end a command."""


class OurFault(Exception):
    """Something of ours failed; the message is one line with the remedy. Exit status 1."""
