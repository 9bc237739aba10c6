"""A class that never was: students of different ability, mistakes that they hold, and faults planted for the report."""

from __future__ import annotations

import random

from gradebook_sample import topic
from receptive.classroom.gradebook import CriterionMark, Gradebook, StudentMarks
from receptive.model import Diagnosis, Status, Visibility

BROKEN = ("alpha", "broken")  # right answers fail it
BROKEN_QUESTION = ("alpha/quiz", "q-broken")
IMPOSSIBLE = ("beta", "impossible")  # nobody passes
DEPTH = Diagnosis("FIL-9", "You forget the depth of the kernel: a filter reaches through all channels.")
FLIP = Diagnosis("FIL-1a", "You do not turn the kernel around.")
COPIED = ("student-007", "student-021")

SOURCE = '''"""Work of {name}."""

def trace(layers, shape):
    """Sizes after each layer."""
    sizes = [shape]
    for layer in layers:
        {inner}
    return sizes
'''
BODIES = (
    "h, w = sizes[-1][1:]\n        k = layer['kernel']\n        sizes.append((layer['filters'], h - k + 1, w - k + 1))",
    "last = sizes[-1]\n        if layer['type'] == 'conv':\n            last = tuple(x // 2 for x in last)\n"
    "        sizes += [last]",
    "sizes.append(tuple(max(1, int(x / layer.get('stride', 1))) for x in sizes[len(sizes) - 1]))",
    "now = list(sizes[-1])\n        for axis in (1, 2):\n            now[axis] -= layer['kernel'] - 1\n"
    "        now[0] = layer.get('filters', now[0])\n        sizes.append(tuple(now))",
)


def synthetic_class(students: int = 60, seed: int = 0, criteria: int = 12) -> Gradebook:
    """A class whose every number follows from the seed."""
    chance = random.Random(seed)
    names = [f"student-{number:03d}" for number in range(students)]
    return Gradebook("synthetic", "A", tuple(_student(name, chance, criteria) for name in names))


def _student(name: str, chance: random.Random, criteria: int) -> StudentMarks:
    ability = chance.gauss(0.3, 1.2)
    holds_depth, holds_flip = chance.random() < 0.3, chance.random() < 0.15
    alpha = [_mark("conv2d", f"a{n}", ability - (n - criteria / 2) / 3, chance) for n in range(criteria)]
    alpha.append(_mark("conv2d", BROKEN[1], -2.5 * ability, chance))
    alpha.append(_mark("depth", "depth", 9, chance, DEPTH if holds_depth else None))
    alpha.append(_mark("flip", "flip", 9, chance, FLIP if holds_flip else None))
    beta = [_mark("trace", f"b{n}", ability - n / 4, chance) for n in range(criteria // 2)]
    beta.append(_mark("trace", IMPOSSIBLE[1], -99, chance))
    quiz = [_mark("", f"q{n}", ability, chance) for n in range(6)]
    quiz.append(_mark("", BROKEN_QUESTION[1], -2.5 * ability, chance))
    quiz.append(_mark("", "q-depth", 9, chance, DEPTH if holds_depth and chance.random() < 0.9 else None))
    quiz.append(_mark("", "q-blind", 9, chance))
    topics = [topic("alpha", *alpha, source=_source(name, chance)), topic("alpha/quiz", *quiz)]
    return StudentMarks(name, (*topics, topic("beta", *beta)))


def _mark(
    exercise: str, name: str, logit: float, chance: random.Random, diagnosis: Diagnosis | None = None
) -> CriterionMark:
    right = diagnosis is None and chance.random() < 1 / (1 + 2.718281828 ** -max(-50.0, min(50.0, logit)))
    status = Status.PASSED if right else Status.FAILED if diagnosis or chance.random() < 0.8 else Status.ERROR
    title = f"What {name} asks"
    return CriterionMark(name, exercise, title, Visibility.OPEN, float(right), 1.0, status, "", diagnosis)


def _source(name: str, chance: random.Random) -> str:
    """A program of one's own; those of the two who copied differ in names and comments only."""
    if name in COPIED:
        text = SOURCE.format(name=name, inner=BODIES[3]) + _helper(random.Random(99))
        return text.replace("sizes", "result").replace("#", "# mine:") if name == COPIED[1] else text
    return SOURCE.format(name=name, inner=chance.choice(BODIES)) + _helper(chance)


def _helper(chance: random.Random) -> str:
    """A function that grows differently for each."""
    lines = ["", "", "def helper(values, total=0):  # own"]
    for _ in range(12):
        parts = [chance.choice(PARTS) for _ in range(5)]
        lines.append("    total = " + "".join(f"{part} {chance.choice(SIGNS)} " for part in parts) + "total")
    return "\n".join([*lines, "    return total", ""])


PARTS = (
    "sum(values)",
    "len(values)",
    "values[0]",
    "max(values, default=1)",
    "(total or 2)",
    "-total",
    "abs(total)",
    "3",
)
SIGNS = "+ - * // % | & ^".split()
