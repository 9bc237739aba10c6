"""Arguments on which to compare somebody's function with the models: first by hand, then such that suspects part.

All numbers are small and whole, so that results can be followed with a pencil.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Call = tuple[tuple[Any, ...], dict[str, Any]]

DRAWN = 60
BEHAVIOURS = "identity blur shift_right shift_left shift_down shift_up vertical_edge horizontal_edge sharpen"


def call(*args: Any, **kwargs: Any) -> Call:
    return args, kwargs


def plane(text: str, dtype: str = "float64") -> Array:
    """Rows between slashes."""
    return np.array([[float(number) for number in row.split()] for row in text.split("/")]).astype(dtype)


def image(*channels: str) -> Array:
    """(C, H, W)."""
    return np.array([plane(channel) for channel in channels])


def batch(*channels: str) -> Array:
    """One image: (1, C, H, W)."""
    return image(*channels)[None]


ROW, TAPS = "1 2 4 8", "1 10"
GRID, SMALL = "1 0 2 1/3 1 0 2/0 2 1 1", "1 2/0 -1"


def by_hand(exercise: str) -> list[Call]:
    return FIRST[exercise]() if exercise in FIRST else []


def planes_first() -> list[Call]:
    pairs = [(ROW, TAPS), ("1 2/3 4", "1 10"), ("1 2/3 4", "1/10"), ("1 2/3 4", "1 2/3 5"), (GRID, SMALL)]
    small = [call(plane(x), plane(k)) for x, k in pairs]
    return [*small, call(plane("200 100 50", "uint8"), plane("2 3", "uint8"))]


def convs_first() -> list[Call]:
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


def columns_first() -> list[Call]:
    row, two = batch("1 2 3"), batch("1 2 3", "4 5 6")
    return [
        call(row, (1, 2)), call(row, (1, 1), 2), call(row, (1, 2), padding=(0, 1)), call(two, (1, 2)),
        call(two, 1, 1, 1), call(batch("1 2 3/4 5 6"), (1, 2)), call(batch("1 2 3/4 5 6"), 2),
        call(batch("1 2/3 4/5 6"), (2, 1)), call(batch(GRID), 2, 2), call(batch(GRID), 2, (1, 2)),
        call(batch(GRID), (2, 3), padding=(1, 0)),
    ]  # fmt: skip


def pools_first() -> list[Call]:
    row, two = batch("1 5 2 4"), batch("1 5 2 4", "8 0 6 6")
    return [
        call(row, (1, 2)), call(row, (1, 2), 1), call(row, (1, 3)), call(batch("-3 -1 -2 -4"), (1, 2)),
        call(two, (1, 2)), call(batch("1 2/3 4/5 6/7 8"), (2, 1)), call(batch("1 2 3/4 5 6/7 8 9"), 2),
        call(batch(GRID), 2, (1, 2)), call(batch("1 5 2 4 3 9"), (1, 2), (1, 3)), call(batch(GRID), (1, 2)),
        call(batch(GRID), (3, 2), 1),
    ]  # fmt: skip


def averages_first() -> list[Call]:
    row, square = batch("6 2"), batch("4 8/2 6")
    padded = [(row, (1, 2), 1, (0, 1)), (square, 2, 2, 1), (square, 2, 1, 1), (batch(GRID), (2, 4), (1, 2), (1, 2))]
    asked = [call(*args, count_include_pad=counted) for args in padded for counted in (False, True)]
    return [*pools_first(), *asked, call(batch("1 2 2 2").astype("uint8"), (1, 2))]


def gradients_first() -> list[Call]:
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


def winners_first() -> list[Call]:
    row, grid = batch("1 5 2 2"), batch("1 3 2 3/3 0 1 2")
    return [
        call(batch("7 9"), row, (1, 2)), call(batch("1 2 3"), row, (1, 2), 1),
        call(batch("7 9"), batch("-2 -1 -4 -3"), (1, 2)), call(batch("1 2"), grid, 2),
        call(batch("1 2 4"), grid, 2, 1), call(batch("1 2"), grid, 2, (1, 2)),
        call(batch("1/2"), batch("1 2/4 3/0 1/1 5"), (2, 1), (2, 2)),
        call(batch("1 2"), batch("1 4 2 0 3"), (1, 2), (1, 3)),
    ]  # fmt: skip


FIRST: dict[str, Callable[[], list[Call]]] = {
    "patch_dot": lambda: [
        *(call(image("3"), image("2")), call(image("1 2"), image("3 5")), call(image("1", "2"), image("3", "5"))),
        *(call(image("1 2"), image("3 5"), 7.0), call(image("1", "2"), image("3", "5"), 7.0)),
        call(image("1 2/0 3", "2 1/1 0"), image("1 0/2 1", "-1 1/3 2"), 0.5),
        call(image("200 100").astype("uint8"), image("2 3").astype("uint8")),
    ],
    "cross_correlate2d": planes_first,
    "convolve2d": planes_first,
    "design_kernel": lambda: [call(behaviour) for behaviour in BEHAVIOURS.split()],
    "zero_pad2d": lambda: [
        *(call(plane("7"), 1), call(plane("1 2"), (1, 0)), call(plane("1 2"), (0, 2)), call(image("1 2", "3 4"), 1)),
        *(call(batch("1 2/3 4"), ((0, 1), (2, 0))), call(plane(GRID), 2), call(batch("1 2"), 0), call(plane("5"), 3)),
    ],
    "conv2d": convs_first,
    "im2col": columns_first,
    "conv2d_im2col": convs_first,
    "max_pool2d": pools_first,
    "avg_pool2d": averages_first,
    "conv2d_backward": gradients_first,
    "max_pool2d_backward": winners_first,
}


def whole(rng: Random, *shape: int, low: int = -4, high: int = 5) -> Array:
    return np.array([rng.randint(low, high) for _ in range(int(np.prod(shape)))], dtype=float).reshape(shape)


def a_pair(rng: Random, low: int, high: int) -> Any:
    """One int for both, or a pair of different ones."""
    one = rng.randint(low, high)
    return (one, rng.choice([n for n in range(low, high + 1) if n != one])) if rng.random() < 0.6 else one


def drawn_plane(rng: Random) -> Call:
    kind = rng.choice(("float64", "float64", "float64", "uint8"))
    low = 0 if kind == "uint8" else -4
    kh, kw = rng.randint(1, 3), rng.randint(1, 3)
    x, k = (whole(rng, *size, low=low, high=40) for size in ((rng.randint(3, 6), rng.randint(3, 8)), (kh, kw)))
    return call(x.astype(kind), k.astype(kind))


def drawn_conv(rng: Random) -> Call:
    channels, filters, kernel = rng.randint(1, 3), rng.randint(1, 3), (rng.randint(1, 3), rng.randint(1, 3))
    kind = "uint8" if rng.random() < 0.15 else "float64"
    low, high = (0, 200) if kind == "uint8" else (-4, 5)
    x = whole(rng, rng.randint(1, 2), channels, rng.randint(7, 8), rng.randint(7, 10), low=low, high=high).astype(kind)
    w = whole(rng, filters, channels, *kernel, low=low).astype(kind)
    options = {"stride": a_pair(rng, 1, 3), "padding": a_pair(rng, 0, 2), "dilation": a_pair(rng, 1, 3)}
    chosen = {name: value for name, value in options.items() if rng.random() < 0.5}
    return call(x, w, *([whole(rng, filters, low=1)] if rng.random() < 0.5 else []), **chosen)


def drawn_images(rng: Random) -> Array:
    return whole(rng, rng.randint(1, 2), rng.randint(1, 3), rng.randint(5, 7), rng.randint(5, 9))


def drawn_columns(rng: Random) -> Call:
    return call(drawn_images(rng), a_pair(rng, 1, 3), a_pair(rng, 1, 3), a_pair(rng, 0, 2))


def drawn_pool(rng: Random) -> Call:
    x = drawn_images(rng) - rng.choice((0, 0, 9))
    return call(x, a_pair(rng, 1, 3), *([a_pair(rng, 1, 3)] if rng.random() < 0.6 else []))


def drawn_average(rng: Random) -> Call:
    (x, kernel, *stride), _ = drawn_pool(rng)
    padding = 0 if kernel == 1 or (isinstance(kernel, tuple) and 1 in kernel) else a_pair(rng, 0, 1)
    x = np.abs(x).astype("uint8") if rng.random() < 0.2 else x
    return call(x, kernel, stride[0] if stride else None, padding, rng.random() < 0.5)


def positions(x: Array, kernel: Any, stride: Any, padding: Any = 0) -> tuple[int, int]:
    """How many windows there are, down and across."""
    pairs = [value if isinstance(value, tuple) else (value, value) for value in (kernel, stride, padding)]
    down, across = ((size + 2 * p - k) // s + 1 for size, k, s, p in zip(x.shape[2:], *pairs, strict=True))
    return down, across


def drawn_gradients(rng: Random) -> Call:
    x, stride, padding = drawn_images(rng), a_pair(rng, 1, 3), a_pair(rng, 0, 2)
    w = whole(rng, rng.randint(1, 3), x.shape[1], rng.randint(1, 3), rng.randint(1, 3))
    dout = whole(rng, len(x), len(w), *positions(x, w.shape[2:], stride, padding))
    if rng.random() < 0.2:
        dout, x, w = (20 * dout).astype("int8"), np.abs(x).astype("uint8"), w.astype("int8")
    return call(dout, x, w, stride, padding)


def drawn_winners(rng: Random) -> Call:
    (x, kernel, *stride), _ = drawn_pool(rng)
    dout = whole(rng, *x.shape[:2], *positions(x, kernel, stride[0] if stride else kernel), low=1)
    return call(dout, x, kernel, *stride)


def drawn_patch(rng: Random) -> Call:
    shape = (rng.randint(1, 3), rng.randint(1, 3), rng.randint(1, 3))
    kind = "uint8" if rng.random() < 0.2 else "float64"
    low, high = (0, 200) if kind == "uint8" else (-4, 5)
    patch, kernel = (whole(rng, *shape, low=low, high=high).astype(kind) for _ in range(2))
    return call(patch, kernel, *([float(rng.randint(1, 9))] if rng.random() < 0.7 else []))


def drawn_border(rng: Random) -> Call:
    leading = [rng.randint(1, 3) for _ in range(rng.randint(0, 2))]
    four = tuple((rng.randint(0, 3), rng.randint(0, 3)) for _ in range(2))
    x = whole(rng, *leading, rng.randint(1, 4), rng.randint(1, 5), low=1)
    return call(x, four if rng.random() < 0.3 else a_pair(rng, 0, 3))


DRAW: dict[str, Callable[[Random], Call]] = {
    "patch_dot": drawn_patch,
    "cross_correlate2d": drawn_plane,
    "convolve2d": drawn_plane,
    "zero_pad2d": drawn_border,
    "conv2d": drawn_conv,
    "im2col": drawn_columns,
    "conv2d_im2col": drawn_conv,
    "max_pool2d": drawn_pool,
    "avg_pool2d": drawn_average,
    "conv2d_backward": drawn_gradients,
    "max_pool2d_backward": drawn_winners,
}


def inputs(exercise: str, random: Random) -> Iterator[Call]:
    """Nine names are all that `design_kernel` can be asked for; the other exercises are asked more."""
    yield from by_hand(exercise)
    if exercise in DRAW:
        for _ in range(DRAWN):
            yield DRAW[exercise](random)
