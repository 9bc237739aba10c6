"""One wrong program of the labeled set, with what is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Program:
    """An exercise as a student would write it.

    Attributes:
        label: the misconceptions that explain it, or no id for a bug that no registry knows; None if it is right.
        source: the text of one function. It stands behind the reference solution and takes the exercise's place there,
            so it may use what that imports, and its checks of impossible input.
    """

    name: str
    exercise: str
    label: frozenset[str] | None
    source: str


def ids(text: str) -> frozenset[str]:
    return frozenset(text.split())


OUTSIDE: frozenset[str] = frozenset()
RIGHT = None
