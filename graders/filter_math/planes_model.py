"""One patch, one plane, and kernels with a purpose: one decision a method."""

from __future__ import annotations

from typing import Any

import numpy as np

from .images import Array
from .windows_model import WindowsModel

LAPLACE = np.array([[0.0, -1.0, 0.0], [-1.0, 4.0, -1.0], [0.0, -1.0, 0.0]])
SOBEL = np.outer([1.0, 2.0, 1.0], [-1.0, 0.0, 1.0])
COPIED = {"identity": (1, 1), "shift_right": (1, 0), "shift_left": (1, 2), "shift_down": (0, 1), "shift_up": (2, 1)}


class PlanesModel(WindowsModel):
    # One patch

    def patch_dot(self, patch: Array, kernel: Array, bias: float = 0.0) -> Any:
        products = self.channels_read(self.products(patch, kernel), 0)
        total = self.over_channels(products, 0)
        times = self.times_of_bias(products.size // np.size(total), len(products))
        return self.as_number(total + bias * times)

    def products(self, patch: Array, kernel: Array) -> Array:
        rows, columns = self.sides(kernel.shape[1:])
        if rows > kernel.shape[1] or columns > kernel.shape[2]:
            raise IndexError("there are not so many weights")
        return self.multiplied(self.numbers(patch[:, :rows, :columns]), self.numbers(kernel[:, :rows, :columns]))

    def multiplied(self, window: Array, weights: Array) -> Array:
        return window * weights

    def as_number(self, total: Any) -> Any:
        return float(total) if total.ndim == 0 else total

    def channels_read(self, array: Array, channel: int) -> Array:
        """What is used of an array that has the channels on this axis."""
        del channel
        return array

    def over_channels(self, products: Array, channel: int) -> Any:
        """Products, with the channels on this axis and a window's cells on the last two, made one number."""
        return self.summed(products, (channel, -2, -1))

    def summed(self, products: Array, axes: tuple[int, ...]) -> Any:
        return products.sum(axis=axes)

    def times_of_bias(self, weights: int, channels: int) -> int:
        """How often a bias is added to a result that is made of so many weights."""
        del weights, channels
        return 1

    # One plane

    def cross_correlate2d(self, x: Array, k: Array) -> Array:
        require_planes(x, k)
        return self.correlated(x, self.laid(k))

    def convolve2d(self, x: Array, k: Array) -> Array:
        return self.correlated(x, self.flipped(k))

    def laid(self, kernel: Array) -> Array:
        """The kernel as it is laid on a window."""
        return kernel

    def flipped(self, kernel: Array) -> Array:
        return kernel[::-1, ::-1].copy()

    def correlated(self, x: Array, k: Array) -> Array:
        plane, weights = self.numbers(x), self.numbers(k)
        plane = self.around(plane, weights.shape)
        size = self.size_counted(plane.shape, 0)
        seen = self.windows(plane[None, None], self.sides(weights.shape), 1, size=size)[0, 0]
        sums = self.summed(self.multiplied(seen, self.weights_read(weights, seen)), (2, 3))
        maps = self.framed(sums, x.shape, k.shape)[None, None]
        found: Array = self.handed_over(maps, 1, np.sum, x)[0, 0]
        return found

    def around(self, plane: Array, kernel: tuple[int, ...]) -> Array:
        """The plane with whatever is put around it."""
        del kernel
        return plane

    def weights_read(self, weights: Array, seen: Array) -> Array:
        """Of the kernel, what is multiplied with such windows."""
        del seen
        return weights

    def framed(self, sums: Array, size: tuple[int, ...], kernel: tuple[int, ...]) -> Array:
        """The results in the array that they are written into."""
        del size, kernel
        return sums

    # Designed kernels: the copies and the blur are as they must be, edges and sharpening are free

    kept = 1.0  # of the image, where it is sharpened

    def design_kernel(self, behaviour: str) -> Array:
        """Copies of one neighbor, means, differences along a row, and the image plus what a blur takes away."""
        kernel = np.zeros((3, 3))
        if behaviour in COPIED:
            kernel[self.copied_from(*COPIED[behaviour])] = 1.0
            return kernel
        if behaviour == "blur":
            return self.blurring()
        if behaviour == "sharpen":
            kernel[1, 1] = self.kept
            kernel += self.details()
            return kernel
        return self.edge(vertical=behaviour == "vertical_edge").copy()

    def copied_from(self, row: int, column: int) -> tuple[int, int]:
        """The place of the weight that copies a neighbor."""
        return row, column

    def blurring(self) -> Array:
        return np.full((3, 3), 1 / 9)

    def details(self) -> Array:
        """What sharpening adds."""
        return self.sharp_part()

    def sharp_part(self) -> Array:
        """Any kernel that is silent on flat images, and answers to a bright dot in its place."""
        return LAPLACE

    def edge(self, vertical: bool) -> Array:
        return self.difference() if vertical else self.difference().T

    def difference(self) -> Array:
        """Any kernel that answers to steps from left to right only."""
        return SOBEL


def require_planes(x: Array, k: Array) -> None:
    for name, array in (("x", x), ("k", k)):
        if not isinstance(array, np.ndarray):
            raise TypeError(f"{name} must be an array")
        if array.ndim != 2:
            raise ValueError(f"{name} must have two axes")
    if k.shape[0] > x.shape[0] or k.shape[1] > x.shape[1]:
        raise ValueError("k is larger than the plane")
