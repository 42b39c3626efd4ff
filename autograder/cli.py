"""The command line: which command, with which options, and what its exit status means.

0: done, whatever the marks. 1: something of ours failed, or a check of freshness did. 2: wrong usage, or input that
stops the whole command. 130: stopped with Ctrl-C.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder import __version__
from autograder.commands import COMMANDS, grade_files
from autograder.course import find_course
from autograder.errors import OurFault, UserError
from course_kit.collecting import CheckFileError

DONE, OUR_FAULT, WRONG_USAGE, STOPPED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = _parser()
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        # The command's own parser, so that its usage is shown.
        options.parser.error(f"there is no such option here: {' '.join(unknown)}")
    try:
        course = find_course(options.course or Path.cwd(), or_installed=options.run is grade_files.run)
        return int(options.run(course, options))
    except UserError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return WRONG_USAGE
    except (CheckFileError, OurFault) as error:
        print(f"autograder: {error}", file=sys.stderr)
        return OUR_FAULT
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        # Whoever reads our output has seen enough.
        sys.stderr.close()
        return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="autograder", description="Grades notebooks by mathematics, in a sandbox, fast."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        one = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        one.add_argument(
            "--course", type=Path, metavar="DIR", help="course folder (default: here or the nearest one above)"
        )
        command.add_options(one)
        one.set_defaults(run=command.run, parser=one)
    return parser
