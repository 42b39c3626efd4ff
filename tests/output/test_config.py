"""What an instructor writes into nbgrader_config.py: a slip there is one line that says where and what."""

import pytest
from helpers_output import NAME, graded, hand_in
from nbgrader import api

from autograder.errors import UserError
from autograder.gradebook.classroom import open_classroom
from autograder.publishing.publish import publish

PLUGIN = """
from nbgrader.plugins import BasePlugin

class Late(BasePlugin):
    {method}

c.AssignLatePenalties.plugin_class = Late
"""

WITHOUT_METHOD = "The plugin for late submissions that nbgrader_config.py names cannot be used: AttributeError: "
FAILED = "late_submission_penalty of the plugin that nbgrader_config.py names was asked about ann and "


@pytest.fixture
def write(root):
    def add(text):
        with (root / "nbgrader_config.py").open("a") as config:
            config.write(text)

    return add


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("c.Exchange.root = (\n", r"SyntaxError: '\(' was never closed, line 3\. Correct it", id="syntax"),
        pytest.param("c.x = undefined\n", r"NameError: name 'undefined' is not defined\. Correct it", id="name"),
        pytest.param("c.CourseDirectory.db_url = 3\n", r"TraitError: The 'db_url' trait .* the int 3", id="type"),
    ],
)
def test_a_slip_in_the_configuration_is_one_clear_line(root, write, text, says):
    write(text)
    with pytest.raises(UserError, match=rf"nbgrader_config\.py cannot be used: {says}") as raised:
        open_classroom(root)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("method", "says"),
    [
        pytest.param("def late(self): pass", WITHOUT_METHOD, id="missing"),
        pytest.param("def late_submission_penalty(self, score): pass", FAILED + "failed: TypeError", id="signature"),
        pytest.param("def late_submission_penalty(self, *_): return 'ten'", FAILED + "returned 'ten'", id="no_number"),
        pytest.param("def late_submission_penalty(self, *_): return float('nan')", FAILED + "returned nan", id="nan"),
    ],
)
def test_a_plugin_that_cannot_tell_what_being_late_costs_is_one_clear_line_and_enters_nothing(
    root, assignment, url, write, method, says
):
    with api.Gradebook(url) as book:
        book.update_or_create_assignment(NAME, duedate="2025-11-03 17:00:00 UTC")
    write(PLUGIN.format(method=method))
    with pytest.raises(UserError) as raised:
        list(publish(root, assignment, [(hand_in(root, "ann"), graded("ann"))]))
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)
    with api.Gradebook(url) as book:
        assert not book.assignment_submissions(NAME)
