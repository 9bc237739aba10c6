"""Inputs that tell misconceptions apart: the smallest first, then drawn ones. All of them are legal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

Call = tuple[tuple[Any, ...], dict[str, Any]]
Layer = dict[str, Any]
DRAWN = 60


def pair(rng: Random, *values: int) -> Any:
    """Two different ones, or one for both axes."""
    return tuple(rng.sample(values, 2)) if rng.random() < 0.7 else rng.choice(values)


def some(rng: Random, **options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if rng.random() < 0.6}


def image(rng: Random, least: int = 8) -> tuple[int, int, int]:
    return (rng.randint(2, 5), *rng.sample(range(least, least + 8), 2))


def conv_params(rng: Random) -> Call:
    groups = rng.choice((1, 1, 2, 3))
    c_in, c_out = (groups * number for number in rng.sample(range(1, 6), 2))
    return (c_in, c_out, pair(rng, 1, 2, 3, 5)), some(rng, bias=rng.random() < 0.5) | {"groups": groups}


def dense_params(rng: Random) -> Call:
    return tuple(rng.sample(range(2, 40), 2)), some(rng, bias=rng.random() < 0.5)


def locally_connected_params(rng: Random) -> Call:
    options = some(rng, stride=pair(rng, 1, 2, 3), padding=pair(rng, 0, 1, 2))
    return (image(rng), rng.randint(2, 6), pair(rng, 2, 3, 4)), options


def sharing_ratio(rng: Random) -> Call:
    return (image(rng), pair(rng, 2, 3, 4)), some(rng, stride=pair(rng, 1, 2, 3), padding=pair(rng, 0, 1, 2))


def conv_macs(rng: Random) -> Call:
    groups = rng.choice((1, 2, 3))
    shape = (groups * rng.randint(1, 3), *rng.sample(range(9, 16), 2))
    window = some(rng, stride=pair(rng, 1, 2, 3), padding=pair(rng, 0, 1, 2), dilation=pair(rng, 1, 2, 3))
    return (shape, groups * rng.randint(1, 4), pair(rng, 1, 2, 3)), window | {"groups": groups}


def separable_params(rng: Random) -> Call:
    return (*rng.sample(range(2, 12), 2), pair(rng, 2, 3, 4)), some(rng, bias=rng.random() < 0.5)


def bottleneck_saving(rng: Random) -> Call:
    c_in, c_out, c_mid = rng.sample(range(2, 20), 3)
    return (c_in, c_out, pair(rng, 1, 2, 3), c_mid), {}


def max_filters_within(rng: Random) -> Call:
    c_in, classes, kernel = rng.randint(1, 4), rng.randint(2, 9), pair(rng, 1, 2, 3)
    size = tuple(rng.sample(range(4, 9), 2))
    return (rng.choice((classes - 1, rng.randint(20, 300), rng.randint(500, 5000))), c_in, kernel, classes, size), {}


def arch(rng: Random, channels: int) -> list[Layer]:
    """A conv with every option, some layers that keep the shape, a pool, a second conv, and a head."""
    groups = 2 if channels % 2 == 0 else 1
    window = some(rng, stride=pair(rng, 1, 2), padding=pair(rng, 0, 1), dilation=pair(rng, 1, 2))
    filters = 2 * rng.randint(1, 3)
    layers: list[Layer] = [
        {"type": "conv", "filters": filters, "kernel": pair(rng, 1, 2, 3), "groups": groups, **window},
        {"type": "pool", "kind": rng.choice(("max", "avg")), "kernel": pair(rng, 2, 3), **some(rng, stride=2)},
        {"type": "conv", "filters": rng.randint(2, 4), "kernel": 2, **some(rng, bias=False, padding=1)},
    ]
    for kind in ("batchnorm", "relu", "dropout"):
        if rng.random() < 0.5:
            layers.insert(rng.randint(0, len(layers)), {"type": kind})
    head = [{"type": rng.choice(("flatten", "flatten", "global_pool"))}]
    return layers + head + [{"type": "dense", "units": rng.randint(2, 9), **some(rng, bias=False)}]


def layer_table(rng: Random) -> Call:
    shape = image(rng, least=20)
    return (arch(rng, shape[0]), shape), {}


def memory_bytes(rng: Random) -> Call:
    shape = image(rng, least=20)
    return (arch(rng, shape[0]), shape), some(rng, dtype_bytes=rng.choice((1, 2, 8)))


NETWORKS: tuple[tuple[list[Layer], tuple[int, ...]], ...] = (
    ([{"type": "relu"}], (2, 1, 3)),
    ([{"type": "batchnorm"}], (2, 3, 4)),
    ([{"type": "flatten"}], (2, 3, 4)),
    ([{"type": "pool", "kind": "max", "kernel": 2}], (2, 4, 6)),
    ([{"type": "conv", "filters": 2, "kernel": 1}], (1, 2, 3)),
    ([{"type": "conv", "filters": 2, "kernel": 2}], (3, 3, 4)),
    ([{"type": "conv", "filters": 4, "kernel": 1, "groups": 2, "bias": False}], (2, 2, 3)),
    ([{"type": "conv", "filters": 4, "kernel": 1, "groups": 2}], (2, 2, 3)),
    ([{"type": "conv", "filters": 2, "kernel": (1, 2)}], (1, 3, 4)),
    ([{"type": "conv", "filters": 2, "kernel": 2, "stride": 2}], (1, 5, 4)),
    ([{"type": "conv", "filters": 2, "kernel": 2, "padding": 1}], (1, 3, 4)),
    ([{"type": "conv", "filters": 2, "kernel": 2, "dilation": 2}], (1, 3, 4)),
    ([{"type": "flatten"}, {"type": "dense", "units": 3}], (1, 2, 2)),
    ([{"type": "conv", "filters": 2, "kernel": 2}, {"type": "conv", "filters": 3, "kernel": 1}], (1, 3, 4)),
    ([{"type": "conv", "filters": 2, "kernel": 2}, {"type": "flatten"}], (1, 3, 4)),
)

SMALL: dict[str, tuple[tuple[tuple[Any, ...], dict[str, Any]], ...]] = {
    "conv_params": (
        ((1, 1, 2), {}),
        ((2, 1, 2), {}),
        ((2, 3, 1), {}),
        ((2, 3, 2), {"bias": False}),
        ((1, 2, (1, 2)), {}),
        ((2, 4, 1), {"groups": 2}),
    ),
    "dense_params": (((2, 3), {}), ((2, 3), {"bias": False}), ((3, 1), {})),
    "locally_connected_params": (
        (((1, 2, 3), 2, 2), {}),
        (((2, 3, 4), 2, 2), {}),
        (((1, 4, 5), 1, 2), {"stride": 2}),
        (((1, 3, 3), 1, 2), {"padding": 1}),
        (((1, 3, 4), 2, (1, 2)), {}),
    ),
    "sharing_ratio": (
        (((1, 2, 3), 2), {}),
        (((2, 3, 4), 2), {}),
        (((1, 4, 5), 2), {"stride": 2}),
        (((1, 3, 3), 2), {"padding": 1}),
    ),
    "conv_macs": (
        (((1, 2, 3), 1, 2), {}),
        (((2, 3, 4), 2, 2), {}),
        (((1, 4, 5), 1, 2), {"stride": 2}),
        (((1, 3, 3), 1, 2), {"padding": 1}),
        (((1, 3, 4), 1, 2), {"dilation": 2}),
        (((1, 3, 4), 1, (1, 2)), {}),
        (((2, 2, 3), 2, 1), {"groups": 2}),
    ),
    "separable_params": (((1, 2, 2), {}), ((2, 3, 2), {}), ((2, 3, 2), {"bias": False}), ((2, 1, (1, 2)), {})),
    "bottleneck_saving": (((2, 2, 3, 1), {}), ((4, 2, 2, 1), {}), ((2, 4, 2, 3), {}), ((4, 6, (1, 2), 2), {})),
    "max_filters_within": (
        ((20, 1, 1, 2, (2, 2)), {}),
        ((22, 1, 1, 2, (2, 2)), {}),
        ((50, 1, 2, 2, (3, 4)), {}),
        ((9, 1, 2, 2, (3, 4)), {}),
        ((1, 1, 1, 2, (2, 2)), {}),
        ((100, 2, 2, 2, (3, 4)), {}),
        ((100, 1, (1, 2), 2, (2, 3)), {}),
    ),
    "layer_table": tuple((network, {}) for network in NETWORKS),
    "memory_bytes": (*((network, {}) for network in NETWORKS), (NETWORKS[0], {"dtype_bytes": 2})),
}
DRAW: dict[str, Callable[[Random], Call]] = {
    function.__name__: function
    for function in (
        conv_params, dense_params, locally_connected_params, sharing_ratio, layer_table, conv_macs, memory_bytes,
        separable_params, bottleneck_saving, max_filters_within,
    )
}  # fmt: skip


def inputs(exercise: str, random: Random) -> Iterator[Call]:
    """Arguments `(args, kwargs)`; none for `count_trainable`, whose models are in demonstrations.py."""
    yield from SMALL.get(exercise, ())
    for _ in range(DRAWN if exercise in DRAW else 0):
        yield DRAW[exercise](random)
