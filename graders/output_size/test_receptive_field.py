"""Criteria of `receptive_field`, and the types of the whole topic."""

import math
from random import Random
from typing import Any

import pytest

from receptive.grader import check_equal, check_exact

from .collected import check_is_range, check_is_set
from .layers import Layer, conv, pool
from .receptive_field import receptive_field


@pytest.mark.criterion("field")
def test_three_small_windows_see_seven_pixels(student: Any, py_rng: Random) -> None:
    check_equal(student.receptive_field([conv(3, padding=1), {"type": "relu"}, conv(3), conv(3)]), (7, 1))
    # Another window of 3 adds two pixels, and a window wider by some adds as many.
    windows, wider = py_rng.randint(1, 20), py_rng.randint(2, 60)
    arch = [conv(3, padding=1), *[conv(3)] * windows, {"type": "relu"}, conv(3 + wider), conv(3)]
    check_equal(student.receptive_field(arch), (7 + 2 * windows + wider, 1))


@pytest.mark.criterion("field_steps")
def test_behind_a_stride_neighbors_look_further_apart(student: Any, py_rng: Random) -> None:
    check_equal(student.receptive_field([conv(3), pool(2, stride=2), conv(3)]), (8, 2))
    check_equal(student.receptive_field([conv(5, stride=3), {"type": "relu"}, conv(2, stride=2), conv(4)]), (26, 6))
    # Each tap more reaches as many pixels further as neighbors are apart
    wider, step = py_rng.randint(2, 30), py_rng.randint(2, 9)
    check_equal(student.receptive_field([conv(3), pool(2, stride=2), conv(3 + wider)]), (8 + 2 * wider, 2))
    check_equal(student.receptive_field([conv(9, stride=step), conv(1 + wider)]), (9 + step * wider, step))


@pytest.mark.criterion("field_strides")
def test_strides_multiply(student: Any, py_rng: Random) -> None:
    rand = py_rng.randint
    stacks: list[list[Layer]] = [
        [conv(4), pool(3, stride=2), conv(5)],
        [conv(rand(2, 9), stride=rand(2, 4)), {"type": "batchnorm"}, pool(rand(2, 5)), conv(rand(2, 9), padding=1)],
        [pool(3, stride=2), conv(rand(3, 12), stride=3), conv(1), pool(rand(2, 4)), conv(rand(2, 9), stride=2)],
    ]
    for arch in stacks:
        check_equal(student.receptive_field(arch), receptive_field(arch))


@pytest.mark.criterion("field_dilation")
def test_dilation_widens_the_view(student: Any, py_rng: Random) -> None:
    first, second, kernel, last = (py_rng.randint(*limits) for limits in ((2, 20), (2, 6), (3, 9), (2, 9)))
    for arch in ([conv(kernel, dilation=first)], [conv(3, stride=2), conv(kernel, dilation=second), conv(last)]):
        check_equal(student.receptive_field(arch), receptive_field(arch))


@pytest.mark.criterion("field_stops")
def test_the_stack_ends_where_the_grid_ends(student: Any, py_rng: Random) -> None:
    # A stride as large as the kernel would make a product of what is a sum
    grid = [conv(py_rng.randint(5, 9), stride=py_rng.randint(2, 4)), {"type": "dropout"}, conv(py_rng.randint(2, 9))]
    heads: list[list[Layer]] = [
        [{"type": "flatten"}, {"type": "dense", "units": 10}],
        [{"type": "global_pool"}, {"type": "relu"}, conv(3, stride=2)],
    ]
    for head in heads:
        check_equal(student.receptive_field([*grid, *head]), receptive_field([*grid, *head]))


@pytest.mark.criterion("plain_int")
def test_sizes_are_plain_ints(student: Any, py_rng: Random) -> None:
    check_halves(student, 3, 4)
    check_halves(student, py_rng.randint(2, 9), py_rng.randint(5, 40))


def check_halves(student: Any, channels: int, half: int) -> None:
    """Squares, and steps that come out even: what a wrong size is, the other criteria ask."""
    size = 2 * half
    image, halved = (channels, size, size), (channels, half, half)
    check_exact(student.conv_out(size, 2, 2), half)
    check_exact(student.tf_out(size, 2, 2, padding="SAME"), half)
    check_exact(student.same_pads_tf(size, 3), (1, 1))
    check_exact(student.conv2d_out_shape(image, channels + 2, 2, stride=2), (channels + 2, half, half))
    check_exact(student.pool2d_out_shape(image, 2, stride=2), halved)
    check_exact(student.unused_pixels(size, 2, 2), 0)
    arch = [pool(2, stride=2), {"type": "flatten"}]
    check_exact(student.trace(arch, image), [halved, (math.prod(halved),)])
    check_exact(student.receptive_field(arch), (2, 2))
    check_is_range(student.inputs_giving(half, 2, 2, 0))
    check_is_set(student.configs(size, half, 2, 2, 0))
