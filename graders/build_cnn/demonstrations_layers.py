"""Demonstrations of conv_block and MyConv2d: a tiny image, weights that one can follow by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from demonstrations_shared import Place, Rows, image_of, plane
from requirements import require_items, require_tensor
from torch import Tensor

from receptive.grader import Demonstration, check, check_object

# conv_block. The convolution hands the image on, so that what comes after it can be seen


def handing_on(size: int) -> list[Tensor]:
    """A kernel with 1 in the middle and 0 elsewhere, and the bias 0."""
    kernel = torch.zeros(1, 1, size, size)
    kernel[0, 0, size // 2, size // 2] = 1
    return [kernel, torch.zeros(1)]


def block(pool: str | None, rows: Rows, line: Callable[[Place], str]) -> Demonstration:
    """The values that a block of one channel makes of an image."""

    def ask(student: Any, probes: Any) -> Any:
        net = check_object(student.conv_block(1, 1, 3, pool))
        return plane(*require_items(probes.outputs(net, handing_on(3), image_of(rows)), 1))

    call = f"conv_block(1, 1, pool={pool!r}), its filter 1 in the middle and 0 elsewhere, on {rows}"
    return Demonstration(call, ask, (pool, rows), line)


def block_size(size: int, side: int) -> Demonstration:
    """Rows and columns that a block without pooling leaves of a square image."""

    def ask(student: Any, probes: Any) -> Any:
        net = check_object(student.conv_block(1, 1, size, None))
        (out,) = require_items(probes.outputs(net, handing_on(size), torch.ones(1, 1, side, side)), 1)
        return tuple(require_tensor(out).shape[2:])

    call = f"the height and width of conv_block(1, 1, {size}, None) on {side}×{side} pixels"
    zeros = f"{size - 1} zero{'s' if size > 2 else ''}"
    line = f"{side} pixels and {zeros} are {side + size - 1}, less {size}, plus 1 = {side}"
    return Demonstration(call, ask, (size, side), lambda _: line, verb="are")


SIGNS: Rows = [[-1, 2], [3, -4]]
MIXED: Rows = [[-4, 0, 3, 1], [2, 2, 1, 3]]
ODD: Rows = [[5, 1, 9], [2, 3, 9], [9, 9, 9]]


def mixed_mean(place: Place) -> str:
    window = [max(0, MIXED[i][2 * int(place[1]) + j]) for i in (0, 1) for j in (0, 1)]
    return f"({' + '.join(map(str, window))})/4 = {sum(window) / 4:g}"


BLOCK = (
    block(None, SIGNS, lambda place: f"max(0, {SIGNS[place[0]][place[1]]}) = {max(0, SIGNS[place[0]][place[1]])}"),
    block("avg", MIXED, mixed_mean),
    block("max", ODD, lambda _: "max(5, 1, 2, 3) = 5"),
    block_size(5, 6),
    block_size(2, 4),
)


# MyConv2d. Weights are whole numbers, so that a window can be added up in the head

RAMP: Rows = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]
WEIGHTS: Rows = [[1, 2], [3, 4]]


def arguments(*sizes: Any, **options: Any) -> str:
    return ", ".join([*map(str, sizes), *(f"{name}={value}" for name, value in options.items())])


def layer(rows: Rows, bias: float = 0, **options: Any) -> Demonstration:
    """The values of a layer with one filter of 2×2."""
    weights = [image_of(WEIGHTS), torch.tensor([float(bias)])]

    def ask(student: Any, probes: Any) -> Any:
        net = check_object(student.MyConv2d(1, 1, 2, **options))
        return plane(*require_items(probes.outputs(net, weights, image_of(rows)), 1))

    def line(place: Place) -> str:
        return window_sum(rows, place, bias, **options)

    with_bias = f" and the bias {bias}" if bias else ""
    call = f"MyConv2d({arguments(1, 1, 2, **options)}) with the weights {WEIGHTS}{with_bias} on {rows}"
    return Demonstration(call, ask, ("values", rows, WEIGHTS, bias, options), line)


def window_sum(rows: Rows, place: Place, bias: float, stride: Any = 1, padding: Any = 0, dilation: int = 1) -> str:
    """`1·0 + 2·1 + 3·4 + 4·5 = 34`"""
    steps, pads = ((value, value) if isinstance(value, int) else value for value in (stride, padding))
    terms, total = [], bias
    for i in (0, 1):
        for j in (0, 1):
            row, column = (at * s + dilation * k - p for at, s, k, p in zip(place, steps, (i, j), pads, strict=True))
            inside = 0 <= row < len(rows) and 0 <= column < len(rows[0])
            value = rows[row][column] if inside else 0
            terms.append(f"{WEIGHTS[i][j]}·{value}")
            total += WEIGHTS[i][j] * value
    return f"{' + '.join(terms)}{f' + {bias}' if bias else ''} = {total:g}"


def groups() -> Demonstration:
    """Two groups of one channel and one filter each."""
    channels: Rows = [[1, 2, 3], [10, 20, 30]]
    filters: Rows = [[1, 1], [2, 3]]

    def ask(student: Any, probes: Any) -> Any:
        net = check_object(student.MyConv2d(2, 2, (1, 2), groups=2))
        weights = [torch.tensor(filters, dtype=torch.float32).reshape(2, 1, 1, 2), torch.zeros(2)]
        image = torch.tensor(channels, dtype=torch.float32).reshape(1, 2, 1, 3)
        out = require_tensor(*require_items(probes.outputs(net, weights, image), 1))
        check(out.ndim == 4 and out.shape[::2] == (1, 1), "the result is no image of one row")
        return out[0, :, 0].numpy()

    def line(place: Place) -> str:
        (a, b), (x, y) = filters[place[0]], channels[place[0]][place[1] : place[1] + 2]
        return f"filter {place[0]} on channel {place[0]}: {a}·{x} + {b}·{y} = {a * x + b * y}"

    call = (
        f"MyConv2d(2, 2, (1, 2), groups=2) with the filters {filters[0]} and {filters[1]} "
        f"on the channels {channels[0]} and {channels[1]}"
    )
    return Demonstration(call, ask, ("groups", channels, filters), line)


def entries(*sizes: Any, **options: Any) -> Demonstration:
    """Names and shapes in the state_dict of a layer."""

    def ask(student: Any, probes: Any) -> Any:
        found = probes.shapes(check_object(student.MyConv2d(*sizes, **options)))
        check(isinstance(found, dict), "there is no state_dict")
        return found

    return Demonstration(
        f"the shapes in the state_dict of MyConv2d({arguments(*sizes, **options)})", ask, ("entries",), verb="are"
    )


def gradient() -> Demonstration:
    """The gradient of the sum of all results: each weight gets the sum of the pixels that it met."""
    rows: Rows = [[0, 1, 2], [3, 4, 5]]

    def ask(student: Any, probes: Any) -> Any:
        net, ones = check_object(student.MyConv2d(1, 1, 2)), torch.ones(1, 1, 1, 2)
        weights = [image_of(WEIGHTS), torch.zeros(1)]
        found = require_items(probes.gradients(net, weights, image_of(rows), ones), 2)[1]
        of_weights = require_items(found, 3)[1]
        return "no gradient" if of_weights is None else plane(of_weights)

    def line(place: Place) -> str:
        met = rows[place[0]][place[1] : place[1] + 2]
        return f"{met[0]} + {met[1]} = {sum(met)}"

    call = f"the gradient of the weights of MyConv2d(1, 1, 2), for the sum of its results on {rows}"
    return Demonstration(call, ask, ("gradient", rows), line, verb="is")


CONV = (
    layer([[0, 1, 2], [3, 4, 5]]),
    layer([[0, 1, 2], [3, 4, 5]], bias=10),
    layer(RAMP, stride=(1, 2)),
    layer([[1, 2], [3, 4]], padding=(0, 1)),
    layer([[0, 1, 2], [3, 4, 5], [6, 7, 8]], dilation=2),
    groups(),
    entries(2, 3, 2),
    entries(2, 3, 2, bias=False),
    gradient(),
)
