"""Every student who handed something in is found once, with the right file or the reason why there is none."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from toy_course import F, G, notebook

from autograder.collecting.collect import Submission, collect_course, collect_files
from autograder.course import CourseError


@pytest.fixture
def submitted(tmp_path):
    """Write submissions: ``submitted(ada={"toy.ipynb": "..."})``."""
    root = tmp_path / "submitted"
    root.mkdir()

    def write(**students):
        for student, files in students.items():
            folder = root / student / "toy"
            folder.mkdir(parents=True)
            for name, content in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(content, encoding="utf-8")
        return root

    return write


def found(root, student="ada"):
    (submission,) = collect_course(root, "toy", [student])
    return submission


class TestCourseFolder:
    def test_students_come_in_alphabetical_order_each_once(self, submitted):
        root = submitted(cleo={"toy.ipynb": ""}, ada={}, bob={"a.ipynb": "", "b.ipynb": ""})
        (root / ".DS_Store").touch()
        (root / "dora").mkdir()
        assert [one.name for one in collect_course(root, "toy")] == ["ada", "bob", "cleo"]

    def test_the_notebook_of_the_right_name_is_taken(self, submitted):
        root = submitted(ada={"toy.ipynb": "", "toy (1).ipynb": "", "public_checks.py": "", "course_kit/check.py": ""})
        assert found(root).path == root / "ada" / "toy" / "toy.ipynb"

    @pytest.mark.parametrize("name", ["my answer.ipynb", "toy.py"])
    def test_or_else_the_only_one(self, submitted, name):
        assert found(submitted(ada={name: "", "public_checks.py": "", "notes.txt": ""})).path.name == name

    @pytest.mark.parametrize(
        ("files", "words"),
        [
            ({}, "There is no notebook in the folder; hand in toy.ipynb."),
            ({"notes.txt": ""}, "There is no notebook in the folder; hand in toy.ipynb."),
            ({"public_checks.py": ""}, "There is no notebook in the folder; hand in toy.ipynb."),
            ({"a.ipynb": "", "b.ipynb": ""}, "There are several files (a.ipynb, b.ipynb) and none is called toy.ipynb"),
            ({"a.py": "", "b.py": ""}, "There are several files (a.py, b.py)"),
        ],
    )
    def test_or_else_the_reason_is_told(self, submitted, files, words):
        submission = found(submitted(ada=files))
        assert submission.path is None
        assert words in submission.problem

    def test_a_second_notebook_is_mentioned(self, submitted):
        submission = found(submitted(ada={"toy.ipynb": "", "toy (1).ipynb": ""}))
        assert submission.path.name == "toy.ipynb"
        assert submission.note == "toy.ipynb was graded, of 2 files."

    def test_names_that_are_no_text_stay_two(self, submitted):
        root = submitted(ada={"toy.ipynb": ""})
        for name in (b"ren\xe8", b"ren\xe9"):
            (root / os.fsdecode(name) / "toy").mkdir(parents=True)
        assert [one.name for one in collect_course(root, "toy")] == ["ada", "ren%E8", "ren%E9"]

    def test_a_class_without_a_submission_is_an_error(self, submitted):
        with pytest.raises(CourseError, match="Nobody has handed in other in"):
            collect_course(submitted(ada={}), "other")

    def test_links_that_lead_out_are_not_followed(self, submitted):
        root = submitted(ada={}, bob={"toy.ipynb": notebook(F, G)})
        (root / "eve").mkdir()
        (root / "eve" / "toy").symlink_to(root / "bob" / "toy")
        assert found(root, "eve").path is None
        assert "leads out" in found(root, "eve").problem

    def test_a_student_without_a_submission_is_an_error_that_names_both(self, submitted):
        root = submitted(ada={})
        with pytest.raises(CourseError, match="bob, cleo handed in nothing for toy in"):
            collect_course(root, "toy", ["bob", "ada", "cleo"])

    def test_a_folder_that_is_not_there_names_the_command_that_fills_it(self, tmp_path):
        with pytest.raises(CourseError, match="does not exist; collect the submissions there first"):
            collect_course(tmp_path / "submitted", "toy")


class TestLooseFiles:
    def test_files_keep_their_order_and_count_once(self):
        assert [one.name for one in collect_files(["b", "a", "b"])] == ["b", "a"]
        assert collect_files([]) == []
        assert isinstance(collect_files(["a"])[0], Submission)

    def test_a_path_that_leads_nowhere_is_no_students_fault(self, tmp_path):
        (tmp_path / "dangling.ipynb").symlink_to("nowhere")
        absent, dangling = collect_files([str(tmp_path / "absent.ipynb"), str(tmp_path / "dangling.ipynb")])
        assert (absent.path, absent.ours) == (None, True)
        assert "check the path" in absent.problem
        assert not dangling.ours

    def test_a_file_whose_name_is_no_text_is_graded_and_told(self, course, tmp_path):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.py"))
        path.write_text(f"{F}\n{G}\n", encoding="utf-8")
        command = [sys.executable, "-m", "autograder", "grade-files", "toy", "--course", course.root, "--json", "-"]
        done = subprocess.run([*command, path], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        (result,) = json.loads(done.stdout)
        assert (result["status"], result["score"]) == ("graded", 10)
        assert result["submission"].endswith("caf%E9.py")
