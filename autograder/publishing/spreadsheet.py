"""Text in a CSV file, such that a spreadsheet that opens the file shows it and does not run it."""

# A spreadsheet runs a cell that begins with one of these; some of them read the full-width forms alike.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would run this text."""
    return text.lstrip(" ").startswith(_FORMULA)


def shown(text: str) -> str:
    """Return text that a spreadsheet shows: a leading apostrophe marks what it would run."""
    return f"'{text}" if is_formula(text) else text


def guarded(text: str) -> str:
    """Return what `shown` returns, such that `unguarded` undoes it: an apostrophe of the text's own is doubled."""
    return f"'{text}" if is_formula(text) or text.lstrip(" ").startswith("'") else text


def unguarded(text: str) -> str:
    """Return the text that was guarded."""
    return text.removeprefix("'")
