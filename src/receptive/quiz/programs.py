"""The lesson's own programs, as functions of the formulas: right ones, and wrong ones that hold a misconception."""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_topic
from receptive.diagnosis.diagnostician import Diagnostician
from receptive.diagnosis.misconceptions import Misconception
from receptive.quiz.arithmetic import FUNCTIONS, FormulaError

MAX_RANGE = 100_000

ORDINARY: dict[str, Callable[..., Any]] = {
    **FUNCTIONS,
    "int": int,
    "float": float,
    "round": round,
    "sum": sum,
    "len": len,
    "sorted": sorted,
    "list": lambda value: list(plain(value)),
    "tuple": lambda value: tuple(plain(value)),
    "set": set,
    "range": lambda *ends: _range(*ends),
    "gcd": math.gcd,
    "str": str,
    "uint8": lambda value: _bytes(value),
    "flat": lambda value: _flat(plain(value)),
}


class Programs:
    """Every exercise of the lesson, loaded when a formula first names it."""

    def __init__(self, content: Content) -> None:
        self.content = content
        topics = [load_topic(content, slug) for slug in content.topics()]
        self.topics = {exercise.name: topic.slug for topic in topics for exercise in topic.exercises}
        # Registries that need torch are looked into last: most mistakes are found without waiting for it
        topics.sort(key=lambda topic: ("torch" in topic.packages, topic.order))
        self.order = [topic.slug for topic in topics]
        self.experts: dict[str, Diagnostician] = {}
        self.solutions: dict[str, Any] = {}

    def right(self) -> Mapping[str, Callable[..., Any]]:
        """The functions of the reference solutions, beside the ordinary ones."""
        return _Functions(self, frozenset())

    def wrong(self, misconception: str) -> Mapping[str, Callable[..., Any]]:
        """The same exercises as somebody writes them who holds a misconception."""
        return _Functions(self, frozenset({misconception}))

    def known(self, misconception: str) -> Misconception | None:
        """The entry of a misconception, whichever topic it belongs to."""
        for topic in self.order:
            for entry in self._expert(topic).known:
                if entry.id == misconception:
                    return entry
        return None

    def program(self, exercise: str, ids: frozenset[str]) -> Callable[..., Any]:
        topic = self.topics[exercise]
        if not ids:
            solution: Callable[..., Any] = getattr(self._solution(topic), exercise)
            return solution
        registry = self._expert(topic).registry
        entry = self.known(next(iter(ids)))
        if registry is None or entry is None or exercise not in entry.exercises:
            raise FormulaError(f"{', '.join(ids)} says nothing about {exercise}")
        model: Callable[..., Any] = registry.model(exercise, ids)
        return model

    def _expert(self, topic: str) -> Diagnostician:
        if topic not in self.experts:
            self.experts[topic] = Diagnostician(self.content.grader(topic))
        return self.experts[topic]

    def _solution(self, topic: str) -> Any:
        if topic not in self.solutions:
            spec = importlib.util.spec_from_file_location(f"solution_of_{topic}", self.content.solution(topic))
            assert spec is not None
            assert spec.loader is not None
            self.solutions[topic] = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(self.solutions[topic])
        return self.solutions[topic]


class _Functions(Mapping[str, Callable[..., Any]]):
    def __init__(self, programs: Programs, ids: frozenset[str]) -> None:
        self.programs = programs
        self.ids = ids

    def __getitem__(self, name: str) -> Callable[..., Any]:
        if name in ORDINARY:
            return ORDINARY[name]
        program = self.programs.program(name, self.ids)
        return lambda *args, **kwargs: plain(program(*map(_array, args), **kwargs))

    def __iter__(self) -> Iterator[str]:
        return iter({**ORDINARY, **self.programs.topics})

    def __len__(self) -> int:
        return len({**ORDINARY, **self.programs.topics})


def plain(value: Any) -> Any:
    """Arrays as nested lists and NumPy's numbers as Python's."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, tuple | list):
        return type(value)(plain(item) for item in value)
    return value


def _array(value: Any) -> Any:
    """Nested lists of numbers go to the exercises as the arrays that they expect."""
    if isinstance(value, list) and value and isinstance(value[0], list | int | float):
        import numpy as np

        return np.array(value)
    return value


def _range(*ends: int) -> range:
    found = range(*ends)
    if len(found) > MAX_RANGE:
        raise FormulaError(f"a range has at most {MAX_RANGE} numbers")
    return found


def _bytes(value: Any) -> Any:
    import numpy as np

    return np.array(value, np.uint8)


def _flat(value: Any) -> list[Any]:
    return [number for item in value for number in _flat(item)] if isinstance(value, list | tuple) else [value]
