"""Criteria of `layer_table`, and the exact types of the whole topic."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from receptive.grader import check, check_chain, check_equal, check_method, check_moves, show

from .layer_table import layer_shape, layer_shapes, layer_table
from .layers import DROPOUT, FLATTEN, GLOBAL, NORM, RELU, Layer, Shape, conv, dense, pool, small_image
from .numbers_given import check_counts, check_types, number


def rows_of(student: Any, arch: list[Layer], in_shape: Shape) -> list[dict[str, Any]]:
    """The student's table, which has a row for each layer."""
    got = student.layer_table(arch, in_shape)
    whole = isinstance(got, tuple | list) and len(got) == len(arch) and all(isinstance(row, dict) for row in got)
    check(whole, "the result is no list with one dict for each layer", show(got))
    return list(got)


def follows(arch: list[Layer]) -> Callable[[int, Shape], Shape]:
    return lambda index, before: layer_shape(arch[index], before)


def check_columns(student: Any, arch: list[Layer], in_shape: Shape, *names: str, types: str = "") -> None:
    """Require these columns of the table to be right, in the rows of some types of layer or in all."""
    got = rows_of(student, arch, in_shape)
    chosen = [index for index, layer in enumerate(arch) if not types or layer["type"] in types.split()]
    want = layer_table(arch, in_shape)
    for name in names:
        check(all(name in got[index] for index in chosen), f"a row has no {name}", show(got))
        theirs, right = ([table[index][name] for index in chosen] for table in (got, want))
        if name == "out_shape" and not types:  # a wrong shape spoils all that follow: told once, where it happens
            check_chain(theirs, right, follows(arch))
        else:
            check_equal(theirs, right)


@pytest.mark.criterion("table_small")
def test_the_table_of_a_small_network(student: Any, py_rng: Random) -> None:
    check_small_table(student, 1, 1)
    check_small_table(student, *py_rng.sample(range(2, 40), 2))


def check_small_table(student: Any, maps: int, units: int) -> None:
    """With times as many filters, and times as many units."""
    columns = ("type", "out_shape", "params", "macs", "activations")
    rows = (
        ("conv", (4 * maps, 6, 8), 40 * maps, 1728 * maps, 192 * maps),
        ("relu", (4 * maps, 6, 8), 0, 0, 192 * maps),
        ("pool", (4 * maps, 3, 4), 0, 0, 48 * maps),
        ("flatten", (48 * maps,), 0, 0, 48 * maps),
        ("dense", (3 * units,), (144 * maps + 3) * units, 144 * maps * units, 3 * units),
    )
    arch = [conv(4 * maps, 3, padding=1), RELU, pool(2), FLATTEN, dense(3 * units)]
    check_equal(student.layer_table(arch, (1, 6, 8)), [dict(zip(columns, row, strict=True)) for row in rows])


@pytest.mark.criterion("table_options")
def test_shapes_with_strides_pads_and_pairs(student: Any, py_rng: Random) -> None:
    filters, down, across = 4, 0, 0
    for _ in range(2):
        arch = [conv(filters, (3, 2), stride=2, padding=(1, 0)), NORM, pool((1, 3), stride=(2, 1)), GLOBAL]
        rows = rows_of(student, arch, (2, 9 + 4 * down, 12 + 2 * across))
        check(all("out_shape" in row for row in rows), "a row has no out_shape", show(rows))
        first = (filters, 5 + 2 * down, 6 + across)  # four rows more are two, then one; two columns more are one
        check_equal([row["out_shape"] for row in rows], [first, first, (filters, 3 + down, 4 + across), (filters,)])
        filters, down, across = (py_rng.randint(5, 30) for _ in range(3))


@pytest.mark.criterion("table_shapes")
def test_what_a_layer_gives_is_what_the_next_one_takes(student: Any, py_rng: Random) -> None:
    image = (4, py_rng.randint(20, 24), py_rng.randint(30, 36))
    windows = [
        conv(6, (3, 2), stride=(1, 2), padding=(1, 0), groups=2),
        NORM,
        pool((2, 3)),
        conv(py_rng.randint(3, 5), 3, dilation=(1, 2), bias=False),
        pool(3, stride=2, padding=1),
    ]
    check_columns(student, [*windows, FLATTEN, dense(7), RELU], image, "type", "out_shape")
    check_columns(student, [pool(2), DROPOUT, GLOBAL, dense(5)], image, "type", "out_shape")
    check_columns(student, [], image, "type")


@pytest.mark.criterion("table_method")
def test_one_kind_of_slip_leaves_the_method_right(student: Any, py_rng: Random) -> None:
    """Shapes only, each from the student's own shape before it."""
    first, second = py_rng.sample(range(4, 11), 2)  # few: a flat image of own is then still one to count on from
    units, classes = py_rng.sample(range(5, 90), 2)
    windows = [conv(first, 5, stride=2), RELU, pool(py_rng.choice((2, 3))), conv(second, 3, padding=1)]
    arch = [*windows, pool(3, stride=2), FLATTEN, dense(units), dense(classes)]
    # Rows that do not come out even, and if they are rounded up, do not in the pool either
    small = (py_rng.randint(2, 4), py_rng.choice((40, 48, 52)), py_rng.randint(48, 55))
    large = (small[0], small[1] + py_rng.randint(24, 40), small[2] + py_rng.randint(24, 40))
    runs, right = [], []
    for image in (small, large):
        rows = rows_of(student, arch, image)
        check(all("out_shape" in row for row in rows), "a row has no out_shape", show(rows))
        runs.append([row["out_shape"] for row in rows])
        right.append(layer_shapes(arch, image))
        check_method(runs[-1], image, [layer["type"] for layer in arch], follows(arch))
    check_moves(runs, right)


@pytest.mark.criterion("table_params")
def test_weights_and_biases_of_each_layer(student: Any, py_rng: Random) -> None:
    filters, units = py_rng.randint(3, 6), py_rng.randint(10, 60)
    deep = [
        conv(filters, (3, 2), stride=2),
        conv(2 * filters, 3, padding=1, groups=filters),
        pool(2),
        conv(5, 1, bias=False),
        FLATTEN,
        dense(units, bias=False),
        dense(4, bias=True),
    ]
    # The padding of 21 columns counts behind the pool too
    check_columns(student, deep, (3, py_rng.randint(12, 15), 21), "params", types="conv dense")
    check_columns(student, [conv(8, 3), GLOBAL, dense(units)], small_image(py_rng), "params", types="conv dense")


@pytest.mark.criterion("table_norm")
def test_batch_normalisation_trains_two_numbers_a_channel(student: Any, py_rng: Random) -> None:
    units = py_rng.randint(5, 30)
    for arch in ([NORM], [conv(16, 1), NORM, RELU, GLOBAL, dense(units), NORM]):
        check_columns(student, arch, small_image(py_rng), "params", types="batchnorm")


@pytest.mark.criterion("table_free")
def test_layers_that_learn_nothing(student: Any, py_rng: Random) -> None:
    learns_nothing = "pool relu dropout flatten global_pool"
    networks = [
        [RELU, pool(3, stride=2), DROPOUT, {**pool(2), "kind": "avg"}, FLATTEN, dense(py_rng.randint(4, 90)), RELU],
        [conv(py_rng.randint(3, 20), 2), GLOBAL],
    ]
    for arch in networks:
        image = small_image(py_rng)
        check_columns(student, arch, image, "params", "macs", types=learns_nothing)
        # Zeros in all rows would tell no layer from another. How many it is elsewhere, other criteria ask.
        for layer, row in zip(arch, rows_of(student, arch, image), strict=True):
            learns = layer["type"] not in learns_nothing.split()
            check(not learns or number(row.get("params")) > 0, "a layer that learns has no parameters", show(row))


@pytest.mark.criterion("table_macs")
def test_products_of_each_layer(student: Any, py_rng: Random) -> None:
    first = conv(4, 3, stride=2, padding=1, bias=False)
    arch = [first, NORM, conv(6, (2, 3), groups=2, dilation=(1, 2)), FLATTEN, dense(py_rng.randint(5, 30))]
    check_columns(student, arch, (2, 2 * py_rng.randint(5, 9), 17), "macs")  # half a step of the rows is left over


@pytest.mark.criterion("table_activations")
def test_numbers_that_each_layer_puts_out(student: Any, py_rng: Random) -> None:
    arch = [conv(py_rng.randint(5, 8), 3), RELU, pool(2), conv(3, 1), FLATTEN, dense(py_rng.randint(5, 9))]
    check_columns(student, arch, small_image(py_rng), "activations")
    check_columns(student, [DROPOUT, GLOBAL], small_image(py_rng), "activations")


@pytest.mark.criterion("plain_int")
def test_counts_are_plain_ints(student: Any, probes: Any, py_rng: Random) -> None:
    """Types only: what a wrong count is, the other criteria ask."""
    many = py_rng.randint(2, 9)
    check_counts(student.conv_params, (2, 3, 2), (2 * many, 3 * many, 3))
    check_counts(student.dense_params, (2, 3), (2 * many, 3 * many))
    check_counts(student.locally_connected_params, ((2, 5, 5), 3, 2), ((2 * many, 9 * many, 9 * many), 3 * many, 3))
    check_counts(student.sharing_ratio, ((2, 5, 5), 2), ((2 * many, 9 * many, 9 * many), 3))
    check_counts(student.conv_macs, ((2, 5, 5), 3, 2), ((2 * many, 9 * many, 9 * many), 3 * many, 3))
    check_counts(student.separable_params, (2, 3, 2), (2 * many, 3 * many, 3))
    check_counts(student.max_filters_within, (22, 1, 1, 2, (1, 1)), (20 * many + 2, 1, 1, 2, (1, 1)))
    one = ["Sequential", ["Linear", 2, 3]]
    count = lambda description: student.count_trainable(probes.build(description))  # noqa: E731  # of one line
    check_counts(count, (one,), ([*one, ["Linear", 3, 4 * many]],))
    check_tables(student, (many, 4, 6))
    check_types(student.bottleneck_saving(4, 4, 2, 1), float)


def check_tables(student: Any, image: Shape) -> None:
    """Of a network with every type of layer, on two images."""
    row = {"type": str, "out_shape": (int,), "params": int, "macs": int, "activations": int}
    arch = [conv(2, 1), NORM, RELU, pool(2), DROPOUT, FLATTEN, dense(3)]
    for layers in (arch, [GLOBAL]):
        table = rows_of(student, layers, image)
        for got in table:
            check_types(got, row)
        other = rows_of(student, layers, (9 * image[0], 8, 6))
        check(table != other, "the tables of two different images are the same", show(other))
    found = student.memory_bytes(arch, image)
    check_types(found, {"params": int, "activations": int, "total": int})
    other = student.memory_bytes(arch, (image[0], 8, 6))
    check(found != other, "the memory for two different images is the same", show(other))
