"""What one grading process does: opens graders and sandboxes when they are first needed, keeps them, and judges."""

from __future__ import annotations

import reprlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from receptive.grading.allowance import Allowance
from receptive.grading.records import Judged, ToGrade
from receptive.grading.warm import WarmGraders
from receptive.model import Status, Topic

SHOWN_REPLIES, SHOWN_REPLY = 20, 2000


class Desk:
    """The graders of one process."""

    def __init__(self, warm: WarmGraders | None = None) -> None:
        """`warm`: what is open already, and is left open by whoever gave it."""
        self.warm = warm or WarmGraders()

    def prepare(self, topics: Sequence[Topic]) -> None:
        """Start the sandboxes of these topics without waiting for them."""
        self.warm.prepare(topics)

    def judge(self, asked: ToGrade, allowance: Allowance) -> Judged:
        """Grade one submission.

        Raises:
            ContentError: the grader is broken.
            CannotStart: no sandbox works here.
            Unconfined: its code cannot be confined, and that is not allowed.
        """
        session = self.warm.session(asked.topic, asked.weak)
        with session.only(asked.only or asked.topic.exercises):
            graded = session.grade(asked.submission, asked.seed, allowance=allowance)
        isolation = self.warm.sandboxes.isolation()
        shown = {}
        if asked.with_replies:
            with allowance.stage("what its code gave"):
                shown = {name: tuple(map(in_words, given[-SHOWN_REPLIES:])) for name, given in graded.replies.items()}
        if any(outcome.status is Status.INTERNAL for outcome in graded.outcomes):
            self.warm.close()  # whatever broke is not handed on to the next submission
        return Judged(replace(graded, replies={}), session.grader_hash, isolation, shown)


def in_words(reply: Any) -> str:
    """A reply as Python writes it, in plain ASCII, and no more of it than a person reads."""
    short = reprlib.Repr()
    short.maxlist = short.maxtuple = short.maxset = short.maxfrozenset = short.maxdict = 10
    short.maxstring = short.maxother = short.maxlong = 400
    return short.repr(reply).encode("ascii", "backslashreplace").decode()[:SHOWN_REPLY]


_desks: list[Desk] = []


def judge_alone(asked: ToGrade, allowance: Allowance) -> Judged:
    """The same in a process that does nothing else."""
    if not _desks:
        _desks.append(Desk())
    return _desks[0].judge(asked, allowance)
