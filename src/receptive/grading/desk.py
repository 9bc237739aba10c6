"""How a submission is judged: here, with a pool that is handed down, or in a guarded process that has its own."""

from __future__ import annotations

import reprlib
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from receptive.grading.allowance import Allowance
from receptive.grading.guarded import CAN_GUARD, GuardedProcess, Start, Work, spawn
from receptive.grading.pool import Pool, isolation_of
from receptive.grading.records import Judged, ToGrade
from receptive.model import Status, Topic

ALONE = spawn("receptive.grading.desk:open_desk")
SHOWN_REPLIES, SHOWN_REPLY = 20, 2000


class Desk(GuardedProcess):
    """A process that judges one submission after the other. On Windows there is none, and it is done here."""

    def __init__(self, start: Start = ALONE) -> None:
        super().__init__(start, again=ALONE)
        self.pool = Pool()  # for what is done here

    def judge(self, asked: ToGrade) -> Judged:
        """Have a submission judged there.

        Raises:
            Lost: as it says.
            ContentError, CannotStart, Unconfined: as `judge` says.
        """
        if not CAN_GUARD:
            return judge(self.pool, asked, Allowance())
        judged: Judged = self.do(asked, asked.topic.limits.total_s)
        return judged

    def close(self) -> None:
        super().close()
        self.pool.close()


def open_desk(topics: Sequence[Topic] = ()) -> Work:
    """What a process that only judges does; it warms up for these topics."""
    pool = Pool()
    pool.prepare(topics)
    return partial(judge, pool)


def judge(pool: Pool, asked: ToGrade, allowance: Allowance) -> Judged:
    """Grade one submission in this process.

    Raises:
        ContentError: the grader is broken.
        CannotStart: no sandbox works here.
        Unconfined: its code cannot be confined, and that is not allowed.
    """
    grader = pool.grader(asked.topic, asked.weak)
    with grader.only(asked.only or asked.topic.exercises):
        graded = grader.grade(asked.submission, asked.seed, allowance=allowance)
    shown = {}
    if asked.with_replies:
        with allowance.stage("what its code gave"):
            shown = {name: tuple(map(in_words, given[-SHOWN_REPLIES:])) for name, given in graded.replies.items()}
    if any(outcome.status is Status.INTERNAL for outcome in graded.outcomes):
        pool.close()  # whatever broke is not handed on to the next submission
    return Judged(replace(graded, replies={}), grader.grader_hash, isolation_of(grader.sandbox), shown)


def in_words(reply: Any) -> str:
    """A reply as Python writes it, in plain ASCII, and no more of it than a person reads."""
    short = reprlib.Repr()
    short.maxlist = short.maxtuple = short.maxset = short.maxfrozenset = short.maxdict = 10
    short.maxstring = short.maxother = short.maxlong = 400
    return short.repr(reply).encode("ascii", "backslashreplace").decode()[:SHOWN_REPLY]
