"""Which pictures show a failing case of a filter: what a window covers, the kernel, yours and what is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import oracle
from oracle import both
from pictures_filter_examples import EXAMPLES, STEP, covered, moving
from pictures_filter_pools import average, backward, largest, winners

from receptive.grader import Case, Cell, Grid, Grids, Picture, grid

Array = npt.NDArray[Any]
Pair = Any  # an int or a pair of them
MOST_CHANNELS = 2


def of_case(case: Case) -> Iterator[Picture]:
    """Nothing where the result has another shape: then shapes are what is to be seen."""
    if case.place is not None and case.exercise in DRAWN:
        yield from DRAWN[case.exercise](
            case, *map(_value, case.arguments), **{name: _value(v) for name, v in case.options}
        )


def of_exercise(exercise: str) -> Iterator[Picture]:
    """A worked example for the exercise: the right answer to an input that a README could show."""
    yield EXAMPLES[exercise]()


def _value(value: Any) -> Any:
    """A list of a case was an array."""
    return np.array(value) if isinstance(value, list) else value


def maps(case: Case, *leading: int) -> tuple[Grid, Grid]:
    """Yours and right, in the plane that has the first wrong value."""
    yours, right = np.array(case.returned)[leading], np.array(case.expected)[leading]
    at = case.place[-2:]  # type: ignore[index]  # there is a place
    return grid("yours", yours.tolist(), wrong=at), grid("right", right.tolist(), should=at)


def patch_dot(case: Case, patch: Array, kernel: Array, bias: float | None = None) -> Iterator[Picture]:
    if patch.shape != kernel.shape:
        return
    flat = [array.reshape(-1, array.shape[-1]).tolist() for array in (patch, kernel)]
    below = ", channel below channel" if len(patch) > 1 else ""
    shown = [grid(f"patch{below}", flat[0]), grid("kernel", flat[1])]
    signs = ["·", "="]
    if bias is not None:
        shown, signs = [*shown, grid("bias", [[bias]])], ["·", "+", "="]
    yours, right = grid("yours", [[case.returned]], wrong=(0, 0)), grid("right", [[case.expected]], should=(0, 0))
    yield Grids(case.call, (*shown, yours, right), (*signs, "but"), case.arithmetic)


def cross_correlate2d(case: Case, x: Array, k: Array) -> Iterator[Picture]:
    assert case.place is not None
    shown = grid("input", x.tolist(), window=covered((case.place[0], case.place[1]), k.shape))
    yours, right = maps(case)
    yield Grids(
        case.call, (shown, grid("kernel", k.tolist()), yours, right), ("∗", "=", "but"), case.arithmetic, moving(x, k)
    )


def convolve2d(case: Case, x: Array, k: Array) -> Iterator[Picture]:
    assert case.place is not None
    flipped = k[::-1, ::-1]
    shown = grid("input", x.tolist(), window=covered((case.place[0], case.place[1]), k.shape))
    kernels = (grid("kernel", k.tolist()), grid("flipped on both axes", flipped.tolist()))
    signs = ("∗", "→", "=", "but")
    yield Grids(case.call, (shown, *kernels, *maps(case)), signs, case.arithmetic, moving(x, flipped))


def design_kernel(case: Case, behaviour: str) -> Iterator[Picture]:
    """What both kernels make of an image with a step and a dot; the kernels themselves may differ rightly."""
    kernels = [np.array(kernel, dtype=float) for kernel in (case.returned, case.expected)]
    if any(kernel.shape != (3, 3) for kernel in kernels):
        return
    results = [oracle.cross_correlate2d(STEP, kernel) for kernel in kernels]
    wrong = np.argwhere(~np.isclose(*results))
    at = (int(wrong[0][0]), int(wrong[0][1])) if len(wrong) else None
    grids = (
        grid("an image", STEP.tolist()),
        grid("your kernel", kernels[0].tolist(), wrong=None if at else case.place),
        grid("gives", results[0].tolist(), wrong=at),
        grid(f"a kernel for {behaviour} gives", results[1].tolist(), should=at),
    )
    yield Grids(case.call, grids, ("∗", "=", "but"))


def zero_pad2d(case: Case, x: Array, pad: Any) -> Iterator[Picture]:
    leading = case.place[:-2]  # type: ignore[index]  # there is a place
    above, before = (both(side)[0] for side in both(pad))
    yours, right = maps(case, *leading)
    inside = {(i + above, j + before) for i, j in np.ndindex(*x.shape[-2:])}
    expected = np.array(case.expected)[leading]
    border = [cell for cell in np.ndindex(*expected.shape) if cell not in inside]
    right = grid("right", expected.tolist(), should=case.place[-2:], border=border)  # type: ignore[index]
    yield Grids(case.call, (grid("input", x[leading].tolist()), yours, right), ("→", "but"), case.arithmetic)


def conv2d(
    case: Case, x: Array, w: Array, b: Array | None = None,
    stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1,
) -> Iterator[Picture]:  # fmt: skip
    n, f, i, j = case.place  # type: ignore[misc]  # there is a place
    steps, apart = both(_pair(stride)), both(_pair(dilation))
    if x.shape[1] != w.shape[1]:
        return
    window = covered((i * steps[0], j * steps[1]), w.shape[2:], apart)
    shown, signs = [], []
    for c in range(min(x.shape[1], MOST_CHANNELS)):
        channel = f", channel {c}" if x.shape[1] > 1 else ""
        shown += [
            with_border(f"input{channel}", x[n, c], padding, window),
            grid(f"filter {f}{channel}", w[f, c].tolist()),
        ]
        signs += ["+", "∗"]
    if x.shape[1] > MOST_CHANNELS:
        signs[-1:] = ["∗"]
    more = "… =" if x.shape[1] > MOST_CHANNELS else "="
    if b is not None:
        shown.append(grid("bias", [[b.tolist()[f]]]))
        signs.append("+")
    image = oracle.zero_pad2d(x[n, 0], both(_pair(padding)))
    extra = float(b.tolist()[f]) if b is not None else 0.0
    alone = moving(image, w[f, 0], steps, apart, extra) if x.shape[1] == 1 else None
    yield Grids(case.call, (*shown, *maps(case, n, f)), (*signs[1:], more, "but"), case.arithmetic, alone)


def _pair(value: Any) -> Any:
    return tuple(value.tolist()) if isinstance(value, np.ndarray) else value


def with_border(title: str, plane: Array, padding: Pair, window: list[Cell]) -> Grid:
    """A plane with its zeros around it, places counted from the first pixel."""
    above, before = both(_pair(padding))
    padded = oracle.zero_pad2d(plane, (above, before))
    inside = {(i + above, j + before) for i, j in np.ndindex(*plane.shape)}
    border = [cell for cell in np.ndindex(*padded.shape) if cell not in inside]
    kept = [cell for cell in window if cell[0] < padded.shape[0] and cell[1] < padded.shape[1]]
    return grid(title, padded.tolist(), window=kept, border=border, first=(-above, -before))


def im2col(case: Case, x: Array, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> Iterator[Picture]:
    n, row, position = case.place  # type: ignore[misc]  # there is a place
    taps, steps, pads = (both(_pair(value)) for value in (kernel, stride, padding))
    channel = row // (taps[0] * taps[1])
    across = len(oracle.starts(x.shape[3] + 2 * pads[1], taps[1], steps[1]))
    at = divmod(position, across)
    window = covered((at[0] * steps[0], at[1] * steps[1]), taps)
    image = with_border(f"input, channel {channel}", x[n, channel], pads, window)
    yield Grids(
        case.call, (image, *maps(case, n)), ("→", "but"), f"column {position} is this window; {case.arithmetic}"
    )


DRAWN: dict[str, Callable[..., Iterator[Picture]]] = {
    "patch_dot": patch_dot,
    "cross_correlate2d": cross_correlate2d,
    "convolve2d": convolve2d,
    "design_kernel": design_kernel,
    "zero_pad2d": zero_pad2d,
    "conv2d": conv2d,
    "im2col": im2col,
    "conv2d_im2col": conv2d,
    "max_pool2d": largest,
    "avg_pool2d": average,
    "conv2d_backward": backward,
    "max_pool2d_backward": winners,
}
