"""What is handed in at a wrong place is named; what is in its right place, or another assignment's, is not."""

import pytest

from autograder.collecting.misplaced import misplaced

OTHERS = ("toy_two",)


def found(root, *files):
    submitted = root / "submitted"
    for name in ("ann/toy/toy.ipynb", *files):
        path = submitted / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return misplaced(submitted, "toy", OTHERS)


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("qua/Toy/toy.ipynb", "qua/Toy"),
        ("qua/toy (1)/work.ipynb", "qua/toy (1)"),
        ("qua/homework/toy.ipynb", "qua/homework"),
        ("rex/toy.ipynb", "rex/toy.ipynb"),
        ("rex/mine.py", "rex/mine.py"),
        ("stray.ipynb", "stray.ipynb"),
        ("toy/zoe/toy.ipynb", "toy/zoe"),
    ],
)
def test_what_lies_elsewhere_is_named(tmp_path, file, named):
    assert found(tmp_path, file) == [named]


@pytest.mark.parametrize(
    "file",
    [
        "ann/notes.py",
        "bob/toy_two/toy_two.ipynb",
        "bob/toy_two.ipynb",
        "cyd/essay/essay.ipynb",
        "README.md",
        ".ipynb_checkpoints/toy.ipynb",
        "dot/.ipynb_checkpoints/toy.ipynb",
    ],
)
def test_what_is_in_its_place_or_no_submission_is_not(tmp_path, file):
    assert found(tmp_path, file) == []
