"""Mistakes about types, and about arrays that belong to somebody else."""

from __future__ import annotations

from typing import Any

import numpy as np

from receptive.grader import misconception

from ..headings import CONVENTIONS, LAYERS, PLANES
from ..images import Array
from ..model import Model


@misconception(
    "FIL-11a",
    "stores results in the input's type",
    read=CONVENTIONS,
    exercises=(*PLANES, *LAYERS, "avg_pool2d", "conv2d_backward"),
)
class StoresInTheInputsType(Model):
    """You put results into an array of the input's type, which cuts or wraps what does not fit.

    Write 0.44 into np.zeros(1, dtype=np.uint8) and print it.
    """

    def as_stored(self, result: Array, like: Array) -> Array:
        if like.dtype == result.dtype:
            return result
        whole = np.trunc(result).astype(np.int64) if like.dtype.kind in "iu" else result
        return whole.astype(like.dtype)


@misconception(
    "FIL-11b",
    "computes in the input's type",
    read=CONVENTIONS,
    exercises=("patch_dot", *PLANES, *LAYERS, "conv2d_backward"),
)
class ComputesInTheInputsType(Model):
    """You multiply small integers, or single precision, as they come in.

    Print np.uint8([200]) * np.uint8([2]).
    """

    def numbers(self, array: Array) -> Array:
        return array

    def as_number(self, total: Any) -> Any:
        return total


@misconception(
    "FIL-19",
    "changes the caller's array",
    read=CONVENTIONS,
    exercises=("patch_dot", "convolve2d", "max_pool2d_backward"),
)
class ChangesTheCallersArray(Model):
    """You write into an array that was handed to you.

    Print the argument before and after the call.
    """

    def products(self, patch: Array, kernel: Array) -> Array:
        products = super().products(patch, kernel)
        if patch.dtype == products.dtype:
            patch[...] = products
        return products

    def flipped(self, kernel: Array) -> Array:
        kernel[...] = super().flipped(kernel)
        return kernel

    def put_beside(self, dx: Array, x: Array) -> Array:
        x[...] = dx
        return dx
