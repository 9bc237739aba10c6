"""`conv2d_backward`: gradients of a convolution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random
from typing import Any

import numpy as np

from receptive.grader import Call, Case, Grids, Picture, Place, call, grid

from . import conv2d
from .grids import yours_and_right
from .images import ROW, TAPS, Array, Pair, batch, drawn_images, drawn_pair, whole
from .terms import NOTHING, added, joined, number, times
from .windows import both, fits, inside, positions, window_cells

DX, DW, DB = range(3)
NAMES = ("dx", "dw", "db")


def conv2d_backward(dout: Array, x: Array, w: Array, stride: Pair = 1, padding: Pair = 0) -> tuple[Array, Array, Array]:
    """Each product pixel · weight of the forward loops passes `dout` to its two factors."""
    filters, channels, kh, kw = w.shape
    (down, right), (above, before) = both(stride), both(padding)
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(filters)
    pixels, weights, upstream = x.astype(float).tolist(), w.astype(float).tolist(), dout.astype(float).tolist()
    for n, f, i, j in np.ndindex(*dout.shape):
        arriving = upstream[n][f][i][j]
        db[f] += arriving
        for c, u, v in product(range(channels), range(kh), range(kw)):
            p, q = i * down + u - above, j * right + v - before
            if 0 <= p < x.shape[2] and 0 <= q < x.shape[3]:
                dx[n, c, p, q] += arriving * weights[f][c][u][v]
                dw[f, c, u, v] += arriving * pixels[n][c][p][q]
    return dx, dw, db


def calls(rng: Random) -> Iterator[Call]:
    yield from calls_by_hand()
    while True:
        x, stride, padding = drawn_images(rng), drawn_pair(rng, 1, 3), drawn_pair(rng, 0, 2)
        w = whole(rng, rng.randint(1, 3), x.shape[1], rng.randint(1, 3), rng.randint(1, 3))
        dout = whole(rng, len(x), len(w), *positions(x, w.shape[2:], stride, padding))
        if rng.random() < 0.2:
            dout, x, w = (20 * dout).astype("int8"), np.abs(x).astype("uint8"), w.astype("int8")
        yield call(dout, x, w, stride, padding)


def calls_by_hand() -> list[Call]:
    row, taps, two = batch("1 2 3"), batch(TAPS), batch("1 2 3", "4 5 6")
    return [
        call(batch("1"), row, batch("1 2 3")), call(batch("1 100"), row, taps),
        call(batch("1 3"), batch("1 2 3/4 5 6"), batch("1 2/3 5")), call(batch("1 2"), batch(ROW), taps, 2),
        call(batch("1 2 3 4"), row, taps, 1, (0, 1)), call(batch("1 2"), two, batch("1 2", "3 4")),
        call(np.concatenate([batch("1 2")] * 2), np.concatenate([row, row + 1]), taps),
        call(batch("1 2"), batch("1 2 3/4 5 6/7 8 9"), batch("1 2/3 5"), (2, 1)),
        call(batch("1 1", "2 3"), row, np.concatenate([taps, 2 * taps])),
        call(batch("100 2").astype("int8"), batch("1 2 100").astype("uint8"), batch("2 3").astype("int8")),
    ]  # fmt: skip


def is_possible(dout: Array, x: Array, w: Array, stride: Pair = 1, padding: Pair = 0) -> bool:
    fit = conv2d.is_possible(x, w, None, stride, padding)
    return fit and dout.shape == (len(x), len(w), *positions(x, w.shape[2:], stride, padding))


def arithmetic(place: Place, dout: Array, x: Array, w: Array, stride: Pair = 1, padding: Pair = 0) -> str:
    which, *at = place
    if x.shape[1] != w.shape[1] or not fits(dout, (len(x), len(w), *positions(x, w.shape[2:], stride, padding))):
        return ""
    right = number(conv2d_backward(dout, x, w, stride, padding)[which][tuple(at)])
    if which == DB:
        return f"{added(dout, [(n, at[0], *window) for n, *window in np.ndindex(len(x), *dout.shape[2:])])} = {right}"
    if which == DX:
        terms = times(to_pixel(at, dout, w, stride, padding))
    else:
        terms = times(to_weight(at, dout, x, w, stride, padding))
    return f"{joined(terms)} = {right}" if terms else f"no window reaches this pixel, {NOTHING}"


def to_pixel(at: Sequence[int], dout: Array, w: Array, stride: Pair, padding: Pair) -> Iterator[tuple[Any, Any]]:
    """Each window that holds the pixel, with the weight that the pixel met in it."""
    n, c, *cell = at
    for f, i, j in np.ndindex(*dout.shape[1:]):
        cells = window_cells((i, j), w.shape[2:], stride, padding)
        weights = [weight for met, weight in zip(cells, w[f, c].flat, strict=True) if met == tuple(cell)]
        yield from ((dout[n, f, i, j], weight) for weight in weights)


def to_weight(
    at: Sequence[int], dout: Array, x: Array, w: Array, stride: Pair, padding: Pair
) -> Iterator[tuple[Any, Any]]:
    """Each window, with the pixel that the weight met in it; a cell of the padding is 0."""
    f, c, u, v = at
    for n, i, j in np.ndindex(len(x), *dout.shape[2:]):
        cell = list(window_cells((i, j), w.shape[2:], stride, padding))[u * w.shape[3] + v]
        yield dout[n, f, i, j], x[(n, c, *cell)] if inside(x, cell) else 0


def pictures(case: Case, dout: Any, x: Any, w: Any, stride: Any = 1, padding: Any = 0) -> Iterator[Picture]:
    """What arrives, the image and the filter, and the gradient that is wrong."""
    del stride, padding
    if case.place is None:
        return
    which, *at = case.place
    yours, right = (np.array(found[which]) for found in (case.returned, case.expected))
    if which == DB:
        yours, right, cell = yours[None], right[None], (0, at[0])
    else:
        yours, right, cell = yours[at[0], at[1]], right[at[0], at[1]], (at[2], at[3])
    n, f = (at[0], 0) if which == DX else (0, at[0])
    c = 0 if which == DB else at[1]
    shown = (grid("dout", dout[n][f]), grid("x", x[n][c]), grid("w", w[f][c]))
    gradients = yours_and_right(yours, right, cell, f" {NAMES[which]}")
    yield Grids(case.call, (*shown, *gradients), ("", "", "→", "but"), case.arithmetic)


def example() -> Iterator[Picture]:
    dout, x, w = np.array([[1.0, 100]]), np.array([[1.0, 2, 3]]), np.array([[1.0, 10]])
    _, dw, _ = conv2d_backward(dout[None, None], x[None, None], w[None, None])
    grids = (
        grid("dout", dout.tolist()),
        grid("x", x.tolist(), window=[(0, 0), (0, 1)]),
        grid("dw", dw[0, 0].tolist(), window=[(0, 0)]),
    )
    line = "the first weight met the pixels 1 and 2: 1·1 + 100·2 = 201"
    yield Grids("A weight collects what arrived times the pixel that it met", grids, ("", "→"), line)
