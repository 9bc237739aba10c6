"""What is remembered of the models of mistakes from submission to submission: their answers, and nothing they made."""

from __future__ import annotations

import gc
import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from receptive.diagnosis.demonstrations import NEUTRAL_SEED
from receptive.diagnosis.diagnostician import Diagnostician
from receptive.model import Diagnosis
from receptive.student.model_process import ModelProcess

SUBMISSIONS = 12
MODEL = """
import random

class Model:
    def draw(self):
        return self.drawn()

    def drawn(self):
        return 2.0

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
import random
from receptive.grader import misconception
from ..model import Model

@misconception("BOX-1", "forgets the height", read="Task", exercises=("Box",))
class ForgetsTheHeight(Model):
    """You forget the height.

    How high is it?
    """

    def volume_of(self, side):
        return side**2

@misconception("BOX-2", "draws", read="Task", exercises=("draw",))
class Draws(Model):
    """You draw a number.

    Which one is asked for?
    """

    def drawn(self):
        return random.random()
'''
EXERCISE = """
from receptive.grader import Demonstration

DEMONSTRATIONS = (
    Demonstration("how often Box(0) goes into 6", lambda student, probes: student.Box(0).goes_into(6)),
    Demonstration("the volume of Box(3)", lambda student, probes: student.get(student.Box(3), "volume")),
)
"""
DRAWING = """
from receptive.grader import Demonstration

DEMONSTRATIONS = (Demonstration("draw()", lambda student, probes: student.draw()),)
"""


@pytest.fixture
def expert(tmp_path: Path) -> Diagnostician:
    grader = tmp_path / "boxes"
    (grader / "misconceptions").mkdir(parents=True)
    (grader / "model.py").write_text(MODEL)
    (grader / "misconceptions" / "__init__.py").write_text("")
    (grader / "misconceptions" / "heights.py").write_text(MISTAKES)
    (grader / "Box.py").write_text(EXERCISE)
    (grader / "draw.py").write_text(DRAWING)
    return Diagnostician(grader)


def count_living(name: str) -> int:
    gc.collect()
    return sum(type(thing).__name__ == name for thing in gc.get_objects())


def test_what_a_model_makes_before_it_raises_is_gone(expert: Diagnostician) -> None:
    found = Diagnosis("BOX-1", "You forget the height.")
    texts = set()
    for at in range(SUBMISSIONS):
        theirs = expert.registry.model("Box", frozenset({"BOX-1"}))
        text, _ = expert.smallest_failure("Box", process_of(Box=theirs), f"seed {at}", found)
        texts.add(text)
    assert texts == {"the volume of Box(3) gives 9; right is 27."}
    assert count_living("Made") < SUBMISSIONS


@pytest.mark.parametrize("seed", [1, 2])
def test_what_a_model_draws_does_not_depend_on_what_was_drawn_before(expert: Diagnostician, seed: int) -> None:
    random.seed(seed)
    theirs = process_of(draw=lambda: random.Random(NEUTRAL_SEED).random())
    text, _ = expert.smallest_failure("draw", theirs, "seed", Diagnosis("BOX-2", "You draw a number."))
    assert text == "draw() gives 0.844422; right is 2.0."


def process_of(**programs: Any) -> ModelProcess:
    return ModelProcess("student", SimpleNamespace(**programs), None)
