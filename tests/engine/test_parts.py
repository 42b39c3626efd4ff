"""``parts_of``: several things that a function returned, or a sentence for the student; never an error of the check."""

import pytest

from course_kit.checking import parts_of


@pytest.mark.parametrize("value", [(1, 2), [1, 2]], ids=["a tuple", "a list"])
@pytest.mark.parametrize("names", [2, ["out", "cache"]], ids=["counted", "named"])
def test_the_parts_come_back(value, names):
    assert parts_of(value, names, "f") == (1, 2)


REFUSED = {
    "nothing": (None, "f returned nothing: does it end with `return`?"),
    "a number": (3.0, "f returned a single number; (out, cache) was expected."),
    "a text of two letters": ("ab", "f returned a str; (out, cache) was expected."),
    "a dictionary of two": ({"a": 1, "b": 2}, "f returned a dict; (out, cache) was expected."),
    "one too few": ((1,), "f returned a tuple of 1; (out, cache) was expected."),
    "one too many": ((1, 2, 3), "f returned a tuple of 3; (out, cache) was expected."),
    "none at all": ([], "f returned a list of 0; (out, cache) was expected."),
}


@pytest.mark.parametrize(("value", "sentence"), REFUSED.values(), ids=REFUSED)
def test_something_else_is_one_sentence(value, sentence):
    with pytest.raises(AssertionError) as refused:
        parts_of(value, ["out", "cache"], "f")
    assert str(refused.value) == sentence


def test_how_many_may_be_all_that_is_known():
    with pytest.raises(AssertionError, match=r"f returned a tuple of 1; 2 things were expected\."):
        parts_of((1,), 2, "f")
