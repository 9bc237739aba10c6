"""What is remembered of the models of mistakes from submission to submission: their answers, and nothing they made."""

from __future__ import annotations

import gc
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from receptive.diagnosis.diagnostician import Diagnostician
from receptive.model import Diagnosis
from receptive.student.model_process import ModelProcess

SUBMISSIONS = 12
MODEL = """
class Model:
    def Box(self, side):
        return Made(self.volume_of(side))

    def volume_of(self, side):
        return side**3


class Made:
    def __init__(self, volume):
        self.volume = volume

    def goes_into(self, larger):
        return larger // self.volume
"""
MISTAKES = '''
from receptive.grader import misconception
from ..model import Model

@misconception("BOX-1", "forgets the height", read="Task", exercises=("Box",))
class ForgetsTheHeight(Model):
    """You forget the height.

    How high is it?
    """

    def volume_of(self, side):
        return side**2
'''
EXERCISE = """
from receptive.grader import Demonstration

DEMONSTRATIONS = (
    Demonstration("how often Box(0) goes into 6", lambda student, probes: student.Box(0).goes_into(6)),
    Demonstration("the volume of Box(3)", lambda student, probes: student.get(student.Box(3), "volume")),
)
"""


@pytest.fixture
def expert(tmp_path: Path) -> Diagnostician:
    grader = tmp_path / "boxes"
    (grader / "misconceptions").mkdir(parents=True)
    (grader / "model.py").write_text(MODEL)
    (grader / "misconceptions" / "__init__.py").write_text("")
    (grader / "misconceptions" / "heights.py").write_text(MISTAKES)
    (grader / "Box.py").write_text(EXERCISE)
    return Diagnostician(grader)


def count_living(name: str) -> int:
    gc.collect()
    return sum(type(thing).__name__ == name for thing in gc.get_objects())


def test_what_a_model_makes_before_it_raises_is_gone(expert: Diagnostician) -> None:
    found = Diagnosis("BOX-1", "You forget the height.")
    texts = set()
    for at in range(SUBMISSIONS):
        theirs = expert.registry.model("Box", frozenset({"BOX-1"}))
        text, _ = expert.smallest_failure("Box", process_of(theirs), f"seed {at}", found)
        texts.add(text)
    assert texts == {"the volume of Box(3) gives 9; right is 27."}
    assert count_living("Made") < SUBMISSIONS


def process_of(program: Any) -> ModelProcess:
    return ModelProcess("student", SimpleNamespace(Box=program), None)
