"""The lesson's own programs, as functions of the formulas: right ones, and wrong ones that hold a misconception."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from receptive.catalogue.content import Content
from receptive.catalogue.grader_package import load_module
from receptive.catalogue.manifest import load_topic
from receptive.diagnosis.misconceptions import Misconception
from receptive.diagnosis.registry import Registry
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
        self.registries: dict[str, Registry] = {}
        self.solutions: dict[str, Any] = {}
        self.callables: dict[tuple[str, frozenset[str]], Callable[..., Any]] = {}
        self.found: dict[str, Misconception | None] = {}

    def right(self) -> Mapping[str, Callable[..., Any]]:
        """The functions of the reference solutions, beside the ordinary ones."""
        return _Functions(self, frozenset())

    def wrong(self, misconception: str) -> Mapping[str, Callable[..., Any]]:
        """The exercises as somebody writes them who holds a misconception, beside the ordinary functions."""
        return _Functions(self, frozenset({misconception}))

    def known(self, misconception: str) -> Misconception | None:
        """The entry of a misconception, whichever topic it belongs to."""
        if misconception not in self.found:  # a quiz asks thousands of times for the same few
            every = (entry for topic in self.order for entry in self._registry(topic).known)
            self.found[misconception] = next((entry for entry in every if entry.id == misconception), None)
        return self.found[misconception]

    def program(self, exercise: str, ids: frozenset[str]) -> Callable[..., Any]:
        topic = self.topics[exercise]
        if not ids:
            solution: Callable[..., Any] = getattr(self._solution(topic), exercise)
            return solution
        entry = self.known(next(iter(ids)))
        model = self._registry(topic).model(exercise, ids) if entry and exercise in entry.exercises else None
        if model is None:
            raise FormulaError(f"{', '.join(ids)} says nothing about {exercise}")
        return model

    def called(self, exercise: str, ids: frozenset[str]) -> Callable[..., Any]:
        """The program as a formula calls it: a formula is evaluated at hundreds of points."""
        if (exercise, ids) not in self.callables:
            program = self.program(exercise, ids)
            self.callables[exercise, ids] = lambda *args, **kwargs: plain(program(*map(_array, args), **kwargs))
        return self.callables[exercise, ids]

    def _registry(self, topic: str) -> Registry:
        if topic not in self.registries:
            self.registries[topic] = Registry(self.content.grader(topic))
        return self.registries[topic]

    def _solution(self, topic: str) -> Any:
        if topic not in self.solutions:
            self.solutions[topic] = load_module(self.content.solution(topic), f"solution_of_{topic}")
        return self.solutions[topic]


class _Functions(Mapping[str, Callable[..., Any]]):
    def __init__(self, programs: Programs, ids: frozenset[str]) -> None:
        self.programs = programs
        self.ids = ids

    def __getitem__(self, name: str) -> Callable[..., Any]:
        if name in ORDINARY:
            return ORDINARY[name]
        return self.programs.called(name, self.ids)

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
