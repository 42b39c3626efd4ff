"""What Moodle and Canvas let a teacher download, collected by nbgrader and graded."""

import io
import re
import zipfile

import pytest
from helpers_exporting import ID, WRONG, notebook, rows
from nbgrader.apps import ZipCollectApp

from autograder.cli import main
from autograder.collecting.collect import collect_folder
from autograder.gradebook.classroom import open_classroom

FILE = f"{ID}.ipynb"


def packed(files, compression=zipfile.ZIP_STORED):
    """Return a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def damaged(archive):
    """Return a zip file whose list of files is in order and whose contents are not."""
    return archive[:200] + bytes(200) + archive[400:]


def download(course, name, files):
    folder = course.root / "downloaded" / ID / "archive"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(packed(files))


def collect(*options):
    ZipCollectApp.clear_instance()
    try:
        ZipCollectApp.launch_instance([ID, *options])
    finally:
        ZipCollectApp.clear_instance()


def collected(course):
    return sorted(
        str(path.relative_to(course.root / "submitted"))
        for path in (course.root / "submitted").rglob("*")
        if path.is_file()
    )


def graded(course):
    """Grade the class; return status and score by student."""
    assert main(["grade", ID, "--jobs", "1"]) == 0
    return {student: (status, score) for student, status, _, score, *_ in rows(course.root / f"grades-{ID}.csv")[1:]}


def test_moodles_zip_is_collected_and_graded(course):
    download(
        course,
        "DL 101-Weight initialization-4711.zip",
        {
            f"Ann Okafor_1234567_assignsubmission_file_/{FILE}": notebook(course),
            f"Bo van der_Berg_1234568_assignsubmission_file_{FILE}": notebook(
                course, initialize_parameters_zeros=WRONG
            ),
            "Cyd Ümlaut_1234569_assignsubmission_file_/my solution (1).ipynb": notebook(course),
            "Dot_1234570_assignsubmission_file_/essay.docx": "words",
            "Eli_1234571_assignsubmission_onlinetext_/onlinetext.html": "<p>Here is my work",
        },
    )
    collect()
    assert graded(course) == {
        "1234567": ("graded", "30"),
        "1234568": ("graded", "20"),
        "1234569": ("graded", "30"),
        "1234570": ("unreadable", "0"),
        "1234571": ("unreadable", "0"),
    }


def test_canvas_zip_is_collected_and_graded(course):
    download(
        course,
        "submissions.zip",
        {
            f"okaforann_501_90001_{FILE}": notebook(course),
            f"bergbo_LATE_502_90002_{FILE}": notebook(course, initialize_parameters_zeros=WRONG),
            "umlautcyd_503_90003_initialization-1.ipynb": notebook(course),
        },
    )
    collect()
    marks = {"501": ("graded", "30"), "502": ("graded", "20"), "503": ("graded", "30")}
    assert graded(course) == marks
    assert graded(course) == marks, "nothing has changed"


def test_one_students_archive_never_stops_the_class(course, capsys):
    inner = packed({f"work/{FILE}": notebook(course), "__MACOSX/work/._initialization.ipynb": "junk"})
    download(
        course,
        "class.zip",
        {
            f"Ann_111_assignsubmission_file_/{FILE}": notebook(course),
            "Bob_112_assignsubmission_file_/work.zip": b"PK\x03\x04 and then nothing",
            "Cyd_113_assignsubmission_file_/work.zip": packed({"again.zip": inner}),
            "Bea_116_assignsubmission_file_/work.zip": damaged(packed({FILE: notebook(course)}, zipfile.ZIP_DEFLATED)),
            "Dot_114_assignsubmission_file_/work.gz": b"\x1f\x8b and then nothing",
            "Eli_115_assignsubmission_file_/work.zip": packed({"../../../../eli.ipynb": "{}", "/eli.ipynb": "{}"}),
        },
    )
    collect()
    assert "work.zip stays packed" in capsys.readouterr().err
    found = graded(course)
    assert {student: status for student, (status, _) in found.items()} == {
        "111": "graded",
        "112": "unreadable",
        "113": "graded",
        "114": "unreadable",
        "116": "unreadable",
    }
    assert found["113"] == ("graded", "30")
    assert not list(course.root.parent.rglob("eli.ipynb"))


def test_an_archive_that_holds_too_much_stays_packed(course, capsys):
    download(course, "class.zip", {"Ann_111_assignsubmission_file_/bomb.zip": packed({"big.bin": bytes(3 << 20)})})
    collect("--PatientExtractor.largest_mib=2")
    assert "bomb.zip stays packed: it would take 3 MiB, and 2 are allowed" in capsys.readouterr().err
    assert collected(course) == ["111/initialization/bomb.zip"]


def test_an_archive_in_an_archive_in_an_archive_and_so_on_ends(course):
    inner = packed({FILE: notebook(course)})
    for _ in range(6):
        inner = packed({"a.zip": inner})
    download(course, "class.zip", {"Ann_111_assignsubmission_file_/a.zip": inner})
    collect()
    assert collected(course) == ["111/initialization/a/a/a/a.zip"]


@pytest.fixture(scope="module")
def pattern(template):
    directories = open_classroom(template.root).directories
    return re.compile(directories.config.FileNameCollectorPlugin.named_regexp)


EXTRACTED = f"/home/t/course/downloaded/{ID}/extracted"


@pytest.mark.parametrize(
    ("path", "student", "file"),
    [
        (f"class/Ann Okafor_1234567_assignsubmission_file_/{FILE}", "1234567", FILE),
        (f"class/Ann Okafor_1234567_assignsubmission_file_{FILE}", "1234567", FILE),
        (f"Ann Okafor_1234567_assignsubmission_file_/{FILE}", "1234567", FILE),
        (f"class/Ann_2_Okafor_1234567_assignsubmission_file_/{FILE}", "1234567", FILE),
        ("class/Ann_11_assignsubmission_file_/my work/a_1_2_b.ipynb", "11", "my work/a_1_2_b.ipynb"),
        (f"submissions/okaforann_501_90001_{FILE}", "501", FILE),
        (f"submissions/okaforann_LATE_501_90001_{FILE}", "501", FILE),
        (f"okaforann_501_90001_{FILE}", "501", FILE),
        (f"submissions/okaforann_501_90001_work/{FILE}", "501", f"work/{FILE}"),
        (f"CS_101_2024_submissions/okaforann_501_90001_{FILE}", "501", FILE),
    ],
)
def test_names_tell_the_student_and_the_file(pattern, path, student, file):
    assert pattern.match(f"{EXTRACTED}/{path}").groupdict() == {"student_id": student, "file_id": file}


@pytest.mark.parametrize(
    "path",
    [
        f"class/Eve_11_assignsubmission_file_/Ann_22_assignsubmission_file_{FILE}",
        f"class/Eve_11_assignsubmission_file_Ann_22_assignsubmission_file_{FILE}",
        f"class/Eve_11_assignsubmission_file_/extracted/x/Ann_22_assignsubmission_file_/{FILE}",
        f"class/Eve_11_assignsubmission_file_/okaforann_22_90001_{FILE}",
        f"Eve_11_assignsubmission_file_/Ann_22_assignsubmission_file_/{FILE}",
        f"submissions/eve_11_90009_okaforann_22_90001_{FILE}",
        f"submissions/eve_11_90009_work/okaforann_22_90001_{FILE}",
    ],
)
def test_a_file_name_hands_nothing_in_for_somebody_else(pattern, path):
    assert pattern.match(f"{EXTRACTED}/{path}")["student_id"] == "11"


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["work/initialization.ipynb"], "work/initialization.ipynb"),
        (["a/b/mine.ipynb", "__MACOSX/a/b/._mine.ipynb", ".ipynb_checkpoints/mine.ipynb"], "a/b/mine.ipynb"),
        (["mine.ipynb", "old/initialization.ipynb"], "mine.ipynb"),
        (["work/draft.ipynb", "work/initialization.ipynb", "helpers.py"], "work/initialization.ipynb"),
        (["answer.py", "course_kit/style.py", "public_checks.py"], "answer.py"),
        (["a/initialization.ipynb", "b/initialization.ipynb"], None),
        (["a/one.ipynb", "a/two.ipynb"], None),
        (["course_kit/style.py"], None),
    ],
    ids=str,
)
def test_the_notebook_of_an_unpacked_zip_is_found_if_there_is_no_doubt(tmp_path, names, found):
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    submission = collect_folder("ann", tmp_path, ID)
    assert submission.path == (tmp_path / found if found else None)
    assert bool(submission.problem) is (found is None)


def test_a_loop_of_links_is_not_walked(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    assert collect_folder("ann", tmp_path, ID).problem.startswith("There is no notebook in the folder")
