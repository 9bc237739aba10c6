"""Demonstrations: the failing case of an exercise whose arguments or results are no plain data.

Each misconception of such an exercise gets a small picture with the first wrong value marked, and words that say the
same. No right solution is ever shown one, and no hidden criterion uses its numbers.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from receptive.authoring.model_process import ModelProcess, load_module
from receptive.catalogue import load_topic
from receptive.content import find_content
from receptive.grading.demonstrations import (
    WrongDemonstration,
    asked_of_model,
    asked_of_student,
    first_wrong,
)
from receptive.grading.diagnosis import Diagnostician
from receptive.grading.failures import StudentFailure
from receptive.grading.modules import own_modules
from receptive.model import Case
from receptive.report.figures.cases import pictures_of_case
from receptive.report.figures.twins import twin
from test_pictures import check_drawing, is_small, marked

CONTENT = find_content()

# Misconceptions of these exercises that no demonstration can show, each with the reason. There are none.
NOT_SHOWN: dict[tuple[str, str], str] = {}

# Exercises that can be asked with plain data are in test_pictures.py; every other one is here
DEMONSTRATED = {
    "color": ("metamer_pair", "equivariance_error"),
    "parameter_count": ("count_trainable",),
    "build_cnn": tuple(exercise.name for exercise in load_topic(CONTENT, "build_cnn").exercises),
}
EXERCISES = [
    pytest.param(topic, exercise, id=exercise) for topic, exercises in DEMONSTRATED.items() for exercise in exercises
]


@cache
def expert_of(topic: str) -> Diagnostician:
    if "torch" in load_topic(CONTENT, topic).packages:
        pytest.importorskip("torch", reason="torch is not installed").set_num_threads(1)
    return Diagnostician(CONTENT.grader(topic))


def model_of(topic: str, exercise: str, *ids: str) -> Any:
    expert = expert_of(topic)
    assert expert.registry is not None
    return asked_of_model(exercise, expert.registry.model(exercise, frozenset(ids)), expert.probes)


def concerned(topic: str, exercise: str) -> list[str]:
    return [entry.id for entry in expert_of(topic).known if exercise in entry.exercises]


def wrong_in(topic: str, exercise: str, misconception: str) -> WrongDemonstration | None:
    wrong = model_of(topic, exercise, misconception)
    with own_modules(CONTENT.grader(topic)):
        shown = expert_of(topic).demonstrations[exercise]
        return first_wrong(shown, wrong, model_of(topic, exercise), wrong)


@cache
def cases(topic: str, exercise: str) -> dict[str, Case | None]:
    """The case of each misconception of an exercise."""
    found = {name: wrong_in(topic, exercise, name) for name in concerned(topic, exercise)}
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
        texts = [(text, " ".join(twin(picture))) for picture in pictures for text in marked(picture)]
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
    for misconception in concerned(topic, exercise):
        wrong = wrong_in(topic, exercise, misconception)
        if wrong is None:
            continue
        text = wrong.text()
        assert text.startswith(f"{wrong.demonstration.call} {wrong.demonstration.verb} ")
        assert "; right is " in text
        assert text.endswith(".")
        assert "\n" not in text
        assert len(text) < 480, text


@pytest.mark.parametrize(("topic", "exercise"), EXERCISES)
def test_the_right_model_answers_every_demonstration(topic: str, exercise: str) -> None:
    right = model_of(topic, exercise)
    with own_modules(CONTENT.grader(topic)):
        for each in expert_of(topic).demonstrations[exercise]:
            assert not isinstance(right(each), StudentFailure), each.call


@pytest.mark.parametrize(("topic", "exercise"), EXERCISES)
def test_the_arithmetic_ends_in_the_right_value(topic: str, exercise: str) -> None:
    right = model_of(topic, exercise)
    with own_modules(CONTENT.grader(topic)):
        for each in expert_of(topic).demonstrations[exercise]:
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
    manifest = load_topic(CONTENT, topic)
    for path in right_solutions(topic):
        with own_modules(path.parent):
            process = ModelProcess(manifest, load_module(path, topic), expert.probes, path.read_text("utf-8"))
        with own_modules(manifest.grader):
            for exercise, shown in expert.demonstrations.items():
                found = first_wrong(shown, asked_of_student(process), model_of(topic, exercise), None)
                assert found is None, f"{path.name}: {found and found.text()}"
