"""Windows that are drawn such that they fit, and such that steps come out uneven."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from .layers import Shape


def fitting(rng: Random, pads: int = 3, dilations: int = 3) -> tuple[int, int, int, int, int]:
    """A window that fits, on a line with room for a few steps."""
    k, s, p, d = rng.randint(1, 6), rng.randint(1, 5), rng.randint(0, pads), rng.randint(1, dilations)
    return max((k - 1) * d + 1 - 2 * p, 1) + rng.randint(0, 6 * s), k, s, p, d


def window2d(rng: Random, names: str, pads: int = 2) -> tuple[int, int, dict[str, Any]]:
    """Height, width and some of the named options, each one int or a pair."""
    (h, kh, sh, ph, dh), (w, kw, sw, pw, dw) = fitting(rng, pads), fitting(rng, pads)
    pairs = {"kernel": (kh, kw), "stride": (sh, sw), "padding": (ph, pw), "dilation": (dh, dw)}
    chosen = {name: pairs[name] for name in names.split() if name == "kernel" or rng.random() < 0.6}
    options = {name: pair if rng.random() < 0.7 else pair[0] for name, pair in chosen.items()}
    return h + 16, w + 20, options  # room for the widest window, whatever was left out


def for_same(rng: Random) -> tuple[int, int, int, int]:
    """An input and a window for SAME; TensorFlow does not combine a stride and a dilation."""
    i, k = rng.randint(3, 40), rng.randint(1, 9)
    return (i, k, rng.randint(1, 6), 1) if rng.random() < 0.7 else (i, k, 1, rng.randint(2, 3))


def uneven(rng: Random, least: int = 3) -> tuple[int, int, int]:
    """An input, kernel and stride where neither the step nor one pixel more comes out even."""
    s = rng.randint(least, 6)
    k = rng.randint(s + 1, 9)
    return k + s * rng.randint(3, 8) + rng.randint(1, s - 2), k, s


def pair(rng: Random, values: Sequence[int]) -> tuple[int, int]:
    """Two different ones."""
    vertical, horizontal = rng.sample(values, 2)
    return vertical, horizontal


def rectangle(rng: Random, out_shape: Callable[..., Shape], **choices: Sequence[int]) -> tuple[Shape, dict[str, Any]]:
    """A shape and pairs for the named options, such that turning any of the pairs round is seen in the result."""
    while True:
        shape = (rng.randint(2, 6), rng.randint(14, 22), rng.randint(26, 40))
        options = {name: pair(rng, values) for name, values in choices.items()}
        right = out_shape(shape, **options)
        turned = [out_shape(shape, **{**options, name: value[::-1]}) for name, value in options.items()]
        if right not in turned:
            return shape, options
