"""A small course that can be audited; each test has one of its own."""

import pytest
from helpers_audit import write_course


@pytest.fixture
def assignment(tmp_path):
    return write_course(tmp_path)
