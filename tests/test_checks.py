"""What graders may say about a value: right or wrong, and what of it is safe to show about a hidden case."""

from __future__ import annotations

import contextlib
from typing import Any

import numpy as np
import pytest

from receptive.grading.checks import (
    Mismatch,
    Refusals,
    a_thing,
    as_shape,
    check,
    check_close,
    check_dtype,
    check_equal,
    check_exact,
    check_object,
    of_part,
    show,
)
from receptive.student.failures import Missing, StudentRaised


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (14, 14),
        (14.0, 14),
        (np.int64(14), 14),
        ((1, 2), (1, 2)),
        ([1, 2], (1, 2)),
        ({1, 2}, {1, 2}),
        (range(3), range(0, 3, 1)),
        ({"a": (1, 2)}, {"a": [1, 2.0]}),
        ("x", "x"),
        (None, None),
    ],
)
def test_equal_forgives_the_type_of_a_number_and_of_a_sequence(got: Any, want: Any) -> None:
    check_equal(got, want)


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (True, 1),
        (1, True),
        (13, 14),
        ("14", 14),
        (float("nan"), float("nan")),
        ((1, 2, 3), (1, 2)),
        ({1}, [1]),
        (range(4), range(3)),
        (None, 0),
        (np.array([14]), 14),
        ({"a": 1}, {"b": 1}),
        (np.float16(606.2), 606.2),
        (np.True_, 1),
        (complex(14, 0), 14),
        (np.complex128(14), 14),
        (10**400, 1.5),
    ],
)
def test_equal_refuses_what_is_not_the_same(got: Any, want: Any) -> None:
    with pytest.raises(Mismatch):
        check_equal(got, want)


@pytest.mark.parametrize("got", [14.0, np.int64(14), np.float64(14)])
def test_exact_says_that_only_the_type_is_wrong(got: Any) -> None:
    with pytest.raises(Mismatch, match="the value is right but its type is not") as raised:
        check_exact(got, 14)
    assert "int is asked" in raised.value.problem


def test_exact_looks_into_containers() -> None:
    check_exact((1, 2), (1, 2))
    with pytest.raises(Mismatch, match="tuple of int is asked"):
        check_exact((1.0, 2.0), (1, 2))
    with pytest.raises(Mismatch, match="tuple of int is asked"):
        check_exact([1, 2], (1, 2))


def test_close_compares_shape_values_and_finiteness() -> None:
    want = np.arange(6.0).reshape(2, 3)
    check_close(want + 1e-13, want)
    check_close(want.astype(np.int32), want)
    check_close(want.astype(np.float32) * np.float32(1 + 1e-6), want, single=1e-4)
    check_close(2.0, 2)
    for wrong, problem in [
        (want.T, "the shape of the result is wrong"),
        (want.tolist(), "the result is not a NumPy array of float64"),
        (want + 1e-3, "the values are not; no value is right"),
        (np.full((2, 3), np.nan), "NaN or infinity"),
        (want.astype(complex), "does not hold real numbers"),
        (want > 2, "does not hold real numbers"),
        (want.astype(np.float32) * np.float32(1 + 1e-6), "the values are not"),
        ((want + 0.4e-3).astype(np.float16), "the values are not"),
        (None, "the result is None"),
    ]:
        with pytest.raises(Mismatch, match=problem):
            check_close(wrong, want)


def test_the_problem_never_holds_a_number_of_the_values() -> None:
    want = np.arange(6.0).reshape(2, 3) + 123
    with pytest.raises(Mismatch) as raised:
        check_close(want + 1, want)
    assert "123" not in raised.value.problem
    assert "124, expected 123" in raised.value.detail
    with pytest.raises(Mismatch) as raised:
        check_equal((123, 4), (124, 4))
    assert "123" not in raised.value.problem
    assert "returned (123, 4), expected (124, 4)" in raised.value.detail


def test_dtype() -> None:
    check_dtype(np.zeros(2), "float64")
    with pytest.raises(Mismatch, match="no array of float64"):
        check_dtype(np.zeros(2, dtype=np.int64), "float64")
    with pytest.raises(Mismatch, match="not an array"):
        check_dtype([0.0], "float64")


def refusing(type_name: str, text: str) -> Any:
    def function(*_: object) -> None:
        raise StudentRaised(type_name, text)

    return function


def test_refusing_needs_the_right_error_and_the_arguments_name() -> None:
    stride_is_refused(refusing("ValueError", "stride must be positive"))
    for function, problem in [
        (refusing("TypeError", "stride"), "must raise ValueError"),
        (refusing("ValueError", "strides are hard"), "does not name the argument"),
        (lambda *_: 3, "is accepted; it must raise ValueError"),
    ]:
        with pytest.raises(Mismatch, match=problem):
            stride_is_refused(function)


def stride_is_refused(function: Any) -> None:
    Refusals(function).check(0, error=ValueError, argument="stride")


def test_a_message_that_names_every_argument_names_none() -> None:
    def names_all(*_: object) -> None:
        raise StudentRaised("ValueError", "kernel, stride or padding is impossible: 0 1 2 3")

    def names_one(kernel: int, stride: int) -> None:
        raise StudentRaised(
            "ValueError", f"kernel {kernel} is impossible" if kernel < 1 else f"stride {stride}; kernel 1"
        )

    for function, told in ((names_all, "each should name the one"), (names_one, None)):
        refusals = Refusals(function)
        refusals.check(0, 1, error=ValueError, argument="kernel")
        with pytest.raises(Mismatch, match=told) if told else contextlib.nullcontext():
            refusals.check(1, 0, error=ValueError, argument="stride")


def test_refusing_lets_other_failures_pass() -> None:
    def unwritten(*_: object) -> None:
        raise Missing("is not written yet")

    with pytest.raises(Missing):
        stride_is_refused(unwritten)


def test_an_object_is_what_stays_in_the_worker() -> None:
    for value in (None, 1, (1, 2), np.zeros(2)):
        with pytest.raises(Mismatch, match="is not an object that can be called"):
            check_object(value)


def test_a_property_is_said_in_its_own_words() -> None:
    check(1 < 2, "never")
    with pytest.raises(Mismatch, match="a flat image must stay flat"):
        check([], "a flat image must stay flat")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (np.array([[0, 0.5], [-2, 1 / 3]]), "[[0, 0.5], [-2, 0.333333]]"),
        (np.zeros((9, 9)), "a NumPy array of float64 of shape (9, 9)"),
        ((np.zeros((9, 9)), 1), "(a NumPy array of float64 of shape (9, 9), 1)"),
        ("a" * 1000, "'" + "a" * 399 + " …"),
        ([np.zeros(2)] * 9, f"[{'[0, 0], ' * 8}…]"),
    ],
)
def test_values_are_shown_short(value: Any, shown: str) -> None:
    assert show(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ([100, 200, 300], "[100, 200, 300]"),
        (list(range(100, 1000)), "[100, 101, …]"),
        ((100,) * 9, "(100, 100, …)"),
        ([[100] * 9, 2], "[[100, …], …]"),
        ({"k": 3, "size": (100,) * 9}, "{'k': 3, …}"),
        ({"size": (1,) * 9, "k": 3}, "{'size': (…), …}"),
        (np.arange(100, 109), "[100, 101, …]"),
        ([np.arange(2), np.arange(9)], "[[0, 1], …]"),
    ],
)
def test_what_is_long_is_cut_between_two_elements(value: Any, shown: str) -> None:
    assert show(value, most=15) == shown


def test_kinds_of_things_have_an_article() -> None:
    assert [a_thing(value) for value in (1, 1.0, None, [], np.int64(1))] == [
        "an int",
        "a float",
        "None",
        "a list",
        "a np.int64",
    ]


def test_a_shape_to_count_on_from_is_short_and_small() -> None:
    assert as_shape([3, np.int8(100), 14.0]) == (3, 100, 14.0)
    assert type((as_shape((np.int8(100),)) or ())[0]) is int
    for value in (None, 3, (), (0, 4), (1, 2, 3, 4), (10**18,), (float("nan"),), (True, 2), "abc", ((1,), 2), {1, 2}):
        assert as_shape(value) is None, value
    for value in (range(10**18), [3] * 10**6, (2, np.ones(3)), (complex(3), 1), {1: 2}, float("inf")):
        assert as_shape(value) is None


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ([[0, 1, 1], [1, 1, 1]], "the first value is right, all others are wrong"),
        ([[1, 1, 1], [1, 1, 1]], "; no value is right"),
        ([[0, 0, 0], [1, 1, 1]], "; only the last along axis 0 is wrong"),
        ([[0, 1, 1], [0, 1, 1]], "; the first along axis 1 is right, wrong from the second on"),
        ([[1, 0, 1], [1, 0, 0], [1, 1, 1]], "; only values at the border are wrong"),
        ([[0, 1, 0], [0, 1, 0], [1, 0, 1]], "the values are not$"),
    ],
)
def test_where_the_values_are_wrong_is_said_in_words(wrong: list[list[int]], told: str) -> None:
    want = np.zeros((len(wrong), 3))
    with pytest.raises(Mismatch, match=told.replace("[", r"\[").replace("]", r"\]")):
        check_close(np.array(wrong, float), want)


def test_a_part_of_the_result_is_named() -> None:
    with pytest.raises(Mismatch) as raised, of_part("dw"):
        check_close(np.zeros(2), np.ones(2))
    assert raised.value.problem.startswith("dw: the shape is right, the values are not")
    assert raised.value.detail
    with pytest.raises(Mismatch, match="dx: the shape of the result is wrong"), of_part("dx"):
        check_close(np.zeros(3), np.ones(2))
