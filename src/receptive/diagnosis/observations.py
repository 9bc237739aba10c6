"""What is true of a failure that nothing explains: what is right about it, and for which kind of input.

The code is asked small calls of our own, none of which a hidden criterion uses, and no number of them is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from receptive.diagnosis.agreement import agree
from receptive.diagnosis.decided import Answers, Decided, different
from receptive.diagnosis.demonstrations import Demonstration
from receptive.diagnosis.kinds_of_input import Kind, kinds_of
from receptive.diagnosis.misconceptions import Call
from receptive.diagnosis.respondent import ModelRespondent, Respondent
from receptive.diagnosis.smallest_case import NEVER_BACK
from receptive.student.failures import CannotLoad, StudentFailure
from receptive.student.proxy import bytes_of

ASKED = 40
MOST_BYTES = 1 << 20  # of all replies together; what small calls give is far smaller
ENOUGH_RIGHT, ENOUGH_WRONG = 4, 2  # calls, below which a rule is chance
NAMED = 3  # things that are listed


class How(Enum):
    """How one answer compares with the right one."""

    RIGHT = "right"
    WRONG = "wrong"
    RAISED = "an exception"


@dataclass(frozen=True)
class Observed:
    """One call: what holds of its arguments, and how it was answered."""

    kinds: frozenset[Kind]
    how: How

    @property
    def is_right(self) -> bool:
        return self.how is How.RIGHT


def observe_calls(calls: Iterable[Call], theirs: Respondent, right: ModelRespondent) -> str:
    """What small calls show, in one or two sentences; empty where they show nothing."""
    found, size = [], 0
    for args, kwargs in calls:
        answer = right.reply(args, kwargs)
        if isinstance(answer, StudentFailure):
            continue
        got = theirs.reply(args, kwargs)
        size += bytes_of(got)
        is_in_vain = isinstance(got, CannotLoad) or (isinstance(got, StudentFailure) and got.status in NEVER_BACK)
        if is_in_vain or size > MOST_BYTES:
            return ""
        found.append(Observed(kinds_of(right.model, args, kwargs), _how(got, answer)))
    return _in_words(found)


def observe_decisions(decided: Decided, exercise: str, theirs: Answers) -> str:
    """What is right and what is not of all that was looked at."""
    right = decided.of_model(exercise, frozenset())
    if right is None:
        return ""
    wrong = different(theirs, right)
    return _listed(decided.registry.decisions(exercise), wrong)


def _listed(questions: tuple[Demonstration, ...], wrong: frozenset[int]) -> str:
    if not wrong or len(wrong) == len(questions):
        return ""
    names = {at: question.call for at, question in enumerate(questions)}
    told = [names[at] for at in sorted(wrong)][:NAMED]
    fine = len(questions) - len(wrong)
    return f"Of {len(questions)} things looked at, {fine} are right. Not right: {'; '.join(told)}."


def _how(got: Any, answer: Any) -> How:
    if isinstance(got, StudentFailure):
        return How.RAISED
    return How.RIGHT if agree(got, answer) else How.WRONG


def _in_words(found: list[Observed]) -> str:
    wrong = [each for each in found if not each.is_right]
    right = [each for each in found if each.is_right]
    if len(found) < ENOUGH_RIGHT + ENOUGH_WRONG:
        return ""
    if not wrong:
        return f"In {len(found)} small calls of our own every answer is right: it goes wrong in special cases only."
    raises = "What comes back is right; but there is input for which it raises."
    told = [raises if right and {each.how for each in wrong} == {How.RAISED} else "", _about_kinds(right, wrong)]
    return " ".join(filter(None, told))


def _about_kinds(right: list[Observed], wrong: list[Observed]) -> str:
    """The kind of input that tells right from wrong, or at least one that is never wrong, or always."""
    if not right:
        always = {each.how for each in wrong} == {How.RAISED}
        return "It raises in all small calls of our own." if always else "In all small calls of our own it is wrong."
    if len(right) < ENOUGH_RIGHT or len(wrong) < ENOUGH_WRONG:
        return ""
    good, fine = _commonest(right, wrong)
    bad, faulty = _commonest(wrong, right)
    if fine == len(right):
        return f"In small calls of our own it is right whenever {good}, and in no other."
    if faulty == len(wrong):
        return f"In small calls of our own it is wrong whenever {bad}, and right otherwise."
    if fine >= max(ENOUGH_RIGHT, len(right) // 3):
        return f"In small calls of our own it is always right when {good}, and only sometimes otherwise."
    if faulty >= max(ENOUGH_WRONG, len(wrong) // 3):
        return f"In small calls of our own it is always wrong when {bad}, and only sometimes otherwise."
    return ""


def _commonest(these: list[Observed], others: list[Observed]) -> tuple[str, int]:
    """What holds of the most of these and of none of the others, and of how many it holds."""
    everywhere = frozenset().union(*(each.kinds for each in (*these, *others)))
    count = Counter(kind for each in these for kind in each.kinds)
    for kind in frozenset().union(*(each.kinds for each in others)):
        count.pop(kind, None)
    # Of a kind that never comes otherwise nothing is learned
    left = [kind for kind in count if not kind[1] or kind[::-1] in everywhere]
    best = min(left, key=lambda kind: (-count[kind], len(kind[0]), kind), default=None)
    return (best[0], count[best]) if best else ("", 0)
