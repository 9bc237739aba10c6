"""Numbers and options that are drawn, for small calls and for criteria."""

from __future__ import annotations

from random import Random
from typing import Any


def pair(rng: Random, *values: int) -> Any:
    """Two different ones, or one for both axes."""
    return tuple(rng.sample(values, 2)) if rng.random() < 0.7 else rng.choice(values)


def some(rng: Random, **options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if rng.random() < 0.6}


def image(rng: Random, least: int = 8) -> tuple[int, int, int]:
    depth, (rows, columns) = rng.randint(2, 5), rng.sample(range(least, least + 8), 2)
    return depth, rows, columns


def channels(rng: Random) -> tuple[int, int]:
    """Different numbers of channels in and out, both above 1."""
    c_in, c_out = rng.sample(range(2, 30), 2)
    return c_in, c_out


def several(rng: Random) -> tuple[int, int]:
    """How many times as many, and how many more.

    What an open criterion expects then follows from the case above it, by what the lesson says of filters.
    """
    return rng.randint(2, 20), rng.randint(1, 60)


def sides(rng: Random) -> tuple[int, int]:
    vertical, horizontal = rng.sample((2, 3, 4, 5), 2)
    return vertical, horizontal
