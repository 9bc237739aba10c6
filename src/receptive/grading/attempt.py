"""One student's submissions to an attempt."""

from __future__ import annotations

import contextlib
import secrets
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial

from receptive.grading.allowance import Allowance, limit_here
from receptive.grading.desk import Desk, judge, open_desk
from receptive.grading.guarded import fork
from receptive.grading.hashes import hashes_of, versions
from receptive.grading.nothing_to_run import needs_running, without_running
from receptive.grading.pool import Pool, weakest
from receptive.grading.records import Judged, ToGrade
from receptive.grading.results import graded_result
from receptive.model import Attempt, Isolation, Submission, Topic, TopicResult
from receptive.scoring import topic_result

Progress = Callable[[Topic], None]
Judge = Callable[[ToGrade], Judged]


def grade(
    work: Sequence[tuple[Topic, Submission]],
    seed: str = "",
    progress: AbstractContextManager[Progress] | None = None,
    pool: Pool | None = None,
) -> Attempt:
    """Grade one student's submissions.

    Args:
        work: topics with the submission of each; of a topic that is a part only its exercises are graded.
        seed: decides the random inputs; drawn if empty, and recorded in the attempt either way.
        progress: told each topic as its turn comes. It is entered once a process for the grading is there.
        pool: what is open already and stays open; the outcomes are the same without it.
    """
    start = time.monotonic()
    seed = seed or secrets.token_hex(8)
    running = [topic.whole for topic, submission in work if needs_running(topic, submission)]
    results: list[TopicResult] = []
    found: list[Isolation] = []
    with _judging(running, pool) as judging, progress or contextlib.nullcontext(lambda _: None) as tell:
        for topic, submission in work:
            tell(topic)
            runs = needs_running(topic, submission)
            only = topic.exercises if topic.part_of else ()
            judged = judging(ToGrade(topic.whole, submission, seed, only)) if runs else None
            results.append(_result(topic, submission, judged))
            found += [judged.isolation] if judged else []
    isolation = weakest(found) if found else _bare()
    return Attempt(tuple(results), seed, isolation, time.monotonic() - start, versions(topic for topic, _ in work))


def _result(topic: Topic, submission: Submission, judged: Judged | None) -> TopicResult:
    if judged is None:
        return topic_result(topic, submission.path, without_running(topic, submission), hashes_of(topic, submission))
    return graded_result(topic, submission, judged.graded, hashes_of(topic, submission, judged.grader_hash))


def _bare() -> Isolation:
    """The level of this machine, where no code had to run."""
    with Pool() as pool:
        return pool.isolation()


@contextlib.contextmanager
def _judging(topics: Sequence[Topic], pool: Pool | None) -> Iterator[Judge]:
    """What judges: a process of its own, which may die; or this one, where it is a child that may die itself."""
    if pool is not None:  # in a child of the background server: who waits for it grades without it if it dies
        pool.prepare(topics)
        with limit_here() as allowance:
            yield lambda asked: judge(pool, asked, allowance())
    elif sys.platform == "linux":
        # The first one is ready at once; by the time of another one this process may have threads
        with contextlib.closing(Desk(fork(partial(open_desk, topics)))) as desk:
            if topics:
                desk.begin()
            yield desk.judge
    else:  # a copy of a process may not load the libraries
        with Pool() as own:
            own.prepare(topics)
            yield lambda asked: judge(own, asked, Allowance())
