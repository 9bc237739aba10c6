"""Hidden grader of `parameter_count`: exact types, asked once for the whole topic."""

from random import Random
from typing import Any

import pytest
from layers import FLATTEN, RELU, conv

from receptive.grader import check, check_exact, show


@pytest.mark.criterion("plain_int")
def test_counts_are_plain_ints(student: Any, probes: Any, py_rng: Random) -> None:
    check_plain(student, 1)
    check_plain(student, py_rng.randint(2, 90))
    check_exact(student.count_trainable(probes.build(["Linear", 1, 1, {"bias": False}])), 1)


def check_plain(student: Any, many: int) -> None:
    """The smallest numbers there are, but for one: what a wrong count is, the other criteria ask."""
    row, image = (1, many, 1), (many, 1, 1)
    check_exact(student.conv_params(1, many, 1, bias=False), many)
    check_exact(student.dense_params(1, many, bias=False), many)
    check_exact(student.locally_connected_params(row, 1, 1), 2 * many)
    check_exact(student.sharing_ratio(row, 1), many)
    check_exact(student.conv_macs(row, 1, 1), many)
    check_exact(student.separable_params(1, many, 1, bias=False), 1 + many)
    check_exact(student.max_filters_within(3 * many + 2, 1, 1, 1, (1, 1)), many)
    memory = {"params": 0, "activations": 2 * many, "total": 2 * many}
    check_exact(student.memory_bytes([FLATTEN], image, 2), memory)
    table = [{"type": "conv", "out_shape": (1, 1, 1), "params": 1, "macs": 1, "activations": 1}]
    check_exact(student.layer_table([conv(1, 1, bias=False)], (1, 1, 1)), table)
    table = [{"type": "relu", "out_shape": image, "params": 0, "macs": 0, "activations": many}]
    check_exact(student.layer_table([RELU], image), table)
    got = student.bottleneck_saving(2, 2, 1, 1)
    check(type(got) is float, "the result is a ratio and must be a float", f"returned {show(got)}")
