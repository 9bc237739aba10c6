"""The same calls in other forms, for code that raised whatever it was asked: with pairs for numbers, without options.

Such code looks like every mistake that raises on all calls that were drawn. But a mistake that is about one form of an
argument answers another form of it; code that raises there too does not hold that mistake.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from receptive.diagnosis.agreement import agree
from receptive.diagnosis.kinds_of_input import signature_of
from receptive.diagnosis.misconceptions import Call
from receptive.diagnosis.respondent import ModelRespondent, Respondent
from receptive.student.failures import StudentFailure, StudentRaised

Suspects = Mapping[frozenset[str], ModelRespondent]


def still_possible(suspects: Suspects, forms: Iterable[Call], theirs: Respondent) -> list[frozenset[str]]:
    """The suspects that code may hold which raised in all calls so far, by what it does in other forms of them.

    Where a suspect answers, so must the code. One that answers in no form has nothing but its exceptions, whose words
    must agree then; two mistakes at once that answer in none would explain whatever always raises.
    """
    left = {ids: _Compared(model) for ids, model in suspects.items()}
    for args, kwargs in forms:
        if not left:
            break
        got = theirs.reply(args, kwargs)
        left = {ids: one for ids, one in left.items() if one.agrees(got, args, kwargs)}
    return [ids for ids, one in left.items() if one.has_answered or (len(ids) == 1 and one.same_words)]


def raises_in_all(theirs: Respondent, forms: Iterable[Call]) -> bool:
    """Whether code raises in every form of its calls. Then `still_possible` leaves no two mistakes at once."""
    return all(isinstance(theirs.reply(*form), StudentRaised) for form in forms)


class _Compared:
    """A suspect, and what was seen of it."""

    def __init__(self, model: ModelRespondent) -> None:
        self.model = model
        self.has_answered = False
        self.same_words = True

    def agrees(self, got: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        """Whether it gives to a call what the code gave."""
        reply = self.model.reply(args, kwargs)
        if not isinstance(reply, StudentFailure):
            self.has_answered = True
        self.same_words = self.same_words and str(reply) == str(got)
        return agree(reply, got)


def other_forms(right: ModelRespondent, call: Call) -> Iterator[Call]:
    """A call as it is, without what may be left out, and with pairs wherever a number means the same as a pair."""
    yield call
    args, kwargs = call
    signature = signature_of(right.model)
    given = signature.bind(*args, **kwargs)
    needed = [name for name, one in signature.parameters.items() if one.default is one.empty]
    short = [given.arguments[name] for name in needed if name in given.arguments]
    if len(short) == len(needed) < len(given.arguments):
        yield tuple(short), {}
    given.apply_defaults()
    answer = right.reply(given.args, given.kwargs)
    pairs = {name: (value, value) for name, value in given.arguments.items() if type(value) is int}
    taken = {name: pair for name, pair in pairs.items() if _means_the_same(right, given, {name: pair}, answer)}
    if taken and _means_the_same(right, given, taken, answer):
        yield _with(given, taken)


def _means_the_same(
    right: ModelRespondent, given: inspect.BoundArguments, pairs: dict[str, tuple[int, int]], answer: Any
) -> bool:
    return not isinstance(answer, StudentFailure) and agree(right.reply(*_with(given, pairs)), answer)


def _with(given: inspect.BoundArguments, pairs: dict[str, tuple[int, int]]) -> Call:
    bound = inspect.BoundArguments(given.signature, type(given.arguments)(given.arguments | pairs))
    return bound.args, bound.kwargs
