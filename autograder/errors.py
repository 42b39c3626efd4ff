"""Errors that end a command; each message is one line with the remedy."""


class UserError(Exception):
    """Wrong usage, or input that stops the whole command. Exit status 2."""


class OurFault(Exception):
    """Something of ours failed. Exit status 1."""
