"""Values as bounded plain data, for records that outlive the run: numbers, texts, and containers of them."""

from __future__ import annotations

import math
from typing import Any

MOST_VALUES = 1024
MOST_CHARACTERS = 200
DEEPEST = 8
LARGEST = 1e15


class NotPlain(ValueError):
    """The value is something else, or too much."""


def plain(value: Any) -> Any:
    """The value with arrays as nested lists, numpy's numbers as Python's, and tuples, lists and dicts as they are.

    Raises:
        NotPlain: it holds an object of another kind, or more than a picture can show.
    """
    return _Copy().of(value, DEEPEST)


class _Copy:
    def __init__(self) -> None:
        self.left = MOST_VALUES

    def of(self, value: Any, depth: int) -> Any:
        self.left -= 1
        if self.left < 0 or depth < 0:
            raise NotPlain("too much")
        kind = type(value)
        if kind in (bool, type(None)):
            return value
        if kind in (int, float):
            return self._number(value)
        if kind is str:
            return value[:MOST_CHARACTERS]
        if kind in (list, tuple, set, frozenset):
            return kind(self.of(item, depth - 1) for item in value)
        if kind is range:
            if abs(value.stop - value.start) > abs(value.step) * self.left:
                raise NotPlain("too much")
            self.left -= len(value)
            return value
        if kind is dict:
            return {self.of(key, 0): self.of(item, depth - 1) for key, item in value.items()}
        return self._of_numpy(value, depth)

    def _number(self, value: float) -> float:
        if abs(value) > LARGEST and value not in (math.inf, -math.inf):
            raise NotPlain("a number too large to be drawn")
        return value

    def _of_numpy(self, value: Any, depth: int) -> Any:
        if type(value).__module__ != "numpy" or getattr(value, "dtype", None) is None:
            raise NotPlain(type(value).__name__)
        if value.dtype.kind not in "biuf" or value.size > self.left:
            raise NotPlain(str(value.dtype))
        return self.of(value.tolist(), depth)
