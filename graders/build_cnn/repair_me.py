"""`repair_me`: in the demonstrations a model that keeps what it is shown, and the losses of black images."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from typing import Any

from receptive.grader import Case, Curve, Curves, Picture, beside, grid

from .drawings import from_what
from .repair_questions import COLORS, QUESTIONS

LINES = (
    lambda place: f"images[0, {place[0]}, {place[1]}, 0] = {COLORS[place[0]][place[1]][0]}",
    lambda _: "255/255 = 1",
    lambda _: "ln(1 + e⁻³) = 0.0485873",
    lambda _: "",
    lambda _: "",
)
DEMONSTRATIONS = tuple(
    dataclasses.replace(question, line=line) for question, line in zip(QUESTIONS, LINES, strict=True)
)


def pictures(case: Case, kind: str, *what: Any) -> Iterator[Picture]:
    if kind == "losses":
        curves = tuple(
            Curve(name, tuple(value)) for name, value in (("yours", case.returned), ("right", case.expected))
        )
        yield Curves(case.call, "epoch", "loss", curves)
    if kind == "red":
        pixels = [[", ".join(map(str, pixel)) for pixel in row] for row in what[0]]
        yield from_what(case, grid("image, each cell R, G, B", pixels), signs=("→",))
    else:
        yield beside(case)


def example() -> Iterator[Picture]:
    guessing = (math.log(10),) * 5
    yield Curves(
        "What a network that only guesses shows",
        "epoch",
        "loss",
        (Curve("guessing among 10", guessing),),
        "ln 10 = 2.303",
    )
