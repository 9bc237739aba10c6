"""Criteria of `conv_params`, and what it and `layer_table` refuse: beside each such call, one that must be taken."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from receptive.grader import BreakRefusals, BrokenChain, Refusals, check, check_equal, show

from .conv_params import conv_params
from .draws import channels, several, sides
from .layers import DROPOUT, FLATTEN, NORM, RELU, Layer, conv, dense, pool
from .numbers_given import check_biases, number

KEEP = (NORM, RELU, DROPOUT)


@pytest.mark.criterion("conv_layer")
def test_six_filters_on_four_channels(student: Any, py_rng: Random) -> None:
    check_equal(student.conv_params(4, 6, 5), 606)
    times, more = several(py_rng)
    # A channel more is 25 weights more for each of the six; times as many filters are times as many parameters.
    check_equal(student.conv_params(4 + more, 6 * times, 5), times * (606 + 150 * more))


@pytest.mark.criterion("conv_pair")
def test_six_oblong_filters(student: Any, py_rng: Random) -> None:
    """Without biases, which are asked elsewhere; times as many filters have times as many weights."""
    for times in (1, py_rng.randint(2, 20)):
        check_equal(student.conv_params(4, 6 * times, (2, 3), bias=False), 144 * times)


@pytest.mark.criterion("conv_groups")
def test_nine_filters_in_three_groups(student: Any, py_rng: Random) -> None:
    for times in (1, py_rng.randint(2, 20)):
        check_equal(student.conv_params(6, 9 * times, 2, bias=False, groups=3), 72 * times)


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


@pytest.mark.criterion("validation")
def test_impossible_input_is_refused(student: Any, py_rng: Random) -> None:
    check_layers(Refusals(student.conv_params), py_rng)
    refusals = BreakRefusals(student.layer_table)
    for chain in broken_chains(py_rng):
        refusals.check(chain)


def check_layers(refusals: Refusals, rng: Random) -> None:
    def refuses(argument: str, *values: Any, error: type[Exception] = ValueError, **given: Any) -> None:
        """Ask for impossible values of one argument, and then for a possible one."""
        drawn = {"c_in": rng.randint(1, 30), "c_out": rng.randint(1, 30), "kernel": rng.randint(1, 9)}
        possible = {**drawn, "bias": True, "groups": 1, **given}
        for value in values:
            refusals.check(*{**possible, argument: value}.values(), error=error, argument=argument)
        got = refusals.function(*possible.values())
        check(number(got) > 0, "a possible call gives no count", show(got))

    refuses("c_in", 0, -rng.randint(1, 9), c_in=1)
    refuses("c_out", 0, -rng.randint(1, 9), c_out=1)
    refuses("kernel", (rng.randint(1, 9), 0), 0, kernel=1)
    ones, twos = rng.sample((5, 7, 11, 13), 2)
    refuses("groups", 0, ones, c_in=ones * twos, c_out=4 * twos, groups=twos)  # divides c_in only
    refuses("groups", ones, c_in=4 * twos, c_out=ones * twos, groups=twos)  # divides c_out only
    whole = rng.randint(1, 30)
    refuses("c_in", float(whole), whole + 0.5, error=TypeError, c_in=whole)
    refuses("c_out", True, error=TypeError)
    refuses("kernel", str(rng.randint(1, 9)), error=TypeError)


def broken_chains(rng: Random) -> list[BrokenChain]:
    """None holds a window before the layer in question, so no size is asked here; and no number in them is an index."""
    channels, rows, columns = 3 * rng.choice((5, 7, 9, 11)), *rng.sample(range(13, 40), 2)
    small, threes, head = min(rows, columns), conv(18, 1, groups=3), dense(rng.randint(20, 90))
    cases: list[tuple[list[Layer], Layer, Layer]] = [
        ([], conv(20, small + 1), conv(20, small)),
        ([FLATTEN], conv(20, 1), head),
        ([FLATTEN], pool(1), head),
        ([], head, FLATTEN),
        ([], conv(16, 1, groups=3), threes),  # divides the channels only
        ([], conv(16, 1, groups=4), threes),  # divides the filters only
    ]
    indices = rng.sample(range(5, 12), len(cases))
    return [
        BrokenChain([*before, bad, *behind], [*before, good, *behind], (channels, rows, columns), index)
        for (last, bad, good), index in zip(cases, indices, strict=True)
        for before, behind in [([*rng.choices(KEEP, k=index - len(last)), *last], rng.choices(KEEP, k=index % 3 + 1))]
    ]
