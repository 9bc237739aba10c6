"""`MyConv2d`: a convolution layer from unfold and one matrix product."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from receptive.grader import Case, Cell, Demonstration, Grids, Picture, Place, check, check_object, grid

from .conv_choices import FREE_CHOICES as FREE_CHOICES
from .conv_decisions import DECISIONS as DECISIONS
from .conv_decisions import IN_WORDS, arguments
from .conv_examples import EXAMPLES
from .drawings import from_what, wrong_cell
from .readings import Rows, image_of, plane
from .requirements import require_items, require_tensor

Pair = tuple[int, int]

# Weights of the demonstrations are whole numbers, so that a window can be added up in the head
RAMP: Rows = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]
WEIGHTS: Rows = [[1, 2], [3, 4]]


def marked_conv(
    x: Tensor, weight: Tensor, bias: Tensor | None, factors: Tensor, stride: Pair, padding: Pair, dilation: Pair,
    groups: int,
) -> Tensor:  # fmt: skip
    """A convolution in which each product has its factor: `factors[row, column, down, right]`, from the window's start
    and the place in it, in pixels of the padded image. Place by place: each is a part of the image times one weight."""
    x = functional.pad(x, (padding[1], padding[1], padding[0], padding[0]))
    f, c, kh, kw = weight.shape
    rows, columns = (
        torch.arange(0, x.shape[2 + axis] - dilation[axis] * (weight.shape[2 + axis] - 1), stride[axis])
        for axis in (0, 1)
    )
    out = torch.zeros(len(x), f, len(rows), len(columns), dtype=x.dtype)
    for a, b in itertools.product(range(kh), range(kw)):
        down, right = a * dilation[0], b * dilation[1]
        part = x[:, :, rows + down][:, :, :, columns + right] * factors[rows[:, None], columns, down, right]
        for g in range(groups):
            own = slice(g * f // groups, (g + 1) * f // groups)
            out[:, own] += torch.einsum("nchw,fc->nfhw", part[:, g * c : (g + 1) * c], weight[own, :, a, b])
    return out if bias is None else out + bias[:, None, None]


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


DEMONSTRATIONS = (
    layer([[0, 1, 2], [3, 4, 5]]),
    layer([[0, 1, 2], [3, 4, 5]], bias=10),
    layer(RAMP, stride=(1, 2)),
    layer([[1, 2], [3, 4]], padding=(0, 1)),
    layer([[0, 1, 2], [3, 4, 5], [6, 7, 8]], dilation=2),
    groups(),
    entries(2, 3, 2),
    entries(2, 3, 2, bias=False),
    gradient(),
    *EXAMPLES,
    *IN_WORDS,
)


def pictures(case: Case, kind: str, *what: Any) -> Iterator[Picture]:
    if kind == "values":
        rows, weights, _, options = what
        image = grid("image", rows, window=_window(wrong_cell(case), **options))
        yield from_what(case, image, grid("filter", weights), signs=("∗", "→"))
    elif kind == "groups":
        yield from_what(case, grid("channels", what[0]), grid("filters", what[1]), signs=("∗", "→"))
    elif kind == "gradient":
        row, column = wrong_cell(case)
        met = [(row, column), (row, column + 1)] if case.place else []
        yield from_what(case, grid("image", what[0], window=met), signs=("→",))


def _window(at: Cell, stride: Any = 1, padding: Any = 0, dilation: int = 1) -> list[Cell]:
    steps, pads = ((value, value) if isinstance(value, int) else value for value in (stride, padding))
    row, column = (place * step - pad for place, step, pad in zip(at, steps, pads, strict=True))
    return [(row + i, column + j) for i in (0, dilation) for j in (0, dilation) if row + i >= 0 <= column + j]


def example() -> Iterator[Picture]:
    image = grid("image", [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]], window=[(0, 1), (0, 2), (1, 1), (1, 2)])
    columns = [[0, 1, 2, 4, 5, 6], [1, 2, 3, 5, 6, 7], [4, 5, 6, 8, 9, 10], [5, 6, 7, 9, 10, 11]]
    unfolded = grid("columns", columns, window=[(row, 1) for row in range(4)])
    result = grid("filter 1 0 0 2 times the columns", [[10, 13, 16, 22, 25, 28]], window=[(0, 1)])
    yield Grids("A window becomes a column", (image, unfolded, result), ("→", ""), "1·1 + 0·2 + 0·5 + 2·6 = 13")
