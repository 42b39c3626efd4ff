"""The corpus is the same in any clone: bytes and links are as they were, and nothing of a case is left out."""

import subprocess
from collections import Counter

import pytest
from corpus import HERE, cases


@pytest.mark.parametrize(
    ("file", "bytes_in_it"),
    [
        ("windows_line_ends/initialization.py", b"import numpy as np\r\n\r\n"),
        ("old_mac_line_ends/initialization.py", b"import numpy as np\r\r"),
        ("only_spaces/initialization.ipynb", b" \n\t\r\n" * 20),
        ("utf16_python_file/initialization.py", b"i\0m\0p\0o\0r\0t\0"),
        ("byte_order_mark/initialization.ipynb", b"\xef\xbb\xbf{"),
    ],
    ids=lambda given: given.partition("/")[0] if isinstance(given, str) else "",
)
def test_a_case_keeps_its_bytes(file, bytes_in_it):
    assert bytes_in_it in (HERE / file).read_bytes()


@pytest.mark.parametrize("name", ["dangling_link", "link_beside", "link_to_itself"])
def test_a_link_stays_a_link(name):
    assert (HERE / name / "initialization.ipynb").is_symlink()


def test_version_control_leaves_nothing_out():
    command = ["git", "ls-files", "--others", "--ignored", "--exclude-standard", "--", "."]
    try:
        listed = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a clone, or no git")
    assert [line for line in listed.splitlines() if "__pycache__" not in line] == []


def test_every_case_makes_a_claim_of_its_own_in_one_sentence():
    said = Counter(case.says for case in cases())
    assert [says for says in said if not says.endswith((".", ")")) or "\n" in says] == []
    assert [says for says, times in said.items() if times > 1] == []
