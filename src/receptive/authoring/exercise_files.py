"""Checks what an author writes for each exercise beside its tests: it must not fail where a student needs it."""

from __future__ import annotations

import itertools
import random
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from receptive.authoring.findings import Line
from receptive.catalogue.grader_package import grader_module
from receptive.diagnosis.agreement import agree
from receptive.diagnosis.registry import Registry
from receptive.diagnosis.respondent import ModelRespondent
from receptive.diagnosis.small_calls import SEPARATING_INPUTS
from receptive.diagnosis.smallest_case import Place
from receptive.figures.cases import figures_of_exercise
from receptive.grading.session import GraderSession
from receptive.model import Topic
from receptive.student.failures import StudentFailure

COMPARED = 25  # calls of an exercise


def check_exercise_files(session: GraderSession) -> Line:
    """Right programs agree, and calls, arithmetic and pictures come without an exception."""
    topic = session.topic
    registry = Registry(topic.grader)
    modules = {each.name: grader_module(topic.grader, each.name) for each in topic.exercises}
    problems = [
        f"{_file(topic, name)}: {text}"
        for name, module in modules.items()
        if module is not None
        for text in _faults(topic, registry, name, module)
    ]
    return Line("exercises", f"{sum(map(bool, modules.values()))} files beside their tests", tuple(problems))


def _file(topic: Topic, exercise: str) -> Path:
    return topic.grader / f"{exercise}.py"


def _faults(topic: Topic, registry: Registry, exercise: str, module: ModuleType) -> Iterator[str]:
    try:
        figures_of_exercise(topic.grader, exercise)
    except Exception as fault:
        yield f"example raises {_told(fault)}"
    if not hasattr(module, "calls"):
        return
    try:
        yield from _faults_of_calls(registry, exercise, getattr(module, exercise, None))
    except Exception as fault:
        yield f"calls, is_possible or arithmetic raises {_told(fault)}"


def _faults_of_calls(registry: Registry, exercise: str, slow: Any) -> Iterator[str]:
    calls = list(itertools.islice(registry.calls(exercise, random.Random(0)), SEPARATING_INPUTS))
    if len(calls) < SEPARATING_INPUTS:
        yield f"calls end after {len(calls)}; they are to go on without end"
    model = registry.model(exercise, frozenset())
    if model is None:
        yield f"the Model of model.py has no {exercise}"
        return
    right = ModelRespondent(exercise, model)
    for args, kwargs in calls[:COMPARED]:
        if not registry.is_possible(exercise, args, kwargs):
            yield f"calls give {args} {kwargs}, which is_possible says makes no sense"
        answer = right.reply(args, kwargs)
        if slow is not None and not agree(answer, ModelRespondent(exercise, slow).reply(args, kwargs)):
            yield f"the Model of model.py gives another answer to {args} {kwargs}: {answer!r}"
            return
        for place in _places(answer):
            registry.arithmetic(exercise, args, kwargs, place)


def _places(answer: Any) -> Iterator[Place]:
    """Where the numbers of an answer stand; in an array the first of them."""
    if getattr(answer, "ndim", 0):
        yield (0,) * int(answer.ndim)
    elif isinstance(answer, dict | list | tuple):
        entries = answer.items() if isinstance(answer, dict) else enumerate(answer)
        yield from ((at, *place) for at, entry in entries for place in _places(entry))
    elif not isinstance(answer, StudentFailure):
        yield ()


def _told(fault: Exception) -> str:
    place = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__}: {fault} ({Path(place.filename).name}, line {place.lineno})"
