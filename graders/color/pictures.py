"""Which pictures show a failing case: the pixel and its gray, planes of channels, colors that fall together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import oracle
import probes

from receptive.grader import Block, Blocks, Case, Grid, Grids, Picture, Swatch, Swatches, beside, grid

MOST_WEIGHTS = 6  # of a kernel that is drawn filter by filter
LEVEL = 0.5  # grays that are closer are the same
SAME = ((200, 100, 60), (60, 200, 100))  # of one mean


def of_case(case: Case) -> Iterator[Picture]:
    """The first wrong pixel, then the numbers if there are more; of a pair its colors, of a shift what is compared."""
    if case.exercise in DEMONSTRATED:
        yield beside(case) if isinstance(case.returned, str) else DEMONSTRATED[case.exercise](case, *case.arguments[1:])
    elif case.exercise == "gray_as_conv":
        yield from gray_as_conv(case)
    elif case.place is not None and case.exercise in DRAWN:
        drawn = list(DRAWN[case.exercise](case, *case.arguments, **dict(case.options)))
        yield from drawn
        if not drawn or np.size(case.returned) > 1:
            yield beside(case)


def of_exercise(exercise: str) -> Iterator[Picture]:
    """A worked example for the exercise."""
    if exercise in ("to_gray_mean", "to_gray_weighted"):
        weights = ("1/3", "1/3", "1/3") if exercise == "to_gray_mean" else ("0.299", "0.587", "0.114")
        line = " + ".join(f"{weight}·{channel}" for weight, channel in zip(weights, SAME[0], strict=True))
        result = "120" if exercise == "to_gray_mean" else "125.34"
        grids = (grid("a pixel: R, G, B", [SAME[0]]), grid("weights", [weights]), grid("its gray", [[result]]))
        yield Grids("One pixel and its gray", grids, ("∗", "="), f"{line} = {result}")
    elif exercise == "gray_as_conv":
        kernel = grid("one filter, a column for each channel", [[0.5, 0.3, 0.2]])
        yield Grids("Weights as a filter of one pixel", (grid("weights", [[0.5, 0.3, 0.2]]), kernel), ("→",))
    elif exercise in ("metamer_pair", "compare_representations"):
        found = [
            Swatch(name, color, "mean 120", 120) for name, color in zip(("one color", "another"), SAME, strict=True)
        ]
        yield Swatches(
            "Two colors that the mean cannot tell apart", tuple(found), "(200 + 100 + 60)/3 = (60 + 200 + 100)/3 = 120"
        )
    elif exercise == "equivariance_error":
        dot = np.zeros((5, 5))
        dot[1, 1] = 9
        moved = np.roll(dot, (1, 2), (0, 1))
        grids = (
            grid("an image", dot.tolist(), window=[(1, 1)]),
            grid("shifted by (1, 2)", moved.tolist(), window=[(2, 3)]),
        )
        yield Grids(
            "Shift, then compute, or compute, then shift: an equivariant function gives the same", grids, ("→",)
        )
    elif exercise == "dense_weight_count":
        parts = (Block("weights", "100·(32·32·3)", "307200"), Block("biases", "one for each unit", "100"))
        yield Blocks("100 units on 32×32 pixels in color", parts, "307300")
    elif exercise == "hwc_to_chw":
        pixels = grid("H×W, each cell R, G, B", [["1, 2, 3", "4, 5, 6"]])
        planes = [grid(f"channel {c}", [[1 + c, 4 + c]]) for c in range(3)]
        yield Grids("One row of two pixels, channels last and channels first", (pixels, *planes), ("→", "", ""))


def to_gray(case: Case, img: Any, *others: Any, channel_axis: int = -1, **named: Any) -> Iterator[Picture]:
    """The pixel that is wrong, and what both make of it."""
    del others, named
    image = np.moveaxis(np.array(img, dtype=float), channel_axis, -1)
    place = case.place
    if image.ndim - 1 != len(place or ()) or image.shape[-1] != len(SAME[0]):
        return
    red, green, blue = image[place].tolist()
    grays = (_at(case.returned, place), _at(case.expected, place))
    names = (("yours", True), ("right", False))
    found = [
        Swatch(name, (red, green, blue), f"gray {gray:.6g}", gray, wrong)
        for (name, wrong), gray in zip(names, grays, strict=True)
        if np.isfinite(gray)
    ]
    full = 255 if image.max() > 1 else 1  # small cases are of zeros and ones, all of them black beside 255
    yield Swatches(f"{case.call}, the pixel at {list(place or ())}", tuple(found), case.arithmetic, full)


def _at(value: Any, place: Any) -> float:
    return float(np.array(value, dtype=float)[place])


def to_gray_mean(case: Case, img: Any, channel_axis: int = -1) -> Iterator[Picture]:
    yield from to_gray(case, img, channel_axis=channel_axis)


def to_gray_weighted(case: Case, img: Any, weights: Sequence[float] = (), channel_axis: int = -1) -> Iterator[Picture]:
    yield from to_gray(case, img, weights, channel_axis=channel_axis)


def hwc_to_chw(case: Case, img: Any) -> Iterator[Picture]:
    *batch, channel, i, j = case.place  # type: ignore[misc]  # there is a place
    plane = np.array(img)[(*batch, ..., channel)]
    leading = (*batch, channel)
    yours, right = (np.array(value)[leading] for value in (case.returned, case.expected))
    grids = (
        grid(f"img, channel {channel}", plane.tolist(), window=[(i, j)]),
        grid("yours", yours.tolist(), wrong=(i, j)),
        grid("right", right.tolist(), should=(i, j)),
    )
    yield Grids(f"{case.call}, channel {channel}", grids, ("→", "but"), case.arithmetic)


def dense_weight_count(case: Case, h: int, w: int, c: int, hidden: int, bias: bool = True) -> Iterator[Picture]:
    weights = Block("weights", f"{hidden}·({h}·{w}·{c})", str(hidden * h * w * c), (h, w))
    one = Block("biases", "one for each unit" if bias else "none asked for", str(hidden if bias else 0))
    yield Blocks(case.call, (weights, one), str(case.expected), str(case.returned), case.arithmetic)


def gray_as_conv(case: Case) -> Iterator[Picture]:
    """A box for each filter, where it is the shape that is wrong; else the numbers."""
    yours, right = (np.array(value, dtype=float) for value in (case.returned, case.expected))
    if yours.ndim == right.ndim and yours.shape != right.shape and 0 < yours.size <= MOST_WEIGHTS:
        grids = (*boxes(yours, "yours", "✗"), *boxes(right, "right", "✓"))
        signs = (*[""] * (len(yours) - 1), "but", *[""] * (len(right) - 1))
        yield Grids(case.call, grids, signs, case.arithmetic)
    else:
        yield beside(case)


def boxes(kernel: Any, whose: str, sign: str) -> Iterator[Grid]:
    """The filters of a kernel (filters, channels, rows, columns): a column for each channel, its pixels below it."""
    channels = tuple(f"channel {c}" for c in range(kernel.shape[1]))
    for f, weights in enumerate(kernel.reshape(*kernel.shape[:2], -1)):
        yield replace(grid(f"{whose}: filter {f}", weights.T.tolist(), shape=sign), columns=channels)


def metamer_pair(case: Case, weights: Sequence[float], min_distance: float) -> Picture:
    """Both colors, each above its gray, and what is wrong with them."""
    colors = [tuple(color) for color in case.returned]
    grays = [float(np.dot(weights, color)) for color in colors]
    apart, far = abs(grays[0] - grays[1]), float(np.linalg.norm(np.subtract(*np.array(colors, dtype=float))))
    made = [f"gray {gray:.4g}" for gray in grays]
    if colors[0] == colors[1]:
        made[1] += ", the same color"
    elif apart >= LEVEL:
        made[1] += f", {apart:.3g} from the other"
    else:
        made[1] += f", the colors {far:.4g} apart, not {min_distance:g}"
    found = [
        Swatch(name, color, text, round(gray), wrong)
        for name, color, text, gray, wrong in zip(("one", "the other"), colors, made, grays, (False, True), strict=True)
    ]
    return Swatches(f"{case.call}; right is {case.expected}", tuple(found))


def equivariance_error(case: Case, name: str, factors: Any, img: Any, shift: Sequence[int]) -> Picture:
    """What is compared, framed, and the largest difference."""
    image = np.array(img)
    fn = getattr(probes, name)(*([] if factors is None else [np.array(factors)]))
    borders = [min(abs(step) + size // 4, (size - 1) // 2) for step, size in zip(shift, image.shape, strict=True)]
    rows, columns = (range(border, size - border) for border, size in zip(borders, image.shape, strict=True))
    compared = [(i, j) for i in rows for j in columns]
    both = beside(case)
    first, last = fn(oracle.shifted(image, shift)), oracle.shifted(fn(image), shift)
    grids = (
        grid("fn(shifted image), framed: what is compared", first.tolist(), window=compared),
        grid("shifted fn(image)", last.tolist(), window=compared),
    )
    return Grids(case.call, (*grids, *both.grids), ("−", "→", "but"), case.arithmetic)


DEMONSTRATED: dict[str, Callable[..., Picture]] = {
    "metamer_pair": metamer_pair,
    "equivariance_error": equivariance_error,
}
DRAWN: dict[str, Callable[..., Iterator[Picture]]] = {
    "to_gray_mean": to_gray_mean,
    "to_gray_weighted": to_gray_weighted,
    "hwc_to_chw": hwc_to_chw,
    "dense_weight_count": dense_weight_count,
}
