"""Whatever plain value comes back in whatever criterion, a grader gives a verdict, and soon: it never fails itself.

Values are drawn in two ways. One that has nothing to do with the question meets the first lines of a criterion; the
right answer with something wrong about it (a part replaced, another element type, nested, repeated) meets the later
ones. The worker's own code makes the replies, so they are what a sandbox would let through.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from receptive.catalogue.content import find_content
from receptive.catalogue.grader_package import load_module
from receptive.diagnosis.registry import Registry
from receptive.grading.session import GraderSession
from receptive.model import Exercise, Status
from receptive.sandbox.wire import DTYPES
from receptive.student.model_process import ModelProcess, with_model

CONTENT = find_content()
TOPICS = CONTENT.topics()
WHERE_NETWORKS_TRAIN = "build_cnn"  # too slow to run the solution again and again
SOON_S = 20.0  # of processor time, for the criteria of one exercise, which take some tenths of a second

OURS = {Status.INTERNAL, Status.NOT_RUN}

OpenGrader = Callable[[str], GraderSession]

HUGE = st.sampled_from([10**18, -(10**18), 2**500, 1 << 40, 1e308, float("inf"), float("nan"), range(10**18), 10**5])
SCALARS = st.builds(lambda name: np.ones((), name)[()], st.sampled_from(list(DTYPES)))
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 1000), st.floats(), st.text(max_size=5), st.binary(max_size=5),
    st.complex_numbers(), st.just(object), SCALARS, HUGE, HUGE,
)  # fmt: skip
ARRAYS = st.builds(
    lambda shape, name, value: np.full(shape, value).astype(name),
    st.lists(st.integers(0, 3), max_size=8),
    st.sampled_from(list(DTYPES)),
    st.sampled_from([0, 1, 100]),
)
HASHED = [st.sets(st.integers() | st.text(max_size=3), max_size=4), st.dictionaries(st.text(max_size=3), LEAVES)]
VALUES = st.recursive(
    st.one_of(LEAVES, ARRAYS, *HASHED),
    lambda inner: st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple),
    max_leaves=6,
)


def replaced(answer: Any, place: int, value: Any) -> Any:
    """The answer with one of its parts, at any depth, replaced."""
    if isinstance(answer, dict) and answer:
        key = sorted(answer, key=repr)[place % len(answer)]
        return answer | {key: replaced(answer[key], place // len(answer), value)}
    if isinstance(answer, tuple | list) and answer:
        at = place % len(answer)
        inner = replaced(answer[at], place // len(answer), value)
        return type(answer)([*answer[:at], inner, *answer[at + 1 :]])
    return value


def in_type(answer: Any, name: str) -> Any:
    """Every number and array of the answer in another element type."""
    if isinstance(answer, dict):
        return {key: in_type(item, name) for key, item in answer.items()}
    if isinstance(answer, tuple | list):
        return type(answer)(in_type(item, name) for item in answer)
    if isinstance(answer, np.ndarray):
        return answer.astype(name)
    return np.array(answer).astype(name)[()] if isinstance(answer, int | float) else answer


def larger(answer: Any, number: Any) -> Any:
    """Every number of the answer made larger, to where Python or an element type allows it."""
    if isinstance(answer, tuple | list):
        return type(answer)(larger(item, number) for item in answer)
    with np.errstate(all="ignore"):
        return answer * number if isinstance(answer, int | float | np.ndarray) else answer


def deeper(answer: Any, levels: int) -> Any:
    for _ in range(levels):
        answer = [answer]
    return answer


def repeated(answer: Any, times: int) -> Any:
    return answer * times if isinstance(answer, tuple | list | str) else [answer] * times


CHANGES = st.one_of(
    st.tuples(st.just(replaced), st.integers(0, 1000), LEAVES | ARRAYS),
    st.tuples(st.just(in_type), st.sampled_from(list(DTYPES))),
    st.tuples(st.just(larger), st.sampled_from([-1, 10**6, 1e300, 2**200])),
    st.tuples(st.just(deeper), st.integers(1, 18)),
    st.tuples(st.just(repeated), st.sampled_from([0, 2, 50_000])),
    st.tuples(st.just(lambda answer, axes: np.asarray(answer)[(None,) * axes]), st.integers(1, 7)),
)


def always(value: Any) -> Callable[..., Any]:
    return lambda *_, **__: value


def changed(right: Callable[..., Any], change: tuple[Any, ...]) -> Callable[..., Any]:
    def answer(*args: Any, **kwargs: Any) -> Any:
        given = right(*args, **kwargs)
        try:
            return change[0](given, *change[1:])
        except (ValueError, TypeError, OverflowError):  # it makes no sense for this answer
            return given

    return answer


def tried(session: GraderSession, examples: int, wrong: Callable[[Any, Any], Any], drawn: st.SearchStrategy) -> None:
    """Grade the solution with one exercise that is `wrong`, again and again."""
    topic = session.topic
    solution = load_module(CONTENT.solution(topic.slug), topic.slug)
    probes = Registry(topic.grader).probes

    def verdict(exercise: Exercise, value: Any) -> None:
        module = with_model(solution, exercise.name, wrong(getattr(solution, exercise.name), value))
        start = time.process_time()
        with session.only((exercise,)):
            process = ModelProcess(topic.slug, module, probes)
            result = session.grade_process(process, "strange", explain=False)
        assert {outcome.status for outcome in result.outcomes}.isdisjoint(OURS), result.incident
        assert result.incident == ""
        assert time.process_time() - start < SOON_S

    chosen = settings(max_examples=examples, deadline=None, derandomize=True, database=None)
    strategies = st.sampled_from(topic.exercises), drawn
    settings(chosen, suppress_health_check=list(HealthCheck))(given(*strategies)(verdict))()


EXAMPLES = pytest.mark.parametrize("examples", [15, pytest.param(1000, marks=pytest.mark.slow)])


@EXAMPLES
@pytest.mark.parametrize("slug", TOPICS)
def test_any_value_gets_a_verdict(open_grader: OpenGrader, slug: str, examples: int) -> None:
    tried(open_grader(slug), examples, lambda _, value: always(value), VALUES)


@EXAMPLES
@pytest.mark.parametrize("slug", [slug for slug in TOPICS if slug != WHERE_NETWORKS_TRAIN])
def test_a_right_answer_with_something_wrong_gets_a_verdict(open_grader: OpenGrader, slug: str, examples: int) -> None:
    tried(open_grader(slug), examples, changed, CHANGES)
