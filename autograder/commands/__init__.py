"""One module a command: its name, its help line, its options, and what it runs."""

from autograder.commands import bench, build, demo, grade, grade_files, new, sandbox

COMMANDS = (build, grade, grade_files, sandbox, new, demo, bench)
