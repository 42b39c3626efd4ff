"""``Images/``: the same bytes for the same drawing, light, and an honest record."""

import json

import pytest
from matplotlib.figure import Figure
from PIL import Image

from autograder.building.pictures import draw_pictures, stale_pictures
from autograder.errors import OurFault
from course_kit.drawing import Drawing

REFERENCE = {"f": lambda x: x * x}


def script(folder, body):
    path = folder / "images.py"
    path.write_text(
        "from matplotlib.figure import Figure\nfrom course_kit.drawing import Drawing\ndef draw(reference):\n" + body
    )
    return path


PLAIN = """
    figure = Figure()
    figure.subplots().plot([reference.f(x) for x in range(9)])
    return {"square": figure}
"""

NOISE = """
    import numpy
    figure = Figure(figsize=(9, 9))
    figure.figimage(numpy.random.rand(990, 990, 3))
    return {"noise": figure}
"""


def plain(folder):
    return script(folder, PLAIN)


def test_the_same_drawing_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        draw_pictures(plain(tmp_path), REFERENCE, tmp_path / name, "inputs")
    assert (tmp_path / "one" / "square.png").read_bytes() == (tmp_path / "two" / "square.png").read_bytes()


def test_a_picture_does_not_name_what_drew_it_and_has_110_dpi(tmp_path):
    draw_pictures(plain(tmp_path), REFERENCE, tmp_path / "out", "inputs")
    with Image.open(tmp_path / "out" / "square.png") as image:
        assert "Software" not in image.info
        assert image.size == (int(Figure().get_figwidth() * 110), int(Figure().get_figheight() * 110))


def test_the_record_holds_the_text_alternative(tmp_path):
    draw_pictures(
        script(tmp_path, "    return {'empty': Drawing('Nothing at all.')}\n"), {}, tmp_path / "out", "inputs"
    )
    record = json.loads((tmp_path / "out" / "drawn.json").read_text())
    assert record["inputs"] == "inputs"
    assert record["pictures"]["empty.png"]["alt"] == Drawing("Nothing at all.").alt


def test_a_picture_that_is_drawn_the_same_again_is_not_written(tmp_path):
    draw_pictures(plain(tmp_path), REFERENCE, tmp_path / "out", "inputs")
    before = (tmp_path / "out" / "square.png").stat().st_mtime_ns
    draw_pictures(plain(tmp_path), REFERENCE, tmp_path / "out", "other inputs")
    assert (tmp_path / "out" / "square.png").stat().st_mtime_ns == before
    assert stale_pictures(tmp_path / "out", "other inputs") == []


def test_what_nothing_draws_any_more_is_removed(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.png").write_bytes(b"")
    draw_pictures(plain(tmp_path), REFERENCE, tmp_path / "out", "inputs")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"square.png", "drawn.json"}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param("    1 / 0\n", "draw(reference) fails: ZeroDivisionError: division by zero", id="it fails"),
        pytest.param(
            "    raise ValueError('One line.\\nAnd more.')\n",
            "draw(reference) fails: ValueError: One line.",
            id="it fails at length",
        ),
        pytest.param(
            "    return {'A b': Figure()}\n", "'A b' must be a word in small letters", id="a name with a space"
        ),
        pytest.param("    return {'a': None}\n", "its value a matplotlib Figure", id="no figure"),
        pytest.param(NOISE, "noise.png has", id="too large"),
    ],
)
def test_a_script_that_cannot_be_used_is_named(tmp_path, body, message):
    with pytest.raises(OurFault) as error:
        draw_pictures(script(tmp_path, body), {}, tmp_path / "out", "inputs")
    assert str(error.value).startswith(str(tmp_path / "images.py"))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_pictures_without_a_script_are_left_over(tmp_path):
    (tmp_path / "old.png").write_bytes(b"")
    assert stale_pictures(tmp_path, "") == ["old.png is left over: nothing draws it"]
    assert stale_pictures(tmp_path / "none", "") == []
