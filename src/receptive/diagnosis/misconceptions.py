"""Mistakes that people make: what is said about each, and the one decision that it makes otherwise.

`graders/<topic>/model.py` has a class `Model` that writes every exercise of the topic rightly: one method for each,
named like it, and one for each decision on the way. A misconception is a subclass that overrides the decision which
people who hold it make otherwise; its docstring is what is said of it. Two that override the same decision
exclude each other: nobody answers one question in two ways.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

Call = tuple[tuple[Any, ...], dict[str, Any]]
Place = tuple[Any, ...]
Subclass = TypeVar("Subclass", bound=type)

KNOWN_AS = "__misconception__"


@dataclass(frozen=True)
class Misconception:
    """What is said about a mistake that people make."""

    id: str  # SHP-4
    name: str  # a few words: "rounds up"
    says: str  # what was done, in one sentence to the student
    ask: str  # a question or a small experiment that lets them see it
    read: str  # a heading of the topic's README
    exercises: tuple[str, ...]  # that it changes


def misconception(id: str, name: str, *, read: str, exercises: Iterable[str]) -> Callable[[Subclass], Subclass]:
    """Makes a subclass of a topic's `Model` a misconception.

    Its docstring is said to the student. It has two paragraphs: what was done, in one sentence; and a question, or a
    small experiment, that lets them see it.

    Args:
        id: by which quizzes and reports know it.
        name: a few words, for the instructor: "rounds up".
        read: a heading of the topic's README.
        exercises: those that it changes.

    Raises:
        TypeError: the docstring has not two paragraphs.
    """

    def known_as(mistaken: Subclass) -> Subclass:
        paragraphs = inspect.cleandoc(mistaken.__doc__ or "").split("\n\n")
        if len(paragraphs) != 2:
            raise TypeError(f"{id}: its docstring says in one paragraph what was done, and asks something in another")
        says, ask = (" ".join(paragraph.splitlines()) for paragraph in paragraphs)
        setattr(mistaken, KNOWN_AS, Misconception(id, name, says, ask, read, tuple(exercises)))
        return mistaken

    return known_as


def misconception_of(thing: object) -> Misconception | None:
    """What is said about a class, if it is a misconception itself; its bases do not count."""
    found: Misconception | None = vars(thing).get(KNOWN_AS) if isinstance(thing, type) else None
    return found


def decisions_of(mistaken: type) -> frozenset[str]:
    """The names that a misconception overrides."""
    return frozenset(name for name in vars(mistaken) if not name.startswith("__"))


@functools.cache
def hold(model: type, mistaken: tuple[type, ...]) -> type | None:
    """The class that holds these misconceptions at once; None if two of them answer the same question."""
    decided: set[str] = set()
    for each in mistaken:
        variants = [other for other in mistaken if other is not each and issubclass(each, other)]
        if decided & decisions_of(each) or variants:
            return None
        decided |= decisions_of(each)
    return type(model.__name__, mistaken or (model,), {})


def call(*args: Any, **kwargs: Any) -> Call:
    """The arguments of a call, for `calls`."""
    return args, kwargs
