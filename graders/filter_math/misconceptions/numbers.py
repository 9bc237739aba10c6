"""Mistakes about types, and about arrays that belong to somebody else."""

from __future__ import annotations

from typing import Any

import numpy as np

from receptive.grader import misconception

from ..headings import BACKWARD, CONVENTIONS, LAYERS, MOVED, PLANES
from ..images import Array
from ..model import Model


@misconception(
    "FIL-11a",
    "stores results in the input's type",
    read=CONVENTIONS,
    exercises=(*PLANES, *LAYERS, "avg_pool2d", *BACKWARD),
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

    def blank(self, x: Array) -> Array:
        return np.zeros_like(x)


@misconception(
    "FIL-11b",
    "computes in the input's type",
    read=CONVENTIONS,
    exercises=("patch_dot", *PLANES, *LAYERS, "avg_pool2d", "conv2d_backward"),
)
class ComputesInTheInputsType(Model):
    """You compute with small integers, or single precision, as they come in.

    Print np.uint8([200]) * np.uint8([2]).
    """

    def numbers(self, array: Array) -> Array:
        return array

    def as_number(self, total: Any) -> Any:
        return total

    def added(self, seen: Array) -> Array:
        total: Array = seen.sum(axis=(4, 5), dtype=seen.dtype)
        return total


@misconception("FIL-11g", "adds up in the input's type", read=CONVENTIONS, exercises=("patch_dot", *PLANES, "conv2d"))
class AddsUpInTheInputsType(ComputesInTheInputsType):
    """You multiply and add up small integers, or single precision, as they come in.

    Print np.uint8([200]) * np.uint8([2]).
    """

    def summed(self, products: Array, axes: tuple[int, ...]) -> Any:
        return products.sum(axis=axes, dtype=products.dtype)


@misconception(
    "FIL-11c", "adds into an array of the input's type", read=CONVENTIONS, exercises=(*PLANES, *LAYERS, *BACKWARD)
)
class AddsIntoTheInputsType(Model):
    """Your code raises on images of integers.

    Which line raises? Try out = np.zeros_like(np.array([1, 2])), then out += 0.5: what does NumPy say?
    """

    def as_stored(self, result: Array, like: Array) -> Array:
        if not np.can_cast(result.dtype, like.dtype, "same_kind"):
            raise TypeError("whole numbers cannot take these")
        return result.astype(like.dtype)

    def put_beside(self, dx: Array, x: Array) -> Array:
        return self.as_stored(dx, x)


@misconception(
    "FIL-11d", "hands results over in the input's type", read=CONVENTIONS, exercises=("im2col", "max_pool2d")
)
class HandsOverTheInputsType(Model):
    """Your result has the type of the image; float64 is required.

    Print result.dtype for an image of integers.
    """

    def numbers(self, array: Array) -> Array:
        return array


@misconception("FIL-11e", "changes the type", read=CONVENTIONS, exercises=("zero_pad2d",))
class ChangesTheType(Model):
    """Your result is always float64, but padding should keep the type of the image.

    Print np.zeros(2).dtype. Which argument of np.zeros decides that?
    """

    def as_padded(self, result: Array, x: Array) -> Array:
        return result.astype(np.float64)


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


@misconception("FIL-11f", "computes in single precision", read=CONVENTIONS, exercises=(*PLANES, *MOVED, *BACKWARD))
class ComputesInSinglePrecision(Model):
    """Your result is float32; float64 is required.

    Print result.dtype. In which line is float32 chosen?
    """

    def as_stored(self, result: Array, like: Array) -> Array:
        return result.astype(np.float32)

    def as_columns(self, columns: Array) -> Array:
        return columns.astype(np.float32)

    def put_beside(self, dx: Array, x: Array) -> Array:
        return dx.astype(np.float32)
