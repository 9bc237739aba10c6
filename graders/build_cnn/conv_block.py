"""`conv_block`: convolution, ReLU, pooling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from receptive.grader import Case, Demonstration, Grids, Picture, Place, Ruler, check_object, grid

from .block_choices import FREE_CHOICES as FREE_CHOICES
from .block_decisions import DECISIONS as DECISIONS
from .drawings import from_what, wrong_cell
from .readings import Rows, image_of, plane
from .requirements import require_items, require_tensor

SIGNS: Rows = [[-1, 2], [3, -4]]
MIXED: Rows = [[-4, 0, 3, 1], [2, 2, 1, 3]]
ODD: Rows = [[5, 1, 9], [2, 3, 9], [9, 9, 9]]


def rectified_conv(x: Tensor, weight: Tensor, bias: Tensor, spare: str = "after", relu: bool = True) -> Tensor:
    """Convolution with k - 1 zero lines per axis; the odd one lies `before` or `after`."""
    pads: list[int] = []
    for k in (weight.shape[3], weight.shape[2]):
        few, many = (k - 1) // 2, k // 2
        pads += [few, many] if spare == "after" else [many, few]
    out = functional.conv2d(functional.pad(x, pads), weight, bias)
    return out.clamp(min=0) if relu else out


def pooled(x: Tensor, pool: str | None) -> Tensor:
    """2×2 pooling by naming the four neighbors."""
    if pool is None:
        return x
    rows, columns = x.shape[2] // 2 * 2, x.shape[3] // 2 * 2
    four = [x[:, :, i:rows:2, j:columns:2] for i in (0, 1) for j in (0, 1)]
    return torch.stack(four).amax(0) if pool == "max" else sum(four[1:], four[0]) / 4


def blocks(x: Tensor, weight: Tensor, bias: Tensor, pool: str | None) -> list[Tensor]:
    """The block with its ReLU in the right place, after the pooling, and nowhere."""
    linear = rectified_conv(x, weight, bias, relu=False)
    after = pooled(linear, pool)
    return [pooled(linear.clamp(min=0), pool), after.clamp(min=0), after]


def handing_on(size: int) -> list[Tensor]:
    """A kernel with 1 in the middle and 0 elsewhere, and the bias 0: what comes after the convolution can be seen."""
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


def mixed_mean(place: Place) -> str:
    window = [max(0, MIXED[i][2 * int(place[1]) + j]) for i in (0, 1) for j in (0, 1)]
    return f"({' + '.join(map(str, window))})/4 = {sum(window) / 4:g}"


DEMONSTRATIONS = (
    block(None, SIGNS, lambda place: f"max(0, {SIGNS[place[0]][place[1]]}) = {max(0, SIGNS[place[0]][place[1]])}"),
    block("avg", MIXED, mixed_mean),
    block("max", ODD, lambda _: "max(5, 1, 2, 3) = 5"),
    block_size(5, 6),
    block_size(2, 4),
    *DECISIONS,
)


def pictures(case: Case, *what: Any) -> Iterator[Picture]:
    if isinstance(what[0], int):  # sizes
        size, side = what
        at = case.place[0] if case.place else 0
        pads = ((size - 1) // 2, size // 2)
        yield Ruler(case.call, side, pads, size, 1, theirs=str(case.returned[at]), line=case.arithmetic)
        return
    pool, rows = what
    row, column = wrong_cell(case)
    met = [(row, column)] if pool is None else [(2 * row + i, 2 * column + j) for i in (0, 1) for j in (0, 1)]
    yield from_what(case, grid("image", rows, window=met), signs=("→",))


def example() -> Iterator[Picture]:
    first = (grid("before", [[-4, 0], [2, 2]]), grid("ReLU", [[0, 0], [2, 2]]), grid("mean", [[1]]))
    yield Grids("ReLU first, then the mean; the other way round gives 0", first, ("→", "→"), "(0 + 0 + 2 + 2)/4 = 1")
