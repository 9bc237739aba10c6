"""Shapes in a row: which step is wrong, whether the method is right, and whether an impossible one is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from receptive.grading.broken import BreakRefusals, BrokenChain
from receptive.grading.chains import check_chain, check_method, check_moves
from receptive.grading.checks import Mismatch
from receptive.student.failures import StudentRaised


def double(_: int, before: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(2 * size for size in before)


def shapes(*sizes: Any) -> list[Any]:
    return [(size,) for size in sizes]


def test_in_a_chain_the_first_wrong_step_is_named_and_the_rest_judged_by_it() -> None:
    want = shapes(1, 2, 4, 8)
    check_chain(want, want, double)
    for got, told in [
        (shapes(1, 3, 6, 12), "one layer is the first that is wrong; what comes after it is right for your own result"),
        (shapes(1, 3, 6, 13), "one layer is the first that is wrong$"),
        (shapes(1, 2, 4, 9), "one layer is the first that is wrong$"),
        (shapes(1, "x", 4, 8), "one layer is the first that is wrong$"),
        ([range(10**18)] * 4, "one layer is the first that is wrong$"),
        (shapes(1, 2), "the result has the wrong length"),
        (None, "the result is None"),
    ]:
        with pytest.raises(Mismatch, match=told):
            check_chain(got, want, double)


def test_the_method_of_a_chain_is_right_if_one_kind_of_step_is_wrong() -> None:
    kinds = ["a", "b", "a", "b"]
    for got in (shapes(2, 4, 8, 16), shapes(3, 6, 13, 26), shapes(2, 5, 10, 21)):
        check_method(got, (1,), kinds, double)
    for got, told in [
        (shapes(3, 7, 14, 28), "more than one kind of layer does not follow from the one before$"),
        (shapes(2, 4, 8), "the result is no list with one entry for each layer"),
        (None, "the result is no list with one entry for each layer"),
        (shapes("x", "y", "z", 1), "more than one kind"),
    ]:
        with pytest.raises(Mismatch, match=told):
            check_method(got, (1,), kinds, double)


def test_an_own_shape_that_is_none_or_too_large_is_not_followed() -> None:
    def never(_: int, before: object) -> None:
        raise AssertionError(f"asked what follows from {before}")

    for odd in ((10**18,), range(10**18), "abc", {1, 2}, [[1], 2], (1, 2, 3, 4), (True,), (), None):
        with pytest.raises(Mismatch):
            check_method([odd] * 3, odd, ["a", "b", "c"], never)


def test_shapes_move_with_the_input() -> None:
    right = [[(4, 8, 9), (4, 8)], [(4, 16, 18), (4, 8)]]
    check_moves(right, right)
    check_moves([[(1, 7, 8), (5, 5)], [(1, 9, 9), (5, 5)]], right)
    for stays in ((1, 7, 8), None, (7,), (10**18, 1, 1), range(3)):
        with pytest.raises(Mismatch, match="the same where they should differ"):
            check_moves([[stays, (4, 8)]] * 2, right)
    with pytest.raises(Mismatch, match="the same where they should differ"):  # only the columns move
        check_moves([[(4, 7, 8), (4, 8)], [(4, 7, 9), (4, 8)]], right)


CHAINS = [
    BrokenChain([*["relu"] * index, "bad", "relu"], [*["relu"] * (index + 2)], (13, 14, 15), index, (13, 14, 15))
    for index in (5, 7)
]


def refused(refuse: Callable[[list[str]], Any]) -> None:
    """Ask about both chains; `refuse` gives the message, or none where it takes the layers."""

    def function(layers: list[str], in_shape: tuple[int, ...]) -> list[tuple[int, ...]]:
        text = refuse(layers)
        if text:
            raise StudentRaised("ValueError", text)
        return [in_shape] * len(layers)

    refusals = BreakRefusals(function)
    for chain in CHAINS:
        refusals.check(chain)


def test_a_broken_chain_is_refused_with_its_place() -> None:
    refused(lambda layers: f"layer {layers.index('bad')} cannot take (13, 14, 15)" if "bad" in layers else "")
    for refuse, told in [
        (lambda _: "", "is accepted"),
        (lambda layers: "bad" in layers and "layer 5 of 99999999999999999999", "the shape that reached"),
        (lambda layers: "bad" in layers and "(13, 14, 15)", "the layer's index"),
        (lambda layers: "bad" in layers and "0 1 2 3 4 5 6 7 8 (13, 14, 15)", "tell both"),
        (lambda layers: "bad" in layers and "9" * 9000, "the shape that reached"),
    ]:
        with pytest.raises(Mismatch, match=told):
            refused(refuse)


def test_who_refuses_all_layers_has_refused_none() -> None:
    with pytest.raises(StudentRaised):
        refused(lambda layers: f"layer {layers.index('bad') if 'bad' in layers else 0} cannot take (13, 14, 15)")


def test_a_chain_may_ask_for_the_index_alone() -> None:
    def function(layers: list[str], _: object) -> list[str]:
        if "bad" in layers:
            raise StudentRaised("ValueError", f"layer {layers.index('bad')}")
        return layers

    BreakRefusals(function).check(BrokenChain(["relu", "bad"], ["relu", "relu"], (13, 14, 15), 1))
