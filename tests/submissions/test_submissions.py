"""Every submission of the corpus gets the verdict that it must get, at every level of isolation there is here."""

from corpus import ID, POINTS, cases

from autograder.results import Status, Verdict

# A sentence each for some twenty checks and fifty problems; a worker may have sent megabytes.
LONGEST_RESULT = 100_000


def test_the_corpus_is_found():
    assert len(cases()) > 300


def test_a_submission_gets_its_points(trial):
    assert trial.result.status is trial.case.status, trial.result.reason
    assert trial.result.assignment == ID
    assert {one.name: one.score for one in trial.result.exercises} == trial.case.points, trial.told
    assert trial.result.score == sum(trial.case.points.values())


def test_the_student_is_told_why(trial):
    result, case = trial.result, trial.case
    lost = [check for one in result.exercises for check in one.checks if check.verdict is not Verdict.PASSED]
    assert (result.reason == "") == (result.status is Status.GRADED)
    assert all(check.message for check in lost)
    assert len(trial.told) < LONGEST_RESULT
    if case.stopped_at(trial.level):
        assert {check.verdict for check in lost} <= set(case.verdicts or Verdict), trial.told
        said = " ".join([result.reason, *result.notes, *(check.message for check in lost)])
        assert [word for word in case.mentions if word not in said] == []


def test_nothing_stays_and_nothing_gets_out(trial):
    assert [line for line in trial.left if "processes" in line or "descriptors" in line] == []
    if trial.case.stopped_at(trial.level):
        assert list(trial.left) == []
        assert trial.got_out == []


def test_the_others_wait_only_so_long_and_get_what_they_deserve(trial):
    # Ten times the limits: no statement about speed, only that nothing waits for ever.
    assert trial.seconds < 60
    assert trial.next_score in (None, sum(POINTS.values()))
