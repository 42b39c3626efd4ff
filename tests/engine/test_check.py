# ruff: noqa: E501 - what students read, a line each
"""`check` in a student's notebook: a table, or one sentence that helps; never a traceback of ours."""

import functools
import os
import subprocess
import sys
from html.parser import HTMLParser

import numpy as np
import pytest
from toy_course import PUBLIC_CHECKS

from course_kit import check, relu
from course_kit.check import examine

PICTURES = '''

from matplotlib.figure import Figure

from course_kit.checking import picture


@picture("f")
def line(student):
    """A line through f(0), f(1) and f(2)."""
    figure = Figure(figsize=(1, 1))
    figure.subplots().plot([number_of(student.f(x), "f(x)") for x in (0.0, 1.0, 2.0)])
    return figure
'''


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A student's folder, which is the current directory."""
    (tmp_path / "public_checks.py").write_text(PUBLIC_CHECKS + PICTURES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def named(name, function):
    function.__name__ = name
    return function


def f(x):
    return 2 * np.asarray(x)


def unwrapped(function):
    def wrapper(*arguments):
        return function(*arguments)

    return wrapper


class Reader(HTMLParser):
    """Checks that every element that is opened is closed, and keeps the text and the pictures."""

    def __init__(self):
        super().__init__()
        self.open, self.text, self.images = [], "", []

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.images.append(dict(attrs))
        else:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data + " "


def read(report):
    reader = Reader()
    reader.feed(report._repr_html_())
    assert not reader.open
    return reader


@pytest.mark.usefixtures("folder")
class TestRight:
    def test_every_claim_holds_with_points_and_a_picture(self):
        report = examine(f)
        assert report.passed
        assert (report.points, report.summary) == (2, "all 1 checks passed")
        assert report.picture.startswith(b"\x89PNG")
        assert report.alternative == "A line through f(0), f(1) and f(2)."

    def test_the_page_has_claim_and_picture_with_a_text_alternative(self):
        page = read(examine(f))
        assert "f(x) is twice x." in page.text
        assert "passed" in page.text
        assert page.images[0]["alt"] == "A line through f(0), f(1) and f(2)."
        assert page.images[0]["src"].startswith("data:image/png;base64,")

    def test_a_terminal_gets_the_same_as_text(self, capsys):
        assert check(f) is None
        assert capsys.readouterr().out == "f: all 1 checks passed\n  + f(x) is twice x.\n"

    def test_a_notebook_gets_the_table(self, capsys, monkeypatch):
        monkeypatch.setattr(sys.modules["course_kit.check"], "in_notebook", lambda: True)
        report = check(f)
        assert report.passed
        assert capsys.readouterr().out == ""
        assert set(report._repr_mimebundle_()) == {"text/html", "text/plain"}

    @pytest.mark.parametrize(
        "function",
        [
            lambda x: 2 * x,
            functools.lru_cache(lambda x: 2 * x),
            functools.partial(np.multiply, 2),
            type("Doubler", (), {"__call__": lambda _, x: 2 * x})(),
            unwrapped(f),
        ],
        ids=["lambda", "cached", "partial", "object", "decorated without wraps"],
    )
    def test_a_function_is_known_by_the_name_it_has_in_the_notebook(self, function, monkeypatch):
        monkeypatch.setattr(sys.modules["__main__"], "f", function, raising=False)
        assert examine(function).title == "f"


@pytest.mark.usefixtures("folder")
class TestWrong:
    def test_reason_and_hint_stand_beside_the_claim(self):
        report = examine(named("f", lambda x: 3 * x))
        assert not report.passed
        assert report.text() == (
            "f: 0 of 1 checks passed\n  x f(x) is twice x.\n      f(x) differs from the expected array in 3 of 3 entries.\n"
            "      Hint: Think of twice."
        )
        page = read(report)
        assert "not yet" in page.text
        assert "Think of twice." in page.text

    @pytest.mark.parametrize(
        ("body", "words"),
        [
            (
                "raise NotImplementedError()",
                "f is not written yet: put your code in place of `raise NotImplementedError()`.",
            ),
            ("pass", "f(x) is None: it was never computed, or the function ended without `return`."),
            ("return 'two'", "f(x) is a str; an array of real numbers was expected."),
            ("return x[0]", "f(x) has shape (); (3,) was expected."),
            ("return x * float('nan')", "f(x) holds NaN or infinity."),
            ("return 1 / 0", "f raised ZeroDivisionError: division by zero"),
            (
                "return no.ones(3)",
                "f uses the name `no`, which does not exist: check the spelling, and that the import cell",
            ),
            ("return f(x)", "f calls itself without end."),
            ("exit()", "f calls exit() instead of returning a value."),
            ("return {}", "f(x) is a dict; an array of real numbers was expected."),
        ],
    )
    def test_a_beginner_reads_a_sentence(self, body, words):
        namespace = {}
        exec(f"def f(x):\n    {body}", namespace)
        assert words in examine(namespace["f"]).rows[0].message

    def test_no_picture_is_drawn_of_what_cannot_be_drawn(self):
        assert examine(named("f", lambda _: None)).picture == b""
        assert read(examine(named("f", lambda _: None))).images == []

    def test_what_a_student_writes_does_not_come_to_life_on_the_page(self):
        def f(_):
            raise ValueError("<script>alert('x')</script>")

        report = examine(f)
        assert "<script>" not in report._repr_html_()
        assert "<script>" in report.text()

    def test_plain_text_is_the_number_of_points_that_nbgrader_reads(self):
        assert examine(named("f", lambda x: x))._repr_mimebundle_()["text/plain"] == "0"
        assert "passed" in examine(f)._repr_mimebundle_()["text/plain"]

    def test_the_line_that_raised_is_named(self):
        def f(x):
            size, more = [x]
            return size + more

        line = f.__code__.co_firstlineno + 1
        assert (
            examine(f)
            .rows[0]
            .message.endswith(f"not enough values to unpack (expected 2, got 1), in line {line} of its cell.")
        )

    def test_a_hint_about_a_claim_is_not_given_to_a_function_that_stops(self):
        assert {row.hint for row in examine(named("f", lambda x: x.no_such)).rows} == {""}
        assert all(row.hint for row in examine(named("f", lambda x: x)).rows if row.verdict == "failed")

    def test_memory_that_was_never_filled_is_not_taken_for_zeros(self):
        assert "NaN" in examine(named("f", lambda _: np.empty(3))).text()


@pytest.mark.usefixtures("folder")
class TestNothingToCheck:
    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ((), "check needs the function you wrote, for example check(initialize_parameters_he)."),
            (("f",), "Give check the function itself, without quotation marks: check(f)."),
            ((dict,), "check needs a function; dict is a class."),
            ((7,), "this is a single number."),
            ((None,), "this is nothing (None)."),
            (({},), "this is a dict."),
            ((np.zeros((2, 3)),), "this is an array of shape (2, 3)."),
            ((named("h", lambda x: x),), "There is no check for a function called h. There are checks for: f, g."),
            ((lambda x: x,), "There is no check for a function called <lambda>."),
        ],
        ids=["nothing", "name", "class", "number", "none", "dict", "array", "another function", "lambda"],
    )
    def test_one_sentence_helps(self, capsys, arguments, words):
        check(*arguments)
        said = capsys.readouterr().out
        assert words in said
        assert said.count("\n") == 1

    def test_a_function_of_the_kit_is_not_the_student_s(self, folder):
        (folder / "public_checks.py").write_text(PUBLIC_CHECKS.replace("def f", "def relu").replace('"f"', '"relu"'))
        assert examine(relu).title.startswith("relu is still the given one: the cell with yours has not run")

    def test_a_missing_check_file_is_named(self, folder):
        (folder / "public_checks.py").unlink()
        report = examine(f)
        assert report.title.startswith("public_checks.py is not in the notebook's folder")
        assert not report.passed

    @pytest.mark.parametrize(
        "content", ["def broken(:", "1 / 0", "", "import nowhere_at_all", "def test_x(unknown): pass"]
    )
    def test_a_damaged_check_file_is_named(self, folder, content):
        (folder / "public_checks.py").write_text(content, encoding="utf-8")
        report = examine(f)
        assert "put back the one that came with the assignment" in report.title
        assert report._repr_mimebundle_()["text/plain"] == "0"

    def test_a_mistake_of_a_check_is_not_the_student_s(self, folder):
        (folder / "public_checks.py").write_text(PUBLIC_CHECKS.replace("2 * x", "2 * y"), encoding="utf-8")
        row = examine(f).rows[0]
        assert row.verdict == "grader_fault"
        assert row.message == "This check itself failed (NameError: name 'y' is not defined); tell your instructor."


@pytest.mark.usefixtures("folder")
class TestAgain:
    def test_a_changed_file_is_read_again(self, folder):
        assert examine(f).passed
        path = folder / "public_checks.py"
        for points in (5, 6, 7):
            path.write_text(PUBLIC_CHECKS.replace("points=2", f"points={points}"), encoding="utf-8")
            os.utime(path, ns=(points, points))
            assert examine(f).points == points

    def test_the_files_of_two_folders_are_kept_apart(self, tmp_path_factory):
        other = tmp_path_factory.mktemp("other")
        (other / "public_checks.py").write_text(PUBLIC_CHECKS.replace("twice x", "two x"), encoding="utf-8")
        assert examine(f).rows[0].sentence == "f(x) is twice x."
        assert examine(f, other).rows[0].sentence == "f(x) is two x."

    def test_the_notebook_s_random_numbers_go_on_as_if_nothing_had_happened(self):
        np.random.seed(3)
        expected = np.random.rand(2)
        np.random.seed(3)
        first = np.random.rand()
        examine(named("f", lambda x: 2 * x + 0 * np.random.rand()))
        assert [first, np.random.rand()] == expected.tolist()

    def test_what_a_function_prints_and_warns_about_stays_out_of_the_notebook(self, capfd, recwarn):
        def f(x):
            sys.stdout.write("noise")
            sys.stderr.write("noise")
            np.log(-1.0)
            return 2 * x

        assert examine(f).passed
        assert capfd.readouterr() == ("", "")
        assert not recwarn

    def test_nothing_is_written_beside_the_notebook(self, folder):
        script = "from course_kit import check\ndef f(x): return 2 * x\ncheck(f)"
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=True)
        assert done.stdout.startswith("f: all 1 checks passed")
        assert done.stderr == ""
        assert [path.name for path in folder.iterdir()] == ["public_checks.py"]

    @pytest.mark.parametrize(
        "options",
        [
            {"PYTEST_ADDOPTS": "-n 4 --cov --no-such-option"},
            {"PYTEST_ADDOPTS": "-k nothing"},
            {"PYTEST_PLUGINS": "no_such_plugin"},
            {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            {"PYTEST_CURRENT_TEST": "x"},
        ],
        ids=str,
    )
    def test_settings_of_somebody_s_pytest_do_not_matter(self, folder, monkeypatch, options):
        for name, value in options.items():
            monkeypatch.setenv(name, value)
        os.utime(folder / "public_checks.py", ns=(1, 1))
        assert examine(f).passed
        assert options.items() <= os.environ.items()

    def test_settings_in_the_folder_do_not_matter(self, folder):
        (folder / "conftest.py").write_text("raise RuntimeError", encoding="utf-8")
        (folder / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n", encoding="utf-8")
        (folder / "pyproject.toml").write_text(
            "[tool.pytest.ini_options]\npython_files = 'nothing'\n", encoding="utf-8"
        )
        assert examine(f).passed

    def test_a_plugin_of_another_package_is_not_loaded(self, tmp_path_factory, monkeypatch):
        site = tmp_path_factory.mktemp("site")
        (site / "rude_plugin.py").write_text("raise RuntimeError('loaded')", encoding="utf-8")
        info = site / "rude-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: rude\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text("[pytest11]\nrude = rude_plugin\n", encoding="utf-8")
        monkeypatch.syspath_prepend(str(site))
        assert examine(f).passed

    def test_a_module_of_the_same_name_is_neither_used_nor_lost(self, monkeypatch):
        mine = type(sys)("public_checks")
        monkeypatch.setitem(sys.modules, "public_checks", mine)
        assert examine(f).passed
        assert sys.modules["public_checks"] is mine
