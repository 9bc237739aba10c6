"""The smallest case that shows a mistake, and the arithmetic of its first wrong value."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from receptive.diagnosis.agreement import agree
from receptive.diagnosis.plain_data import NotPlain, plain
from receptive.diagnosis.shrinking import Call, number_zeros, smaller_calls
from receptive.model import RAISED, Case, Status
from receptive.student.failures import StudentFailure, StudentRaised
from receptive.student.show import SHOWN_ARGUMENT, is_shown_whole, show, show_call

SMALL_INPUTS = 24  # tried before there is anything to shrink
NEVER_BACK = (Status.TIMEOUT, Status.MEMORY, Status.CRASHED)
SHRINKING_STEPS = 250  # smaller calls looked at; most are impossible and never reach the student's code

Place = tuple[Any, ...]
Reply = Callable[[tuple[Any, ...], dict[str, Any]], Any]  # a value, or the StudentFailure that came instead
Possible = Callable[[tuple[Any, ...], dict[str, Any]], bool]
Working = Callable[[str, tuple[Any, ...], dict[str, Any], Place], str]


class Manner(Enum):
    """How an answer may be wrong."""

    VALUE = "value"
    RAISES = "raises"
    TYPE = "type"


MANNERS = tuple(Manner)


@dataclass(frozen=True)
class WrongCall:
    """A call that the student's code answers wrongly. `theirs` is a value, or the exception."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    theirs: Any
    right: Any
    manner: Manner = Manner.VALUE

    @property
    def is_small(self) -> bool:
        """Whether a sentence can hold all of it; a picture holds more."""
        given = [*self.args, *self.kwargs.values()]
        has_other_shape = getattr(self.theirs, "shape", None) != getattr(self.right, "shape", None)  # that says it all
        answers = (
            [self.right] if has_other_shape or isinstance(self.theirs, StudentFailure) else [self.theirs, self.right]
        )
        return all(is_shown_whole(each, SHOWN_ARGUMENT) for each in given) and all(map(is_shown_whole, answers))

    def text(self, exercise: str, working: Working | None, parts: Sequence[str] = ()) -> str:
        """The case in one or two sentences, for the student; empty if they could not show all of it.

        Args:
            parts: the names of what the exercise gives, if it gives several things.
        """
        if not self.is_small:
            return ""
        call = show_call(exercise, self.args, self.kwargs)
        if isinstance(self.theirs, StudentRaised):
            # Its name only: the text may be of any length, and may hold what hidden criteria asked before
            return f"{call} {RAISED}{self.theirs.type_name}; right is {show(self.right)}."
        place = find_first_difference(self.theirs, self.right)
        line = self._arithmetic(exercise, working, place)
        where = place_in_words(place, self.right, parts)
        return describe(f"{call} gives", show(self.theirs), show(self.right), where, line)

    def data(self, exercise: str, working: Working | None) -> Case | None:
        """The case for pictures; None where a value is no plain data or is too large to be drawn."""
        place = find_first_difference(self.theirs, self.right)
        try:
            returned, expected = self._answers()
            return Case(
                exercise,
                show_call(exercise, self.args, self.kwargs),
                plain(self.args),
                tuple(plain(self.kwargs).items()),
                returned,
                expected,
                place,
                self._arithmetic(exercise, working, place),
                self.manner is Manner.TYPE,
            )
        except NotPlain:
            return None

    def _answers(self) -> tuple[Any, Any]:
        """Both as plain data: an exception as its name, and values as they are written where their types differ."""
        if isinstance(self.theirs, StudentRaised):
            return f"{RAISED}{self.theirs.type_name}", plain(self.right)
        if self.manner is Manner.TYPE:
            return write_out(self.theirs), write_out(self.right)
        return plain(self.theirs), plain(self.right)

    def _arithmetic(self, exercise: str, working: Working | None, place: Place | None) -> str:
        if not working or place is None or self.manner is not Manner.VALUE:
            return ""
        return working(exercise, self.args, self.kwargs, place)


def write_out(value: Any) -> Any:
    """Numbers as Python writes them, so that their types are seen: `4.0` and `np.int64(4)`."""
    if isinstance(value, list | tuple):
        return type(value)(map(write_out, value))
    if isinstance(value, dict):
        return {key: write_out(item) for key, item in value.items()}
    return plain(repr(value))


def describe(done: str, theirs: str, right: str, where: str, line: str) -> str:
    """What was done, what it gives and what is right; then the arithmetic of the first wrong value, if there is any."""
    said = f"{done} {theirs}; right is {right}"
    if not line:
        return f"{said}."
    return f"{said}. {where}{line}." if where else f"{said}: {line}."


def place_in_words(place: Place | None, right: Any, parts: Sequence[str] = ()) -> str:
    """`At row 0, column 2: `, or `In dw, at row 0, column 2: `; empty for a value that is not inside another."""
    if not place:
        return ""
    if parts and isinstance(right, list | tuple) and len(right) == len(parts):
        inner = place_in_words(place[1:], right[place[0]])
        return f"In {parts[place[0]]}, {inner[0].lower()}{inner[1:]}" if inner else f"In {parts[place[0]]}: "
    if type(right).__name__ == "ndarray" and len(place) == 2:
        return f"At row {place[0]}, column {place[1]}: "
    return f"At {''.join(f'[{index!r}]' for index in place)}: "


def find_smallest_case(
    inputs: Iterable[Call],
    possible: Possible,
    theirs: Reply,
    right: Reply,
    same_mistake: Reply | None,
    manners: Sequence[Manner] = MANNERS,
) -> WrongCall | None:
    """The first of the inputs that is answered wrongly, shrunk as far as it stays wrong in the same manner.

    A wrong value shows more than an exception does, and both more than a value of a wrong type.

    Args:
        inputs: calls, the smallest first.
        possible: whether a call makes sense, asked about those only that the right solution answers.
        same_mistake: the wrong model that was recognized: a smaller case must be wrong in its way.
        manners: in which it may be wrong.
    """
    asked = _Asked(possible, theirs, right, same_mistake)
    first = list(itertools.islice(inputs, SMALL_INPUTS))
    try:
        # Types are only asked for where a model is known to get nothing else wrong
        for manner in manners:
            if manner is Manner.TYPE and not same_mistake:
                continue
            for args, kwargs in first:
                found = asked.wrong(args, kwargs, manner)
                if found:
                    return _number_zeros(_shrunk(found, asked, manner), asked, manner)
    except NoPatience:
        pass
    return None


def _shrunk(found: WrongCall, asked: _Asked, manner: Manner) -> WrongCall:
    steps = 0
    while True:
        for args, kwargs in smaller_calls(found.args, found.kwargs):
            steps += 1
            if steps > SHRINKING_STEPS:
                return found
            try:
                smaller = asked.wrong(args, kwargs, manner)
            except NoPatience:
                return found
            if smaller:
                found = smaller
                break
        else:
            return found


def _number_zeros(found: WrongCall, asked: _Asked, manner: Manner) -> WrongCall:
    with contextlib.suppress(NoPatience):
        return asked.wrong(number_zeros(found.args), found.kwargs, manner) or found
    return found


class NoPatience(Exception):
    """The student's code came to no end, or ended Python: the next call would only cost as much."""


@dataclass(frozen=True)
class _Asked:
    """What the student's code, the solution and the model of the mistake answer."""

    possible: Possible
    theirs: Reply
    right: Reply
    same_mistake: Reply | None

    def wrong(self, args: tuple[Any, ...], kwargs: dict[str, Any], manner: Manner) -> WrongCall | None:
        """The call, if it is answered wrongly in that manner, and in the way of the mistake."""
        answer = self.right(args, kwargs)
        if isinstance(answer, StudentFailure) or not self.possible(args, kwargs):
            return None
        mistaken = self.same_mistake(args, kwargs) if self.same_mistake else None
        if self.same_mistake and not _is_wrong(mistaken, answer, manner):
            return None
        got = self.theirs(args, kwargs)
        if isinstance(got, StudentFailure) and got.status in NEVER_BACK:
            raise NoPatience
        types_too = manner is Manner.TYPE
        if not _is_wrong(got, answer, manner) or (self.same_mistake and not agree(got, mistaken, types_too)):
            return None
        return WrongCall(args, kwargs, got, answer, manner)


def _is_wrong(got: Any, answer: Any, manner: Manner) -> bool:
    if manner is Manner.RAISES:
        return isinstance(got, StudentRaised)
    if isinstance(got, StudentFailure):
        return False
    return not agree(got, answer) if manner is Manner.VALUE else not agree(got, answer, types_too=True)


def find_first_difference(theirs: Any, right: Any) -> Place | None:
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
            inner = find_first_difference(theirs, right)
            return None if inner is None else (key, *inner)
    return None
