"""What MyConv2d decides, whatever its writer chose: first values, how it multiplies, in which order it keeps what.

Its parameters get known numbers, whatever shape they have; so two layers with one mistake give the same values.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor

from receptive.grader import check, check_object

from .deciding import HIDDEN, decision, far, images, results, shapes_of
from .requirements import require_items, require_tensor

SQUARE, WIDE = (4, 4), (2, 5)  # positions; the root of 10 is no whole number, so that nobody guesses them
MOST_VALUES = 400
SHAPES = [(6,), (6, 2, 3, 3)], [(6,), (6, 4, 3, 3)]  # each the bias and the weights


def pair(value: Any) -> tuple[int, int]:
    return value if isinstance(value, tuple) else (value, value)


def whole_numbers(count: int, start: int) -> Tensor:
    """Small ones: sums of their products are exact in any order."""
    return torch.randint(-3, 4, (count,), generator=torch.Generator().manual_seed(start)).float()


def image_for(grid: tuple[int, int], c: int, kernel: Any, n: int = 2, **options: Any) -> Tensor:
    """Images on which a layer with these arguments has that many positions."""
    settings = [
        pair(kernel),
        *(pair(options.get(name, one)) for name, one in (("stride", 1), ("padding", 0), ("dilation", 1))),
    ]
    sides = [(o - 1) * s + d * (k - 1) + 1 - 2 * p for o, k, s, p, d in zip(grid, *settings, strict=True)]
    return whole_numbers(n * c * math.prod(sides), 1).reshape(n, c, *sides)


def numbers_for(shapes: list[tuple[int, ...]]) -> list[Tensor]:
    """The same for a tensor of the same size, however it lies."""
    found = []
    for shape in shapes:
        count = math.prod(shape)
        found.append(whole_numbers(count, count).reshape(shape))
    return found


def layer(*sizes: Any, grid: tuple[int, int] = WIDE, **options: Any) -> Any:
    """The shape of a result and its values, one after the other."""

    def ask(student: Any, probes: Any) -> list[Any]:
        net = check_object(student.MyConv2d(*sizes, **options))
        shapes = shapes_of(probes, net)
        if not any(len(shape) > 1 for shape in shapes):
            return [HIDDEN]
        (out,) = results(probes, net, numbers_for(shapes), image_for(grid, sizes[0], sizes[2], **options))
        check(out.numel() <= MOST_VALUES, "the result is too large")
        return [*out.shape, *out.flatten().tolist()]

    return ask


def without_unfold(student: Any, probes: Any) -> str:
    """Whether other columns give another result."""
    net, x = check_object(student.MyConv2d(1, 1, 2)), images(1, 1, 3, 6)
    tensors = numbers_for(shapes_of(probes, net))
    if not any(tensor.ndim > 1 for tensor in tensors):
        return HIDDEN
    (plain,) = results(probes, net, tensors, x)
    marked = require_tensor(probes.with_columns(net, [], x, 1 + torch.rand(4, 6, 2, 2)))
    return "unfold" if far(plain, marked.double()) else "something else"


def names(**options: Any) -> Any:
    def ask(student: Any, probes: Any) -> list[str]:
        found = probes.shapes(check_object(student.MyConv2d(4, 6, 3, **options)))
        check(isinstance(found, dict) and len(found) <= 4, "there is no state_dict")
        return sorted(map(str, found))

    return ask


def which_names(found: Any) -> object:
    if isinstance(found, str) or found in (["bias", "weight"], ["weight"]):
        return found
    return "others"


def shapes(student: Any, probes: Any) -> list[tuple[int, ...]]:
    return sorted(shapes_of(probes, check_object(student.MyConv2d(4, 6, 3, groups=2))))


def which_shapes(found: Any) -> object:
    return found if isinstance(found, str) or found in SHAPES else "others"


def gradients(student: Any, probes: Any) -> str:
    net = check_object(student.MyConv2d(1, 1, 2))
    tensors = numbers_for(shapes_of(probes, net))
    x = images(1, 1, 3, 6)
    results(probes, net, tensors, x)
    of_image, *others = require_items(
        require_items(probes.gradients(net, tensors, x, torch.ones(1, 1, 2, 5)), 2)[1], 1 + len(tensors)
    )
    if of_image is None:
        return "not the image"
    return "image and parameters" if all(each is not None for each in others) else "not all parameters"


def case(*sizes: Any, grid: tuple[int, int] = WIDE, **options: Any) -> Any:
    return decision(f"the result of MyConv2d({arguments(*sizes, **options)})", layer(*sizes, grid=grid, **options))


def arguments(*sizes: Any, **options: Any) -> str:
    return ", ".join([*map(str, sizes), *(f"{name}={value}" for name, value in options.items())])


IN_WORDS = (
    decision("the list of names in the state_dict of MyConv2d(4, 6, 3)", names(), decides=which_names),
    decision(
        "the list of names in the state_dict of MyConv2d(4, 6, 3, bias=False)",
        names(bias=False),
        decides=which_names,
    ),
    decision("the list of shapes of the parameters of MyConv2d(4, 6, 3, groups=2)", shapes, decides=which_shapes),
    decision("what MyConv2d(1, 1, 2) is given a gradient for", gradients),
    decision("where the windows of MyConv2d(1, 1, 2) come from", without_unfold),
)

DECISIONS = (
    case(2, 3, 3, grid=SQUARE),
    case(2, 3, 3),
    case(2, 3, (2, 3)),
    case(2, 3, 2, stride=2),
    case(2, 3, 2, stride=(1, 2)),
    case(2, 3, 3, padding=1),
    case(2, 3, 3, padding=(0, 1)),
    case(2, 3, 3, dilation=2),
    case(2, 3, 3, dilation=(1, 2)),
    case(4, 6, 3, groups=2),
    case(4, 4, 3, groups=4),
    case(2, 3, 3, bias=False),
    case(4, 6, (3, 2), stride=(2, 1), padding=(1, 0), dilation=(1, 2), groups=2),
    *IN_WORDS,
)
