"""The table in docs/security.md says so when a case is not as it has to be, and obeys nothing that a student wrote."""

import sys
from dataclasses import replace

import pytest
from corpus import HERE, Case

from autograder._sandbox.levels import Level

sys.path.insert(0, str(HERE.parents[1] / "scripts"))

import hostile_table


@pytest.fixture(scope="module")
def tried_right(shooting_range, grader):
    """A right submission, handed in as if it went for something."""
    case = Case(folder=HERE / "right_notebook", says="Right.", group="Values that lie", score=30)
    return shooting_range.trial(case, grader, Level.A)


def test_a_case_that_is_as_it_has_to_be_has_no_flaw(tried_right):
    assert hostile_table.flaw(tried_right) == ""
    assert hostile_table.word(tried_right) == "full marks"


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({"hostile": "initialize_parameters_he"}, "GAINED POINTS"),
        ({"status": "unreadable"}, "ENDED AS GRADED"),
    ],
    ids=["points", "status"],
)
def test_a_case_that_ends_otherwise_is_flagged(tried_right, change, flaw):
    assert hostile_table.flaw(replace(tried_right, case=replace(tried_right.case, **change))) == flaw


def test_a_case_that_harms_others_is_flagged(tried_right):
    zero = replace(tried_right.result.exercises[0], score=0)
    result = replace(tried_right.result, exercises=(zero, *tried_right.result.exercises[1:]))
    assert hostile_table.flaw(replace(tried_right, result=result)) == "COST OTHER POINTS"
    assert hostile_table.flaw(replace(tried_right, next_score=29)) == "HARMED THE NEXT ONE"


def test_a_case_that_comes_through_is_flagged_only_where_it_must_not(tried_right):
    case = replace(tried_right.case, stopped_from=Level.B)
    out = replace(tried_right, case=case, left=("gradebook.db",))
    flaws = [hostile_table.flaw(replace(out, level=Level(letter))) for letter in "ABC"]
    assert flaws == ["CAME THROUGH", "CAME THROUGH", ""]
    assert hostile_table.word(out) == "comes through"


def test_a_flaw_stands_in_the_table(tried_right):
    members = [tried_right.case]
    outcomes = {
        "right_notebook": [hostile_table.Outcome("right_notebook", Level.A, "passed", "GAINED POINTS", "", 0.1)]
    }
    lines = list(hostile_table.rows(members, outcomes, [Level.A], summed_up=True))
    assert "**GAINED POINTS**" in lines[-1]


def test_what_a_student_wrote_is_shown_as_it_is():
    shown = hostile_table.markdown("<b>|`x`\n[a](http://b) *c* _d_ 0x7f0012345678", 200)
    assert shown == "&#60;b&#62;&#124;\\`x\\` \\[a\\](http://b) \\*c\\* \\_d\\_ 0x..."
    assert len(hostile_table.markdown("x" * 1000, 100)) == 100


def test_a_page_without_the_markers_is_refused():
    page = f"before {hostile_table.BEGIN} old {hostile_table.END} after"
    assert hostile_table.with_table(page, "new") == page.replace(" old ", "\n\nnew\n\n")
    with pytest.raises(SystemExit, match="table of cases"):
        hostile_table.with_table("nothing", "new")
