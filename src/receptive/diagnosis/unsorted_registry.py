"""The registry of a grader that is not sorted by exercise yet: misconceptions.py, working.py, demonstrations.py."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

from receptive.catalogue.grader_modules import own_modules
from receptive.diagnosis.demonstrations import Demonstration
from receptive.diagnosis.misconceptions import Call, Misconception, Place
from receptive.diagnosis.registry import Model, Registry


def open_registry(grader: Path) -> Registry:
    """What a grader knows of its exercises."""
    return UnsortedRegistry(grader) if (grader / "misconceptions.py").exists() else Registry(grader)


class UnsortedRegistry(Registry):
    def __init__(self, grader: Path) -> None:
        super().__init__(grader)
        with own_modules(grader):
            self.module: Any = importlib.import_module("misconceptions")
            self.working = _optional(grader, "working")
            self.demonstrated = _optional(grader, "demonstrations")

    @property
    def known(self) -> tuple[Misconception, ...]:
        found: tuple[Misconception, ...] = self.module.MISCONCEPTIONS
        return found

    def model(self, exercise: str, ids: frozenset[str]) -> Model | None:
        made: Model | None = self.module.model(exercise, ids)
        return made

    def calls(self, exercise: str, rng: Random) -> Iterator[Call]:
        if hasattr(self.module, "inputs"):
            yield from self.module.inputs(exercise, rng)

    def is_possible(self, exercise: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        return not hasattr(self.module, "possible") or bool(self.module.possible(exercise, args, kwargs))

    def arithmetic(self, exercise: str, args: tuple[Any, ...], kwargs: dict[str, Any], place: Place) -> str:
        return str(self.working.working(exercise, args, kwargs, place)) if self.working else ""

    def demonstrations(self, exercise: str) -> tuple[Demonstration, ...]:
        return tuple(self.demonstrated.DEMONSTRATIONS.get(exercise, ())) if self.demonstrated else ()


def _optional(grader: Path, name: str) -> ModuleType | None:
    return importlib.import_module(name) if (grader / f"{name}.py").exists() else None
