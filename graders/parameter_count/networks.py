"""Networks to make tables of: the smallest first, then drawn ones."""

from __future__ import annotations

from random import Random

from .draws import image, pair, some
from .layers import FLATTEN, NORM, RELU, Layer, Shape, conv, dense, pool

Network = tuple[list[Layer], Shape]

SMALL: tuple[Network, ...] = (
    ([RELU], (2, 1, 3)),
    ([NORM], (2, 3, 4)),
    ([FLATTEN], (2, 3, 4)),
    ([pool(2)], (2, 4, 6)),
    ([conv(2, 1)], (1, 2, 3)),
    ([conv(2, 2)], (3, 3, 4)),
    ([conv(4, 1, groups=2, bias=False)], (2, 2, 3)),
    ([conv(4, 1, groups=2)], (2, 2, 3)),
    ([conv(2, (1, 2))], (1, 3, 4)),
    ([conv(2, 2, stride=2)], (1, 5, 4)),
    ([conv(2, 2, padding=1)], (1, 3, 4)),
    ([conv(2, 2, dilation=2)], (1, 3, 4)),
    ([FLATTEN, dense(3)], (1, 2, 2)),
    ([conv(2, 2), conv(3, 1)], (1, 3, 4)),
    ([conv(2, 2), FLATTEN], (1, 3, 4)),
)


def drawn(rng: Random) -> Network:
    """A conv with every option, some layers that keep the shape, a pool, a second conv, and a head."""
    shape = image(rng, least=20)
    groups = 2 if shape[0] % 2 == 0 else 1
    window = some(rng, stride=pair(rng, 1, 2), padding=pair(rng, 0, 1), dilation=pair(rng, 1, 2))
    layers = [conv(2 * rng.randint(1, 3), pair(rng, 1, 2, 3), groups=groups, **window)]
    kind = rng.choice(("max", "avg"))
    layers.append(pool(pair(rng, 2, 3), **some(rng, stride=2)) | {"kind": kind})
    layers.append(conv(rng.randint(2, 4), 2, **some(rng, bias=rng.random() < 0.5, padding=1)))
    for kept in ("batchnorm", "relu", "dropout"):
        if rng.random() < 0.5:
            layers.insert(rng.randint(0, len(layers)), {"type": kept})
    layers.append({"type": rng.choice(("flatten", "flatten", "global_pool"))})
    return [*layers, dense(rng.randint(2, 9), **some(rng, bias=rng.random() < 0.5))], shape
