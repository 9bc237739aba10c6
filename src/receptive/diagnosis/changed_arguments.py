"""The small case of code that gives what is right and writes into an argument: the argument before and after a call."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from receptive.diagnosis.agreement import agree
from receptive.diagnosis.plain_data import NotPlain, plain
from receptive.diagnosis.respondent import ModelRespondent, Respondent
from receptive.diagnosis.shrinking import Call
from receptive.diagnosis.smallest_case import Possible, find_first_difference, find_smallest_case
from receptive.model import Case
from receptive.student.show import show, show_call


@dataclass(frozen=True)
class ChangedArgument:
    """A call after which an argument of the caller's is another."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    name: str
    before: Any
    after: Any

    def text(self, exercise: str) -> str:
        """The case in a sentence, for the student."""
        call = show_call(exercise, self.args, self.kwargs)
        before, after = show(self.before), show(self.after)
        return f"{call} changes its argument {self.name}: {before} before the call, {after} after it."

    def data(self, exercise: str) -> Case | None:
        """The case for pictures; None where the argument is no plain data or is too large to be drawn."""
        try:
            return Case(
                exercise,
                show_call(exercise, self.args, self.kwargs),
                plain(self.args),
                tuple(plain(self.kwargs).items()),
                plain(self.after),
                plain(self.before),
                find_first_difference(self.after, self.before),
                changed=self.name,
            )
        except NotPlain:
            return None


def find_changed_argument(
    inputs: Iterable[Call], possible: Possible, theirs: Respondent, right: ModelRespondent, mistaken: Respondent
) -> ChangedArgument | None:
    """The first of the inputs that changes an argument of its own, shrunk as far as it still does.

    Args:
        theirs: the student's code.
        mistaken: the wrong model that was recognized: the student's code must leave what this one does.
    """
    smallest = find_smallest_case(inputs, possible, theirs.left, right.left, mistaken.left)
    if smallest is None:
        return None
    names = inspect.signature(right.model).parameters
    for name, before, after in zip(names, smallest.right, smallest.theirs, strict=False):
        if not agree(after, before):
            return ChangedArgument(smallest.args, smallest.kwargs, name, before, after)
    return None
