"""What a grader knows of its exercises beside the tests: misconceptions, small calls, arithmetic, demonstrations."""

from __future__ import annotations

import ast
import re
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
QUESTIONS = "QUESTIONS", "DECISIONS"  # the first that an exercise has is asked at home


class Registry:
    """One topic's. What an exercise has of its own stands in `graders/<topic>/<exercise>.py`, all of it optional.

    * `calls(rng)`: arguments to tell models apart, from the smallest on, without end
    * `is_possible(…)`: whether the README says what a call gives; a model may answer more
    * `arithmetic(place, …)`: the arithmetic of one value of the right answer, or an empty text
    * `DEMONSTRATIONS`: what to do instead of calling it with plain data
    * `DECISIONS`: where much is free, what is decided whatever was chosen; each is asked like a demonstration
    * `QUESTIONS`: what is asked of it at home, where no answer lies, if that is not its `DECISIONS`
    * `FREE_CHOICES`: classes that choose otherwise what is free, by which `grade author check` proves that
    """

    def __init__(self, grader: Path) -> None:
        self.folder = grader
        self.probes = load_module(grader / PROBES, "probes_here") if (grader / PROBES).exists() else None
        self.mistaken = _misconceptions(grader)
        self.places = {entry.id: place for place, (entry, _) in enumerate(self.mistaken)}
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
        mistaken = [self.mistaken[place] for place in sorted(self.places[name] for name in ids if name in self.places)]
        held = (*(kind for entry, kind in mistaken if exercise in entry.exercises), *chosen)
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
        """What is asked at home of an exercise that is not called with plain data; none of one that is."""
        return next((tuple(getattr(self._of(exercise), name)) for name in self._asked_at_home(exercise)), ())

    def questions_place(self, exercise: str) -> tuple[str, str]:
        """The module of the grader that defines those questions, and their name in it; two empty texts if none does."""
        found = (_place_of(self.folder, exercise, name) for name in self._asked_at_home(exercise))
        return next(found, ("", ""))

    def free_choices(self, exercise: str) -> tuple[type, ...]:
        return tuple(getattr(self._of(exercise), "FREE_CHOICES", ()))

    def _asked_at_home(self, exercise: str) -> Iterator[str]:
        return (name for name in QUESTIONS if hasattr(self._of(exercise), name))

    def _of(self, exercise: str) -> ModuleType | None:
        if exercise not in self.modules:
            self.modules[exercise] = grader_module(self.folder, exercise)
        return self.modules[exercise]


def _place_of(folder: Path, module: str, name: str) -> tuple[str, str]:
    """Where a name of a module is defined: a grader's modules import each other by relative imports."""
    for node in ast.parse((folder / f"{module}.py").read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.level and node.module:
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return _place_of(folder, node.module, alias.name)
    return module, name


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
