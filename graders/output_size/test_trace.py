"""Criteria of `trace`."""

import math
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from receptive.grader import check_chain, check_equal, check_method, check_moves

from .layers import Layer, Shape, conv, pool
from .trace import layer_out, trace


def lenet(first: int, second: int, units: int) -> list[Layer]:
    return [
        {"type": "conv", "filters": first, "kernel": 5},
        {"type": "relu"},
        {"type": "pool", "kind": "max", "kernel": 2},
        {"type": "conv", "filters": second, "kernel": 5},
        {"type": "relu"},
        {"type": "pool", "kind": "max", "kernel": 2},
        {"type": "flatten"},
        {"type": "dense", "units": units},
    ]


def window_layer(rng: Random, wide: bool) -> Layer:
    """A convolution or a pool; its optional entries are there or not. It fits on 7 pixels."""
    value: Any = (lambda *values: tuple(rng.sample(values, 2))) if wide else (lambda *values: rng.choice(values))
    if rng.random() < 0.5:
        layer = {"type": "pool", "kind": rng.choice(("max", "avg")), "kernel": value(2, 3)}
        options = {"stride": value(1, 2), "padding": value(0, 1)}
    else:
        layer = {"type": "conv", "filters": rng.randint(2, 16), "kernel": value(1, 3, 4), "bias": False}
        options = {"stride": value(1, 2), "padding": value(0, 1, 2), "dilation": value(1, 2)}
    return {**layer, **{name: option for name, option in options.items() if rng.random() < 0.6}}


def follows(arch: list[Layer]) -> Callable[[int, Shape], Shape]:
    """What is right after a layer's own predecessor, whatever that is: a slip is told once, where it happens."""
    return lambda number, before: layer_out(arch[number], before)


@pytest.mark.criterion("trace_lenet")
def test_a_small_lenet(student: Any, py_rng: Random) -> None:
    shapes = [(6, 28, 28), (6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 10, 10), (16, 5, 5), (400,), (10,)]
    check_chain(student.trace(lenet(6, 16, 10), (1, 32, 32)), shapes, lenet_follows(lenet(6, 16, 10)))
    # Other filters and units; and four rows more of the image are one row more in the end, the same with columns.
    arch = lenet(py_rng.randint(2, 12), py_rng.randint(13, 30), py_rng.randint(11, 90))
    down, across = py_rng.sample(range(1, 12), 2)
    more = (4, 4, 2, 2, 2, 1)
    maps = [(size[1] + by * down, size[2] + by * across) for size, by in zip(shapes, more, strict=False)]
    grids: list[Shape] = [(arch[number // 3 * 3]["filters"], *size) for number, size in enumerate(maps)]
    want = [*grids, (math.prod(grids[-1]),), (arch[-1]["units"],)]
    check_chain(student.trace(arch, (1, 32 + 4 * down, 32 + 4 * across)), want, lenet_follows(arch))


def lenet_follows(arch: list[Layer]) -> Callable[[int, Shape], Shape]:
    """Of this network alone: what a layer gives for the student's own size before it."""

    def follow(number: int, before: Shape) -> Shape:
        kind = arch[number]["type"]
        if kind in ("flatten", "dense"):
            return (math.prod(before),) if kind == "flatten" else (arch[number]["units"],)
        channels, rows, columns = before
        if kind == "conv":
            return (arch[number]["filters"], rows - 4, columns - 4)
        return before if kind == "relu" else (channels, rows // 2, columns // 2)

    return follow


@pytest.mark.criterion("trace_options")
def test_strides_pads_and_pairs_in_a_small_network(student: Any, py_rng: Random) -> None:
    filters, down, across = 4, 0, 0
    for _ in range(2):
        window = {"kernel": (3, 2), "stride": 2, "padding": (1, 0)}
        last = {"type": "pool", "kind": "avg", "kernel": (1, 3), "stride": (2, 1)}
        arch = [{"type": "conv", "filters": filters, **window}, {"type": "relu"}, last]
        first = (filters, 5 + 2 * down, 6 + across)  # four rows more are two, then one; two columns more are one
        shapes = [first, first, (filters, 3 + down, 4 + across)]
        check_equal(student.trace(arch, (2, 9 + 4 * down, 12 + 2 * across)), shapes)
        filters, down, across = (py_rng.randint(5, 30) for _ in range(3))


@pytest.mark.criterion("trace_windows")
def test_each_layer_takes_what_the_one_before_gives(student: Any, py_rng: Random) -> None:
    spread = {"stride": 2, "padding": (2, 0), "dilation": (3, 6)}
    first = {"type": "conv", "filters": 8, "kernel": (3, 2), "groups": 2, **spread}
    for rest in (0, 2):
        # Such rows tell a span of 7 from one of 6, and such columns leave half a step over, of either parity.
        shape = (4, 2 * py_rng.randint(48, 54), 4 * py_rng.randint(35, 39) + rest)
        arch: list[Layer] = [first, {"type": "pool", "kind": "max", "kernel": (2, 3)}]
        for wide in (True, False):
            layer = window_layer(py_rng, wide)
            arch += [layer, {"type": "relu"}] if layer["type"] == "conv" else [layer]
        check_chain(student.trace(arch, shape), trace(arch, shape), follows(arch))


@pytest.mark.criterion("trace_head")
def test_layers_without_a_window(student: Any, py_rng: Random) -> None:
    shape = (py_rng.randint(2, 4), py_rng.randint(5, 7), py_rng.randint(8, 11))
    keep: list[Layer] = [{"type": "batchnorm"}, {"type": "relu"}, {"type": "dropout"}]
    units = py_rng.randint(20, 90)
    dense: list[Layer] = [{"type": "dense", "units": units}, {"type": "dense", "units": 1, "bias": False}]
    for arch in ([*keep, {"type": "flatten"}, *dense], [{"type": "global_pool"}, *dense], []):
        check_equal(student.trace(arch, shape), trace(arch, shape))


@pytest.mark.criterion("trace_method")
def test_one_kind_of_slip_leaves_the_method_right(student: Any, py_rng: Random) -> None:
    kernel = py_rng.choice((3, 5))
    arch: list[Layer] = [
        conv(kernel, stride=2, padding=1, filters=py_rng.randint(2, 9)),
        {"type": "relu"},
        pool(3),
        conv(3, padding=py_rng.choice((0, 2)), filters=py_rng.randint(2, 9)),
        pool(py_rng.choice((2, 3)), stride=2),
        {"type": "flatten"},
        {"type": "dense", "units": py_rng.randint(5, 60)},
    ]
    kinds, follow = [layer["type"] for layer in arch], follows(arch)
    # What the first window leaves free decides which wrong steps show in it and again in the pool behind it:
    # 7 pixels beyond a dozen those that are rounded up or to the nearest, 1 and 0 those that get their 1 too early.
    dozens = 12 * py_rng.randint(5, 6) + kernel - 2
    small = (py_rng.randint(2, 4), dozens + 7, dozens + 1 + 12 * py_rng.randint(1, 2))
    large = (small[0], dozens + 12 * py_rng.randint(3, 4), small[2] + py_rng.randint(24, 40))
    runs = [student.trace(arch, shape) for shape in (small, large)]
    for got, shape in zip(runs, (small, large), strict=True):
        check_method(got, shape, kinds, follow)
    check_moves(runs, [trace(arch, shape) for shape in (small, large)])
