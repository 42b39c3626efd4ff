# ruff: noqa: E501 - what is handed in, a line each
"""Every kind of file is read, or refused with one sentence that says what to do."""

import json
import os

import pytest
from toy_course import notebook

from autograder._sandbox.inside.cells import Cell
from autograder.collecting.extract import MAX_CELLS, MAX_CODE_MIB, MAX_OBJECTS, Unreadable, extract_cells


@pytest.fixture
def handed_in(tmp_path):
    """Write a file and read its cells."""

    def read(content, name="toy.ipynb", max_mib=5):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return extract_cells(path, max_mib)

    return read


def code(source, **more):
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], **more}


def of_cells(*cells, **more):
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}, **more})


class TestReadable:
    def test_code_cells_come_in_their_order_with_their_grade_ids(self, handed_in):
        assert handed_in(notebook("x = 1", "def f(): pass", grade_ids=("a",))) == (
            Cell("x = 1", "a"),
            Cell("def f(): pass"),
        )

    def test_only_code_cells_count(self, handed_in):
        cells = [code("x = 1"), {"cell_type": "markdown", "source": "text"}, {"cell_type": "raw", "source": "y"}]
        assert handed_in(of_cells(*cells)) == (Cell("x = 1"),)

    @pytest.mark.parametrize("source", ["a = 1\nb = 2", ["a = 1\n", "b = 2"]], ids=["text", "lines"])
    def test_sources_are_texts_or_lines(self, handed_in, source):
        assert handed_in(of_cells(code(source)))[0].source == "a = 1\nb = 2"

    def test_nbformat_3_is_read(self, handed_in):
        sheets = [
            {"cells": [{"cell_type": "code", "language": "python", "input": ["x = 1"]}]},
            {"cells": [{"cell_type": "heading"}]},
        ]
        assert handed_in(json.dumps({"nbformat": 3, "worksheets": sheets})) == (Cell("x = 1"),)

    def test_a_python_file_is_one_cell(self, handed_in):
        assert handed_in("def f():\n    pass\n", "toy.py") == (Cell("def f():\n    pass\n"),)
        assert handed_in("x = 1", "TOY.PY") == (Cell("x = 1"),)

    def test_a_python_file_may_declare_its_encoding(self, handed_in):
        assert handed_in("# coding: latin-1\nx = 'é'".encode("latin-1"), "toy.py")[0].source.endswith("'é'")

    @pytest.mark.parametrize("name", ["toy.ipynb", "toy.py"])
    def test_a_byte_order_mark_does_no_harm(self, handed_in, name):
        content = notebook("x = 1") if name.endswith("ipynb") else "x = 1"
        assert handed_in(b"\xef\xbb\xbf" + content.encode(), name) == (Cell("x = 1"),)

    def test_what_only_python_s_json_reads_is_read(self, handed_in):
        cell = code("x = 1", outputs=[{"data": {"value": float("nan")}}])
        assert handed_in(of_cells(cell)) == (Cell("x = 1"),)
        broken_letter = of_cells(code("x = 1"), metadata={"name": "\ud83d"})
        assert handed_in(broken_letter) == (Cell("x = 1"),)

    @pytest.mark.parametrize(
        "cell",
        [
            7, None, [], "text", {}, {"cell_type": 7}, {"cell_type": "code"}, {"cell_type": "code", "source": 7},
            {"cell_type": "code", "source": [1, None, {}]}, code("y", metadata=[]), code("y", metadata={"nbgrader": []}),
            code("y", metadata={"nbgrader": {"grade_id": 7}}), {"cell_type": ["code"], "source": "y"},
        ],
        ids=str,
    )  # fmt: skip
    def test_a_cell_that_is_none_costs_only_itself(self, handed_in, cell):
        assert Cell("x = 1", "f") in handed_in(of_cells(cell, code("x = 1", metadata={"nbgrader": {"grade_id": "f"}})))

    def test_large_outputs_do_not_count(self, handed_in):
        cell = code("x = 1", outputs=[{"data": [1.5] * 200_000, "text": ["line\n"] * 100_000}])
        assert handed_in(of_cells(cell)) == (Cell("x = 1"),)

    @pytest.mark.parametrize("version", [99, "four", None, -1])
    def test_the_version_that_a_notebook_claims_does_not_matter(self, handed_in, version):
        content = of_cells(code("x = 1", metadata={"nbgrader": {"schema_version": version}}), nbformat=version)
        assert handed_in(content) == (Cell("x = 1"),)


class TestUnreadable:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "is empty"),
            (b" \n\t ", "is empty"),
            (b"this is an essay", "no JSON"),
            (b"PK\x03\x04\x00\x00", "no JSON"),
            (b"\x89PNG\r\n\x1a\n", "no JSON"),
            (b"\x00" * 100, "no JSON"),
            ("[]", "holds a list"),
            ("[1, 2]", "holds a list"),
            ("{}", "has no cells"),
            ('{"cells": {}}', "has no cells"),
            ('{"cells": null}', "has no cells"),
            ('{"cells": []}', "has no code cell"),
            (of_cells({"cell_type": "markdown", "source": "text"}), "has no code cell"),
            (of_cells(code("")), "has no code cell"),
            (of_cells(code("x = 1"))[:-30], "breaks off"),
            ('{"cells": [}', "is damaged"),
            (b'{"cells": ["\xff"]}', "is damaged"),
            ("[" * 100_000, "is damaged"),
            ('{"a":' * 100_000, "is damaged"),
            ('"text"', "single value"),
        ],
    )
    def test_a_file_that_is_no_notebook_is_refused(self, handed_in, content, words):
        with pytest.raises(Unreadable, match=words) as refused:
            handed_in(content)
        assert str(refused.value).endswith(".")
        assert "\n" not in str(refused.value)

    def test_a_number_is_no_notebook(self, handed_in):
        with pytest.raises(Unreadable, match="single value"):
            handed_in("12345")

    def test_a_large_file_is_not_read(self, handed_in):
        with pytest.raises(Unreadable, match="has 2 MiB; at most 1 are read"):
            handed_in(b"x" * (2 << 20), max_mib=1)

    @pytest.mark.parametrize(
        "content",
        [
            b'{"cells":[' + b"{}," * (MAX_OBJECTS + 1) + b"{}]}",
            b'{"cells":[{"cell_type":"code","source":[' + b'"ab",' * 4_000_000 + b'""]}]}',
        ],
        ids=["cells", "lines"],
    )
    def test_a_file_made_to_fill_the_memory_is_not_read(self, handed_in, content):
        with pytest.raises(Unreadable, match="too many parts"):
            handed_in(content, max_mib=50)

    def test_more_code_than_anyone_writes_is_not_read(self, handed_in):
        with pytest.raises(Unreadable, match="of code"):
            handed_in(of_cells(code("#" * ((MAX_CODE_MIB << 20) + 1))), max_mib=50)
        with pytest.raises(Unreadable, match="code cells"):
            handed_in(of_cells(*[code("x")] * (MAX_CELLS + 1)), max_mib=50)

    def test_a_binary_python_file_is_not_text(self, handed_in):
        with pytest.raises(Unreadable, match="is not text"):
            handed_in(b"\xff\xfe\x00\x01", "toy.py")
        with pytest.raises(Unreadable, match="is not text"):
            handed_in(b"# coding: no-such-thing\n", "toy.py")

    def test_what_is_no_file_is_refused(self, tmp_path):
        (tmp_path / "folder").mkdir()
        os.mkfifo(tmp_path / "pipe.ipynb")
        (tmp_path / "dangling.ipynb").symlink_to(tmp_path / "nowhere.ipynb")
        (tmp_path / "loop.ipynb").symlink_to(tmp_path / "loop.ipynb")
        words = {
            "folder": "is a folder", "pipe.ipynb": "not a regular file", "dangling.ipynb": "link to something that does not exist",
            "absent.ipynb": "no such file", "a\0b": "none that a system can have", "x" * 300: "cannot be opened", "loop.ipynb": "cannot be opened",
        }  # fmt: skip
        for name, expected in words.items():
            with pytest.raises(Unreadable, match=expected):
                extract_cells(tmp_path / name, 5)

    def test_a_link_out_of_the_folder_is_refused(self, tmp_path):
        (tmp_path / "student").mkdir()
        (tmp_path / "solution.ipynb").write_text(notebook("x = 1"))
        (tmp_path / "student" / "toy.ipynb").symlink_to(tmp_path / "solution.ipynb")
        with pytest.raises(Unreadable, match="leads out of its folder"):
            extract_cells(tmp_path / "student" / "toy.ipynb", 5)
