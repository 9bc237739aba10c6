"""`conv2d`: a convolution layer on a batch."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

import numpy as np

from receptive.grader import Call, Case, Grids, Picture, Place, call, grid

from .grids import maps, moving, with_border
from .grids import window_by_hand as example
from .images import GRID, ROW, TAPS, Array, Pair, batch, drawn_pair, whole
from .terms import joined, number, part, times
from .windows import both, covered, positions, starts
from .zero_pad2d import zero_pad2d

__all__ = ["arithmetic", "calls", "conv2d", "example", "is_possible", "pictures"]

MOST_CHANNELS = 2  # in a picture


def conv2d(
    x: Array, w: Array, b: Array | None = None, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1
) -> Array:
    filters, channels, kh, kw = w.shape
    (down, right), (step_u, step_v) = both(stride), both(dilation)
    padded = zero_pad2d(x.astype(float), both(padding))
    rows = starts(padded.shape[2], kh, down, step_u)
    columns = starts(padded.shape[3], kw, right, step_v)
    cells, weights = padded.tolist(), w.astype(float).tolist()
    biases = [0.0] * filters if b is None else b.astype(float).tolist()
    out = np.zeros((len(x), filters, len(rows), len(columns)))
    for n, f, (i, top), (j, left) in product(range(len(x)), range(filters), enumerate(rows), enumerate(columns)):
        total = biases[f]
        for c in range(channels):
            for u in range(kh):
                for v in range(kw):
                    total += cells[n][c][top + u * step_u][left + v * step_v] * weights[f][c][u][v]
        out[n, f, i, j] = total
    return out


def calls(rng: Random) -> Iterator[Call]:
    yield from calls_by_hand()
    while True:
        channels, filters, kernel = rng.randint(1, 3), rng.randint(1, 3), (rng.randint(1, 3), rng.randint(1, 3))
        kind = "uint8" if rng.random() < 0.15 else "float64"
        low, high = (0, 200) if kind == "uint8" else (-4, 5)
        x = whole(rng, rng.randint(1, 2), channels, rng.randint(7, 8), rng.randint(7, 10), low=low, high=high)
        w = whole(rng, filters, channels, *kernel, low=low)
        options = {
            "stride": drawn_pair(rng, 1, 3),
            "padding": drawn_pair(rng, 0, 2),
            "dilation": drawn_pair(rng, 1, 3),
        }
        chosen = {name: value for name, value in options.items() if rng.random() < 0.5}
        biases = [whole(rng, filters, low=1)] if rng.random() < 0.5 else []
        yield call(x.astype(kind), w.astype(kind), *biases, **chosen)


def calls_by_hand() -> list[Call]:
    row, taps, two = batch(ROW), batch(TAPS), batch("1 2 3", "4 5 6")
    bias, corner = np.array([3.0, 5.0]), batch("1 2/3 5")
    return [
        call(row, taps), call(row, taps, stride=2), call(row, taps, padding=(0, 1)), call(row, taps, dilation=2),
        call(row, taps, bias[:1]), call(two, batch("1 10", "2 0")), call(two, batch("1 0", "0 2"), bias[:1]),
        call(row, np.concatenate([taps, 2 * taps]), bias), call(batch("1 2 3/4 5 6"), corner),
        call(two, np.concatenate([batch("1 0", "0 1"), batch("1 1", "2 0")]), bias), call(batch(GRID), corner),
        call(batch(GRID), corner, stride=2), call(batch(GRID), corner, padding=1),
        call(batch(GRID), corner, stride=(1, 2)), call(batch(GRID), corner, padding=(1, 0)),
        call(batch(GRID), corner, dilation=(1, 2)), call(batch("9 9 9").astype("uint8"), batch("0.1 0.1")),
        call(batch("200 100 50").astype("uint8"), batch("2 3").astype("uint8")),
    ]  # fmt: skip


def is_possible(
    x: Array, w: Array, b: Array | None = None, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1
) -> bool:
    return fit_each_other(x, w, b) and min(positions(x, w.shape[2:], stride, padding, dilation)) > 0


def fit_each_other(x: Array, w: Array, b: Array | None) -> bool:
    return x.shape[1] == w.shape[1] and (b is None or b.shape == w.shape[:1])


def arithmetic(
    place: Place, x: Array, w: Array, b: Array | None = None, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1
) -> str:
    if not fit_each_other(x, w, b):
        return ""
    n, f, i, j = place
    (down, right), (du, dv) = both(stride), both(dilation)
    cells = zero_pad2d(x, both(padding))[n]
    met = [(cells[c, i * down + u * du, j * right + v * dv], w[f, c, u, v]) for c, u, v in np.ndindex(*w.shape[1:])]
    terms = times(met) if b is None else [*times(met), part(b[f])]
    return f"{joined(terms)} = {number(conv2d(x, w, b, stride, padding, dilation)[place])}"


def pictures(
    case: Case, x: Any, w: Any, b: Any = None, stride: Any = 1, padding: Any = 0, dilation: Any = 1
) -> Iterator[Picture]:
    x, w = np.array(x), np.array(w)
    if case.place is None or x.shape[1] != w.shape[1]:
        return
    (n, f, i, j), steps, apart = case.place, both(stride), both(dilation)
    window = covered((i * steps[0], j * steps[1]), w.shape[2:], apart)
    shown, signs = [], []
    for c in range(min(x.shape[1], MOST_CHANNELS)):
        channel = f", channel {c}" if x.shape[1] > 1 else ""
        shown.append(with_border(f"input{channel}", x[n, c], padding, window))
        shown.append(grid(f"filter {f}{channel}", w[f, c].tolist()))
        signs += ["+", "∗"]
    if x.shape[1] > MOST_CHANNELS:
        signs[-1:] = ["∗"]
    more = "… =" if x.shape[1] > MOST_CHANNELS else "="
    extra = 0.0 if b is None else float(b[f])
    if b is not None:
        shown.append(grid("bias", [[b[f]]]))
        signs.append("+")
    image = zero_pad2d(x[n, 0], both(padding))
    alone = moving(image, w[f, 0], steps, apart, extra) if x.shape[1] == 1 else None
    yield Grids(case.call, (*shown, *maps(case)), (*signs[1:], more, "but"), case.arithmetic, alone)
