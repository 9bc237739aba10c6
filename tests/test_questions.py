"""What is asked at home of networks, loaders and loops: the cut modules ask as the whole grader does."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from receptive.authoring.opened import open_grader
from receptive.catalogue.content import find_content
from receptive.catalogue.grader_package import grader_module
from receptive.catalogue.manifest import load_topic
from receptive.diagnosis.decided import Answers, Decided, different
from receptive.diagnosis.demonstrations import Demonstration
from receptive.diagnosis.registry import Registry

CONTENT = find_content()
QUICK = [
    ("color", "compare_representations"),
    ("color", "equivariance_error"),
    ("color", "metamer_pair"),
    ("filter_math", "design_kernel"),
    ("filter_math", "build_detector"),
    ("parameter_count", "count_trainable"),
]
SLOW = [
    "conv_block",
    "repair_me",
    "train_epoch",
    "evaluate",
    "MyConv2d",
    "make_loaders",
    "InceptionMini",
    "LeNet",
    "ShiftNet",
]
ALL = QUICK + [pytest.param("build_cnn", name, marks=pytest.mark.slow) for name in SLOW]


class Asking(Registry):
    """With questions that may be another grader's."""

    def __init__(self, grader: Path, asked: tuple[Demonstration, ...]) -> None:
        super().__init__(grader)
        self.asked = asked

    def decisions(self, exercise: str) -> tuple[Demonstration, ...]:
        del exercise
        return self.asked


def at_home(folder: Path, topic: str, place: tuple[str, str]) -> tuple[Demonstration, ...]:
    """The questions of the student's grader, which is all that the folder holds."""
    for name, text in open_grader(load_topic(CONTENT, topic)).items():
        (folder / name).write_text(text, "utf-8")
    module, name = place
    return tuple(getattr(grader_module(folder, module), name))


def answers(registry: Registry, exercise: str) -> dict[str, Answers | None]:
    """Of the right model, and of each that has a misconception."""
    decided = Decided(registry)
    held = [frozenset[str](), *(frozenset({each.id}) for each in registry.known if exercise in each.exercises)]
    return {"".join(ids) or "right": decided.of_model(exercise, ids) for ids in held}


@pytest.mark.parametrize(("topic", "exercise"), ALL)
def test_questions_at_home_tell_apart_what_the_whole_grader_does(topic: str, exercise: str, tmp_path: Path) -> None:
    whole = Registry(CONTENT.grader(topic))
    asked = whole.questions(exercise)
    home = at_home(tmp_path, topic, whole.questions_place(exercise))
    assert [each.call for each in home] == [each.call for each in asked] != []
    given = answers(Asking(CONTENT.grader(topic), home), exercise)
    for name, expected in answers(Asking(CONTENT.grader(topic), asked), exercise).items():
        found = given[name]
        assert found is not None, name
        assert expected is not None, name
        assert not different(found, expected), name
    same = [(a, b) for a, b in itertools.combinations(given, 2) if not different(given[a] or (), given[b] or ())]
    assert same == []
