"""What lies in this repository is what building it gives."""

import pytest
from helpers_build import REPOSITORY

from autograder.building.build import build
from autograder.building.pictures import MAX_KB
from autograder.course import Course


@pytest.mark.parametrize("assignment_id", Course(REPOSITORY).ids())
def test_release_solution_and_pictures_are_fresh(assignment_id):
    assert build(Course(REPOSITORY), [assignment_id], check=True) == []


def test_every_committed_picture_is_light():
    sizes = {path.name: path.stat().st_size for path in (REPOSITORY / "Images").rglob("*.png")}
    assert sizes
    assert max(sizes.values()) <= MAX_KB * 1000
