"""One pixel and its gray: in pictures and in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from receptive.grader import Case, Grids, Picture, Place, Swatch, Swatches, beside, grid

from .images import Array

SAME = ((200, 100, 60), (60, 200, 100))  # of one mean


def number(value: Any) -> str:
    return str(int(value)) if isinstance(value, int | np.integer | np.bool_) else f"{value:.6g}"


def part(value: Any) -> str:
    """A number as a factor or a term: a negative one in brackets, so that no two signs meet."""
    text = number(value)
    return f"({text})" if text.startswith("-") else text


def channels_at(img: Array, channel_axis: int, place: Place) -> list[Any]:
    """The channels of one pixel, whose place is that in the gray image."""
    return list(np.moveaxis(img, channel_axis, -1)[place])


def wrong_pixel(case: Case, img: Any, channel_axis: int) -> Iterator[Picture]:
    """The first pixel that is wrong, and what both make of it; then the numbers, if there are more."""
    image = np.moveaxis(np.array(img, dtype=float), channel_axis, -1)
    place = case.place
    if place is None or image.ndim - 1 != len(place) or image.shape[-1] != len(SAME[0]):
        return
    red, green, blue = image[place].tolist()
    grays = [float(np.array(value, dtype=float)[place]) for value in (case.returned, case.expected)]
    found = [
        Swatch(name, (red, green, blue), f"gray {gray:.6g}", gray, wrong)
        for (name, wrong), gray in zip((("yours", True), ("right", False)), grays, strict=True)
        if np.isfinite(gray)
    ]
    full = 255 if image.max() > 1 else 1  # small cases are of zeros and ones, all of them black beside 255
    yield Swatches(f"{case.call}, the pixel at {list(place)}", tuple(found), case.arithmetic, full)
    yield from numbers_too(case)


def numbers_too(case: Case) -> Iterator[Picture]:
    """What came back beside what was expected, if that is more than one number."""
    if np.size(case.returned) > 1:
        yield beside(case)


def pixel_and_gray(weights: Sequence[str], gray: str) -> Picture:
    """How a pixel becomes gray."""
    line = " + ".join(f"{weight}·{channel}" for weight, channel in zip(weights, SAME[0], strict=True))
    grids = (grid("a pixel: R, G, B", [SAME[0]]), grid("weights", [weights]), grid("its gray", [[gray]]))
    return Grids("One pixel and its gray", grids, ("∗", "="), f"{line} = {gray}")


def two_of_one_mean(title: str) -> Picture:
    names = ("one color", "another")
    found = tuple(Swatch(name, color, "mean 120", 120) for name, color in zip(names, SAME, strict=True))
    return Swatches(title, found, "(200 + 100 + 60)/3 = (60 + 200 + 100)/3 = 120")
