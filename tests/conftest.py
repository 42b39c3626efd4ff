"""All tests leave the user's caches alone."""

import os
import tempfile

import pytest


@pytest.fixture(scope="session", autouse=True)
def caches_of_their_own():
    """Keep what known mistakes do in a folder of this session's, which its processes inherit."""
    with tempfile.TemporaryDirectory(prefix="autograder-tests-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "XDG_CACHE_HOME", folder)
        yield
