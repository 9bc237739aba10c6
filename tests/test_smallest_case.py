"""The small failing case that a student sees: truly wrong, possible, small, and with arithmetic that is true."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.diagnosis.changed_arguments import find_changed_argument
from receptive.diagnosis.diagnostician import Diagnostician
from receptive.diagnosis.hidden_calls import HiddenCalls
from receptive.diagnosis.respondent import ModelRespondent
from receptive.diagnosis.shrinking import smaller_calls
from receptive.diagnosis.smallest_case import (
    SMALL_INPUTS,
    Manner,
    WrongCall,
    find_first_difference,
    find_smallest_case,
    place_in_words,
)
from receptive.reading.stubs import parts_of
from receptive.student.failures import OutOfTime, StudentFailure, StudentRaised
from receptive.student.proxy import Call

CONTENT = find_content()
# Where numbers can be followed by hand
TOPICS = [topic for topic in CONTENT.topics() if "torch" not in load_topic(CONTENT, topic).packages]


def replies(model: Any) -> Any:
    return ModelRespondent("f", model).reply


def inputs(expert: Diagnostician, exercise: str) -> Any:
    return itertools.islice(expert.registry.calls(exercise, random.Random(1)), SMALL_INPUTS)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_arithmetic_ends_in_the_right_value(topic: str) -> None:
    expert = Diagnostician(CONTENT.grader(topic))
    lines = 0
    for exercise in load_topic(CONTENT, topic).exercises:
        right = expert.registry.model(exercise.name, frozenset())
        for args, kwargs in inputs(expert, exercise.name) if right else ():
            answer = right(*args, **kwargs)
            for place in places(answer):
                line = expert.registry.arithmetic(exercise.name, args, kwargs, place)
                value = np.asarray(at(answer, place)).item()
                assert not line or line.endswith(f" = {value:.6g}" if isinstance(value, float) else f" = {value}")
                lines += bool(line)
    assert lines > 20


def places(answer: Any) -> list[tuple[Any, ...]]:
    """A few places of numbers in an answer."""
    if isinstance(answer, np.ndarray):
        return [tuple(map(int, np.unravel_index(i, answer.shape))) for i in range(0, answer.size, answer.size // 4 + 1)]
    if isinstance(answer, dict):
        return [(key, *rest) for key in answer for rest in places(answer[key])]
    if isinstance(answer, list | tuple):
        return [(i, *rest) for i, item in enumerate(answer) for rest in places(item)]
    return [()] if isinstance(answer, int | float) and not isinstance(answer, bool) else []


def at(answer: Any, place: tuple[Any, ...]) -> Any:
    if isinstance(answer, np.ndarray):
        return answer[place]
    for key in place:
        answer = answer[key] if not isinstance(answer, np.ndarray) else answer[place[1:]]
        if isinstance(answer, np.ndarray):
            return answer[place[1:]]
    return answer


def test_a_case_is_shrunk_until_every_smaller_one_is_right() -> None:
    def longest_above_nine(args: Any, _: Any) -> Any:
        return sum(args[0]) + (args[-1] > 4 if len(args) > 1 else 0)

    def right(args: Any, _: Any) -> Any:
        return sum(args[0])

    case = find_smallest_case([(([5, 7, 9], 30), {})], lambda *_: True, longest_above_nine, right, None)
    assert case == WrongCall(([], 5), {}, 1, 0)


def test_where_zeros_show_the_mistake_the_numbers_of_a_case_differ() -> None:
    """A mistake of shapes: with zeros alone nobody sees which number went where."""
    image = np.arange(20.0).reshape(4, 5)
    case = find_smallest_case(
        [((image,), {})], lambda *_: True, lambda args, _: args[0].T, lambda args, _: args[0], None
    )
    assert case is not None
    assert case.args[0].tolist() in ([[1.0, 2.0]], [[1.0], [2.0]])


def test_a_case_is_wrong_in_the_way_of_the_mistake_that_was_recognized() -> None:
    """Two slips: small inputs show the other one."""
    slips = {True: lambda args, _: args[0] + (args[0] > 20) + (args[0] < 5)}
    mistake: Any = lambda args, _: args[0] + (args[0] > 20)  # noqa: E731  # a model in one line
    case = find_smallest_case([((40,), {})], lambda *_: True, slips[True], lambda args, _: args[0], mistake)
    assert case is not None
    assert case.args == (21,)


def test_impossible_calls_are_passed_over() -> None:
    wrong: Any = lambda args, _: args[0] + 1  # noqa: E731  # a model in one line
    case = find_smallest_case([((40,), {})], lambda args, _: args[0] % 4 == 0, wrong, lambda args, _: args[0], None)
    assert case is not None
    assert case.args == (20,)


def test_smaller_calls_keep_arrays_that_fit_each_other() -> None:
    x, w = np.arange(18).reshape(1, 2, 3, 3), np.arange(8).reshape(1, 2, 2, 2)
    shapes = {(args[0].shape, args[1].shape) for args, _ in smaller_calls((x, w), {}) if len(args) == 2}
    assert ((1, 1, 3, 3), (1, 1, 2, 2)) in shapes
    assert ((1, 2, 2, 3), (1, 2, 2, 2)) in shapes


@pytest.mark.parametrize(
    ("theirs", "right", "place"),
    [
        (3, 4, ()),
        ([1, 2, 9], [1, 2, 3], (2,)),
        ([(1, 2), (3, 9)], [(1, 2), (3, 4)], (1, 1)),
        ([{"a": 1, "b": 7}], [{"a": 1, "b": 2}], (0, "b")),
        (np.array([[1, 2], [3, 9]]), np.array([[1, 2], [3, 4]]), (1, 1)),
        ((np.zeros(2), np.ones(2)), (np.zeros(2), np.array([1.0, 2.0])), (1, 1)),
        ([1, 2], [1, 2, 3], None),
        ("x", 3, None),
    ],
)
def test_the_first_wrong_value_is_found_from_the_outside_in(theirs: Any, right: Any, place: Any) -> None:
    assert find_first_difference(theirs, right) == place


def test_an_exception_and_a_wrong_type_are_cases_where_no_value_is_wrong() -> None:
    refuses = StudentRaised("ValueError", "a text of the student's own")
    same = {"possible": lambda *_: True, "right": lambda args, _: args[0] + 1}

    raised = find_smallest_case([((n,), {}) for n in (5, 9)], theirs=lambda *_: refuses, same_mistake=None, **same)
    assert raised is not None
    assert raised.text("f", None) == "f(1) raises ValueError; right is 2."
    value = find_smallest_case(
        [((9,), {}), ((5,), {})],
        theirs=lambda args, _: refuses if args[0] > 5 else args[0],
        same_mistake=None,
        **same,
    )
    assert value is not None
    assert (value.theirs, value.manner) == (1, Manner.VALUE)

    def as_float(args: Any, _: Any) -> float:
        return float(args[0] + 1)

    typed = find_smallest_case([((5,), {})], theirs=as_float, same_mistake=as_float, **same)
    assert typed is not None
    case = typed.data("f", None)
    assert case is not None
    assert (typed.text("f", None), case.returned, case.expected) == ("f(1) gives 2.0; right is 2.", "2.0", "2")
    assert find_smallest_case([((5,), {})], theirs=as_float, same_mistake=None, **same) is None


def test_a_changed_argument_is_shown_before_and_after_the_smallest_call_that_changes_it() -> None:
    def right(x: Any, times: int) -> Any:
        return x * times

    def writing(x: Any, times: int) -> Any:
        x *= times
        return x

    def found(theirs: Any, mistaken: Any) -> Any:
        asked = [((np.ones((2, 3)), 1), {}), ((np.ones((2, 3)), 5), {})]
        respondents = (ModelRespondent("f", model) for model in (theirs, right, mistaken))
        return find_changed_argument(asked, lambda *_: True, *respondents)

    changed = found(writing, writing)
    assert changed.text("f") == "f([[1]], 2) changes its argument x: [[1]] before the call, [[2]] after it."
    case = changed.data("f")
    assert (case.changed, case.returned, case.expected, case.place) == ("x", [[2.0]], [[1.0]], (0, 0))
    assert found(right, writing) is None
    assert found(writing, right) is None


def test_code_that_does_not_come_back_is_not_asked_again() -> None:
    asked = []

    def never(args: Any, _: Any) -> Any:
        asked.append(args)
        return OutOfTime("too long")

    assert find_smallest_case([((n,), {}) for n in range(9)], lambda *_: True, never, lambda *_: 1, None) is None
    assert len(asked) == 1


def conv(i: Any, k: int, s: int = 1, p: Any = 0) -> None:
    """A signature."""


@pytest.mark.parametrize(
    ("args", "kwargs", "known"),
    [
        ((7, 3), {}, True),
        ((7,), {"k": 3, "p": 0}, True),
        ((7.0, np.int64(3), 1), {}, True),
        ((7, 3, 2), {}, False),
        (([7, 2], 3), {"p": (1, 1)}, True),
        (((7, 2), 3), {"p": np.array([1, 1])}, True),
        ((np.ones(3), 3), {}, False),
        ((object(), 3), {}, False),
        ((), {}, False),
    ],
)
def test_a_hidden_call_is_known_however_it_is_written(args: Any, kwargs: dict[str, Any], known: bool) -> None:
    calls = [Call("conv", (7, 3), {}), Call("conv", ((7, 2),), {"k": 3, "p": [1, 1]}), Call("conv", (object(),), {})]
    assert HiddenCalls(conv, calls).has(args, kwargs) is known
    assert not HiddenCalls(conv, []).has(args, kwargs)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_call_of_an_author_is_possible(topic: str) -> None:
    expert = Diagnostician(CONTENT.grader(topic))
    rule = expert.registry.is_possible
    for exercise in load_topic(CONTENT, topic).exercises:
        right = replies(expert.registry.model(exercise.name, frozenset()))
        for args, kwargs in inputs(expert, exercise.name):
            assert rule(exercise.name, args, kwargs), f"{exercise.name}{args} {kwargs}"
            for smaller in itertools.islice(smaller_calls(args, kwargs), 40):
                if not isinstance(right(*smaller), StudentFailure):
                    rule(exercise.name, *smaller)  # asked of what nobody has written, and answers


STUB = '''
def gradients(dout):
    """Two of them.

    Returns (dw, db) in float64.
    """

def shape(x):
    """Returns (1, 2) or (x) for one."""
'''


def test_a_place_in_one_of_several_results_has_its_name() -> None:
    right = (np.zeros((2, 3)), np.zeros(4))
    assert parts_of(STUB, "gradients") == ("dw", "db")
    assert place_in_words((0, 1, 2), right, parts_of(STUB, "gradients")) == "In dw, at row 1, column 2: "
    assert place_in_words((1, 3), right, ("dw", "db")) == "In db, at [3]: "
    assert place_in_words((1,), (1, 2), ("number", "size")) == "In size: "
    assert place_in_words((1, 3), right) == "At [1][3]: "
    assert place_in_words((2,), (1, 2, 3), ("number", "size")) == "At [2]: "  # the names are of something else


@pytest.mark.parametrize("exercise", ["shape", "other"])
def test_a_docstring_without_names_gives_none(exercise: str) -> None:
    assert not parts_of(STUB, exercise)
