"""Hidden grader of `parameter_count`, layers in a row: the table, memory; and exact types and refusals."""

import re
from random import Random
from typing import Any

import pytest
from layers import Layer, Shape
from oracle import layer_row, layer_table, memory_bytes

from receptive.grading.chains import check_chain, check_method
from receptive.grading.checks import Refusals, check, check_equal, check_exact, show
from receptive.grading.failures import StudentRaised


def conv(filters: int, kernel: Any, **options: Any) -> Layer:
    return {"type": "conv", "filters": filters, "kernel": kernel, **options}


def pool(kernel: Any, **options: Any) -> Layer:
    return {"type": "pool", "kind": "max", "kernel": kernel, **options}


def dense(units: int, **options: Any) -> Layer:
    return {"type": "dense", "units": units, **options}


RELU, FLATTEN, NORM = {"type": "relu"}, {"type": "flatten"}, {"type": "batchnorm"}
DROPOUT, GLOBAL = {"type": "dropout"}, {"type": "global_pool"}


def check_columns(student: Any, arch: list[Layer], in_shape: Shape, *names: str, types: str = "") -> None:
    """Require these columns of the table to be right, in the rows of some types of layer or in all."""
    got = student.layer_table(arch, in_shape)
    whole = isinstance(got, tuple | list) and len(got) == len(arch) and all(isinstance(row, dict) for row in got)
    check(whole, "the result is no list with one dict for each layer", show(got))
    chosen = [index for index, layer in enumerate(arch) if not types or layer["type"] in types.split()]
    want = layer_table(arch, in_shape)
    for name in names:
        check(all(name in got[index] for index in chosen), f"a row has no {name}", show(got))
        theirs, right = ([table[index][name] for index in chosen] for table in (got, want))
        if name == "out_shape" and not types:  # a wrong shape spoils all that follow: told once, where it happens
            check_chain(theirs, right, lambda number, before: layer_row(arch[number], tuple(before))[0])
        else:
            check_equal(theirs, right)


def small_image(rng: Random) -> Shape:
    return (rng.randint(2, 4), rng.randint(7, 9), rng.randint(11, 14))


# layer_table


@pytest.mark.criterion("table_small")
def test_the_table_of_a_small_network(student: Any) -> None:
    columns = ("type", "out_shape", "params", "macs", "activations")
    rows = (
        ("conv", (4, 6, 8), 40, 1728, 192),
        ("relu", (4, 6, 8), 0, 0, 192),
        ("pool", (4, 3, 4), 0, 0, 48),
        ("flatten", (48,), 0, 0, 48),
        ("dense", (3,), 147, 144, 3),
    )
    arch = [conv(4, 3, padding=1), RELU, pool(2), FLATTEN, dense(3)]
    check_equal(student.layer_table(arch, (1, 6, 8)), [dict(zip(columns, row, strict=True)) for row in rows])


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
    image = (py_rng.randint(2, 4), py_rng.randint(40, 47), py_rng.randint(48, 55))
    arch = [conv(6, 5, stride=2), RELU, pool(2), conv(py_rng.randint(8, 16), 3, padding=1), pool(3, stride=2), FLATTEN]
    arch += [dense(py_rng.randint(20, 60)), dense(10)]
    got = student.layer_table(arch, image)
    rows = isinstance(got, tuple | list) and all(isinstance(row, dict) and "out_shape" in row for row in got)
    check(rows, "the result is no list of dicts with out_shape", show(got))
    kinds = [layer["type"] for layer in arch]
    check_method(
        [row["out_shape"] for row in got], image, kinds, lambda number, before: layer_row(arch[number], before)[0]
    )


@pytest.mark.criterion("table_params")
def test_weights_and_biases_of_each_layer(student: Any, py_rng: Random) -> None:
    filters = py_rng.randint(3, 6)
    deep = [
        conv(filters, (3, 2), stride=2),
        conv(2 * filters, 3, padding=1, groups=filters),
        pool(2),
        conv(5, 1, bias=False),
        FLATTEN,
        dense(9, bias=False),
        dense(4),
    ]
    check_columns(student, deep, (3, py_rng.randint(12, 15), 19), "params", types="conv dense")
    check_columns(student, [conv(8, 3), GLOBAL, dense(10)], small_image(py_rng), "params", types="conv dense")


@pytest.mark.criterion("table_norm")
def test_batch_normalisation_trains_two_numbers_a_channel(student: Any, py_rng: Random) -> None:
    units = py_rng.randint(5, 30)
    for arch in ([NORM], [conv(16, 1), NORM, RELU, GLOBAL, dense(units), NORM]):
        check_columns(student, arch, small_image(py_rng), "params", types="batchnorm")


@pytest.mark.criterion("table_free")
def test_layers_that_learn_nothing(student: Any, py_rng: Random) -> None:
    learns_nothing = "pool relu dropout flatten global_pool"
    arch = [RELU, pool(3, stride=2), DROPOUT, {**pool(2), "kind": "avg"}, FLATTEN, dense(4), RELU]
    check_columns(student, arch, small_image(py_rng), "params", "macs", types=learns_nothing)
    check_columns(student, [conv(3, 2), GLOBAL], small_image(py_rng), "params", "macs", types=learns_nothing)


@pytest.mark.criterion("table_macs")
def test_products_of_each_layer(student: Any, py_rng: Random) -> None:
    first = conv(4, 3, stride=2, padding=1, bias=False)
    arch = [first, NORM, conv(6, (2, 3), groups=2, dilation=(1, 2)), FLATTEN, dense(py_rng.randint(5, 9))]
    check_columns(student, arch, (2, py_rng.randint(9, 12), 17), "macs")


@pytest.mark.criterion("table_activations")
def test_numbers_that_each_layer_puts_out(student: Any, py_rng: Random) -> None:
    arch = [conv(py_rng.randint(5, 8), 3), RELU, pool(2), conv(3, 1), FLATTEN, dense(py_rng.randint(5, 9))]
    check_columns(student, arch, small_image(py_rng), "activations")
    check_columns(student, [DROPOUT, GLOBAL], small_image(py_rng), "activations")


# memory_bytes


def check_entries(student: Any, arch: list[Layer], shape: Shape, *names: str, dtype_bytes: int = 4) -> None:
    got = student.memory_bytes(arch, shape, dtype_bytes=dtype_bytes)
    want = memory_bytes(arch, shape, dtype_bytes)
    check(isinstance(got, dict) and all(name in got for name in names), "an entry of the result is missing", show(got))
    check_equal({name: got[name] for name in names}, {name: want[name] for name in names})


@pytest.mark.criterion("memory")
def test_bytes_of_a_small_network(student: Any) -> None:
    arch = [conv(2, 3), NORM, RELU, pool(2), FLATTEN, dense(3)]
    check_equal(student.memory_bytes(arch, (1, 6, 8)), {"params": 252, "activations": 684, "total": 936})


@pytest.mark.criterion("memory_activations")
def test_activations_of_all_layers_count(student: Any, py_rng: Random) -> None:
    for arch in ([conv(5, 3), RELU, pool(2), GLOBAL, dense(3)], [pool(2), DROPOUT, FLATTEN]):
        check_entries(student, arch, small_image(py_rng), "activations")


@pytest.mark.criterion("memory_dtype")
def test_a_number_takes_as_many_bytes_as_its_type(student: Any, py_rng: Random) -> None:
    heavy = [FLATTEN, dense(py_rng.randint(20, 30), bias=False)]
    for arch, size in ((heavy, 2), (heavy, 8), ([RELU, pool(2)], 1)):
        check_entries(student, arch, small_image(py_rng), "params", "total", dtype_bytes=size)


# The whole topic


@pytest.mark.criterion("plain_int")
def test_counts_are_plain_ints(student: Any) -> None:
    # The smallest numbers there are: what a wrong count is, the other criteria ask.
    check_exact(student.conv_params(1, 1, 1, bias=False), 1)
    check_exact(student.dense_params(1, 1, bias=False), 1)
    check_exact(student.locally_connected_params((1, 1, 1), 1, 1), 2)
    check_exact(student.sharing_ratio((1, 1, 1), 1), 1)
    check_exact(student.conv_macs((1, 1, 1), 1, 1), 1)
    check_exact(student.separable_params(1, 1, 1, bias=False), 2)
    check_exact(student.max_filters_within(10, 1, 1, 1, (1, 1)), 3)
    check_exact(student.memory_bytes([FLATTEN], (1, 1, 1), 2), {"params": 0, "activations": 2, "total": 2})
    row = {"type": "conv", "out_shape": (1, 1, 1), "params": 1, "macs": 1, "activations": 1}
    check_exact(student.layer_table([conv(1, 1, bias=False)], (1, 1, 1)), [row])
    got = student.bottleneck_saving(2, 2, 1, 1)
    check(type(got) is float, "the result is a ratio and must be a float", f"returned {show(got)}")


def check_layer_refused(student: Any, arch: list[Layer], in_shape: Shape, index: int) -> None:
    """Require a ValueError that tells where the chain breaks."""
    try:
        got = student.layer_table(arch, in_shape)
    except StudentRaised as raised:
        check(raised.type_name == "ValueError", f"an impossible layer must raise ValueError, not {raised.type_name}")
        numbers = [int(digits) for digits in re.findall(r"\d+", raised.text[:1000]) if len(digits) < 9]
        check(index in numbers, "the ValueError does not tell the index of the impossible layer", raised.text)
        return
    check(False, "an impossible layer is accepted; layer_table must raise ValueError", f"returned {show(got)}")


@pytest.mark.criterion("validation")
def test_impossible_input_is_refused(student: Any) -> None:
    refused = student.conv_params
    refusals = Refusals(refused)
    # What just fits is possible and must give something; what it gives is asked elsewhere.
    check(refused(1, 1, 1) is not None, "a convolution with one weight is possible")
    refusals.check(0, 4, 3, error=ValueError, argument="c_in")
    refusals.check(3, -4, 3, error=ValueError, argument="c_out")
    refusals.check(3, 4, (3, 0), error=ValueError, argument="kernel")
    for c_in, c_out, groups in ((6, 8, 4), (8, 6, 4), (6, 8, 0)):
        refusals.check(c_in, c_out, 3, groups=groups, error=ValueError, argument="groups")
    refusals.check(3.0, 4, 3, error=TypeError, argument="c_in")
    refusals.check(3, True, 3, error=TypeError, argument="c_out")
    refusals.check(3, 4, "3", error=TypeError, argument="kernel")
    # No number in these chains is 2, and no window stands before the layer in question.
    shape, keep = (3, 8, 9), [NORM, RELU]
    check(student.layer_table([conv(4, (8, 9))], shape) is not None, "a kernel as large as the image is possible")
    check_layer_refused(student, [*keep, conv(4, 11)], shape, index=2)
    check_layer_refused(student, [*keep, dense(10)], shape, index=2)
    check_layer_refused(student, [NORM, FLATTEN, conv(4, 1)], shape, index=2)
    check_layer_refused(student, [*keep, conv(4, 1, groups=3)], shape, index=2)
