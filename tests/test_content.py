"""The content, tested by the product: what each grader says of the solution, the stub and of strange values."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hostile_driver import attacked
from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_lesson, load_topic
from receptive.diagnosis.hidden_calls import HiddenCalls
from receptive.grading.session import GradedTopic, GraderSession
from receptive.model import Exercise, Status, Submission, Topic, Visibility
from receptive.student.proxy import Call

CONTENT = find_content()
TOPICS = CONTENT.topics()
OpenGrader = Callable[[str], GraderSession]

# One value for all functions of a module: whatever comes back, a grader must give a verdict and not fail itself
STRANGE = {
    "nothing": "None",
    "text": "'a \\u202e text \\x1b[31m'",
    "a number": "1",
    "not a number": "float('nan')",
    "a huge number": "10**100",
    "an empty tuple": "()",
    "numbers": "(1, 2, 3)",
    "nested lists": "[[1], [2, [3]]]",
    "a dict": "{'a': 1}",
    "an object": "object()",
    "a class": "object",
    "itself": "strange",
    "a generator": "(n for n in range(3))",
    "an empty array": "__import__('numpy').zeros((0, 3))",
    "an array of NaN": "__import__('numpy').full((2, 3), float('nan'))",
    "an array of texts": "__import__('numpy').array(['a', 'b'])",
    "an array of complex numbers": "__import__('numpy').ones((1, 1, 2, 2), complex)",
    "three arrays": "(__import__('numpy').ones(2),) * 3",
}


def graded(session: GraderSession, source: str, seed: str = "seed") -> GradedTopic:
    return session.grade(Submission(session.topic.slug, Path("x.py"), source.encode()), seed)


def not_passed(result: GradedTopic) -> list[tuple[str, str, str]]:
    return [(o.criterion.id, o.status, o.message) for o in result.outcomes if o.status is not Status.PASSED]


@pytest.fixture(params=TOPICS)
def topic(request: pytest.FixtureRequest) -> Topic:
    return load_topic(CONTENT, request.param)


@pytest.mark.parametrize("seed", ["a", "b", pytest.param("c", marks=pytest.mark.slow)])
def test_the_solution_gets_every_point(open_grader: OpenGrader, topic: Topic, seed: str) -> None:
    source, session = CONTENT.solution(topic.slug).read_text("utf-8"), open_grader(topic.slug)
    # Networks train for seconds: test_hostile.py asks most of them too, with a seed of its own
    asked = not_attacked(topic) if seed == "b" and "torch" in topic.packages else topic.exercises
    assert asked
    with session.only(asked):
        assert not_passed(graded(session, source, seed)) == []


def not_attacked(topic: Topic) -> tuple[Exercise, ...]:
    elsewhere = attacked(topic).exercises
    return tuple(exercise for exercise in topic.exercises if exercise not in elsewhere)


def test_the_stub_gets_no_point_and_is_called_unwritten(open_grader: OpenGrader, topic: Topic) -> None:
    result = graded(open_grader(topic.slug), topic.stub.read_text("utf-8"))
    assert {outcome.status for outcome in result.outcomes} == {Status.MISSING}


# test_strange_values.py draws others; these are the ones of which a part is looked at in every run
OFTEN = ("nothing", "text", "a huge number", "nested lists", "an object", "an array of complex numbers")


@pytest.mark.parametrize(
    "value",
    [pytest.param(STRANGE[name], id=name, marks=() if name in OFTEN else pytest.mark.slow) for name in STRANGE],
)
def test_a_strange_value_is_a_students_mistake_never_ours(open_grader: OpenGrader, topic: Topic, value: str) -> None:
    functions = "\n".join(f"def {exercise.name}(*args, **kwargs): return {value}" for exercise in topic.exercises)
    result = graded(open_grader(topic.slug), f"def strange(*args, **kwargs): return strange\n{functions}\n")
    assert {o.status for o in result.outcomes} & {Status.INTERNAL, Status.NOT_RUN} == set(), result.incident
    passed = [outcome.criterion.id for outcome in result.outcomes if outcome.status is Status.PASSED]
    assert len(passed) <= 1, f"a constant passes {passed}"


def test_hidden_numbers_are_never_told(open_grader: OpenGrader, topic: Topic) -> None:
    """An exception that carries its arguments shows what a message of a hidden criterion would leak."""
    functions = "\n".join(
        f"def {exercise.name}(*args, **kwargs): raise ValueError('LE' + 'AK', args, kwargs)"
        for exercise in topic.exercises
    )
    result = graded(open_grader(topic.slug), functions)
    hidden = [o for o in result.outcomes if o.criterion.visibility is Visibility.HIDDEN]
    assert hidden
    assert not [outcome for outcome in hidden if "LEAK" in outcome.message]


@pytest.mark.parametrize("slug", [slug for slug in TOPICS if "torch" not in load_topic(CONTENT, slug).packages])
def test_what_the_code_has_seen_of_hidden_inputs_is_not_told_in_a_small_case(
    open_grader: OpenGrader, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code that keeps its arguments, and gives them back, the last first, when it is asked for a case that is shown."""
    hidden: list[Call] = []

    def hidden_calls(function: Any, calls: list[Call]) -> HiddenCalls:
        hidden.extend(calls)
        return HiddenCalls(function, calls)

    monkeypatch.setattr("receptive.diagnosis.diagnostician.HiddenCalls", hidden_calls)
    functions = "\n".join(
        f"def {exercise.name}(*args, **kwargs):\n    SEEN.append(f'{exercise.name}<{{args}}>')\n    return SEEN[::-1]"
        for exercise in load_topic(CONTENT, slug).exercises
    )
    outcomes = graded(open_grader(slug), f"SEEN = []\n{functions}").outcomes
    told = [outcome.small_case for outcome in outcomes if outcome.small_case]
    assert told
    assert hidden
    assert not [text for text in told for call in hidden if f"{call.function}<{call.args}>" in text]


def test_every_exercise_has_open_and_hidden_criteria(topic: Topic) -> None:
    for exercise in topic.exercises:
        assert {criterion.visibility for criterion in exercise.criteria} == set(Visibility), exercise.name


def test_hidden_criteria_are_the_larger_share_of_the_points(topic: Topic) -> None:
    """Of an exercise too; one of a single point may have two halves."""
    for exercise in topic.exercises:
        own = [criterion for criterion in exercise.criteria if not criterion.whole_topic]
        known, hidden = (sum(c.points for c in own if c.visibility is visibility) for visibility in Visibility)
        assert known < hidden or (known == hidden and known + hidden == 1), exercise.name
    given = sum(criterion.points for criterion in topic.criteria if criterion.visibility is Visibility.OPEN)
    assert given < topic.max_points / 2


def test_validation_is_at_most_a_tenth_of_the_points(topic: Topic) -> None:
    points = sum(criterion.points for criterion in topic.criteria if criterion.refusing)
    assert points <= topic.max_points / 10


def test_the_stub_has_every_name_documented_and_one_thing_to_do(topic: Topic) -> None:
    tree = ast.parse(topic.stub.read_text("utf-8"))
    written = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert list(written) == [exercise.name for exercise in topic.exercises]
    for name, node in written.items():
        assert ast.get_docstring(node), f"{name} has no docstring"
    assert topic.stub.read_text("utf-8").count("# TODO") >= len(written)


def test_the_solution_keeps_the_stubs_signatures(topic: Topic) -> None:
    def signatures(path: Path) -> dict[str, str]:
        tree = ast.parse(path.read_text("utf-8"))
        return {node.name: ast.unparse(node.args) for node in tree.body if isinstance(node, ast.FunctionDef)}

    stub, solution = signatures(topic.stub), signatures(CONTENT.solution(topic.slug))
    assert {name: solution[name] for name in stub} == stub


def test_no_numpy_topic_loads_torch(topic: Topic) -> None:
    if "torch" in topic.packages:
        assert topic.packages == ("numpy", "torch")
        return
    for path in (*topic.grader.glob("*.py"), CONTENT.solution(topic.slug), topic.stub):
        assert "import torch" not in path.read_text("utf-8"), path


def test_every_topic_has_its_own_place_in_the_order_of_teaching() -> None:
    orders = [topic.order for topic in load_lesson(CONTENT).topics]
    assert orders == sorted(set(orders))
