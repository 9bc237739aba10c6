"""What one grading process does: opens graders and sandboxes when they are first needed, keeps them, and judges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from receptive.grading.allowance import Allowance
from receptive.grading.records import Judged, ToGrade
from receptive.grading.warm import WarmGraders
from receptive.model import Topic

SHOWN_REPLY = 2000


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
        replies = graded.replies if asked.with_replies else {}
        shown = {name: tuple(ascii(reply)[:SHOWN_REPLY] for reply in given) for name, given in replies.items()}
        isolation = self.warm.sandboxes.isolation()
        return Judged(replace(graded, replies={}), session.grader_hash, isolation, shown)


_desks: list[Desk] = []


def judge_alone(asked: ToGrade, allowance: Allowance) -> Judged:
    """The same in a process that does nothing else."""
    if not _desks:
        _desks.append(Desk())
    return _desks[0].judge(asked, allowance)
