"""The page of one submission: what it says, and that nothing a student wrote comes to life on it."""

import base64
import hashlib
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from helpers_output import POINTS, check, faulty, graded, unreadable

from autograder.pages.feedback import exercise_text, render_feedback
from autograder.results import ExerciseResult, Result, Status, Verdict

TITLE = "Warm up"
HOSTILE = {
    "script": "<script>document.title='owned'</script>",
    "image": "<img src=x onerror=document.title='owned'>",
    "attribute": '" onmouseover="document.title=1" x="',
    "end of style": "</style></title></head><body onload=alert(1)>",
    "comment": "<!-- --!><svg/onload=alert(1)>",
    "code": "`<b onclick=alert(1)>`",
    "link": "<a href='javascript:alert(1)'>here</a>",
    "template": "{{ 7 * 7 }} {% raw %} ${7*7}",
    "entities": "&lt;script&gt;&#60;script&#62;",
    "controls": "\x1b[31mred\x00\x08\u202etxt.exe\u2066\ud800\ufeff",
}
TAGS = """
    html head meta title style body main header h1 h2 p div strong span svg rect circle path nav table thead tbody tr
    th td a code section ul li footer wbr details summary
"""
QUIET = """
    --headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync
    --no-first-run --dump-dom
"""


class Page(HTMLParser):
    """Everything in a page that could do something."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text = [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_data(self, data):
        if self.tags[-1:] != ["style"]:
            self.text += data

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def values(self, name):
        return [value for _, attribute, value in self.attributes if attribute == name]


def one_exercise(*checks, name="double", hint=""):
    score = sum(one.points for one in checks)
    return ExerciseResult(name, score, sum(one.out_of for one in checks), checks, hint=hint)


def result_with(*exercises, **more):
    score, most = sum(one.score for one in exercises), sum(one.max_score for one in exercises)
    return Result("ann", "warm_up", Status.GRADED, score, most, "B", 1, 0.01, exercises, **more)


def test_every_exercise_and_claim_is_on_the_page_with_verdict_reason_and_hint():
    page = Page(render_feedback(graded("ann", double=5, halve=0), TITLE)).text
    for expected in ("Feedback for ann", "5", "of 10 points", "5 / 6", "0 / 4", "The claim of double_in_public holds."):
        assert expected in page
    assert "It came back wrong." in page
    assert "Hint: Look again." in page


@pytest.mark.parametrize("verdict", [one for one in Verdict if one is not Verdict.PASSED])
def test_every_verdict_has_words(verdict):
    exercise = one_exercise(check("one", passed=False, points=1, verdict=verdict), check("two", passed=True, points=1))
    page = Page(render_feedback(result_with(exercise), TITLE)).text
    assert verdict.value not in ("raised", "timed_out", "died") or verdict.value not in page.lower()
    assert re.search("Not yet|Stopped|Took too|Ended|Function not|Not judged|Could not", page)


def test_a_check_on_new_data_is_marked_as_one():
    page = Page(render_feedback(graded("ann", double=5), TITLE)).text
    assert page.count("on new data") >= 2


def test_a_reason_that_all_checks_share_is_said_once():
    unwritten = [
        check(str(n), passed=False, points=2, verdict=Verdict.RAISED, message="Not written.") for n in range(4)
    ]
    page = Page(render_feedback(result_with(one_exercise(*unwritten)), TITLE)).text
    assert page.count("Not written.") == 1
    assert "Look again." not in page


def test_a_hint_that_two_checks_share_is_said_once():
    twice = [check(str(n), passed=False, points=2, message=f"Wrong {n}.") for n in range(2)]
    assert Page(render_feedback(result_with(one_exercise(*twice)), TITLE)).text.count("Look again.") == 1


def test_an_exercise_in_which_every_claim_holds_is_folded_and_no_other():
    right = one_exercise(check("one", passed=True, points=1), check("two", passed=True, points=1))
    wrong = one_exercise(check("three", passed=True, points=1), check("four", passed=False, points=1), name="halve")
    page = render_feedback(result_with(right, wrong), TITLE)
    folded = page.partition("<details>")[2].partition("</details>")[0]
    assert page.count("<details>") == 1
    assert "All 2 claims hold" in folded
    assert all(f"The claim of {name} holds." in folded for name in ("one", "two"))
    assert "The claim of three holds." not in folded


def test_a_known_mistake_brings_its_advice():
    exercise = one_exercise(check("one", passed=False, points=1), hint="Did you forget to double?")
    assert "What this looks like: Did you forget to double?" in Page(render_feedback(result_with(exercise), TITLE)).text
    assert "    What this looks like: Did you forget to double?" in exercise_text(exercise).split("\n")


def test_an_unreadable_submission_says_why_and_what_to_do():
    page = Page(render_feedback(unreadable("ann"), TITLE)).text
    assert "could not be read" in page
    assert "breaks off in the middle" in page
    assert "hand in that file" in " ".join(page.split())


def test_a_fault_of_ours_blames_nobody_and_keeps_hidden_checks_hidden():
    page = Page(render_feedback(faulty("ann", "secret_check: inputs were [1, 2]"), TITLE)).text
    assert "not in your notebook" in page
    assert "secret_check" not in page
    assert "points" not in page.split("Not graded yet")[1].split("The points are")[0]


def test_a_check_that_failed_by_itself_says_nothing_of_its_inputs():
    exercise = one_exercise(
        check("one", passed=False, points=1, verdict=Verdict.GRADER_FAULT, message="ValueError: 42"),
        check("two", passed=True, points=1),
    )
    assert "42" not in Page(render_feedback(result_with(exercise), TITLE)).text


def test_what_could_not_be_run_is_listed_up_to_a_length():
    page = Page(render_feedback(graded("ann", notes=tuple(f"Cell {n}: no." for n in range(500))), TITLE)).text
    assert "Cell 19: no." in page
    assert "and 480 more of the kind" in page


@pytest.mark.parametrize("payload", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_that_a_student_wrote_comes_to_life(payload):
    bad = check("one", passed=False, points=1, message=f"raised Oops: {payload}")
    for result in (
        result_with(one_exercise(bad, check("two", passed=True, points=1)), notes=(payload,)),
        result_with(one_exercise(bad, bad)),
        unreadable(payload, reason=f"The notebook is damaged: {payload}"),
        graded(payload),
        faulty(payload),
    ):
        html = render_feedback(result, TITLE)
        page = Page(html)
        assert set(page.tags) <= set(TAGS.split())
        assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "style"]
        assert all(link.startswith("#") for link in page.values("href"))
        assert not page.values("src")
        assert not set("\x1b\x00\x08\u202e\u2066\ud800\ufeff") & set(html)
        assert html.encode()


def test_hostile_text_is_shown_as_it_was_written():
    page = Page(render_feedback(graded("ann", notes=(HOSTILE["script"],)), TITLE))
    assert HOSTILE["script"] in page.text


def test_the_policy_allows_our_style_sheet_and_nothing_else():
    html = render_feedback(graded("ann"), TITLE)
    [policy] = [
        value for tag, name, value in Page(html).attributes if tag == "meta" and name == "content" and "src" in value
    ]
    style = re.search(r"<style>(.*)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert (
        policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.skipif(not shutil.which("chromium"), reason="needs the browser chromium")
def test_a_browser_runs_no_script_even_if_one_got_in(tmp_path):
    html = render_feedback(graded("ann"), TITLE).replace("</main>", HOSTILE["script"] + HOSTILE["image"] + "</main>")
    (tmp_path / "page.html").write_text(html)
    command = ["chromium", *QUIET.split(), f"--user-data-dir={tmp_path / 'profile'}", f"file://{tmp_path}/page.html"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert "<title>Warm up: 10 of 10 points</title>" in done.stdout


def test_the_page_needs_no_network():
    assert not re.search(r"https?://|url\(|@import", render_feedback(graded("ann"), TITLE))


def test_the_longest_page_stays_under_300_kb():
    text = "<&\"'>" * 4000
    checks = [check(str(n), passed=False, points=1, message=f"{n}{text}", hint=f"{n} hint") for n in range(60)]
    result = result_with(one_exercise(*checks, name="x"), notes=(text,) * 1000)
    assert len(render_feedback(result, TITLE).encode()) < 300_000


@pytest.mark.parametrize(
    "result", [graded("ann", double=0), unreadable("ann"), faulty("ann")], ids=lambda one: one.status
)
def test_the_page_is_made_for_keyboards_and_screen_readers(result):
    page = Page(render_feedback(result, TITLE))
    assert page.values("lang") == ["en"]
    assert (
        page.tags.count("h1") == page.tags.count("main") == page.tags.count("header") == page.tags.count("footer") == 1
    )
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert set(page.values("aria-labelledby")) <= set(ids)
    assert {link.removeprefix("#") for link in page.values("href")} <= set(ids)
    assert page.tags.count("svg") == page.values("aria-hidden").count("true")
    assert page.tags.count("th") == len(page.values("scope"))
    assert ("meta", "name", "viewport") in page.attributes


def test_the_text_of_an_exercise_says_the_same_without_a_page():
    result = graded("ann", double=5)
    assert exercise_text(result.exercises[0]).split("\n") == [
        "double: 5 of 6 points",
        "  + The claim of double_in_public holds. [5 of 5]",
        "  x The claim of double_on_new_data holds. (on new data) [0 of 1]",
        "      It came back wrong.",
        "      Hint: Look again.",
    ]
    assert sum(POINTS.values()) == result.max_score
