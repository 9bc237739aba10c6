"""Color: what the three channels of an image are, when a network needs them, and what a shift does to it.

NumPy only. Work from top to bottom. The README beside this file explains every convention; grade your work as
often as you like.

Letters: N images, H×W pixels, C channels. A color is red, green, blue in this order.
"""

from collections.abc import Callable, Sequence

import numpy as np

Array = np.ndarray


def to_gray_mean(img: Array, channel_axis: int = -1) -> Array:
    """The mean of the three channels: the shape of `img` without its channel axis, in float64.

    `img` may be one color (3,), an image (H, W, 3), a batch (N, H, W, 3) or more; the channels may lie on another
    axis. Its numbers may be of any dtype, also uint8. Impossible input is refused; see the README's table.

    Example: to_gray_mean(np.array([[[200, 100, 60]]])) is [[120.0]].
    """
    # TODO: three numbers in, one out, for each pixel.
    raise NotImplementedError


def to_gray_weighted(img: Array, weights: Sequence[float] = (0.299, 0.587, 0.114), channel_axis: int = -1) -> Array:
    """The weighted sum of the three channels, in float64, with shapes as in `to_gray_mean`.

    `weights` are for red, green and blue. They sum to 1, or nearly (within 0.001), and are used as they are.
    Impossible input is refused; see the README's table.

    Example: to_gray_weighted(np.array([[[200, 100, 60]]])) is [[125.34]].
    """
    # TODO: pair each channel with its weight, wherever the channels are.
    raise NotImplementedError


def hwc_to_chw(img: Array) -> Array:
    """Channels last to channels first: (H, W, C) to (C, H, W), and (N, H, W, C) to (N, C, H, W). The dtype is kept.

    Example: hwc_to_chw(np.array([[[1, 2, 3], [4, 5, 6]]])) is [[[1, 4]], [[2, 5]], [[3, 6]]].
    """
    # TODO: put the axes in another order.
    raise NotImplementedError


def dense_weight_count(h: int, w: int, c: int, hidden: int, bias: bool = True) -> int:
    """How many parameters a dense layer of `hidden` units has when it sees a flattened image of h×w×c numbers.

    Every unit has a weight for every number, and with `bias` one bias. The count is a plain int.

    Example: dense_weight_count(1, 2, 3, 10) is 70.
    """
    # TODO: count one unit, then all.
    raise NotImplementedError


def gray_as_conv(weights: Sequence[float]) -> Array:
    """The filter of a 1×1 convolution that computes the weighted gray: shape (1, 3, 1, 1), in float64.

    The axes of filters are (F, C, kh, kw): filters, channels, height, width.

    Example: gray_as_conv((0.5, 0.3, 0.2)) is [[[[0.5]], [[0.3]], [[0.2]]]].
    """
    # TODO: the numbers are given; find their places.
    raise NotImplementedError


def metamer_pair(weights: Sequence[float], min_distance: float = 100.0) -> tuple[Array, Array]:
    """Two different colors that a weighted gray cannot tell apart.

    Each is a uint8 array of shape (3,), not a tuple. Their weighted grays differ by less than 0.5, their Euclidean
    distance is at least `min_distance`. Any such pair is right. If there is none, raises ValueError.

    Example: metamer_pair((0.25, 0.5, 0.25)) may be the arrays [200, 0, 0] and [0, 100, 0]: both have the gray 50, and
    they are √(200² + 100²) = 223.6 apart.
    """
    # TODO: find a long step from color to color that the weights do not see.
    raise NotImplementedError


def compare_representations(
    x_rgb: Array, y: Array, n_train: int, n_repeats: int = 5, seed: int = 0
) -> dict[str, float]:
    """How well 1-nearest-neighbor recognizes images by their colors, and by their mean gray alone.

    `x_rgb` is (N, H, W, 3), `y` holds N labels. In each repeat `n_train` images are drawn without replacement and
    keep their labels; every other image gets the label of the nearest of them (Euclidean distance of flattened
    pixels). Both representations use the same draw. The same `seed` gives the same result.

    Returns {"rgb": …, "gray": …}: the share of right answers from 0.0 to 1.0, averaged over the repeats.

    Example: for four images of one pixel, (90, 0, 0) and (96, 0, 0) with label 0, (0, 90, 0) and (0, 96, 0) with
    label 1, and n_train=3, the result is {"rgb": 1.0, "gray": 0.0} whatever is drawn.
    """
    # TODO: draw, measure all distances, take the nearest; twice for each draw.
    raise NotImplementedError


def equivariance_error(fn: Callable[[Array], Array], img: Array, shift: tuple[int, int]) -> float:
    """How much it matters whether an image is shifted before or after `fn`: 0.0 if `fn` is equivariant.

    `img` is (H, W) or (H, W, C). `fn` takes such an array and returns one of the same height and width. `shift` is
    (rows, columns), positive is down and right; zeros come in where the image has gone.

    Returns the largest absolute difference of fn(shifted img) and shifted fn(img). Of each axis a border is left
    out on both sides: abs(shift) + size // 4, but at most (size - 1) // 2.

    Example: with img = np.ones((8, 8)) and a function that multiplies column j by j, a shift of (0, 1) gives 1.0
    and a shift of (1, 0) gives 0.0.
    """
    # TODO: go both ways and compare where the border has no say.
    raise NotImplementedError


if __name__ == "__main__":
    print("Nothing here runs by itself. Ask what is right: python3 run.py color, or: grade color")
