"""What is asked about an exercise at home: calls, impossible input, or the questions of its grader."""

from __future__ import annotations

import re
from collections.abc import Sequence

from receptive.authoring.mistakes import probes
from receptive.catalogue.grader_package import load_module
from receptive.diagnosis.registry import Registry
from receptive.diagnosis.respondent import Respondent
from receptive.model import Topic
from receptive.recognition.table import SealedExercise
from receptive.student.model_process import ModelProcess


def choose_asked(topic: Topic, registry: Registry, exercise: str, names: Sequence[str]) -> SealedExercise:
    """Everything that tells these mistakes apart. Nothing is locked yet."""
    if registry.questions(exercise):
        return SealedExercise(exercise, 0.5, questions=registry.questions_place(exercise))
    modules = [load_module(path, path.stem) for path in sorted((topic.grader / "alternatives").glob("*.py"))]
    right_ones = [Respondent(exercise, ModelProcess("student", module, registry.probes)) for module in modules]
    calls = probes.choose_calls(registry, exercise, names, right_ones)
    # Mistakes in what is refused: whoever gets values wrong is told that
    fine = probes.find_alike(registry, exercise, calls, names)
    refused = probes.choose_refused(registry, exercise, calls, fine, right_ones) if _refuses(topic, exercise) else ()
    return SealedExercise(
        exercise,
        0.5,
        calls,
        typed=True,
        changed=probes.choose_changed(registry, exercise, calls, names),
        refused=refused,
        families=probes.choose_families(registry, exercise, calls),
    )


def _refuses(topic: Topic, exercise: str) -> bool:
    """Whether impossible input is refused by contract, so that right programs can be asked: a criterion says so."""
    asking = [criterion for criterion in topic.criteria if criterion.refusing]
    return any(exercise in (each.exercise, *re.findall(r"\w+", each.title)) for each in asking)
