"""The smallest case that shows a mistake, and the arithmetic of its first wrong value."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from receptive.grading.agreement import agree
from receptive.grading.checks import show
from receptive.grading.failures import StudentFailure
from receptive.grading.messages import shown_call
from receptive.grading.plain import NotPlain, plain
from receptive.grading.shrinking import Call, smaller_calls
from receptive.model import Case

SMALL_INPUTS = 12  # tried before there is anything to shrink
SHRINKING_STEPS = 250  # smaller calls looked at; most are impossible and never reach the student's code

Place = tuple[Any, ...]
Reply = Callable[[tuple[Any, ...], dict[str, Any]], Any]  # a value, or the StudentFailure that came instead
Possible = Callable[[tuple[Any, ...], dict[str, Any]], bool]
Working = Callable[[str, tuple[Any, ...], dict[str, Any], Place], str]


@dataclass(frozen=True)
class WrongCall:
    """A call that the student's code answers wrongly."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    theirs: Any
    right: Any

    def text(self, exercise: str, working: Working | None) -> str:
        """The case in one or two sentences, for the student."""
        place = first_difference(self.theirs, self.right)
        call, line = shown_call(exercise, self.args, self.kwargs), self._arithmetic(exercise, working, place)
        where = place_in_words(place, self.right)
        return told(f"{call} gives", show(self.theirs), show(self.right), where, line)

    def data(self, exercise: str, working: Working | None) -> Case | None:
        """The case for pictures; None where a value is no plain data or is too large to be drawn."""
        place = first_difference(self.theirs, self.right)
        try:
            return Case(
                exercise,
                shown_call(exercise, self.args, self.kwargs),
                plain(self.args),
                tuple(plain(self.kwargs).items()),
                plain(self.theirs),
                plain(self.right),
                place,
                self._arithmetic(exercise, working, place),
            )
        except NotPlain:
            return None

    def _arithmetic(self, exercise: str, working: Working | None, place: Place | None) -> str:
        return working(exercise, self.args, self.kwargs, place) if working and place is not None else ""


def told(done: str, theirs: str, right: str, where: str, line: str) -> str:
    """What was done, what it gives and what is right; then the arithmetic of the first wrong value, if there is any."""
    said = f"{done} {theirs}; right is {right}"
    if not line:
        return f"{said}."
    return f"{said}. {where}{line}." if where else f"{said}: {line}."


def place_in_words(place: Place | None, right: Any) -> str:
    """`At row 0, column 2: `; empty for a value that is not inside another."""
    if not place:
        return ""
    if type(right).__name__ == "ndarray" and len(place) == 2:
        return f"At row {place[0]}, column {place[1]}: "
    return f"At {''.join(f'[{index!r}]' for index in place)}: "


def smallest_case(
    inputs: Iterable[Call], possible: Possible, theirs: Reply, right: Reply, same_mistake: Reply | None
) -> WrongCall | None:
    """The first of the inputs that is answered wrongly, shrunk as far as it stays wrong.

    Args:
        inputs: calls, the smallest first.
        possible: whether a call makes sense, asked about those only that the right solution answers.
        same_mistake: the wrong model that was recognised: a smaller case must be wrong in its way.
    """
    found = None
    for args, kwargs in itertools.islice(inputs, SMALL_INPUTS):
        found = _wrong(args, kwargs, possible, theirs, right, same_mistake)
        if found:
            break
    steps = 0
    while found:
        for args, kwargs in smaller_calls(found.args, found.kwargs):
            steps += 1
            if steps > SHRINKING_STEPS:
                return found
            smaller = _wrong(args, kwargs, possible, theirs, right, same_mistake)
            if smaller:
                found = smaller
                break
        else:
            return found
    return None


def _wrong(
    args: Any, kwargs: Any, possible: Possible, theirs: Reply, right: Reply, same_mistake: Reply | None
) -> WrongCall | None:
    answer = right(args, kwargs)
    if isinstance(answer, StudentFailure) or not possible(args, kwargs):
        return None
    mistaken = same_mistake(args, kwargs) if same_mistake else None
    if isinstance(mistaken, StudentFailure) or (same_mistake and agree(mistaken, answer)):
        return None
    got = theirs(args, kwargs)
    if isinstance(got, StudentFailure) or agree(got, answer) or (same_mistake and not agree(got, mistaken)):
        return None
    return WrongCall(args, kwargs, got, answer)


def first_difference(theirs: Any, right: Any) -> Place | None:
    """Where the first wrong value is: indices and keys from the outside in; None if the two are of other shapes."""
    if type(theirs).__name__ == type(right).__name__ == "ndarray":
        import numpy as np

        if theirs.shape != right.shape:
            return None
        wrong = np.argwhere(~np.isclose(theirs, right, rtol=1e-5, atol=1e-8, equal_nan=True))
        return tuple(int(index) for index in wrong[0]) if len(wrong) else None
    if isinstance(theirs, list | tuple) and isinstance(right, list | tuple) and len(theirs) == len(right):
        return _first_inside((position, theirs[position], right[position]) for position in range(len(right)))
    if isinstance(theirs, dict) and isinstance(right, dict) and theirs.keys() == right.keys():
        return _first_inside((key, theirs[key], right[key]) for key in right)
    return () if isinstance(theirs, int | float) and isinstance(right, int | float) else None


def _first_inside(pairs: Iterable[tuple[Any, Any, Any]]) -> Place | None:
    for key, theirs, right in pairs:
        if not agree(theirs, right):
            inner = first_difference(theirs, right)
            return None if inner is None else (key, *inner)
    return None
