"""``autograder grade``: a course's submissions into its gradebook, its feedback pages and a CSV."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from autograder import console
from autograder.collecting.collect import Submission, collect_course
from autograder.collecting.misplaced import misplaced
from autograder.commands import options
from autograder.course import Assignment, Course
from autograder.grading import grade_all
from autograder.publishing.resume import Memory
from autograder.results import Result
from autograder.words import first_few, plural

if TYPE_CHECKING:
    from autograder.gradebook.classroom import Classroom

NAME = "grade"
HELP = "grade submitted/ into the gradebook, autograded/, feedback/ and a CSV"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("assignment", metavar="ID", help="assignment to grade")
    parser.add_argument("--student", nargs="+", action="extend", default=[], metavar="ID", help="only these students")
    parser.add_argument("--force", action="store_true", help="grade again what has not changed since the last run, too")
    parser.add_argument("--dry-run", action="store_true", help="write nothing; print who would change and by how much")
    options.grading(parser)


def run(course: Course, given: argparse.Namespace) -> int:
    """Grade the class; exit status 1 if a result is our own fault."""
    assignment = course.assignment(given.assignment)
    elsewhere = _elsewhere(course, assignment)
    submissions = collect_course(course.root / "submitted", assignment.id, given.student, elsewhere)
    try:
        status = (_try if given.dry_run else _grade_class)(assignment, submissions, given)
    except KeyboardInterrupt:
        if not given.dry_run:
            print("Run it again: it goes on where it was stopped.", file=sys.stderr)
        raise
    if elsewhere and not given.student:
        print(elsewhere)
    return status


def _elsewhere(course: Course, assignment: Assignment) -> str:
    """Return a sentence on what was handed in at a wrong place; nothing if nothing was."""
    others = [one for one in course.ids() if one != assignment.id]
    found = misplaced(course.root / "submitted", assignment.id, others)
    place = f"submitted/<student>/{assignment.id}/"
    return f"Not graded, for it does not lie in {place}: {first_few(found)}." if found else ""


def _grade_class(assignment: Assignment, submissions: list[Submission], given: argparse.Namespace) -> int:
    from autograder.gradebook.classroom import open_classroom, receipts  # noqa: PLC0415 - brings in nbgrader: a second
    from autograder.publishing.publish import class_page_path, csv_path  # noqa: PLC0415 - likewise

    board = console.Board()
    root = assignment.course.root
    room = open_classroom(root)

    def beside(one: Submission) -> dict[str, bytes]:
        # Handed in again, an unchanged notebook may be late, and its feedback is fetched with another secret.
        return receipts(room.submitted(one.name, assignment.id))

    with Memory(root / ".autograder" / f"{assignment.id}.jsonl", assignment, beside) as memory:
        # A gradebook that was deleted or put back has forgotten what the memory knows.
        entered = frozenset() if given.force else _entered(assignment, room)
        unchanged = {one.name for one in submissions if one.name in entered and memory.recall(one)}
        for result in _grade(assignment, submissions, unchanged, memory, given):
            board.add(result)
    board.print()
    if unchanged:
        kept = plural(len(unchanged), "had not changed and was", "had not changed and were")
        print(f"{kept} not graded again (--force does).")
    if several := [one.name for one in submissions if one.note]:
        print(f"Of several files the one of the right name was graded: {first_few(several)}.")
    if again := _second_looks(assignment, room):
        print(f"A manual score counts, and the autograder's has changed since; look in formgrader: {first_few(again)}.")
    print(f"Marks: {csv_path(root, assignment)}; who needs a look: {class_page_path(root, assignment)}")
    print("Both show the autograder's points; those given by hand and late penalties are in the gradebook.")
    return int(board.any_fault)


def _try(assignment: Assignment, submissions: list[Submission], given: argparse.Namespace) -> int:
    from autograder.gradebook.dry_run import show_differences  # noqa: PLC0415 - brings in nbgrader's database

    results = grade_all(assignment, submissions, given.jobs, options.isolation(given))
    return int(show_differences(assignment, console.progress(results, len(submissions), f"Grading {assignment.id}")))


def _entered(assignment: Assignment, room: "Classroom") -> frozenset[str]:
    from autograder.gradebook.book import Gradebook  # noqa: PLC0415 - brings in nbgrader's database

    with Gradebook(room.db_url, room.course_id, assignment) as book:
        return book.students()


def _second_looks(assignment: Assignment, room: "Classroom") -> list[str]:
    from autograder.gradebook.book import Gradebook  # noqa: PLC0415 - brings in nbgrader's database

    with Gradebook(room.db_url, room.course_id, assignment) as book:
        return book.second_looks()


def _grade(
    assignment: Assignment,
    submissions: list[Submission],
    unchanged: set[str],
    memory: Memory,
    given: argparse.Namespace,
) -> Iterator[Result]:
    from autograder.publishing.publish import publish  # noqa: PLC0415 - brings in nbgrader's database, which takes a second

    fresh = [one for one in submissions if one.name not in unchanged]
    results = grade_all(assignment, fresh, given.jobs, options.isolation(given)) if fresh else iter(())
    # The marks hold everybody, also where an earlier run was stopped before it wrote them.
    everybody = ((one, memory.last(one.name) if one.name in unchanged else next(results)) for one in submissions)
    kept = set(unchanged)

    def keep(submission: Submission, result: Result) -> None:
        memory.keep(submission, result)
        kept.add(submission.name)

    published = publish(assignment.course.root, assignment, everybody, unchanged=unchanged, written=keep)
    yield from console.progress(published, len(submissions), f"Grading {assignment.id}", lambda: len(kept))
