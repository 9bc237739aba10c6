"""Parameter count: how many numbers does a network learn, and what do they cost?

Nothing but integers here, apart from one ratio, and no imports that you need. The README of this topic explains the
task. Functions that you wrote for `output_size` may be copied into this file; it has to stand alone.

Words used everywhere: `kernel`, `stride`, `padding` (zeros on *each* side) and `dilation` (1 is an ordinary kernel) are
one int for both axes or a pair `(vertical, horizontal)`. `in_shape` is `(C, H, W)`, without the batch. All counts are
exact `int`.
"""

from collections.abc import Sequence
from typing import Any

Pair = int | tuple[int, int]
Layer = dict[str, Any]


def conv_params(c_in: int, c_out: int, kernel: Pair, bias: bool = True, groups: int = 1) -> int:
    """Count the parameters of a convolution with `c_out` filters on an input of `c_in` channels.

    With `groups`, channels and filters are split into that many parts, and each filter reads the channels of its own
    part only.

    >>> conv_params(4, 6, 5)
    606

    Raises:
        ValueError: a number below 1, or `groups` does not divide both `c_in` and `c_out`; the message names the
            argument.
        TypeError: an argument is no int (`7.0`, `"7"` and `True` are none); the message names it.
    """
    # TODO: how many numbers does one filter have, and how many filters are there?
    raise NotImplementedError


def dense_params(n_in: int, n_out: int, bias: bool = True) -> int:
    """Count the parameters of a dense layer from `n_in` numbers to `n_out` neurons.

    >>> dense_params(20, 6)
    126
    """
    # TODO: what does one neuron own?
    raise NotImplementedError


def locally_connected_params(
    in_shape: Sequence[int], n_filters: int, kernel: Pair, stride: Pair = 1, padding: Pair = 0
) -> int:
    """Count the parameters of a convolution that does not share: each place has filters and biases of its own.

    >>> locally_connected_params((1, 6, 5), 2, 3)
    240
    """
    # TODO: at how many places does the window stand?
    raise NotImplementedError


def sharing_ratio(in_shape: Sequence[int], kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> int:
    """Tell how many times fewer parameters a layer has because its places share them.

    >>> sharing_ratio((3, 10, 8), 3)
    48
    """
    # TODO: compare the two functions above, on paper first.
    raise NotImplementedError


def layer_table(arch: list[Layer], in_shape: Sequence[int]) -> list[dict[str, Any]]:
    """Describe each layer of `arch`: a list of dicts `type`, `out_shape`, `params`, `macs` and `activations`.

    A layer is a dict with a `type`: `conv`, `pool`, `batchnorm`, `relu`, `dropout`, `global_pool`, `flatten` or
    `dense`. The README lists the other entries and their defaults. `params` are the trainable ones, `macs` the
    multiply-accumulates of one image, and `activations` the numbers in `out_shape`, which is a tuple.

    >>> layer_table([{"type": "conv", "filters": 4, "kernel": 3}], (1, 6, 8))
    [{'type': 'conv', 'out_shape': (4, 4, 6), 'params': 40, 'macs': 864, 'activations': 96}]

    Raises:
        ValueError: a layer cannot be; the message tells its index, counted from 0.
    """
    # TODO: what a layer gives is what the next one takes.
    raise NotImplementedError


def conv_macs(
    in_shape: Sequence[int],
    n_filters: int,
    kernel: Pair,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
    groups: int = 1,
) -> int:
    """Count the multiply-accumulates of a convolution of one image; adding the bias is not counted.

    >>> conv_macs((3, 8, 6), 4, 3)
    2592
    """
    # TODO: how many products make one number of the output?
    raise NotImplementedError


def memory_bytes(arch: list[Layer], in_shape: Sequence[int], dtype_bytes: int = 4) -> dict[str, int]:
    """Give the bytes of the trainable parameters, of the outputs of all layers, and of both: a dict with three entries.

    >>> memory_bytes([{"type": "flatten"}, {"type": "dense", "units": 3}], (2, 2, 5))
    {'params': 252, 'activations': 92, 'total': 344}
    """
    # TODO: the table has it all; add up and convert.
    raise NotImplementedError


def separable_params(c_in: int, c_out: int, kernel: Pair, bias: bool = True) -> int:
    """Count the parameters of a depthwise convolution followed by a pointwise one to `c_out`, each with its bias.

    >>> separable_params(8, 16, 3)
    224
    """
    # TODO: both parts are convolutions that you can count already.
    raise NotImplementedError


def bottleneck_saving(c_in: int, c_out: int, kernel: Pair, c_mid: int) -> float:
    """Tell how many times more weights the direct convolution has than the detour through `c_mid` channels.

    The detour is a 1×1 convolution to `c_mid`, then one with `kernel` to `c_out`. Biases are not counted.

    >>> bottleneck_saving(64, 64, 3, 16)
    3.6
    """
    # TODO: one way, divided by the other.
    raise NotImplementedError


def count_trainable(model: Any) -> int:
    """Count the numbers that training may change in a model of PyTorch (an `nn.Module`).

    A tensor that is used in two places counts once; frozen parameters and buffers do not count. You need not import
    torch for this: ask the model.
    """
    # TODO: what does a model tell about itself?
    raise NotImplementedError


def max_filters_within(budget: int, c_in: int, kernel: Pair, head_classes: int, in_hw: tuple[int, int]) -> int:
    """Give the most filters that a small network may have to stay within `budget` parameters; 0 if none.

    The network: one convolution (stride 1, no padding, bias) on `c_in` channels of `in_hw` = (rows, columns) pixels,
    flatten, and a dense layer (bias) of `head_classes`.

    >>> max_filters_within(1000, 1, 3, 2, (8, 8))
    12
    """
    # TODO: what does one more filter cost?
    raise NotImplementedError


if __name__ == "__main__":
    print("Nothing here runs by itself. Ask what is right: python3 run.py parameter_count, or: grade parameter_count")
