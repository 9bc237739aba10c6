"""Criteria of `memory_bytes`."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from receptive.grader import check, check_equal, show

from .layers import DROPOUT, FLATTEN, GLOBAL, NORM, RELU, Layer, Shape, conv, dense, pool, small_image
from .memory_bytes import memory_bytes
from .numbers_given import check_in_proportion


def check_entries(student: Any, arch: list[Layer], shape: Shape, *names: str, **options: int) -> None:
    """In proportion to those of a plain dense layer: in what unit they are is asked by the open criterion."""
    beside = [FLATTEN, dense(5, bias=False)], (1, 3, 4)
    got, got_beside = student.memory_bytes(arch, shape, **options), student.memory_bytes(*beside)
    want, want_beside = memory_bytes(arch, shape, **options), memory_bytes(*beside)
    for entries in (got, got_beside):
        whole = isinstance(entries, dict) and all(name in entries for name in names)
        check(whole, "an entry of the result is missing", show(entries))
    for name in names:
        check_in_proportion(got[name], got_beside[name], want[name], want_beside[name])


@pytest.mark.criterion("memory")
def test_bytes_of_a_small_network(student: Any, py_rng: Random) -> None:
    arch = [conv(2, 3), NORM, RELU, pool(2), FLATTEN, dense(3)]
    check_equal(student.memory_bytes(arch, (1, 6, 8)), {"params": 252, "activations": 684, "total": 936})
    # Times as many filters take times as many bytes, but for three biases and three outputs of the dense layer.
    times = py_rng.randint(2, 120)
    params, activations = 240 * times + 12, 672 * times + 12
    want = {"params": params, "activations": activations, "total": params + activations}
    check_equal(student.memory_bytes([conv(2 * times, 3), *arch[1:]], (1, 6, 8)), want)


@pytest.mark.criterion("memory_half")
def test_half_as_many_bytes_for_each_number(student: Any, py_rng: Random) -> None:
    """In proportion to four bytes a number: what there is of them is asked elsewhere."""
    arch, shape = [conv(2, 3), RELU, FLATTEN, dense(3)], (1, 5, py_rng.randint(6, 30))
    plain = student.memory_bytes(arch, shape)
    for dtype_bytes in (2, py_rng.randint(5, 16)):
        got = student.memory_bytes(arch, shape, dtype_bytes=dtype_bytes)
        for name in ("params", "total"):
            for entries in (plain, got):
                check(isinstance(entries, dict) and name in entries, "an entry of the result is missing", show(entries))
            check_in_proportion(got[name], plain[name], dtype_bytes, 4)


@pytest.mark.criterion("memory_activations")
def test_activations_of_all_layers_count(student: Any, py_rng: Random) -> None:
    filters = py_rng.randint(3, 20)
    for arch in ([conv(filters, 3), RELU, pool(2), GLOBAL, dense(3)], [pool(2), DROPOUT, FLATTEN]):
        check_entries(student, arch, small_image(py_rng), "activations")


@pytest.mark.criterion("memory_dtype")
def test_a_number_takes_as_many_bytes_as_its_type(student: Any, py_rng: Random) -> None:
    heavy = [FLATTEN, dense(py_rng.randint(20, 30), bias=False)]
    for arch, size in ((heavy, 2), (heavy, 8), ([RELU, pool(2)], 1)):
        check_entries(student, arch, small_image(py_rng), "params", "total", dtype_bytes=size)
