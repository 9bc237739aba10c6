"""Hidden grader of `output_size`, layers in a row; and what is asked of the whole topic: exact types, refusals."""

import math
import re
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from layers import Layer, Shape
from oracle import layer_out, receptive_field, trace

from receptive.grading.chains import check_chain, check_method
from receptive.grading.checks import Refusals, check, check_equal, check_exact, show
from receptive.grading.failures import StudentRaised

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
    return lambda number, before: layer_out(arch[number], tuple(before))


@pytest.mark.criterion("trace_lenet")
def test_a_small_lenet(student: Any) -> None:
    shapes = [(6, 28, 28), (6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 10, 10), (16, 5, 5), (400,), (10,)]
    check_chain(student.trace(LENET, (1, 32, 32)), shapes, lenet_follows)


def lenet_follows(number: int, before: Shape) -> Shape:
    """Of this network alone: what its layer gives for the student's own size before it."""
    kind = LENET[number]["type"]
    if kind in ("flatten", "dense"):
        return (math.prod(before),) if kind == "flatten" else (10,)
    channels, rows, columns = before
    if kind == "conv":
        return (int(LENET[number]["filters"]), rows - 4, columns - 4)
    return before if kind == "relu" else (channels, rows // 2, columns // 2)


@pytest.mark.criterion("trace_windows")
def test_each_layer_takes_what_the_one_before_gives(student: Any, py_rng: Random) -> None:
    spread = {"stride": 2, "padding": (1, 0), "dilation": 2}
    first = {"type": "conv", "filters": 8, "kernel": (3, 2), "groups": 2, **spread}
    for rest in (0, 2):
        # Such rows tell a span of 5 from one of 6, and such columns leave half a step over, of either parity.
        shape = (4, 2 * py_rng.randint(48, 54) + 1, 4 * py_rng.randint(35, 39) + rest)
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
    shape = (py_rng.randint(2, 4), py_rng.randint(40, 47), py_rng.randint(48, 55))
    arch: list[Layer] = [
        conv(py_rng.choice((3, 5)), stride=2, padding=1),
        {"type": "relu"},
        pool(2),
        conv(3, padding=py_rng.randint(0, 2)),
        pool(3, stride=2),
        {"type": "flatten"},
        {"type": "dense", "units": py_rng.randint(5, 60)},
    ]
    check_method(student.trace(arch, shape), shape, [layer["type"] for layer in arch], follows(arch))


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
    # What just fits is possible and must give something; what it gives is asked elsewhere.
    check(student.conv_out(1, 3, 1, 1) is not None, "a window that just fits on the padded input is possible")
    windows = Refusals(student.conv_out)
    windows.check(2, 3, error=ValueError, argument="k")
    windows.check(6, 3, 2, 0, 3, error=ValueError, argument="k")
    windows.check(7, 3, 0, error=ValueError, argument="s")
    windows.check(7, 3, 1, -1, error=ValueError, argument="p")
    windows.check(7.0, 3, error=TypeError, argument="i")
    windows.check(7, True, error=TypeError, argument="k")
    shape_of = student.conv2d_out_shape
    check(shape_of((1, 8, 8), 1, (8, 3)) is not None, "one filter with a kernel as high as the image is possible")
    shapes = Refusals(shape_of)
    shapes.check((1, 8, 8), 4, (3, 9), error=ValueError, argument="kernel")
    shapes.check((1, 8, 8), 0, 3, error=ValueError, argument="n_filters")
    shapes.check((1, 8, 8), 4, 3, padding=0.5, error=TypeError, argument="padding")
    shapes.check((1, 8, 8), 4, 3, stride=(0, 1), error=ValueError, argument="stride")
    shapes.check((1, 8, 8), 4, 3, dilation=(1, 1.0), error=TypeError, argument="dilation")
    shapes.check((1, 8, 8), 4, 3, layout="CHW", error=ValueError, argument="layout")
    # None of these chains holds a window before the layer in question: the sizes are not what is asked here.
    shape, keep = (3, 8, 9), [{"type": "batchnorm"}, {"type": "relu"}]
    check_layer_refused(student, [*keep, conv(11)], shape, index=2)
    check_layer_refused(student, [{"type": "flatten"}, conv(1)], shape, index=1)
    check_layer_refused(student, [*keep, {"type": "dense", "units": 10}], shape, index=2)
    for groups in (3, 4):  # one divides the channels only, the other the filters only
        check_layer_refused(student, [*keep, conv(1, groups=groups)], shape, index=2)
