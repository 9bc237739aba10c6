"""The arithmetic of one value of the right answer, for a student who got it wrong.

None is shown of `metamer_pair`, where many pairs are right, of `compare_representations`, whose draws are the student's
choice, and of `equivariance_error`, whose demonstrations bring their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import oracle

Array = npt.NDArray[Any]
Place = tuple[Any, ...]
TELEVISION = (0.299, 0.587, 0.114)


def working(exercise: str, args: tuple[Any, ...], kwargs: dict[str, Any], place: Place) -> str:
    """The arithmetic of one value of the right answer, or an empty text where there is none to show."""
    return LINES[exercise](place, *args, **kwargs) if exercise in LINES else ""


def number(value: Any) -> str:
    return str(int(value)) if isinstance(value, int | np.integer | np.bool_) else f"{value:.6g}"


def part(value: Any) -> str:
    """A number as a factor or a term: a negative one in brackets, so that no two signs meet."""
    text = number(value)
    return f"({text})" if text.startswith("-") else text


def pixel(img: Array, channel_axis: int, place: Place) -> list[Any]:
    """The channels of one pixel, whose place is that in the gray image."""
    return list(np.moveaxis(img, channel_axis, -1)[place])


def to_gray_mean(place: Place, img: Array, channel_axis: int = -1) -> str:
    terms = " + ".join(part(value) for value in pixel(img, channel_axis, place))
    return f"({terms})/3 = {number(oracle.to_gray_mean(img, channel_axis)[place])}"


def to_gray_weighted(place: Place, img: Array, weights: Sequence[float] = TELEVISION, channel_axis: int = -1) -> str:
    met = list(zip(weights, pixel(img, channel_axis, place), strict=True))
    products = " + ".join(f"{part(weight)}·{part(value)}" for weight, value in met)
    terms = " + ".join(part(float(weight) * float(value)) for weight, value in met)
    return f"{products} = {terms} = {number(oracle.to_gray_weighted(img, weights, channel_axis)[place])}"


def hwc_to_chw(place: Place, img: Array) -> str:
    """Nothing is computed here but places: which number of the image it is."""
    *batch, c, i, j = place
    names = [*(["n"] if len(batch) == 1 else batch), "i", "j", "c"]
    source = (*batch, i, j, c)
    asked, found = (f"img[{', '.join(str(at) for at in axes)}]" for axes in (names, source))
    return f"{asked} = {found} = {number(img[source])}"


def dense_weight_count(_: Place, h: int, w: int, c: int, hidden: int, bias: bool = True) -> str:
    """One unit, then all; counted here, since the oracle takes its time over large layers."""
    unit, size = (f"({h}·{w}·{c} + 1)", h * w * c + 1) if bias else (f"{h}·{w}·{c}", h * w * c)
    return f"{unit}·{hidden} = {size}·{hidden} = {size * hidden}"


def gray_as_conv(place: Place, weights: Sequence[float]) -> str:
    return f"weights[{place[1]}] = {number(oracle.gray_as_conv(weights)[place])}"


LINES: dict[str, Callable[..., str]] = {
    "to_gray_mean": to_gray_mean,
    "to_gray_weighted": to_gray_weighted,
    "hwc_to_chw": hwc_to_chw,
    "dense_weight_count": dense_weight_count,
    "gray_as_conv": gray_as_conv,
}
