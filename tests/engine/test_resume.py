"""What an earlier run found, and when it still holds."""

import os

import pytest

from autograder.collecting.collect import Submission
from autograder.errors import OurFault
from autograder.publishing.resume import Memory
from autograder.results import Result, Status


@pytest.fixture
def submission(tmp_path):
    path = tmp_path / "handed_in.py"
    path.write_text("def f(x): return 2 * x\n", encoding="utf-8")
    return Submission("ada", path)


def result_of(submission, score=10):
    return Result(submission.name, "toy", Status.GRADED, score, 10, "A", 1, 0.1)


def remember(path, toy, *results):
    with Memory(path, toy) as memory:
        for submission, result in results:
            memory.keep(submission, result)


def recall(path, toy, submission):
    with Memory(path, toy) as memory:
        return memory.recall(submission)


def test_an_unchanged_submission_is_known(tmp_path, toy, submission):
    remember(tmp_path / "m.jsonl", toy, (submission, result_of(submission)))
    assert recall(tmp_path / "m.jsonl", toy, submission) == result_of(submission)


def test_a_changed_file_is_not_known(tmp_path, toy, submission):
    remember(tmp_path / "m.jsonl", toy, (submission, result_of(submission)))
    submission.path.write_text("def f(x): return x\n", encoding="utf-8")
    assert recall(tmp_path / "m.jsonl", toy, submission) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_would_be_read_without_end_is_not_read(tmp_path, toy, submission):
    remember(tmp_path / "m.jsonl", toy, (submission, result_of(submission)))
    submission.path.unlink()
    os.mkfifo(submission.path)
    remember(tmp_path / "m.jsonl", toy, (submission, result_of(submission)))
    assert recall(tmp_path / "m.jsonl", toy, submission) is None
    submission.path.unlink()
    submission.path.symlink_to("/dev/zero")
    assert recall(tmp_path / "m.jsonl", toy, submission) is None


def test_the_same_file_handed_in_at_another_time_is_not_known(tmp_path, toy, submission):
    times = [b"2025-11-03 18:00:00 UTC", b"2025-11-03 18:00:00 UTC", b"2025-11-04 18:00:00 UTC"]
    found = []
    for time in times:
        with Memory(tmp_path / "m.jsonl", toy, lambda _, time=time: {"timestamp.txt": time}) as memory:
            found.append(memory.recall(submission) is not None)
            memory.keep(submission, result_of(submission))
    assert found == [False, True, False]


def test_a_change_of_the_checks_makes_everything_unknown(tmp_path, toy, submission):
    remember(tmp_path / "m.jsonl", toy, (submission, result_of(submission)))
    before = toy.hidden_checks.read_text(encoding="utf-8")
    try:
        toy.hidden_checks.write_text(before + "\n# another claim\n", encoding="utf-8")
        assert recall(tmp_path / "m.jsonl", toy, submission) is None
    finally:
        toy.hidden_checks.write_text(before, encoding="utf-8")


def test_the_last_result_of_a_student_counts(tmp_path, toy, submission):
    remember(tmp_path / "m.jsonl", toy, (submission, result_of(submission, 3)), (submission, result_of(submission, 7)))
    assert recall(tmp_path / "m.jsonl", toy, submission).score == 7


def test_a_line_that_was_being_written_when_the_run_stopped_does_no_harm(tmp_path, toy, submission):
    path = tmp_path / "m.jsonl"
    remember(path, toy, (submission, result_of(submission)))
    with path.open("ab") as file:
        file.write(b'{"submission":"bob","finger')
    other = Submission("bob", submission.path)
    remember(path, toy, (other, result_of(other)))
    assert recall(path, toy, submission) is not None
    assert recall(path, toy, other) is not None


def test_two_runs_at_once_are_one_too_many(tmp_path, toy):
    pytest.importorskip("fcntl", reason="this system locks no files")
    wait = r"^Another `autograder grade toy` is running here; wait until it ends\.$"
    with Memory(tmp_path / "m.jsonl", toy), pytest.raises(OurFault, match=wait):
        Memory(tmp_path / "m.jsonl", toy)
    Memory(tmp_path / "m.jsonl", toy).__exit__()


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path, toy):
    (tmp_path / "in_the_way").touch()
    (tmp_path / "folder.jsonl").mkdir()
    for path in (tmp_path / "in_the_way" / "m.jsonl", tmp_path / "folder.jsonl"):
        with pytest.raises(OurFault, match=r"jsonl cannot be written: .*; may this user write there"):
            Memory(path, toy)


def test_a_full_disk_is_one_clear_line(tmp_path, toy, submission):
    resource = pytest.importorskip("resource", reason="this system has no limits")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(OurFault, match=r"m\.jsonl cannot be written: .* is there room\?$"):
            remember(tmp_path / "m.jsonl", toy, (submission, result_of(submission)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_student_without_a_file_is_known_by_the_reason(tmp_path, toy):
    nothing = Submission("eve", None, "There is no notebook in the folder.")
    remember(tmp_path / "m.jsonl", toy, (nothing, result_of(nothing)))
    assert recall(tmp_path / "m.jsonl", toy, nothing) is not None
    assert recall(tmp_path / "m.jsonl", toy, Submission("eve", None, "There are several files.")) is None
