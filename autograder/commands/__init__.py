"""One module a command: its name, its help line, its options, and what it runs."""

from autograder.commands import audit, bench, build, demo, grade, grade_files, gradescope, new, sandbox

COMMANDS = (build, grade, grade_files, gradescope, audit, sandbox, new, demo, bench)
