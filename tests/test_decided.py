"""Which two misconceptions are tried together where an exercise is recognised by its decisions."""

from __future__ import annotations

from receptive.diagnosis.decided import MOST_PAIRS, likely_pairs


def test_two_that_explain_all_wrong_decisions_are_tried() -> None:
    wrong = {"scales": {0: "scaled"}, "cuts": {1: "cut"}, "sorts": {2: "sorted"}}
    assert likely_pairs(("scaled", "cut", "shuffled"), wrong, frozenset({0, 1})) == [("scales", "cuts")]


def test_what_they_got_right_is_held_against_nobody() -> None:
    wrong = {"scales": {0: "scaled"}, "cuts and sorts": {1: "cut", 2: "sorted"}}
    assert likely_pairs(("scaled", "cut", "shuffled"), wrong, frozenset({0, 1})) == []


def test_those_whose_own_answers_are_found_again_come_first() -> None:
    wrong = {"by 255": {0: "by 255"}, "by the largest": {0: "by the largest"}, "cuts": {1: "cut"}}
    pairs = likely_pairs(("by the largest", "cut", "shuffled"), wrong, frozenset({0, 1}))
    assert pairs == [("by the largest", "cuts"), ("by 255", "cuts")]


def test_code_that_is_wrong_everywhere_is_held_against_a_few_pairs_only() -> None:
    wrong = {f"mistake {number}": dict.fromkeys(range(3), number) for number in range(50)}
    assert len(likely_pairs((None, None, None), wrong, frozenset(range(3)))) == MOST_PAIRS
