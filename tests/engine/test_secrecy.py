"""Words of the student's that could be secret arguments are not told; everything else is."""

import numpy as np
import pytest

from autograder._sandbox.inside.values import Opaque
from autograder.checking.secrecy import without_names, without_numbers, without_words
from course_kit.local_student import explain


@pytest.mark.parametrize(
    ("error", "text", "missing", "told"),
    [
        ("ValueError", "layers_dims is [3, 4]", None, "f raised ValueError."),
        ("ValueError", "", None, "f raised ValueError."),
        ("Dims_3_4", "f raised ValueError: [3, 4]", None, "f raised an exception of its own."),
        ("LinAlgError", "Singular matrix 3 x 4", None, "f raised LinAlgError."),
        ("NameError", "name 'd34' is not defined", "d34", "f uses a name that does not exist: check the spelling,"),
    ],
    ids=["text", "no-text", "class", "known-class", "name"],
)
def test_what_an_exception_says_is_not_told(error, text, missing, told):
    got = without_words(explain("f", error, text, missing))
    assert got.startswith(told)
    assert "34" not in got
    assert "3" not in got


@pytest.mark.parametrize(
    "text",
    ["[3, 4] uses the name x", "[3, 4] raised ValueError: x", " uses the name 3", "3 raised ", "x.\nf uses the name 3"],
)
def test_words_that_sound_like_ours_are_not_told_either(text):
    assert without_words(explain("f", "ValueError", text)) == "f raised ValueError."
    assert without_words(explain("f", text, text)) == "f raised an exception of its own."


def test_which_entries_are_missing_is_not_told():
    message = "f returned a dictionary without 'W1', 'b3'."
    assert without_numbers(message, "") == "f returned a dictionary without an entry that was expected."


@pytest.mark.parametrize("error", ["NotImplementedError", "RecursionError", "SystemExit"])
def test_sentences_of_our_own_stay(error):
    assert without_words(explain("f", error, "3, 4")) == explain("f", error, "3, 4")


def test_names_of_types_that_everybody_has_stay():
    assert without_names(Opaque("generator")).type_name == "generator"
    assert without_names({"W1": Opaque("set")})["W1"].type_name == "set"


def test_names_of_other_types_are_not_told_wherever_they_are():
    hidden = without_names({"W1": [Opaque("dims_3_4")], Opaque("dims_3"): (Opaque("dims_4"),)})
    assert "dims" not in repr(hidden)


def test_values_stay_as_they_are():
    value = {"W1": np.arange(3.0), "b1": [1, (2.5, "three")], "n": None}
    assert without_names(value) == value


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("J is 3.23942; 3.313 was expected.", "J is not what was expected."),
        ("W1 has shape (123, 4567); (3, 2) was expected.", "W1 does not have the shape that was expected."),
        ("The mean of W2 is -1.2e-05; about 0.1 was expected.", "The mean of W2 is not what was expected."),
        (
            "The difference is 0.3 for right gradients; more than 0 and at most 1e-06 was expected.",
            "The difference is not what was expected for right gradients.",
        ),
        ("A1 for keep_prob = 1, compared with the plain pass, differs.",) * 2,
        ("D1 keeps 12,345 of 1,000 units.", "D1 keeps … of … units."),
        ("A1 is divided twice by 1 / keep_prob = 0.8.", "A1 is divided twice by 1 / keep_prob = …."),
        ("For keep_prob = 0.5 the mask D1 keeps 31 %.", "For keep_prob = 0.5 the mask D1 keeps … %."),
    ],
)
def test_numbers_are_told_only_if_everybody_knows_them(message, told):
    assert without_numbers(message, "With keep_prob = 0.5, half of the units stay.") == told
