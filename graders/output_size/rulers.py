"""The windows on one line of pixels, as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from receptive.grader import Case, Picture, Ruler, beside

from .arithmetic import SIDES
from .layers import Pair, Shape
from .pairs import both

LONGEST_LINE = 20  # pixels, with their padding, that a ruler has room for


def ruler(
    case: Case,
    pixels: int,
    window: int,
    step: int,
    pads: tuple[int, int],
    dilation: int = 1,
    theirs: Any = None,
    what: str = "",
    asks_left_over: bool = False,
) -> Iterator[Picture]:
    """The windows, if there is room for them; then the numbers, where what came back is no length."""
    found = Ruler(
        f"{case.call}{what}",
        pixels,
        pads,
        window,
        step,
        dilation,
        "" if theirs is None else str(theirs),
        case.arithmetic,
        asks_left_over,
    )
    drawn = pixels >= 1 and found.length <= LONGEST_LINE and found.reach <= found.length and step <= LONGEST_LINE
    if drawn:
        yield found
    if not drawn or not found.theirs:
        yield beside(case)


def ruler_of_side(
    case: Case, in_shape: Shape, layout: str, kernel: Pair, stride: Pair, padding: Pair, dilation: Pair = 1
) -> Iterator[Picture]:
    """The line of pixels along the side that is wrong, and the numbers; these alone where the channels are."""
    axis = 0
    if case.place is not None and len(case.place) == 1:
        axis = case.place[0] if layout == "NCHW" else (case.place[0] + 1) % len(SIDES)
    if axis == 0:
        yield beside(case)
        return
    sizes = tuple(in_shape)[1:] if layout == "NCHW" else tuple(in_shape)[:2]
    k, s, p, d = (both(value)[axis - 1] for value in (kernel, stride, padding, dilation))
    yield from ruler(case, sizes[axis - 1], k, s, (p, p), d, None, f", the {SIDES[axis]}")
