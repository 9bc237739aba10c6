"""`build_detector`: two layers that find a shape. Many are right, so what one does to pictures is judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from receptive.grader import Demonstration, Grids, Mismatch, Picture, grid

from .detector_decisions import DECISIONS as DECISIONS
from .detector_maps import detector, weighed
from .detector_pictures import FAINT, FILLED, STRONG, Drawn, corner, open_ring, painted, ring, straight
from .detectors_model import INSIDE, OUTSIDE, Part
from .images import Array
from .model import Model

NOWHERE, SOMEWHERE = "0 everywhere", "positive somewhere"
HERE, TOO_OFTEN, WRONGLY = "positive there only", "positive there and elsewhere", "positive elsewhere only"


class WeightedRows(Model):
    def edge_kernel(self) -> Array:
        return np.outer([4.0, 3.0, 4.0], [-1.0, 0.0, 1.0])


class LargeNumbers(Model):
    def edge_kernel(self) -> Array:
        return 50.0 * super().edge_kernel()


class LongArms(Model):
    def arms(self) -> tuple[Part, ...]:
        below, beside = super().arms()
        return Part(below.direction, below.rises, 3, 0), Part(beside.direction, beside.rises, 0, 3)


class BothSidesOfTheStroke(Model):
    def circle(self) -> tuple[Part, ...]:
        return (*INSIDE, *OUTSIDE)


FREE_CHOICES = (WeightedRows, LargeNumbers, LongArms, BothSidesOfTheStroke)


def shown(kind: str, drawn: Drawn, contrast: float) -> Demonstration:
    """A picture, and where the map of it is positive, in words."""

    def ask(student: Any, _probes: Any) -> str:
        try:
            found = detector(student.build_detector(kind))
        except Mismatch:
            return "no detector as the README describes it"
        fires = found.fires(painted(drawn, contrast))
        near = found.near(drawn, fires)
        there, elsewhere = bool((fires & near).any()), bool((fires & ~near).any())
        if not there:
            return NOWHERE if not elsewhere else SOMEWHERE if drawn.at is None else WRONGLY
        return TOO_OFTEN if elsewhere else HERE

    brighter = f"{'brighter' if contrast > 0 else 'darker'} by {abs(contrast):g} than what is around it"
    place = {"corner": "the upper left corner", "ring": "the ring"}[kind]
    wanted = NOWHERE if drawn.at is None else f"positive at {place} only"
    return Demonstration(
        f"the map of build_detector({kind!r}) for {drawn.name}, {brighter},", ask, wanted=wanted, verb="is"
    )


DEMONSTRATIONS = (
    *(shown("corner", corner(), contrast) for contrast in (FAINT, -FAINT)),
    *(shown("corner", drawn, STRONG) for drawn in straight()),
    *(shown("ring", ring(), contrast) for contrast in (FAINT, -FAINT)),
    shown("ring", FILLED, STRONG),
    *(shown("ring", open_ring(side), STRONG) for side in ("right", "bottom")),
)


def example() -> Iterator[Picture]:
    picture = np.zeros((8, 8))
    picture[3:, 2:] = 1.0
    kernel = np.array([[-1.0, 0.0, 1.0]] * 3)
    upright, level = (np.maximum(weighed(edge[None, None], picture[None])[0], 0.0) for edge in (kernel, kernel.T))
    found = (grid("a corner", picture.tolist()), grid("vertical", upright.tolist()), grid("horizontal", level.tolist()))
    yield Grids("What two kernels of layer one find at a corner: which cells say that both edges are there?", found)
