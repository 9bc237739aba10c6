"""One student's submissions to an attempt."""

from __future__ import annotations

import contextlib
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from receptive.grading.results import graded_result
from receptive.grading.run import Sandboxes, Work, hashes_of, needs_running, versions, without_running
from receptive.model import Attempt, Isolation, Submission, Topic, TopicResult
from receptive.scoring import topic_result

if TYPE_CHECKING:
    from receptive.grading.allowance import Allowance
    from receptive.grading.desk import Desk
    from receptive.grading.records import Judged, ToGrade
    from receptive.grading.warm import WarmGraders

Progress = Callable[[Topic], None]
Judge = Callable[["ToGrade"], "Judged"]


def grade(
    work: Work,
    seed: str = "",
    progress: AbstractContextManager[Progress] | None = None,
    warm: WarmGraders | None = None,
) -> Attempt:
    """Grade one student's submissions.

    Args:
        work: topics with the submission of each.
        seed: decides the random inputs; drawn if empty, and recorded in the attempt either way.
        progress: told each topic as its turn comes. It is entered once a process for the grading is there.
        warm: what is open already and stays open; the outcomes are the same without it.
    """
    start = time.monotonic()
    seed = seed or secrets.token_hex(8)
    running = [topic for topic, submission in work if needs_running(topic, submission)]
    results, isolation = [], None
    with _judging(running, warm) as judge, progress or contextlib.nullcontext(lambda _: None) as tell:
        for topic, submission in work:
            tell(topic)
            if topic in running:
                result, isolation = _judged(judge, topic, submission, seed)
            else:
                result = _unrun(topic, submission)
            results.append(result)
    return Attempt(tuple(results), seed, isolation or _bare(), time.monotonic() - start, versions(work))


def _judged(judge: Judge, topic: Topic, submission: Submission, seed: str) -> tuple[TopicResult, Isolation]:
    from receptive.grading.records import ToGrade

    judged = judge(ToGrade(topic, submission, seed))
    hashes = hashes_of(topic, submission, judged.grader_hash)
    return graded_result(topic, submission, judged.graded, hashes), judged.isolation


def _unrun(topic: Topic, submission: Submission) -> TopicResult:
    return topic_result(topic, submission.path, without_running(topic, submission), hashes_of(topic, submission))


def _bare() -> Isolation:
    """The level of this machine, where no code had to run."""
    sandboxes = Sandboxes()
    try:
        return sandboxes.isolation()
    finally:
        sandboxes.close()


@contextlib.contextmanager
def _judging(topics: list[Topic], warm: WarmGraders | None) -> Iterator[Judge]:
    """What judges: a process of its own, which may die; or this one, where it is a child that may die itself."""
    if warm is None and sys.platform == "linux":  # elsewhere a copy of a process may not load the libraries
        yield from _in_a_child(topics)
    else:
        yield from _here(topics, warm)


def _in_a_child(topics: list[Topic]) -> Iterator[Judge]:
    from receptive.grading.guarded import GuardedProcess, forked, spawned

    def work(asked: ToGrade, allowance: Allowance) -> Any:
        from receptive.grading.desk import Desk

        if not desks:
            desks.append(Desk())
            desks[0].prepare(topics)
        return desks[0].judge(asked, allowance)

    desks: list[Desk] = []  # in the child
    # The first one is ready at once; by the time of another one this process may have threads
    process = GuardedProcess(forked(work), again=spawned("receptive.grading.desk:judge_alone"))
    if topics:
        process.begin()
    try:
        yield lambda asked: process.do(asked, asked.topic.limits.total_s)
    finally:
        process.close()


def _here(topics: list[Topic], warm: WarmGraders | None) -> Iterator[Judge]:
    from receptive.grading.allowance import Allowance, limited_here
    from receptive.grading.desk import Desk

    desk = Desk(warm)
    desk.prepare(topics)
    try:
        # Only a child that may die, of the background server, is limited; who waits for it then grades without it
        with limited_here() if warm else contextlib.nullcontext(Allowance) as allowance:
            yield lambda asked: desk.judge(asked, allowance())
    finally:
        if warm is None:
            desk.warm.close()
