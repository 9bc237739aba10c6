"""The smallest case of each misconception, searched once for all tests of a file that look at it."""

from __future__ import annotations

import itertools
import pickle
import random
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from receptive.diagnosis.changed_arguments import find_changed_argument
from receptive.diagnosis.misconceptions import Call
from receptive.diagnosis.respondent import ModelRespondent
from receptive.diagnosis.smallest_case import SMALL_INPUTS, WrongCall, find_smallest_case
from receptive.model import Case
from shared import expert_of


class AskedOnce(ModelRespondent):
    """A model, which is asked the same calls more than once: as the student's code and as the mistake that it holds.

    The right one is asked them for each mistake.
    """

    def __init__(self, exercise: str, model: Any) -> None:
        super().__init__(exercise, model)
        self.known: dict[bytes, Any] = {}

    def reply(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        key = pickle.dumps((args, kwargs))
        if key not in self.known:
            self.known[key] = super().reply(args, kwargs)
        return self.known[key]


@cache
def right_of(topic: str, exercise: str) -> AskedOnce:
    return AskedOnce(exercise, expert_of(topic).registry.model(exercise, frozenset()))


@cache
def inputs(topic: str, exercise: str) -> list[Call]:
    """The small calls that a search begins with."""
    return list(itertools.islice(expert_of(topic).registry.calls(exercise, random.Random(1)), SMALL_INPUTS))


def cases(topic: str, exercise: str) -> Iterator[tuple[str, WrongCall | None, Case | None]]:
    """Of each misconception of an exercise: the smallest call that it answers wrongly, and what is drawn of it."""
    registry, right, asked = expert_of(topic).registry, right_of(topic, exercise), inputs(topic, exercise)
    possible = partial(registry.is_possible, exercise)
    for entry in (entry for entry in expert_of(topic).known if exercise in entry.exercises):
        wrong = AskedOnce(exercise, registry.model(exercise, frozenset({entry.id})))
        found = find_smallest_case(asked, possible, wrong.reply, right.reply, wrong.reply)
        changed = None if found else find_changed_argument(asked, possible, wrong, right, wrong)
        case = found.data(exercise, registry.arithmetic) if found else changed.data(exercise) if changed else None
        yield entry.id, found, case


@cache
def all_cases(topic: str, exercise: str) -> list[tuple[str, WrongCall | None, Case | None]]:
    return list(cases(topic, exercise))
