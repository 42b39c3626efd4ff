"""``source/`` in; ``release/``, ``solutions/`` and ``Images/`` out.

nbgrader's own converters build in a temporary folder; what differs from the committed files is then reported or
replaced. A notebook is executed, and pictures are drawn, only if the code, the files beside it or the kit have changed
since: building twice changes nothing and takes a moment.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.building.embedding import embed_pictures
from autograder.building.pictures import draw_pictures, stale_pictures
from autograder.building.source_rules import read_notebook, release_problems, source_problems
from autograder.building.stage import Stage, inputs_of, staged, was_executed
from autograder.building.staleness import files_in, stale_files
from autograder.checking.proof import prove_checks
from autograder.course import Assignment, Course, CourseError
from autograder.errors import OurFault
from autograder.nbgrader_plugins import code_cells, fingerprint, kit_files
from autograder.reference import read_reference
from course_kit.collecting import CheckFileError


def build(
    course: Course,
    ids: list[str],
    *,
    check: bool,
    force: bool = False,
    say: Callable[[str], None] = lambda _: None,
    wrote: Callable[[str], None] = lambda _: None,
) -> list[str]:
    """Build assignments, or find out whether what is committed is what building them would give.

    Args:
        course: The course.
        ids: The assignments; all of them if empty.
        check: Whether to write nothing, execute no notebook, and report what is stale.
        force: Whether to execute notebooks and draw pictures even if nothing has changed.
        say: Told what is being done, one line a step.
        wrote: Told the folders in which files were written or removed, and how many.

    Returns:
        What is stale or could not be built, one line each with file, cell and remedy; empty if all is well.

    Raises:
        CourseError: There is no such assignment.
        ManifestError: A manifest cannot be used.
    """
    problems = []
    for assignment in [course.assignment(one) for one in ids or course.ids()]:
        try:
            problems += _build_one(assignment, say, wrote, check=check, force=force)
        except (CourseError, CheckFileError, OurFault) as error:
            problems.append(str(error).replace(f"{course.root}/", ""))
    return problems


def _build_one(
    assignment: Assignment, say: Callable[[str], None], wrote: Callable[[str], None], *, check: bool, force: bool
) -> list[str]:
    problems = source_problems(assignment)
    if problems:
        return problems
    with staged(assignment) as stage:
        stage.make_solution(execute=False)
        say(f"{assignment.id}: trying the checks on the solution")
        prove_checks(assignment, _reference(stage))
        if not check:
            _draw(stage, say, force=force)
        say(f"{assignment.id}: making the release")
        problems = embed_pictures(stage.made) or _release(stage)
        if problems:
            return problems + (_stale_pictures(stage) if check else [])
        stage.make_solution(execute=False)
        if check:
            return _stale(stage)
        _solve(stage, say, force=force)
        for built, kept in (*_folders(stage), (stage.made.images, assignment.images)):
            count = _install(built, kept)
            if count:
                wrote(f"{kept.relative_to(assignment.course.root)}/ ({count} file{'s' * (count > 1)})")
        return _stale_pictures(stage)


def _release(stage: Stage) -> list[str]:
    """Make what students receive and return what it must not hold."""
    stage.make_release()
    return release_problems(stage.assignment, stage.made.release.parent, stage.kit)


def _folders(stage: Stage) -> list[tuple[Path, Path]]:
    """Return the folders that were built, each with the one that is committed."""
    made, kept = stage.made, stage.assignment
    return [(made.release.parent, kept.release.parent), (made.solution.parent, kept.solution.parent)]


def _reference(stage: Stage) -> Mapping[str, Callable[..., Any]]:
    try:
        return read_reference(stage.made)
    except CourseError as error:
        raise CourseError(str(error).replace(f"{stage.root}/solutions/", "source/")) from None


def _stale(stage: Stage) -> list[str]:
    stale = [line for built, kept in _folders(stage) for line in stale_files(built, kept)]
    return stale + _stale_pictures(stage)


def _solve(stage: Stage, say: Callable[[str], None], *, force: bool) -> None:
    """Make the solved notebook, with the outputs that are committed if they still belong to it."""
    present = None if force else _present(stage.assignment.solution)
    needed = inputs_of(read_notebook(stage.made.solution))
    if present and was_executed(present) and inputs_of(present) == needed:
        stage.reuse_outputs(present)
    else:
        say(f"{stage.assignment.id}: running the solved notebook")
        stage.make_solution(execute=True)


def _present(path: Path) -> NotebookNode | None:
    try:
        return read_notebook(path)
    except ValueError:
        return None


def _install(built: Path, kept: Path) -> int:
    """Make `kept` hold what `built` holds and return how many files changed; one that is the same is not written."""
    here, there = files_in(built), files_in(kept)
    for name in there.keys() - here.keys():
        (kept / name).unlink()
    changed = {name: content for name, content in here.items() if there.get(name) != content}
    for name, content in changed.items():
        (kept / name).parent.mkdir(parents=True, exist_ok=True)
        (kept / name).write_bytes(content)
    return len(changed) + len(there.keys() - here.keys())


def _draw(stage: Stage, say: Callable[[str], None], *, force: bool) -> None:
    """Draw the pictures again if they are stale, beside the copies of the present ones."""
    script, inputs = _picture_inputs(stage)
    if inputs and (force or stale_pictures(stage.assignment.images, inputs)):
        say(f"{stage.assignment.id}: drawing the pictures")
        draw_pictures(script, _reference(stage), stage.made.images, inputs)


def _stale_pictures(stage: Stage) -> list[str]:
    assignment = stage.assignment
    stale = stale_pictures(assignment.images, _picture_inputs(stage)[1])
    return [f"Images/{assignment.id}/{line}; run `autograder build {assignment.id}`" for line in stale]


def _picture_inputs(stage: Stage) -> tuple[Path, str]:
    """Return the script that draws and the fingerprint of what it draws from; no fingerprint if there is no script."""
    script = stage.assignment.secret / "images.py"
    if not script.is_file():
        return script, ""
    code = code_cells(read_notebook(stage.made.solution))
    return script, fingerprint(kit_files(stage.kit) | {script.name: script.read_bytes()}, code)
