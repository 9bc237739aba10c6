"""Layers of 1×1 whose results can be added up in the head, and sizes of others."""

from __future__ import annotations

from typing import Any

import torch

from receptive.grader import Demonstration, check, check_object

from .conv_decisions import arguments
from .deciding import decision, results, shapes_of
from .readings import Rows


def products(c: int, f: int, filters: list[int], images: list[Rows], **options: Any) -> Demonstration:
    """The numbers of a layer whose filter k has `filters[k]` for all its weights; an image is rows of channels."""

    def ask(student: Any, probes: Any) -> list[list[float]]:
        net = check_object(student.MyConv2d(c, f, 1, **options))
        weights = torch.tensor(filters, dtype=torch.float32)
        known = []
        for shape in shapes_of(probes, net):
            count = torch.Size(shape).numel()
            check(count % f == 0, "the parameters have other sizes")
            known.append(weights.repeat_interleave(count // f).reshape(shape) if len(shape) > 1 else torch.zeros(shape))
        x = torch.tensor(images, dtype=torch.float32)[:, :, None]
        (out,) = results(probes, net, known, x)
        check(out.numel() <= 16, "the result is too large")
        return [[round(value, 3) for value in each.flatten().tolist()] for each in out]

    call = f"MyConv2d({arguments(c, f, 1, **options)}) with filters of {filters} and no bias on {images}"
    return decision(call, ask, verb="gives")


def size(*sizes: Any, image: tuple[int, int], **options: Any) -> Demonstration:
    def ask(student: Any, probes: Any) -> str:
        net = check_object(student.MyConv2d(*sizes, **options))
        (out,) = results(probes, net, [], torch.ones(1, sizes[0], *image))
        return "×".join(map(str, out.shape[2:]))

    call = f"the size of the result of MyConv2d({arguments(*sizes, **options)}) for {image[0]}×{image[1]} pixels"
    return decision(call, ask)


EXAMPLES = (
    products(4, 4, [1, 2, 3, 4], [[[1], [10], [100], [1000]]], groups=2),
    products(1, 2, [1, 10], [[[1, 2]]]),
    products(1, 1, [1], [[[1]], [[2]]]),
    size(1, 1, 2, image=(3, 6)),
    size(1, 1, (1, 2), image=(3, 6)),
    size(1, 1, 2, image=(5, 8), stride=(1, 2)),
    size(1, 1, 2, image=(3, 4), padding=1),
    size(1, 1, 2, image=(4, 7), dilation=2),
)
