"""Hidden grader of `parameter_count`, one layer at a time: convolutions, dense layers, sharing, and cheaper layers."""

import math
from random import Random
from typing import Any

import pytest
from numbers_given import number
from oracle import (
    bottleneck_saving,
    conv_macs,
    conv_params,
    dense_params,
    locally_connected_params,
    separable_params,
    sharing_ratio,
)

from receptive.grader import check, check_equal, show

# What an open criterion expects of drawn numbers follows from the case above them, by what the lesson says of filters.


def check_biases(function: Any, *args: Any, count: int, **kwargs: Any) -> None:
    """Require that `bias` makes a difference of `count`, whatever the weights are."""
    without, with_bias = (number(function(*args, bias=bias, **kwargs)) for bias in (False, True))
    check_equal(with_bias - without, count)


def channels(rng: Random) -> tuple[int, int]:
    """Different numbers of channels in and out, both above 1."""
    c_in, c_out = rng.sample(range(2, 30), 2)
    return c_in, c_out


def several(rng: Random) -> tuple[int, int]:
    """How many times as many, and how many more."""
    return rng.randint(2, 20), rng.randint(1, 60)


def sides(rng: Random) -> tuple[int, int]:
    vertical, horizontal = rng.sample((2, 3, 4, 5), 2)
    return vertical, horizontal


# conv_params and dense_params


@pytest.mark.criterion("conv_layer")
def test_six_filters_on_four_channels(student: Any, py_rng: Random) -> None:
    check_equal(student.conv_params(4, 6, 5), 606)
    times, more = several(py_rng)
    # A channel more is 25 weights more for each of the six; times as many filters are times as many parameters.
    check_equal(student.conv_params(4 + more, 6 * times, 5), times * (606 + 150 * more))


@pytest.mark.criterion("conv_weights")
def test_every_filter_is_as_deep_as_its_input(student: Any, py_rng: Random) -> None:
    for c_in, c_out, kernel in ((2, 7, 3), (1, 3, 4), (*channels(py_rng), py_rng.randint(3, 7))):
        check_equal(student.conv_params(c_in, c_out, kernel, bias=False), conv_params(c_in, c_out, kernel, False))


@pytest.mark.criterion("conv_bias")
def test_one_bias_for_each_filter(student: Any, py_rng: Random) -> None:
    c_in, c_out = channels(py_rng)
    check_biases(student.conv_params, c_in, c_out, 3, count=c_out)
    check_biases(student.conv_params, 12, 8, 3, groups=4, count=8)


@pytest.mark.criterion("conv_rectangle")
def test_a_kernel_has_two_sides(student: Any, py_rng: Random) -> None:
    # On a single channel: how deep a filter is does not matter here.
    for kernel, c_out in (((3, 5), 7), (sides(py_rng), py_rng.randint(8, 40))):
        check_equal(student.conv_params(1, c_out, kernel, bias=False), conv_params(1, c_out, kernel, False))


@pytest.mark.criterion("groups")
def test_groups_make_filters_thinner(student: Any, py_rng: Random) -> None:
    groups = py_rng.randint(2, 5)
    mixed = (groups * py_rng.randint(2, 9), groups * py_rng.randint(10, 20), 3, False, groups)
    for case in ((8, 12, 3, False, 4), (5, 5, 3, False, 5), (3, 12, 2, False, 3), mixed):
        check_equal(student.conv_params(*case[:3], bias=False, groups=case[4]), conv_params(*case))


@pytest.mark.criterion("dense_layer")
def test_six_neurons_on_twenty_numbers(student: Any, py_rng: Random) -> None:
    check_equal(student.dense_params(20, 6), 126)
    times, more = several(py_rng)
    check_equal(student.dense_params(20 + more, 6 * times), times * (126 + 6 * more))


@pytest.mark.criterion("dense_bias")
def test_one_bias_for_each_neuron(student: Any, py_rng: Random) -> None:
    n_in, n_out = py_rng.sample(range(5, 60), 2)
    check_biases(student.dense_params, n_in, n_out, count=n_out)
    check_equal(student.dense_params(n_in, n_out, bias=False), dense_params(n_in, n_out, False))


# locally_connected_params and sharing_ratio


@pytest.mark.criterion("local_layer")
def test_two_filters_at_each_of_twelve_places(student: Any, py_rng: Random) -> None:
    check_equal(student.locally_connected_params((1, 6, 5), 2, 3), 240)
    times, more = several(py_rng)
    # A row more has three places more, with 20 parameters each.
    check_equal(student.locally_connected_params((1, 6 + more, 5), 2 * times, 3), times * (240 + 60 * more))


@pytest.mark.criterion("local_places")
def test_each_place_has_filters_and_biases_of_its_own(student: Any, py_rng: Random) -> None:
    c_in, n_filters = channels(py_rng)
    shape = (c_in, py_rng.randint(5, 7), py_rng.randint(8, 11))
    for case in (((3, 7, 7), 4, 3), (shape, n_filters, py_rng.randint(2, 4))):
        check_equal(student.locally_connected_params(*case), locally_connected_params(*case))


@pytest.mark.criterion("local_grid")
def test_places_follow_stride_and_padding(student: Any, py_rng: Random) -> None:
    # On a single channel: how deep a filter is does not matter here.
    shape, filters = (1, py_rng.randint(8, 12), py_rng.randint(13, 30)), py_rng.randint(2, 9)
    mixed = (shape, filters, sides(py_rng), (2, 3), (1, 2))
    for *case, stride, padding in (((1, 8, 10), 2, 3, 2, 1), ((1, 9, 8), 3, (2, 3), 1, (2, 0)), mixed):
        got = student.locally_connected_params(*case, stride=stride, padding=padding)
        check_equal(got, locally_connected_params(*case, stride, padding))


@pytest.mark.criterion("ratio")
def test_forty_eight_places_share(student: Any, py_rng: Random) -> None:
    check_equal(student.sharing_ratio((3, 10, 8), 3), 48)
    c_in, more = several(py_rng)
    # Eight rows of places or eight columns; one more of them has six places more.
    check_equal(student.sharing_ratio((c_in, 10 + more, 8), 3), 48 + 6 * more)
    check_equal(student.sharing_ratio((3, 8, 20 + more), 3), 108 + 6 * more)


@pytest.mark.criterion("ratio_grid")
def test_every_place_of_the_output_shares(student: Any, py_rng: Random) -> None:
    shape = (py_rng.randint(2, 5), py_rng.randint(9, 12), py_rng.randint(15, 20))
    wide = (shape, sides(py_rng), (2, 3), (1, 2))
    rows = ((1, 9, 8), (2, 3), 1, (2, 0))  # here padding counts, whatever the draw
    for in_shape, kernel, stride, padding in (((4, 8, 6), 3, 2, 1), ((2, 7, 12), (3, 4), 3, 0), rows, wide):
        got = student.sharing_ratio(in_shape, kernel, stride=stride, padding=padding)
        check_equal(got, sharing_ratio(in_shape, kernel, stride, padding))


# conv_macs


@pytest.mark.criterion("macs")
def test_products_of_four_filters(student: Any, py_rng: Random) -> None:
    check_equal(student.conv_macs((3, 8, 6), 4, 3), 2592)
    times, more = several(py_rng)
    # Six rows of places take 2592, so each takes 432.
    check_equal(student.conv_macs((3, 8 + more, 6), 4 * times, 3), times * (2592 + 432 * more))


@pytest.mark.criterion("macs_grid")
def test_products_are_counted_on_the_output_grid(student: Any, py_rng: Random) -> None:
    shape = (py_rng.randint(2, 4), py_rng.randint(9, 14), py_rng.randint(15, 30))
    spread = {"stride": (2, 1), "padding": (1, 2), "dilation": (2, 3)}
    for in_shape, kernel, options in (
        ((2, 8, 12), 3, {"stride": 2}),
        ((2, 5, 6), 3, {"padding": 1}),
        ((2, 8, 12), 3, {"dilation": 2}),
        (shape, sides(py_rng), spread),
    ):
        check_equal(student.conv_macs(in_shape, 3, kernel, **options), conv_macs(in_shape, 3, kernel, **options))


@pytest.mark.criterion("macs_groups")
def test_groups_save_products(student: Any, py_rng: Random) -> None:
    groups = py_rng.randint(2, 4)
    shape = (2 * groups, py_rng.randint(5, 9), py_rng.randint(10, 30))
    for in_shape, n_filters, kernel, parts in (((4, 6, 5), 4, 3, 4), (shape, 3 * groups, (2, 3), groups)):
        want = conv_macs(in_shape, n_filters, kernel, groups=parts)
        check_equal(student.conv_macs(in_shape, n_filters, kernel, groups=parts), want)


# separable_params and bottleneck_saving


@pytest.mark.criterion("separable")
def test_a_separable_convolution(student: Any, py_rng: Random) -> None:
    check_equal(student.separable_params(8, 16, 3), 224)
    filters, deeper = py_rng.randint(2, 90), py_rng.randint(2, 90)
    # A filter more has 8 weights and a bias; a channel more has 9 weights and a bias, and a weight in each of the 16.
    check_equal(student.separable_params(8, 16 + filters, 3), 224 + 9 * filters)
    check_equal(student.separable_params(8 + deeper, 16, 3), 224 + 26 * deeper)


@pytest.mark.criterion("separable_parts")
def test_each_part_has_its_own_weights_and_biases(student: Any, py_rng: Random) -> None:
    c_in, c_out = channels(py_rng)
    for case in ((9, 4, 3, False), (3, 7, (3, 5)), (c_in, c_out, sides(py_rng)), (c_in, c_out, 2, False)):
        check_equal(student.separable_params(*case), separable_params(*case))


@pytest.mark.criterion("bottleneck")
def test_a_bottleneck_saves(student: Any, py_rng: Random) -> None:
    check_ratio(student.bottleneck_saving(64, 64, 3, 16), 3.6)
    times, eighths = py_rng.randint(2, 20), py_rng.randint(1, 6)
    # A detour of times as many channels is times as long; if all numbers of channels grow or shrink alike, it stays.
    check_ratio(student.bottleneck_saving(8 * eighths, 8 * eighths, 3, 2 * eighths * times), 3.6 / times)


@pytest.mark.criterion("bottleneck_detour")
def test_the_detour_is_narrow_first(student: Any, py_rng: Random) -> None:
    c_in, c_out = channels(py_rng)
    for case in ((12, 5, 3, 4), (3, 8, 2, 20), (c_in, c_out, sides(py_rng), py_rng.randint(2, 9))):
        check_ratio(student.bottleneck_saving(*case), bottleneck_saving(*case))


def check_ratio(got: Any, want: float) -> None:
    right = math.isclose(number(got), want, rel_tol=1e-9)
    check(right, "the ratio is wrong", f"returned {show(got)}, expected {want:.10g}")
