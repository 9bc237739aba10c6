"""Demonstrations: the failing case of an exercise whose arguments or results are no plain data.

Each misconception of such an exercise gets a small picture with the first wrong value marked, and words that say the
same. No right solution is ever shown one, and no hidden criterion uses its numbers.
"""

from __future__ import annotations

import contextlib
import html
import itertools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import shared
from picture_checks import check_drawing, is_small, marked
from receptive.authoring import opened
from receptive.catalogue.content import find_content
from receptive.catalogue.grader_package import load_module
from receptive.catalogue.manifest import load_topic
from receptive.diagnosis.demonstrations import (
    Demonstration,
    WrongDemonstration,
    asked_of,
    find_first_wrong,
)
from receptive.diagnosis.diagnostician import Diagnostician
from receptive.diagnosis.respondent import ModelRespondent
from receptive.figures.alt_text import describe_picture
from receptive.figures.cases import pictures_of_case
from receptive.grading.session import GraderSession
from receptive.model import Case, Criterion, Status, Visibility
from receptive.student.failures import Crashed, OutOfTime, StudentFailure
from receptive.student.model_process import NO_SANDBOX, ModelProcess, with_model
from support import Grade

CONTENT = find_content()

# Misconceptions of these exercises that no demonstration can show, each with the reason
NOT_SHOWN: dict[tuple[str, str], str] = {
    ("metamer_pair", name): "the numbers are right, and their type is told in words"
    for name in ("COL-81", "COL-81b", "COL-82")
}

# Exercises that can be asked with plain data are in test_case_of_every_mistake.py; every other one is here
DEMONSTRATED = {
    "color": ("metamer_pair", "equivariance_error"),
    "filter_math": ("build_detector",),
    "parameter_count": ("count_trainable",),
    "build_cnn": tuple(exercise.name for exercise in load_topic(CONTENT, "build_cnn").exercises),
}
EXERCISES = [
    pytest.param(topic, exercise, id=exercise) for topic, exercises in DEMONSTRATED.items() for exercise in exercises
]


def expert_of(topic: str) -> Diagnostician:
    if "torch" in load_topic(CONTENT, topic).packages:
        pytest.importorskip("torch", reason="torch is not installed")
    return shared.expert_of(topic)


@pytest.fixture(scope="module")
def graders() -> Iterator[Callable[[str], GraderSession]]:
    """Graders of models by topic. Models answer right here, so that no sandbox has to load torch for them."""
    with contextlib.ExitStack() as opened:

        @cache
        def opener(topic: str) -> GraderSession:
            expert = expert_of(topic)
            session = opened.enter_context(GraderSession(load_topic(CONTENT, topic), NO_SANDBOX))
            session.expert = expert
            return session

        yield opener


def demonstrations_of(topic: str) -> dict[str, tuple[Demonstration, ...]]:
    registry, exercises = expert_of(topic).registry, load_topic(CONTENT, topic).exercises
    return {each.name: shown for each in exercises if (shown := registry.demonstrations(each.name))}


def model_of(topic: str, exercise: str, *ids: str) -> Any:
    expert = expert_of(topic)
    model = expert.registry.model(exercise, frozenset(ids))
    return asked_of(ModelRespondent(exercise, model, expert.registry.probes).process)


@cache
def right_answer(topic: str, exercise: str, at: int) -> Any:
    return model_of(topic, exercise)(expert_of(topic).registry.demonstrations(exercise)[at])


def right_of(topic: str, exercise: str) -> Any:
    """The right model, which is asked the same whatever is compared with it, and answers once."""
    shown = expert_of(topic).registry.demonstrations(exercise)
    return lambda demonstration: right_answer(topic, exercise, shown.index(demonstration))


def concerned(topic: str, exercise: str) -> list[str]:
    return [entry.id for entry in expert_of(topic).known if exercise in entry.exercises]


def wrong_in(topic: str, exercise: str, misconception: str) -> WrongDemonstration | None:
    wrong = model_of(topic, exercise, misconception)
    shown = expert_of(topic).registry.demonstrations(exercise)
    return find_first_wrong(shown, wrong, right_of(topic, exercise), wrong)


@cache
def first_wrong(topic: str, exercise: str) -> dict[str, WrongDemonstration | None]:
    """What each misconception of an exercise answers wrongly first."""
    return {name: wrong_in(topic, exercise, name) for name in concerned(topic, exercise)}


@cache
def cases(topic: str, exercise: str) -> dict[str, Case | None]:
    """The case of each misconception of an exercise."""
    found = first_wrong(topic, exercise)
    return {name: wrong.data(exercise) if wrong else None for name, wrong in found.items()}


@pytest.mark.parametrize(("topic", "exercise"), EXERCISES)
def test_every_misconception_has_a_small_picture_with_the_first_wrong_value_marked(topic: str, exercise: str) -> None:
    assert cases(topic, exercise)
    for misconception, case in cases(topic, exercise).items():
        if (exercise, misconception) in NOT_SHOWN:
            assert case is None, f"{misconception} can be shown; take it out of NOT_SHOWN"
            continue
        assert case is not None, misconception
        pictures = pictures_of_case(CONTENT.grader(topic), case)
        assert all(map(is_small, pictures)), misconception
        texts = [(text, " ".join(describe_picture(picture))) for picture in pictures for text in marked(picture)]
        assert texts, misconception
        for text, words in texts:
            assert text in words, misconception


@pytest.mark.parametrize(("topic", "exercise"), EXERCISES)
def test_every_picture_is_drawn_with_what_its_words_say(topic: str, exercise: str) -> None:
    for case in filter(None, cases(topic, exercise).values()):
        for picture in pictures_of_case(CONTENT.grader(topic), case):
            check_drawing(picture)


@pytest.mark.parametrize(("topic", "exercise"), EXERCISES)
def test_the_case_in_words_says_what_was_done_and_what_came_back(topic: str, exercise: str) -> None:
    for wrong in filter(None, first_wrong(topic, exercise).values()):
        text = wrong.text()
        assert text.startswith(f"{wrong.demonstration.call} {wrong.demonstration.verb} ")
        assert "; right is " in text
        assert text.endswith(".")
        assert "\n" not in text
        assert len(text) < 480, text


@pytest.mark.parametrize(("topic", "exercise"), EXERCISES)
def test_the_right_model_answers_every_demonstration(topic: str, exercise: str) -> None:
    right = right_of(topic, exercise)
    for each in expert_of(topic).registry.demonstrations(exercise):
        assert not isinstance(right(each), StudentFailure), each.call


@pytest.mark.parametrize(("topic", "exercise"), EXERCISES)
def test_the_arithmetic_ends_in_the_right_value(topic: str, exercise: str) -> None:
    right = right_of(topic, exercise)
    for each in expert_of(topic).registry.demonstrations(exercise):
        answer = right(each)
        for place, value in places(answer):
            line = each.line(place)
            assert not line or line.endswith(f" = {value:.6g}"), each.call


def places(answer: Any) -> list[tuple[tuple[Any, ...], float]]:
    """All numbers in an answer, with their places."""
    if hasattr(answer, "tolist"):
        answer = answer.tolist()
    if isinstance(answer, dict):
        return [((key, *place), value) for key in answer for place, value in places(answer[key])]
    if isinstance(answer, list | tuple):
        return [((at, *place), value) for at, item in enumerate(answer) for place, value in places(item)]
    return [((), answer)] if isinstance(answer, int | float) and not isinstance(answer, bool) else []


def right_solutions(topic: str) -> list[Path]:
    return [CONTENT.solution(topic), *sorted((CONTENT.grader(topic) / "alternatives").glob("*.py"))]


@pytest.mark.parametrize("topic", DEMONSTRATED)
def test_no_right_solution_is_shown_a_case(topic: str) -> None:
    expert = expert_of(topic)
    for path in right_solutions(topic):
        process = ModelProcess(topic, load_module(path, topic), expert.registry.probes, path.read_text("utf-8"))
        for exercise, shown in demonstrations_of(topic).items():
            found = find_first_wrong(shown, asked_of(process), right_of(topic, exercise), None)
            assert found is None, f"{path.name}: {found and found.text()}"


def asking(answers: dict[str, Any], asked: list[str]) -> Any:
    def ask(demonstration: Demonstration) -> Any:
        asked.append(demonstration.call)
        return answers[demonstration.call]

    return ask


def demonstrations(*calls: str) -> list[Demonstration]:
    return [Demonstration(call, lambda *_: None) for call in calls]


def test_the_first_that_is_wrong_is_shown() -> None:
    theirs, right = ({"a": 1, "b": 5, "c": 7}, {"a": 1, "b": 2, "c": 3})
    found = find_first_wrong(demonstrations("a", "b", "c"), asking(theirs, []), asking(right, []), None)
    assert found is not None
    assert found.text() == "b gives 5; right is 2."


def test_what_is_wrong_in_another_way_than_the_mistake_that_was_recognized_is_passed_over() -> None:
    theirs, right, mistake = ({"a": 5, "b": 9, "c": 7}, {"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 8, "c": 7})
    found = find_first_wrong(demonstrations("a", "b", "c"), asking(theirs, []), asking(right, []), asking(mistake, []))
    assert found is not None
    assert found.demonstration.call == "c"


@pytest.mark.parametrize("end", [OutOfTime("too slow"), Crashed("ended Python")], ids=["hangs", "dies"])
def test_code_that_hangs_or_dies_in_one_is_asked_no_more(end: StudentFailure) -> None:
    asked: list[str] = []
    theirs, right = {"a": end, "b": 5}, {"a": 1, "b": 2}
    assert find_first_wrong(demonstrations("a", "b"), asking(theirs, asked), asking(right, []), None) is None
    assert asked == ["a"]


def test_code_that_raises_in_one_may_be_shown_another() -> None:
    theirs, right = {"a": StudentFailure("raised"), "b": 5}, {"a": 1, "b": 2}
    found = find_first_wrong(demonstrations("a", "b"), asking(theirs, []), asking(right, []), None)
    assert found is not None
    assert found.demonstration.call == "b"


def test_where_many_answers_are_right_it_is_said_what_they_have_in_common() -> None:
    even = Demonstration("f()", lambda *_: None, decides=lambda number: number % 2, wanted="an even number")
    assert find_first_wrong([even], lambda _: 4, lambda _: 2, None) is None
    found = find_first_wrong([even], lambda _: 3, lambda _: 2, None)
    assert found is not None
    assert found.text() == "f() gives 3; right is an even number."
    case = found.data("f")
    assert case is not None
    assert (case.returned, case.expected, case.place) == (3, "an even number", None)


STRANGE = [None, "words", [], {}, [None], (1, "two"), {"a": {"b": 1}}, float("nan"), True, 10**14, [[1], 2], object()]


@pytest.mark.filterwarnings("ignore:.*:RuntimeWarning")  # a strange value may overflow
@pytest.mark.parametrize("returned", STRANGE, ids=lambda value: repr(value).partition(" at ")[0])
@pytest.mark.parametrize(("topic", "exercise"), EXERCISES)
def test_no_strange_value_breaks_a_demonstration(topic: str, exercise: str, returned: Any) -> None:
    expert = expert_of(topic)
    saying = ModelRespondent(exercise, lambda *_, **__: returned, expert.registry.probes)
    theirs = asked_of(saying.process)
    found = find_first_wrong(expert.registry.demonstrations(exercise), theirs, right_of(topic, exercise), None)
    if found:
        assert "; right is " in found.text()
        case = found.data(exercise)
        for picture in pictures_of_case(CONTENT.grader(topic), case) if case else ():
            assert describe_picture(picture)


# What hidden criteria ask

SLOW = ("shift_accuracy", "shift_overfit")  # they train for long, and draw all their images


def is_hidden_and_quick(criterion: Criterion) -> bool:
    return criterion.visibility is Visibility.HIDDEN and criterion.id not in SLOW


class Overheard(ModelProcess):
    """Notes the arrays and the models that are handed over, to the student's code or to the probes."""

    heard: set[Any]

    def call(self, target: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        self.heard |= set(telling([*args, *kwargs.values()]))
        return super().call(target, name, args, kwargs)


def telling(value: Any) -> list[Any]:
    """Arrays with more than three values that are not all of one step, weights, and models in words."""
    if hasattr(value, "tolist") and hasattr(value, "shape"):
        numbers = [float(number) for number in value.flatten().tolist()]
        if len(numbers) <= 3:
            return []
        steps = (round(b - a, 6) for a, b in itertools.pairwise(numbers))
        first = next(steps)
        return [(tuple(value.shape), tuple(numbers))] if any(step != first for step in steps) else []
    if isinstance(value, list) and value and isinstance(value[0], str):
        return [repr(value)]
    if isinstance(value, tuple) and any(isinstance(number, float) for number in value):
        return [value]
    return [part for item in value for part in telling(item)] if isinstance(value, list | tuple) else []


# `build_detector` is asked for a corner or a ring, by open and hidden criteria alike
@pytest.mark.parametrize("topic", [topic for topic in DEMONSTRATED if topic != "filter_math"])
def test_no_hidden_criterion_uses_what_a_demonstration_shows(
    graders: Any, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, expert = graders(topic), expert_of(topic)
    if topic == "build_cnn":  # a design is trained by the grader itself, out of hearing
        module = session.items["design_accuracy"].function.__globals__
        assert "accuracy_of" in module
        monkeypatch.setitem(module, "accuracy_of", lambda *_: 1.0)
    path = CONTENT.solution(topic)
    process = Overheard(topic, load_module(path, topic), expert.registry.probes, path.read_text("utf-8"))
    process.heard = set()
    for shown in demonstrations_of(topic).values():
        for each in shown:
            asked_of(process)(each)
    demonstrated, process.heard = process.heard, set()
    whole = session.topic
    hidden = [
        replace(each, criteria=tuple(filter(is_hidden_and_quick, each.criteria)))
        for each in whole.exercises
        if each.name in demonstrations_of(topic)
    ]
    try:
        session.topic = replace(whole, exercises=tuple(hidden))
        session.grade_process(process, "seed", explain=False)
    finally:
        session.topic = whole
    assert demonstrated
    assert process.heard
    assert not demonstrated & process.heard


# As a student sees it


# Of somebody who holds one misconception and no other, these are noticed by hidden criteria only, whose own inputs are
# never shown: what a report shows is a demonstration of the mistake that was recognized.
ONLY_HIDDEN = {
    "metamer_pair": "COL-33 COL-34 COL-35 COL-81 COL-81b COL-82 COL-85 COL-86",
    "equivariance_error": "COL-4 COL-42 COL-43 COL-45 COL-47 COL-48",
    "count_trainable": (
        "PAR-16a PAR-16b PAR-16c PAR-16d PAR-16f PAR-16g PAR-132 PAR-135 PAR-136 PAR-137 PAR-138 PAR-139 "
        "PAR-141 PAR-142 PAR-143"
    ),
    "conv_block": (
        "CNN-9 CNN-22 CNN-23 CNN-24 CNN-90 CNN-92 CNN-116 CNN-121 CNN-123 CNN-125 CNN-127 CNN-176 CNN-177 CNN-179"
    ),
    "MyConv2d": ("CNN-26 CNN-27 CNN-28 CNN-29 CNN-31 CNN-143 CNN-149 CNN-152 CNN-156 CNN-163 CNN-165 CNN-166 CNN-172"),
    "LeNet": "CNN-1 CNN-5 CNN-6 CNN-7 CNN-9 CNN-10 CNN-107 CNN-109 CNN-113 CNN-134 CNN-139 CNN-141 CNN-142",
    "make_loaders": (
        "CNN-13 CNN-17b CNN-17c CNN-18 CNN-20 CNN-39 CNN-40 CNN-41 CNN-42 CNN-60a CNN-60b CNN-61a CNN-61b "
        "CNN-63a CNN-63b CNN-63c CNN-63d CNN-63e CNN-64a CNN-64b CNN-66a CNN-66b CNN-66c CNN-66d CNN-66e "
        "CNN-67b CNN-67c CNN-68b CNN-70 CNN-72a CNN-72b CNN-72c CNN-74"
    ),
    "train_epoch": (
        "CNN-2 CNN-3b CNN-15 CNN-16 CNN-43 CNN-44 CNN-62 CNN-62b CNN-77a CNN-80 CNN-82 CNN-82b CNN-82c "
        "CNN-83a CNN-83b CNN-83c CNN-84 CNN-87"
    ),
    "evaluate": (
        "CNN-3a CNN-15 CNN-19 CNN-43 CNN-46 CNN-75a CNN-75b CNN-76 CNN-79c CNN-79e CNN-80 CNN-82 CNN-82b "
        "CNN-82c CNN-85 CNN-86 CNN-87 CNN-88b"
    ),
    "ShiftNet": "CNN-1 CNN-6 CNN-9 CNN-10 CNN-11 CNN-32 CNN-33 CNN-106 CNN-107 CNN-109 CNN-110 CNN-113 CNN-115",
    "InceptionMini": (
        "CNN-11 CNN-12 CNN-36 CNN-37 CNN-90 CNN-92 CNN-93 CNN-96 CNN-97 CNN-98 CNN-99 CNN-104 CNN-159 CNN-181"
    ),
    "repair_me": "CNN-3a",
    "DesignNet": "CNN-9 CNN-183",
    "build_detector": "FIL-61a FIL-61b FIL-61d FIL-65a FIL-65b FIL-65c",
}


@pytest.mark.parametrize(("topic", "exercise"), EXERCISES)
def test_where_an_open_criterion_fails_there_is_a_case(
    graders: Any, topic: str, exercise: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a model decides in the student's place is what it decides as a suspect, and asked once for both."""
    session, expert = graders(topic), expert_of(topic)
    held: frozenset[str] = frozenset()
    monkeypatch.setattr(expert.decided, "of", lambda exercise, _: expert.decided.of_model(exercise, held))
    path, whole = CONTENT.solution(topic), session.topic
    solution = load_module(path, topic)
    asked = next(each for each in whole.exercises if each.name == exercise)
    opened_ones = tuple(each for each in asked.criteria if each.visibility is Visibility.OPEN)
    unseen = []
    try:
        session.topic = replace(whole, exercises=(replace(asked, criteria=opened_ones),))
        for name in concerned(topic, exercise):
            held = frozenset({name})
            module = with_model(solution, exercise, expert.registry.model(exercise, held))
            process = ModelProcess(topic, module, expert.registry.probes, path.read_text("utf-8"))
            outcomes = session.grade_process(process, "check").outcomes
            failed = [outcome for outcome in outcomes if outcome.status is not Status.PASSED]
            assert all(outcome.case and outcome.example for outcome in failed), name
            unseen += [] if failed else [name]
    finally:
        session.topic = whole
    assert unseen == ONLY_HIDDEN[exercise].split()


@pytest.mark.parametrize("topic", DEMONSTRATED)
def test_demonstrations_are_not_handed_out(topic: str) -> None:
    given = opened.open_grader(load_topic(CONTENT, topic))
    assert not [name for name, text in given.items() if "DEMONSTRATIONS" in text]


def test_a_student_reads_the_case_and_sees_it_in_the_report(grade: Grade, workspace: Path) -> None:
    """Three slips in a right file; the fourth is found by hidden criteria only, which have no case."""
    pytest.importorskip("torch", reason="torch is not installed")
    source = CONTENT.solution("build_cnn").read_text("utf-8")
    for right, wrong in (
        ("nn.Linear(16 * 5 * 5, 120)", "nn.Linear(16 * 7 * 7, 120)"),
        ("return total / samples\n", "return loss.item()\n"),
        ("    x = x / 255  #", "    x = x / 1  #"),
        ("nn.ReLU(), *(kind(2) for kind in POOLS[pool])", "*(kind(2) for kind in POOLS[pool]), nn.ReLU()"),
    ):
        assert source.count(right) == 1
        source = source.replace(right, wrong)
    (workspace / "build_cnn.py").write_text(source, "utf-8")
    wrong_ones = ("LeNet", "train_epoch", "repair_me", "conv_block")  # others are right, and train for seconds
    assert grade("report", *wrong_ones, "--no-open", "--seed", "s", cwd=workspace).code == 0
    (kept,) = json.loads((workspace / ".receptive" / "build_cnn.json").read_text("utf-8"))["topics"]
    criteria = {line["id"]: line for line in kept["criteria"]}
    assert criteria["lenet_shape"]["example"].startswith("the sizes in LeNet() for two images are [(6, 28, 28), ")
    assert criteria["epoch_loss"]["example"].endswith("gives 1.0; right is 3.0: (2·5 + 2·1)/4 = 3.")
    assert "255.0" in criteria["repair_learns"]["example"]
    assert criteria["block_relu"]["status"] == "failed"
    assert not any(line["example"] for line in criteria.values() if line["visibility"] == "hidden")
    page = html.unescape((workspace / "report.html").read_text("utf-8"))
    assert "A small case: the sizes in LeNet() for two images" in page
    assert "dense: 120; yours is an error, the first wrong shape." in page
    assert re.search(r"<svg[^>]*>.*?✗ an error.*?</svg>", page, re.DOTALL)
    assert "batches: samples 2, mean loss 5; samples 2, mean loss 1." in page
