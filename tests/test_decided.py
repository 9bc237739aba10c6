"""Recognized by what is decided, whatever was free to choose; and what is true where nothing is recognized."""

import random
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from receptive.diagnosis.agreement import agree
from receptive.diagnosis.decided import MOST_PAIRS, Decided, likely_pairs
from receptive.diagnosis.diagnostician import Diagnostician
from receptive.diagnosis.evidence import Evidence
from receptive.diagnosis.kinds_of_input import kinds_of
from receptive.diagnosis.observations import observe_calls, observe_decisions
from receptive.diagnosis.registry import Registry
from receptive.diagnosis.respondent import ModelRespondent
from receptive.student.failures import StudentRaised
from receptive.student.model_process import ModelProcess

MODEL = """
import random

class Model:
    def draw(self, items, seed):
        drawn = sorted(items, key=lambda _: random.Random(f"{seed} {_}").random())
        return drawn[: self.how_many(len(items))]

    def how_many(self, count):
        return count // 2

    def seed_of(self, seed):
        return seed
"""
MISTAKES = '''
from receptive.grader import misconception
from .model import Model

@misconception("DRW-1", "takes a third", read="Task", exercises=("draw",))
class TakesAThird(Model):
    """You draw a third of the items.

    How many of six are drawn?
    """

    def how_many(self, count):
        return count // 3

@misconception("DRW-2", "repeats an item", read="Task", exercises=("draw",))
class Repeats(Model):
    """You draw an item twice.

    Are there two of a kind among what you drew?
    """

    def draw(self, items, seed):
        drawn = super().draw(items, seed)
        return [drawn[0], *drawn[:-1]]
'''
EXERCISE = """
from receptive.grader import Demonstration

DECISIONS = (
    Demonstration("how many of six are drawn", lambda student, probes: len(student.draw(list("abcdef"), 1))),
    Demonstration(
        "whether they differ", lambda student, probes: student.draw(list("abcdef"), 1),
        decides=lambda drawn: len(set(drawn)) == len(drawn),
    ),
)
"""


@pytest.fixture
def decided(tmp_path: Path) -> Decided:
    grader = tmp_path / "drawing"
    (grader / "misconceptions").mkdir(parents=True)
    (grader / "model.py").write_text(MODEL)
    (grader / "misconceptions" / "__init__.py").write_text("")
    (grader / "misconceptions" / "draws.py").write_text(MISTAKES.replace("from .model", "from ..model"))
    (grader / "draw.py").write_text(EXERCISE)
    return Decided(Registry(grader))


def third_with_another_generator(items: list[str], seed: int) -> list[str]:
    return random.Random(seed).sample(items, len(items) // 3)


def third_with_one_twice(items: list[str], seed: int) -> list[str]:
    return [items[seed], *third_with_another_generator(items, seed)[:1], items[seed]][: len(items) // 3][:1] * 2


def half_with_another_generator(items: list[str], seed: int) -> list[str]:
    return random.Random(seed).sample(items, len(items) // 2)


def only_the_first(items: list[str], _seed: int) -> list[str]:
    return items[:1]


@pytest.mark.parametrize(
    ("program", "wanted"),
    [
        (third_with_another_generator, [["DRW-1"]]),
        (third_with_one_twice, [["DRW-1", "DRW-2"]]),
        (half_with_another_generator, []),
        (only_the_first, []),
    ],
)
def test_a_mistake_is_recognized_whatever_was_drawn(decided: Decided, program: object, wanted: list[list[str]]) -> None:
    answers = decided.of_program("draw", program)
    assert answers is not None
    assert decided.suspects("draw", answers) == wanted


def test_what_is_wrong_is_listed_where_no_mistake_is_known(decided: Decided) -> None:
    answers = decided.of_program("draw", only_the_first)
    assert answers is not None
    told = observe_decisions(decided, "draw", answers)
    assert told == "Of 2 things looked at, 1 are right. Not right: how many of six are drawn."


def test_two_exceptions_are_one_reply_unless_their_kind_is_asked_for() -> None:
    one, other = StudentRaised("IndexError", ""), StudentRaised("ValueError", "")
    assert agree(one, other)
    assert not agree(one, other, kinds_too=True)
    assert not agree(one, 3)


def right_pool(x: np.ndarray, kernel: object, stride: object = None) -> float:  # noqa: ARG001  # looked at from outside
    return float(x.sum()) + (stride if isinstance(stride, int) else 0)


def respondent(program: object) -> ModelRespondent:
    return ModelRespondent("pool", program)


CALLS = [
    ((np.ones(shape), kernel), {} if stride is None else {"stride": stride})
    for shape in ((1, 2, 2), (3, 2, 2), (1, 2, 5), (2, 4, 3))
    for kernel in (1, (2, 3), 4)
    for stride in (None, 2)
]


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        (lambda call: call.stride is not None, "right whenever stride is left at its default, and in no other"),
        (lambda call: isinstance(call.kernel, tuple), "right whenever kernel is no pair, and in no other"),
        (lambda call: len(call.x) > 1, "right whenever the first axis of x has one entry, and in no other"),
        (lambda call: call.x.shape[1] == call.x.shape[2], "whenever the last two axes of x are not equally long"),
        (lambda call: call.stride and call.kernel == 1, "always right when stride is left at its default"),
        (lambda _: False, "In 24 small calls of our own every answer is right"),
        (lambda _: True, "In all small calls of our own it is wrong."),
    ],
)
def test_for_which_kind_of_input_it_is_right_is_said(slip: Callable[[Any], object], told: str) -> None:
    def theirs(x: np.ndarray, kernel: object, stride: object = None) -> float:
        return right_pool(x, kernel, stride) + (1 if slip(SimpleNamespace(x=x, kernel=kernel, stride=stride)) else 0)

    assert told in observe_calls(CALLS, respondent(theirs), respondent(right_pool))


def test_that_it_raises_is_told_apart_from_a_wrong_answer() -> None:
    def theirs(x: np.ndarray, kernel: int, stride: object = None) -> float:
        return right_pool(x, kernel + 0, stride)

    told = observe_calls(CALLS, respondent(theirs), respondent(right_pool))
    assert told.startswith("What comes back is right; but there is input for which it raises.")


def test_kinds_of_input_name_no_number_but_none_and_one() -> None:
    kinds = kinds_of(right_pool, (np.ones((17, 19)), 23), {"stride": (29, 31)})
    assert kinds
    assert not any(
        character.isdigit()
        for kind in kinds
        for text in kind
        for character in text.replace("2 axes", "")
        if character not in "01"
    )


def test_code_that_cannot_be_asked_is_not_observed(decided: Decided) -> None:
    process = ModelProcess("student", SimpleNamespace(), None)
    assert decided.of("draw", process) is None


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


class Watched(ModelProcess):
    """Notes when it is begun anew, and when it is asked."""

    def __init__(self, module: object) -> None:
        super().__init__("student", module, None)
        self.noted: list[str] = []

    def close(self) -> None:
        self.noted.append("close")
        super().close()

    def call(self, *asked: Any) -> Any:
        self.noted.append("call")
        return super().call(*asked)


def test_code_that_has_seen_hidden_inputs_does_not_choose_what_is_said(decided: Decided) -> None:
    """Its answers alone decide what is said here, so they come from a process that knows nothing."""
    process = Watched(SimpleNamespace(draw=third_with_another_generator))
    failed = Evidence("all", None, [], passed=False)  # type: ignore[arg-type]  # what is decided needs no test
    found = Diagnostician(decided.registry.folder).diagnose("draw", [failed], process, "seed", "").diagnosis
    assert found is not None
    assert found.misconception == "DRW-1"
    assert process.noted[0] == "close"
    assert "call" in process.noted


def test_questions_are_found_where_they_are_defined(tmp_path: Path) -> None:
    grader = tmp_path / "questions"
    grader.mkdir()
    (grader / "asked.py").write_text("ASKED = (1, 2)\n")
    (grader / "one.py").write_text("from .asked import ASKED as DECISIONS\n")
    (grader / "two.py").write_text("from .asked import ASKED as DECISIONS\nQUESTIONS = (3,)\n")
    (grader / "three.py").write_text("DEMONSTRATIONS = (4,)\n")
    registry = Registry(grader)
    assert [registry.questions(name) for name in ("one", "two", "three", "four")] == [(1, 2), (3,), (), ()]
    places = [registry.questions_place(name) for name in ("one", "two", "three", "four")]
    assert places == [("asked", "ASKED"), ("two", "QUESTIONS"), ("", ""), ("", "")]
