"""The same replies get the same verdict without being judged again; nothing else does."""

import pytest
from toy_course import F, G, notebook

from autograder._sandbox.session import Call, Reply
from autograder.checking.checks import PlannedCheck
from autograder.checking.reply_cache import ReplyCache, fingerprint
from autograder.collecting.collect import Submission
from autograder.grading import Grader
from autograder.results import Status, Verdict
from course_kit.checking import CallFailed


class Asked:
    """Counts how often it is asked, and answers with the number."""

    def __init__(self, *, calls=False):
        self.times, self._calls = 0, calls

    def __call__(self, session):
        self.times += 1
        if self._calls:
            session.call(Call("f", 0, ()))
        return self.times


class Session:
    def call(self, _):
        return Reply(1)

    def call_all(self, calls):
        return [Reply(1) for _ in calls]


def test_an_answer_is_remembered():
    cache, ask = ReplyCache(), Asked()
    assert [cache.answer(key, Session(), ask) for key in ("a", "b", "a", "b")] == [1, 2, 1, 2]


@pytest.mark.parametrize(
    ("key", "ask"), [(None, Asked()), ("a", Asked(calls=True))], ids=["of what is not known", "of a call made just now"]
)
def test_an_answer_that_may_depend_on_something_else_is_not(key, ask):
    cache = ReplyCache()
    assert [cache.answer(key, Session(), ask) for _ in range(3)] == [1, 2, 3]


def test_what_was_wanted_least_recently_is_forgotten():
    cache, ask = ReplyCache(most=2), Asked()
    for key in "abac":
        cache.answer(key, Session(), ask)
    assert [cache.answer(key, Session(), ask) for key in "ab"] == [1, 4]


DIGEST, OTHER = b"1" * 32, b"2" * 32
FAILED = Reply(failure=CallFailed("raised", "f raised ValueError."))


@pytest.mark.parametrize(
    ("replies", "others"),
    [
        ([Reply(1, digest=DIGEST)], [Reply(1, digest=OTHER)]),
        ([Reply(1, digest=DIGEST), FAILED], [FAILED, Reply(1, digest=DIGEST)]),
        ([FAILED], [Reply(failure=CallFailed("raised", "f raised KeyError."))]),
        ([FAILED], [Reply(failure=CallFailed("died", "f raised ValueError."))]),
        ([Reply(1, digest=DIGEST)], [Reply(1, digest=DIGEST)] * 2),
    ],
    ids=["value", "order", "message", "verdict", "number"],
)
def test_different_replies_have_different_fingerprints(replies, others):
    assert fingerprint(replies) == fingerprint(list(replies)) != fingerprint(others)


def test_a_reply_that_was_not_asked_ahead_or_did_not_travel_has_none():
    assert fingerprint([FAILED, None]) is None
    assert fingerprint([Reply(1)]) is None


class TestGrader:
    @pytest.fixture
    def judged(self, toy, tmp_path, monkeypatch):
        """Grade notebooks one after another; return their results, and the names of the checks run for each."""
        ran = []
        run = PlannedCheck.run

        def counted(planned, *arguments):
            ran[-1].append(planned.check.name)
            return run(planned, *arguments)

        monkeypatch.setattr(PlannedCheck, "run", counted)

        def judge(*notebooks):
            results = []
            with Grader(toy) as grader:
                for number, sources in enumerate(notebooks):
                    path = tmp_path / f"{number}.ipynb"
                    path.write_text(notebook(*sources), encoding="utf-8")
                    ran.append([])
                    results.append(grader.grade(Submission("s", path)).exercises)
            return results, ran

        return judge

    def test_a_function_that_answers_alike_is_not_judged_again(self, judged):
        (first, second, third), (ran, again, other) = judged(
            (F, G), ("def f(x): return x + x", G), ("def f(x): return 3 * x", G)
        )
        assert first == second
        assert {name for name in ran if "f_doubles" in name} & set(again) == set()
        assert {name for name in ran if "f_doubles" in name} <= set(other)
        assert third[0].score == 0

    def test_a_check_that_must_ask_while_it_runs_is_run_every_time(self, judged):
        _, (_, again) = judged((F, G), ("def f(x): return 2 * x + 0", G))
        assert again == ["g_calls_f"]

    def test_a_fault_of_ours_is_not_remembered(self, toy, tmp_path, monkeypatch):
        path = tmp_path / "mine.py"
        path.write_text(f"{F}\n{G}\n", encoding="utf-8")
        run, faults = PlannedCheck.run, ["the first one"]

        def fail_once(planned, *arguments):
            return planned.result(Verdict.GRADER_FAULT, faults.pop()) if faults else run(planned, *arguments)

        monkeypatch.setattr(PlannedCheck, "run", fail_once)
        with Grader(toy) as grader:
            statuses = [grader.grade(Submission("s", path)).status for _ in range(2)]
        assert statuses == [Status.GRADER_FAULT, Status.GRADED]

    def test_wrong_answers_alike_get_the_same_verdicts_and_words(self, judged):
        (first, second), _ = judged(("def f(x): return 3 * x", G), ("def f(x): return x * 3", G))
        assert first == second
        assert first[0].score == 0
