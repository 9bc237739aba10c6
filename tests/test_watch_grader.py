"""A grading process of `grade watch`: gives way to newer work, and is whole afterwards."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from receptive.grading.foresight import Foresight
from receptive.grading.session import GraderSession
from receptive.live.watch.grader_process import Interruptible, Superseded
from receptive.model import Status, Submission
from support import solution

ENDLESS = b"def conv_out(i, k, s=1, p=0, d=1):\n    while True: pass\n"


def test_a_newer_text_ends_what_runs_and_the_grader_stays_whole(open_grader: Callable[[str], GraderSession]) -> None:
    session = open_grader("output_size")
    newer = threading.Event()

    def poll(seconds: float) -> bool:
        return newer.wait(seconds) if seconds else newer.is_set()

    process = Interruptible(session, Submission("output_size", Path("output_size.py"), ENDLESS), poll)
    threading.Timer(0.5, newer.set).start()
    start = time.monotonic()
    with pytest.raises(Superseded), process.broken_off_for_newer():
        session.grade_process(process, "seed")
    assert time.monotonic() - start < session.topic.limits.total_s
    source = solution("output_size").encode()
    graded = session.grade(Submission("output_size", Path("output_size.py"), source), "seed")
    assert {outcome.status for outcome in graded.outcomes} == {Status.PASSED}


def test_what_the_criteria_called_is_noted(open_grader: Callable[[str], GraderSession]) -> None:
    session = open_grader("output_size")
    source = solution("output_size").encode()
    submission = Submission("output_size", Path("output_size.py"), source)
    session.foresight = Foresight()
    for _ in range(2):  # the second time nothing but the answers is compared
        process = Interruptible(session, submission, lambda seconds: bool(time.sleep(seconds)))
        session.grade_process(process, "seed", explain=False)
        assert process.is_plain
        assert process.asked == {exercise.name for exercise in session.topic.exercises}
