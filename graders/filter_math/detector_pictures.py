"""Pictures for detectors: shapes brighter or darker than what is around them, drawn by the README's rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

from .images import Array, plane

SIZE = 32  # pixels along a side of a picture
AT = 10  # row and column of the upper left pixel of what is drawn
FAINT, STRONG = 1.0, 1.2  # how much brighter or darker a shape is
DARKEST, BRIGHTEST = 2.0, 4.0  # of what is around it
NOISE = 0.01  # how much a pixel is off at most
RING = plane("0 1 1 1 0/1 0 0 0 1/1 0 0 0 1/1 0 0 0 1/0 1 1 1 0")
DISC = plane("0 1 1 1 0/1 1 1 1 1/1 1 1 1 1/1 1 1 1 1/0 1 1 1 0")
SIDES: dict[str, Any] = {"top": np.s_[0, 1:4], "bottom": np.s_[4, 1:4], "left": np.s_[1:4, 0], "right": np.s_[1:4, 4]}


@dataclass(frozen=True)
class Drawn:
    """A shape as zeros and ones, and the pixel at which a detector finds it.

    Args:
        at: row and column; None where there is nothing to find.
    """

    name: str
    shape: Array
    at: tuple[int, int] | None = None


def rectangle(height: int = 12, width: int = 12, top: int = AT, left: int = AT) -> Array:
    pixels = np.zeros((SIZE, SIZE))
    pixels[top : top + height, left : left + width] = 1.0
    return pixels


def small(shape: Array, top: int = AT, left: int = AT) -> Array:
    """A small shape in an empty picture."""
    height, width = shape.shape
    return np.pad(shape, ((top, SIZE - top - height), (left, SIZE - left - width)))


def corner(height: int = 12, width: int = 12, top: int = AT, left: int = AT) -> Drawn:
    return Drawn("a rectangle", rectangle(height, width, top, left), (top, left))


def ring(top: int = AT, left: int = AT) -> Drawn:
    return Drawn("a ring", small(RING, top, left), (top + 2, left + 2))


def open_ring(side: str) -> Drawn:
    """A ring of which the three pixels of one side are missing."""
    shape = RING.copy()
    shape[SIDES[side]] = 0.0
    return Drawn(f"a ring without its {side}", small(shape))


def straight() -> tuple[Drawn, ...]:
    """Edges in four directions, and lines that end."""
    rows, columns = np.indices((SIZE, SIZE))
    return (
        Drawn("a vertical edge", (columns >= AT).astype(float)),
        Drawn("a horizontal edge", (rows >= AT).astype(float)),
        Drawn("a diagonal edge", (rows + columns >= SIZE).astype(float)),
        Drawn("the other diagonal edge", (rows >= columns).astype(float)),
        Drawn("a vertical line", rectangle(12, 1)),
        Drawn("a horizontal line", rectangle(1, 12)),
    )


FLAT = Drawn("an even area", np.zeros((SIZE, SIZE)))
FILLED = Drawn("a filled disc", small(DISC))
NO_CORNERS = (FLAT, *straight())
NO_RINGS = (FLAT, *straight(), Drawn("a rectangle", rectangle()), FILLED, *map(open_ring, SIDES))


def painted(drawn: Drawn, contrast: float, around: float = 3.0, rng: Generator | None = None) -> Array:
    """The picture: brightness `around`, a shape brighter by `contrast` (darker below 0), noise if `rng` is there."""
    picture = around + contrast * drawn.shape
    return picture if rng is None else picture + rng.uniform(-NOISE, NOISE, size=picture.shape)
