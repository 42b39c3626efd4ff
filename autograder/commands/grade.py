"""``autograder grade``: a course's submissions into its gradebook, its feedback pages and a CSV."""

import argparse
from pathlib import Path

from autograder import console
from autograder.collect import collect_course
from autograder.commands import options
from autograder.course import Course
from autograder.grading import grade_all
from autograder.results import Status

NAME = "grade"
HELP = "grade submitted/ into the gradebook, autograded/, feedback/ and a CSV"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("assignment", metavar="ID", help="assignment to grade")
    parser.add_argument("--student", nargs="+", default=[], metavar="ID", help="only these students")
    options.grading(parser)


def run(course: Course, given: argparse.Namespace) -> int:
    """Grade the class; exit status 1 if a result is our own fault."""
    from autograder.publish import publish  # noqa: PLC0415 - brings in nbgrader's database

    assignment = course.assignment(given.assignment)
    submissions = collect_course(course.root / "submitted", assignment.id, given.student)
    results = grade_all(assignment, submissions, given.jobs, options.isolation(given))
    shown = console.progress(zip(submissions, results, strict=True), len(submissions), f"Grading {assignment.id}")
    seen = list(publish(course.root, assignment, shown))
    console.print_results(seen)
    return int(any(result.status is Status.GRADER_FAULT for result in seen))
