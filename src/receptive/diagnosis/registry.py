"""What a grader knows of its exercises beside the tests: misconceptions, small calls, arithmetic, demonstrations."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

from receptive.catalogue.grader_package import grader_module, grader_modules, load_module
from receptive.diagnosis.demonstrations import Demonstration
from receptive.diagnosis.misconceptions import Call, Misconception, Place, hold, misconception_of

Model = Callable[..., Any]

MODEL = "model"
MISCONCEPTIONS = "misconceptions"
PROBES = "probes.py"


class Registry:
    """One topic's. What an exercise has of its own stands in `graders/<topic>/<exercise>.py`, all of it optional.

    * `calls(rng)`: arguments to tell models apart, from the smallest on, without end
    * `is_possible(…)`: whether the README says what a call gives; a model may answer more
    * `arithmetic(place, …)`: the arithmetic of one value of the right answer, or an empty text
    * `DEMONSTRATIONS`: what to do instead of calling it with plain data
    * `DECISIONS`: where much is free, what is decided whatever was chosen; each is asked like a demonstration
    * `FREE_CHOICES`: classes that choose otherwise what is free, by which `grade author check` proves that
    """

    def __init__(self, grader: Path) -> None:
        self.folder = grader
        self.probes = load_module(grader / PROBES, "probes_here") if (grader / PROBES).exists() else None
        self.mistaken = _misconceptions(grader)
        self.right: type | None = getattr(grader_module(grader, MODEL), "Model", None)
        self.modules: dict[str, ModuleType | None] = {}

    @property
    def known(self) -> tuple[Misconception, ...]:
        """All that the topic knows, in the order of their ids."""
        return tuple(entry for entry, _ in self.mistaken)

    @property
    def entries(self) -> dict[str, Misconception]:
        return {entry.id: entry for entry in self.known}

    def model(self, exercise: str, ids: frozenset[str], chosen: tuple[type, ...] = ()) -> Model | None:
        """The exercise as somebody writes it who holds these misconceptions; with none of them it is right.

        None where two of them exclude each other. Those that do not change the exercise are left aside.

        Args:
            chosen: of the exercise's `FREE_CHOICES`.
        """
        held = tuple(mistaken for entry, mistaken in self.mistaken if entry.id in ids and exercise in entry.exercises)
        held += chosen
        holding = hold(self.right, held) if self.right else None
        model: Model | None = getattr(holding(), exercise, None) if holding else None
        return model

    def calls(self, exercise: str, rng: Random) -> Iterator[Call]:
        """Calls to tell models apart; none where an exercise has demonstrations instead."""
        calls = getattr(self._of(exercise), "calls", None)
        if calls:
            yield from calls(rng)

    def is_possible(self, exercise: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        rule = getattr(self._of(exercise), "is_possible", None)
        return rule is None or bool(rule(*args, **kwargs))

    def arithmetic(self, exercise: str, args: tuple[Any, ...], kwargs: dict[str, Any], place: Place) -> str:
        lines = getattr(self._of(exercise), "arithmetic", None)
        return str(lines(place, *args, **kwargs)) if lines else ""

    def demonstrations(self, exercise: str) -> tuple[Demonstration, ...]:
        return tuple(getattr(self._of(exercise), "DEMONSTRATIONS", ()))

    def decisions(self, exercise: str) -> tuple[Demonstration, ...]:
        """What tells mistakes apart where values depend on what is free; none where every value can be compared."""
        return tuple(getattr(self._of(exercise), "DECISIONS", ()))

    def questions(self, exercise: str) -> tuple[Demonstration, ...]:
        """What is asked at home in the place of calls; none where calls tell mistakes apart."""
        return tuple(getattr(self._of(exercise), "QUESTIONS", ())) or self.decisions(exercise)

    def questions_place(self, exercise: str) -> tuple[str, str]:
        """The module of the grader, and the name in it, where the questions are defined, since only that may leave.

        Raises:
            LookupError: they stand in no module but the exercise's own.
        """
        own = self._of(exercise)
        questions = getattr(own, "QUESTIONS", None) or getattr(own, "DECISIONS", None)
        package = f"{own.__package__}." if own else ""
        for name, module in sorted(sys.modules.items()):
            if module is not own and package and name.startswith(package):
                for attribute, value in vars(module).items():
                    if value is questions:
                        return name.removeprefix(package), attribute
        raise LookupError(f"the questions of {exercise} stand in no module of their own")

    def free_choices(self, exercise: str) -> tuple[type, ...]:
        return tuple(getattr(self._of(exercise), "FREE_CHOICES", ()))

    def _of(self, exercise: str) -> ModuleType | None:
        if exercise not in self.modules:
            self.modules[exercise] = grader_module(self.folder, exercise)
        return self.modules[exercise]


def _misconceptions(grader: Path) -> list[tuple[Misconception, type]]:
    found = [
        (entry, thing)
        for module in grader_modules(grader, MISCONCEPTIONS)
        for thing in vars(module).values()
        if (entry := misconception_of(thing)) and thing.__module__ == module.__name__
    ]
    return sorted(found, key=lambda pair: _in_order(pair[0].id))


def _in_order(name: str) -> list[tuple[int, str]]:
    """SHP-9 before SHP-10, and SHP-10a behind it."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", name)]
