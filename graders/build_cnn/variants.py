"""What a LeNet may compute, by its contract; and what one computes that has one kind of slip."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn import functional

from .activations import ACTIVATIONS, Function
from .requirements import is_near
from .tensors import LENET_SHAPES

HEADS: dict[str, Function] = {
    "logits": lambda z: z,
    "log_softmax": lambda z: torch.log_softmax(z, dim=1),
    "softmax": lambda z: torch.softmax(z, dim=1),
    "relu": torch.relu,
}
POOLS: dict[str, Callable[..., Tensor]] = {"max": functional.max_pool2d, "avg": functional.avg_pool2d}


@dataclass(frozen=True)
class Variant:
    """What the contract leaves open in a LeNet; and one kind of slip, which leaves the rest right."""

    activation: str
    pool: str
    pool_first: bool
    acts: tuple[bool, ...] = (True,) * 4  # which of the four activations are there
    last_pool: str = ""  # if it is of another kind than the first
    window: tuple[int, int] = (2, 2)  # of the pooling, and its stride
    last_window: tuple[int, int] = (0, 0)  # if it is another one than the first
    conv: tuple[int, int] = (0, 1)  # padding and stride
    pads_first_only: bool = False
    channels_last: bool = False  # the order in which the flattening takes the numbers


def variants() -> Iterator[Variant]:
    for activation, pool, first in itertools.product(ACTIVATIONS, POOLS, (False, True)):
        yield Variant(activation, pool, first)


def slips(own: Variant) -> Iterator[Variant]:
    """The same network with one kind of slip in it."""
    yield replace(own, channels_last=True)
    yield replace(own, conv=(2, 1), pads_first_only=True)
    yield replace(own, last_window=(1, 1))
    yield replace(own, last_pool="avg" if own.pool == "max" else "max")
    for window in ((2, 1), (3, 1), (3, 2), (3, 3), (4, 4), (4, 2)):
        yield replace(own, window=window)
    for conv in ((1, 1), (2, 1), (4, 1), (0, 2), (2, 2)):
        yield replace(own, conv=conv)
    for acts in itertools.product((True, False), repeat=4):
        if not all(acts):
            yield replace(own, acts=acts)


def logits(weights: Sequence[Tensor], x: Tensor, variant: Variant) -> Tensor:
    """What comes before the head. The last convolution may stand for the first dense layer, laid flat.

    Raises:
        RuntimeError: the layers do not fit to each other.
    """
    acts = [ACTIVATIONS[variant.activation] if there else ACTIVATIONS["none"] for there in variant.acts]
    padding, stride = variant.conv
    paddings = padding, 0 if variant.pads_first_only else padding
    pools = variant.pool, variant.last_pool or variant.pool
    windows = variant.window, variant.last_window if any(variant.last_window) else variant.window
    layers = zip(acts, pools, windows, paddings, (weights[0:2], weights[2:4]), strict=False)
    for act, pool, window, padding, (weight, bias) in layers:
        x = functional.conv2d(x, weight, bias, stride=stride, padding=padding)
        x = act(x) if not variant.pool_first else x
        x = POOLS[pool](x, *window)
        x = act(x) if variant.pool_first else x
    x = (x.permute(0, 2, 3, 1) if variant.channels_last else x).flatten(1)
    for act, weight, bias in zip(acts[2:], weights[4:8:2], weights[5:8:2], strict=True):
        x = act(x @ weight.T + bias)
    return x @ weights[8].T + weights[9]


def lenet(weights: Sequence[Tensor], x: Tensor, variant: Variant, head: str) -> Tensor:
    return HEADS[head](logits(weights, x, variant))


def explain(weights: Sequence[Tensor], x: Tensor, got: Tensor) -> tuple[Variant, str] | None:
    """The first variant and head that give these values, if any do."""
    return _found(variants(), weights, x, got)


def explain_slip(weights: Sequence[Tensor], x: Tensor, got: Tensor) -> tuple[Variant, str] | None:
    """The same for a network in which one kind of layer has a slip: its own sizes, or one of `slips`."""
    sizes = [weight.shape != shape for weight, shape in zip(weights, LENET_SHAPES, strict=True)]
    own = list(variants())
    conv_is_right, dense_is_right = not any(sizes[:4]), not any(sizes[5:])
    if not dense_is_right and not conv_is_right:
        return None
    if dense_is_right and conv_is_right:
        # Where the first dense layer is made for another size, the images that it takes have that size
        plain = own if sizes[4] else []
        return _found(itertools.chain(plain, (slip for variant in own for slip in slips(variant))), weights, x, got)
    if dense_is_right:  # the convolutions have other windows or numbers of filters, and what goes with them
        own += [replace(variant, conv=conv) for variant in own for conv in ((1, 1), (2, 1), (0, 2))]
    return _found(own, weights, x, got)


def sizes_of(variant: Variant) -> tuple[object, ...]:
    """All that decides which sizes come out of its layers."""
    return variant.window, variant.last_window, variant.conv, variant.pads_first_only


def _found(
    candidates: Iterable[Variant], weights: Sequence[Tensor], x: Tensor, got: Tensor
) -> tuple[Variant, str] | None:
    unfit: set[tuple[object, ...]] = set()  # sizes at which the layers do not meet
    for variant in candidates:
        if sizes_of(variant) in unfit:
            continue
        try:
            z = logits(weights, x, variant)
        except RuntimeError:
            unfit.add(sizes_of(variant))
            continue
        for head, function in HEADS.items():
            if is_near(got, function(z)):
                return variant, head
    return None
