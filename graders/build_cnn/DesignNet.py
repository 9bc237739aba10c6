"""`DesignNet`: a design for a budget, which is built and trained beside the student's code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from receptive.grader import Case, Picture, Pyramid, Stage

from .design_choices import FREE_CHOICES as FREE_CHOICES
from .design_decisions import DECISIONS as DECISIONS
from .drawings import shape
from .readings import shape_of

STAGES = (
    ("input", (1, 16, 16)), ("conv", (8, 16, 16)), ("pool", (8, 8, 8)), ("conv", (20, 8, 8)),
    ("max of all places", (20,)), ("dense", (8,)),
)  # fmt: skip

DEMONSTRATIONS = (shape_of("DesignNet", 2, 16), shape_of("DesignNet", 1, 16), *DECISIONS)


def pictures(case: Case, kind: str, *_: Any) -> Iterator[Picture]:
    if kind == "shape":
        yield from shape(case, ("images", "classes"))


def example() -> Iterator[Picture]:
    yield Pyramid("A design: few filters where the map is large", tuple(Stage(name, size) for name, size in STAGES))
