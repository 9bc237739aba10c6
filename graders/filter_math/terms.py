"""How numbers, sums and places are written in the arithmetic of one value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from .images import Array

MOST_TERMS = 12
SHOWN_TERMS = 6  # of more than that; the last one follows
NOTHING = "so the sum = 0"


def number(value: Any) -> str:
    return str(int(value)) if isinstance(value, int | np.integer | np.bool_) else f"{value:.6g}"


def part(value: Any) -> str:
    """A number as a factor or a term: a negative one in brackets, so that no two signs meet."""
    text = number(value)
    return f"({text})" if text.startswith("-") else text


def times(pairs: Iterable[tuple[Any, Any]]) -> list[str]:
    return [f"{part(one)}·{part(other)}" for one, other in pairs]


def joined(terms: Sequence[str], between: str = " + ") -> str:
    if len(terms) > MOST_TERMS:
        terms = [*terms[:SHOWN_TERMS], "…", terms[-1]]
    return between.join(terms)


def index(*places: Any) -> str:
    return f"[{', '.join(str(place) for place in places)}]"


def moved(place: int | str, pad: int) -> str:
    """A place of the padded image, as a place of the image."""
    return f"{place} - {pad}" if pad else f"{place}"


def looked_up(x: Array, leading: Sequence[int], steps: tuple[str, str], cell: tuple[int, int]) -> str:
    """The cell of `x` that is copied, or the zero that is there instead.

    Args:
        steps: how the row and the column of the cell are worked out.
        cell: what comes out.
    """
    for axis, name, step, place in zip((-2, -1), ("row", "column"), steps, cell, strict=True):
        if not 0 <= place < x.shape[axis]:
            return f"x has no {name} {step} = {place}, so a zero of the border = 0"
    asked, found = (f"x{index(*leading, *last)}" for last in (steps, cell))
    value = number(x[(*leading, *cell)])
    return f"{asked} = {value}" if asked == found else f"{asked} = {found} = {value}"


def added(dout: Array, places: Sequence[tuple[int, ...]]) -> str:
    """The sum of what arrives at these places; a single one is named, as `3 = 3` would say nothing."""
    if len(places) == 1:
        return f"dout{index(*places[0])}"
    return joined([part(dout[place]) for place in places])
