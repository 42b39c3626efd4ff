"""What all pages share: templates that escape everything, one style sheet, and a policy that lets nothing else run.

Text that a student had a hand in (paths, names, messages of exceptions) goes through `plain` before it reaches a page.
"""

import base64
import functools
import hashlib
import re
import unicodedata
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

_TEMPLATES = Path(__file__).with_name("templates")

# Characters of one text on a page: 300 KB hold some fifty of the longest, even if every character has to be escaped.
LONGEST_TEXT = 600

_CODE = re.compile(r"`([^`\n]{1,120})`")


def template(name: str) -> Template:
    """Return a template of ours, compiled once."""
    return _environment().get_template(name)


def plain(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return text that can neither steer a terminal nor reorder a line, cut where it gets too long.

    Control and format characters (ANSI escapes, bidirectional overrides, lone surrogates) become a replacement mark.
    """
    cut = text[:longest] + " …" if len(text) > longest else text
    if cut.isprintable() and cut.isascii():
        return cut
    return "".join(map(_visible, cut))


def _visible(character: str) -> str:
    if character in "\n\t":
        return " "
    return "�" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else character


def inline_code(text: str) -> Markup:
    """Return text with its `backticked` parts set as code, and everything escaped."""
    if "`" not in text:
        return escape(text)
    parts = _CODE.split(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part) for index, part in enumerate(parts)
    )


# Where a name is broken on a narrow screen.
_BREAKS = re.compile("(?<=_)|(?=@)")


def breakable(name: str) -> Markup:
    """Return a name that a narrow screen may break after an underscore and before an at sign."""
    return Markup(_BREAKS.sub("<wbr>", str(escape(name))))  # noqa: S704 - escaped


def number(value: float) -> str:
    """Return points as people write them: 8, not 8.0."""
    return f"{value:g}"


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (_TEMPLATES / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals["style"] = Markup(style)  # noqa: S704 - our own file
    environment.globals["policy"] = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    environment.filters |= {"inline_code": inline_code, "breakable": breakable, "number": number}
    return environment
