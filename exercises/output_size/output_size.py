"""Output size: how large is what comes out of a layer?

Nothing but integers here: no arrays, no imports that you need. The task is explained in the README of this topic.

Words used everywhere: `i` input size, `k` kernel size, `s` stride, `p` padding on *each* side, `d` dilation
(1 is an ordinary kernel), all in pixels along one axis. `kernel`, `stride`, `padding` and `dilation` are one int for
both axes or a pair `(vertical, horizontal)`. All sizes are exact `int`, shapes are tuples of them, without the batch.
"""

from collections.abc import Sequence
from typing import Any

Pair = int | tuple[int, int]
Shape = tuple[int, ...]
Layer = dict[str, Any]


def conv_out(i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> int:
    """Count the positions of a window of `k` taps on a line of `i` pixels.

    `p` zeros are put on each side, the window moves by `s`, and its taps lie `d` pixels apart.
    The last step that does not fit is dropped.

    >>> conv_out(9, 3, 2)
    4

    Raises:
        ValueError: a size is too small, or the window is larger than the padded input; the message names the argument
            (for the window that is `k`).
        TypeError: an argument is no int (`7.0`, `"7"` and `True` are none); the message names it.
    """
    # TODO: where does the window start for the first time, and where for the last?
    raise NotImplementedError


def tf_out(i: int, k: int, s: int = 1, d: int = 1, padding: str = "VALID") -> int:
    """Give the size that TensorFlow promises for `padding` `"SAME"` or `"VALID"`.

    >>> tf_out(28, 3, 2, padding="SAME")
    14
    """
    # TODO: VALID is a window that you know; SAME has a rule of its own.
    raise NotImplementedError


def same_pads_tf(i: int, k: int, s: int = 1, d: int = 1) -> tuple[int, int]:
    """Give the zeros `(before, after)` that TensorFlow adds along one axis for `"SAME"`, the odd one after.

    >>> same_pads_tf(28, 3, 2)
    (0, 1)
    """
    # TODO: how far does the last window reach?
    raise NotImplementedError


def conv2d_out_shape(
    in_shape: Sequence[int],
    n_filters: int,
    kernel: Pair,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
    layout: str = "NCHW",
) -> Shape:
    """Give the shape that a convolution with `n_filters` filters makes of `in_shape`.

    Shapes are `(C, H, W)` for layout `"NCHW"` and `(H, W, C)` for `"NHWC"`, in and out alike.

    >>> conv2d_out_shape((3, 28, 36), 8, 5, stride=2, padding=1)
    (8, 13, 17)

    Raises:
        ValueError: an impossible value, a window that does not fit (the message names `kernel`), an unknown layout.
        TypeError: an argument of a wrong type. Both messages name the argument.
    """
    # TODO: one count for each axis, and the channels.
    raise NotImplementedError


def pool2d_out_shape(
    in_shape: Sequence[int],
    kernel: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    ceil_mode: bool = False,
    layout: str = "NCHW",
) -> Shape:
    """Give the shape that pooling makes of `in_shape`, as PyTorch does it. The stride defaults to the kernel.

    With `ceil_mode` a last window may hang over the end, but not start in the padding there.

    >>> pool2d_out_shape((4, 8, 8), 3, stride=2, ceil_mode=True)
    (4, 4, 4)
    """
    # TODO: first without ceil_mode; then look at the last window.
    raise NotImplementedError


def unused_pixels(i: int, k: int, s: int = 1, p: int = 0) -> int:
    """Count the pixels of the padded line after the last window.

    >>> unused_pixels(10, 3, 2)
    1
    """
    # TODO: what is left when no further step fits?
    raise NotImplementedError


def trace(arch: list[Layer], in_shape: Sequence[int]) -> list[Shape]:
    """List the shape after each layer of `arch`, for an input `(C, H, W)`.

    A layer is a dict with a `type`: `conv`, `pool`, `batchnorm`, `relu`, `dropout`, `global_pool`, `flatten` or
    `dense`. The README lists the other entries and their defaults.

    >>> trace([{"type": "pool", "kind": "max", "kernel": 2}, {"type": "flatten"}], (3, 8, 6))
    [(3, 4, 3), (36,)]

    Raises:
        ValueError: a layer cannot be; the message tells its index (from 0) and the shape that reached it.
    """
    # TODO: what a layer gives is what the next one takes.
    raise NotImplementedError


def receptive_field(arch: list[Layer]) -> tuple[int, int]:
    """Give `(size, jump)` in input pixels, for the layers before the first `flatten`, `dense` or `global_pool`.

    `size` is the side of the square of pixels that one output sees, `jump` how far apart two neighboring outputs look.
    Here every kernel, stride, padding and dilation is one int.

    >>> receptive_field([{"type": "conv", "filters": 4, "kernel": 3}, {"type": "pool", "kind": "max", "kernel": 2}])
    (4, 2)
    """
    # TODO: start with one pixel that sees itself, and add layer after layer.
    raise NotImplementedError


def inputs_giving(o: int, k: int, s: int, p: int) -> range:
    """Give the range of all input sizes, 1 or more, for which `conv_out(i, k, s, p)` is `o` (1 or more).

    >>> inputs_giving(3, 3, 2, 1)
    range(5, 7)
    """
    # TODO: what is the smallest input that has room for `o` positions, and what the largest?
    raise NotImplementedError


def configs(i: int, o: int, max_k: int, max_s: int, max_p: int) -> set[tuple[int, int, int]]:
    """Give all `(k, s, p)` that turn `i` into `o`, with `k` in 1..max_k, `s` in 1..max_s and `p` in 0..max_p.

    >>> configs(5, 3, 3, 2, 0) == {(3, 1, 0), (1, 2, 0)}
    True
    """
    # TODO: try them all; leave out windows that do not fit.
    raise NotImplementedError


if __name__ == "__main__":
    print("Nothing here runs by itself. Ask what is right: python3 run.py output_size, or: grade output_size")
