"""Hidden grader of `output_size`, whole shapes: two axes, layers in a row, exact types, refusals."""

import re
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from oracle import Layer, Shape, conv2d_out_shape, layer_out, pool2d_out_shape, pool_out, receptive_field, trace

from receptive.grading.checks import check, check_equal, check_exact, check_refuses, show
from receptive.grading.failures import StudentRaised

Call = tuple[Shape, dict[str, Any]]


def pair(rng: Random, values: Sequence[int]) -> tuple[int, int]:
    """Two different ones."""
    vertical, horizontal = rng.sample(values, 2)
    return vertical, horizontal


def rectangle(rng: Random, out_shape: Any, **choices: Sequence[int]) -> Call:
    """A shape and pairs for the named options, such that turning any of the pairs round is seen in the result."""
    while True:
        shape = (rng.randint(2, 6), rng.randint(14, 22), rng.randint(26, 40))
        options = {name: pair(rng, values) for name, values in choices.items()}
        right = out_shape(shape, **options)
        turned = [out_shape(shape, **{**options, name: value[::-1]}) for name, value in options.items()]
        if right not in turned:
            return shape, options


def five_filters(in_shape: Shape, **options: Any) -> Shape:
    return conv2d_out_shape(in_shape, 5, **options)


# conv2d_out_shape


@pytest.mark.criterion("conv_shape")
def test_a_convolution_of_an_image(student: Any) -> None:
    check_equal(student.conv2d_out_shape((3, 28, 36), 8, 5, stride=2, padding=1), (8, 13, 17))


@pytest.mark.criterion("filters")
def test_one_channel_for_each_filter(student: Any, py_rng: Random) -> None:
    for channels, n_filters in ((3, 20), (py_rng.randint(5, 9), py_rng.choice((2, 4, 11, 13)))):
        got = student.conv2d_out_shape((channels, 8, 8), n_filters, 1)
        check(isinstance(got, tuple | list) and len(got) == 3, "the result is no shape of three entries", show(got))
        check(got[0] == n_filters, "the number of channels is wrong", f"{show(got[0])} instead of {n_filters}")


@pytest.mark.criterion("rectangles")
def test_each_axis_has_its_own_numbers(student: Any, py_rng: Random) -> None:
    plain = rectangle(py_rng, five_filters, kernel=(1, 2, 3, 4, 5), stride=(1, 2, 3), padding=(0, 1, 2))
    spread = rectangle(py_rng, five_filters, kernel=(2, 3, 4), dilation=(1, 2, 3))
    mixed = ((3, 15, 32), {"kernel": 3, "stride": (3, 2), "padding": (2, 0)})
    for shape, options in (plain, spread, mixed):
        check_equal(student.conv2d_out_shape(shape, 5, **options), five_filters(shape, **options))


@pytest.mark.criterion("conv_layout")
def test_channels_last_in_and_out(student: Any, py_rng: Random) -> None:
    tall = (py_rng.randint(12, 16), py_rng.randint(7, 10), py_rng.randint(2, 4))
    for shape in ((9, 14, 5), tall):
        check_equal(student.conv2d_out_shape(shape, 6, 3, layout="NHWC"), conv2d_out_shape(shape, 6, 3, layout="NHWC"))


# pool2d_out_shape


@pytest.mark.criterion("pool_shape")
def test_pooling_halves_the_image(student: Any) -> None:
    check_equal(student.pool2d_out_shape((6, 28, 20), 2, stride=2), (6, 14, 10))
    check_equal(student.pool2d_out_shape((6, 9, 15), 3, stride=2), (6, 4, 7))


@pytest.mark.criterion("pool_default")
def test_windows_stand_side_by_side_by_default(student: Any, py_rng: Random) -> None:
    shape = (py_rng.randint(3, 8), py_rng.randint(12, 20), py_rng.randint(25, 40))
    for kernel in (3, pair(py_rng, (2, 3, 4))):
        check_equal(student.pool2d_out_shape(shape, kernel), pool2d_out_shape(shape, kernel))


@pytest.mark.criterion("pool_rectangles")
def test_each_axis_of_a_pool_has_its_own_numbers(student: Any, py_rng: Random) -> None:
    padded = rectangle(py_rng, pool2d_out_shape, kernel=(2, 3, 4, 5), stride=(2, 3, 4), padding=(0, 1))
    bare = rectangle(py_rng, pool2d_out_shape, kernel=(2, 3, 4, 5), stride=(1, 2, 3))
    for shape, options in (padded, bare):
        check_equal(student.pool2d_out_shape(shape, **options), pool2d_out_shape(shape, **options))


@pytest.mark.criterion("ceil_mode")
def test_ceil_mode_keeps_the_last_step(student: Any, py_rng: Random) -> None:
    s = py_rng.randint(3, 4)
    k = s + py_rng.randint(0, 1)
    uneven = (2, k + s * py_rng.randint(2, 5) + 1, k + s * py_rng.randint(6, 9))
    for shape, kernel, stride in (((4, 8, 15), 3, 2), (uneven, k, s)):
        want = pool2d_out_shape(shape, kernel, stride, ceil_mode=True)
        check_equal(student.pool2d_out_shape(shape, kernel, stride, ceil_mode=True), want)


@pytest.mark.criterion("ceil_drop")
def test_no_window_starts_behind_the_image(student: Any, py_rng: Random) -> None:
    while True:
        k, s, i = py_rng.randint(2, 4), py_rng.randint(3, 6), py_rng.randint(9, 20)
        rounded_up = -(-(i + 2 - k) // s) + 1
        if rounded_up != pool_out(i, k, s, 1, True):
            break
    for shape, kernel, stride, padding in (((2, 5, 8), 1, 3, 0), ((2, 5, 11), 3, 3, 1), ((3, i, i + s), k, s, 1)):
        want = pool2d_out_shape(shape, kernel, stride, padding, True)
        check_equal(student.pool2d_out_shape(shape, kernel, stride, padding, ceil_mode=True), want)


@pytest.mark.criterion("pool_layout")
def test_channels_last_in_and_out_of_a_pool(student: Any, py_rng: Random) -> None:
    tall = (py_rng.randint(12, 15), py_rng.randint(8, 10), py_rng.randint(3, 5))
    for shape in ((9, 14, 6), tall):
        want = pool2d_out_shape(shape, 2, 2, layout="NHWC")
        check_equal(student.pool2d_out_shape(shape, 2, 2, layout="NHWC"), want)


# trace

LENET: list[Layer] = [
    {"type": "conv", "filters": 6, "kernel": 5},
    {"type": "relu"},
    {"type": "pool", "kind": "max", "kernel": 2},
    {"type": "conv", "filters": 16, "kernel": 5},
    {"type": "relu"},
    {"type": "pool", "kind": "max", "kernel": 2},
    {"type": "flatten"},
    {"type": "dense", "units": 10},
]


def window_layer(rng: Random, wide: bool) -> Layer:
    """A convolution or a pool; its optional entries are there or not."""
    value: Any = (lambda *values: pair(rng, values)) if wide else (lambda *values: rng.choice(values))
    if rng.random() < 0.5:
        layer = {"type": "pool", "kind": rng.choice(("max", "avg")), "kernel": value(2, 3)}
        options = {"stride": value(1, 2), "padding": value(0, 1)}
    else:
        layer = {"type": "conv", "filters": rng.randint(2, 16), "kernel": value(1, 3, 4), "bias": False}
        options = {"stride": value(1, 2), "padding": value(0, 1, 2), "dilation": value(1, 2)}
    return {**layer, **{name: option for name, option in options.items() if rng.random() < 0.6}}


@pytest.mark.criterion("trace_lenet")
def test_a_small_lenet(student: Any) -> None:
    shapes = [(6, 28, 28), (6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 10, 10), (16, 5, 5), (400,), (10,)]
    check_equal(student.trace(LENET, (1, 32, 32)), shapes)


@pytest.mark.criterion("trace_windows")
def test_each_layer_takes_what_the_one_before_gives(student: Any, py_rng: Random) -> None:
    first = {"type": "conv", "filters": 8, "kernel": (3, 2), "stride": 2, "padding": (1, 0), "groups": 2}
    for _ in range(2):
        shape = (4, py_rng.randint(40, 50), py_rng.randint(60, 80))
        arch: list[Layer] = [first, {"type": "pool", "kind": "max", "kernel": (2, 3)}]
        for wide in (True, False):
            layer = window_layer(py_rng, wide)
            arch += [layer, {"type": "relu"}] if layer["type"] == "conv" else [layer]
        check_equal(student.trace(arch, shape), trace(arch, shape))


@pytest.mark.criterion("trace_head")
def test_layers_without_a_window(student: Any, py_rng: Random) -> None:
    shape = (py_rng.randint(2, 4), py_rng.randint(5, 7), py_rng.randint(8, 11))
    keep: list[Layer] = [{"type": "batchnorm"}, {"type": "relu"}, {"type": "dropout"}]
    dense: list[Layer] = [{"type": "dense", "units": py_rng.randint(20, 90)}, {"type": "dense", "units": 3, "bias": False}]
    for arch in ([*keep, {"type": "flatten"}, *dense], [{"type": "global_pool"}, *dense], []):
        check_equal(student.trace(arch, shape), trace(arch, shape))


# receptive_field


def conv(kernel: int, **options: int) -> Layer:
    return {"type": "conv", "filters": 4, "kernel": kernel, **options}


def pool(kernel: int, **options: int) -> Layer:
    return {"type": "pool", "kind": "max", "kernel": kernel, **options}


@pytest.mark.criterion("field")
def test_three_small_windows_see_seven_pixels(student: Any) -> None:
    check_equal(student.receptive_field([conv(3, padding=1), {"type": "relu"}, conv(3), conv(3)]), (7, 1))


@pytest.mark.criterion("field_strides")
def test_strides_multiply(student: Any, py_rng: Random) -> None:
    rand = py_rng.randint
    stacks: list[list[Layer]] = [
        [conv(3), pool(2, stride=2), conv(3)],
        [conv(rand(2, 5), stride=rand(2, 3)), {"type": "batchnorm"}, pool(rand(2, 4)), conv(rand(2, 5), padding=1)],
        [pool(3, stride=2), conv(rand(3, 5), stride=3), conv(1), pool(2), conv(rand(2, 4), stride=2)],
    ]
    for arch in stacks:
        check_equal(student.receptive_field(arch), receptive_field(arch))


@pytest.mark.criterion("field_dilation")
def test_dilation_widens_the_view(student: Any, py_rng: Random) -> None:
    first, second = py_rng.randint(2, 4), py_rng.randint(2, 3)
    for arch in ([conv(py_rng.randint(3, 4), dilation=first)], [conv(3, stride=2), conv(4, dilation=second), conv(3)]):
        check_equal(student.receptive_field(arch), receptive_field(arch))


@pytest.mark.criterion("field_stops")
def test_the_stack_ends_where_the_grid_ends(student: Any, py_rng: Random) -> None:
    grid = [conv(py_rng.randint(3, 5), stride=2), {"type": "dropout"}, conv(py_rng.randint(2, 4))]
    heads: list[list[Layer]] = [
        [{"type": "flatten"}, {"type": "dense", "units": 10}],
        [{"type": "global_pool"}, {"type": "relu"}, conv(3, stride=2)],
    ]
    for head in heads:
        check_equal(student.receptive_field([*grid, *head]), receptive_field([*grid, *head]))


# The whole topic


@pytest.mark.criterion("plain_int")
def test_sizes_are_plain_ints(student: Any) -> None:
    check_exact(student.conv_out(8, 2, 2), 4)
    check_exact(student.tf_out(8, 2, 2, padding="SAME"), 4)
    check_exact(student.same_pads_tf(8, 3), (1, 1))
    check_exact(student.conv2d_out_shape((3, 8, 8), 5, 2, stride=2), (5, 4, 4))
    check_exact(student.pool2d_out_shape((3, 8, 8), 2, stride=2), (3, 4, 4))
    check_exact(student.unused_pixels(8, 2, 2), 0)
    arch = [pool(2, stride=2), {"type": "flatten"}]
    check_exact(student.trace(arch, (3, 8, 8)), [(3, 4, 4), (48,)])
    check_exact(student.receptive_field(arch), (2, 2))


def check_layer_refused(student: Any, arch: list[Layer], in_shape: Shape, index: int) -> None:
    """Require a ValueError that tells where the chain breaks: the layer's index and the shape that reached it."""
    try:
        got = student.trace(arch, in_shape)
    except StudentRaised as raised:
        check(raised.type_name == "ValueError", f"an impossible layer must raise ValueError, not {raised.type_name}")
        numbers = [int(number) for number in re.findall(r"\d+", raised.text)]
        reached = list(layer_input(arch, in_shape, index))
        places = [at for at in range(len(numbers)) if numbers[at : at + len(reached)] == reached]
        check(places, "the ValueError does not tell the shape that reached the impossible layer", raised.text)
        others = [numbers[:at] + numbers[at + len(reached) :] for at in places]
        check(any(index in rest for rest in others), "the ValueError does not tell the layer's index", raised.text)
        return
    check(False, "an impossible layer is accepted; trace must raise ValueError", f"returned {show(got)}")


def layer_input(arch: list[Layer], in_shape: Shape, index: int) -> Shape:
    for layer in arch[:index]:
        in_shape = layer_out(layer, in_shape)
    return in_shape


@pytest.mark.criterion("validation")
def test_impossible_input_is_refused(student: Any) -> None:
    check_refuses(student.conv_out, 2, 3, error=ValueError, argument="k")
    check_refuses(student.conv_out, 6, 3, 2, 0, 3, error=ValueError, argument="k")
    check_refuses(student.conv_out, 7, 3, 0, error=ValueError, argument="s")
    check_refuses(student.conv_out, 7, 3, 1, -1, error=ValueError, argument="p")
    check_refuses(student.conv_out, 7.0, 3, error=TypeError, argument="i")
    check_refuses(student.conv_out, 7, True, error=TypeError, argument="k")
    shape_of = student.conv2d_out_shape
    check_refuses(shape_of, (1, 8, 8), 4, (3, 9), error=ValueError, argument="kernel")
    check_refuses(shape_of, (1, 8, 8), 0, 3, error=ValueError, argument="n_filters")
    check_refuses(shape_of, (1, 8, 8), 4, 3, padding=0.5, error=TypeError, argument="padding")
    check_refuses(shape_of, (1, 8, 8), 4, 3, layout="CHW", error=ValueError, argument="layout")
    check_layer_refused(student, [*LENET[:4], conv(11)], (1, 32, 32), index=4)
    check_layer_refused(student, [*LENET[:3], {"type": "dense", "units": 10}], (1, 32, 32), index=3)
