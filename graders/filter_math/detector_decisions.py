"""What `build_detector` decides, whichever kernels are chosen: what it finds, and what it mistakes for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from receptive.grader import Demonstration, Mismatch

from .detector_maps import Detector, detector
from .detector_pictures import FAINT, FILLED, FLAT, SIDES, STRONG, Drawn, corner, open_ring, painted, ring, straight

WHERE = ("upper left", "upper right", "lower left", "lower right")


def shows(kind: str, name: str, judge: Callable[[Detector], Any]) -> Demonstration:
    def ask(student: Any, _probes: Any) -> Any:
        try:
            return judge(detector(student.build_detector(kind)))
        except Mismatch:
            return "no detector"

    return Demonstration(f"{kind}: {name}", ask)


def corners(found: Detector, contrast: float) -> list[str]:
    """At which corners of a rectangle it answers, and whether it does so elsewhere."""
    drawn = corner()
    (row, column), sides = drawn.at or (0, 0), 11
    fires = found.fires(painted(drawn, contrast))
    near = [
        found.near(Drawn("", drawn.shape, (row + down * sides, column + right * sides)), fires)
        for down in (0, 1)
        for right in (0, 1)
    ]
    seen = [name for name, cells in zip(WHERE, near, strict=True) if (fires & cells).any()]
    return [*seen, "elsewhere"] if (fires & ~np.logical_or.reduce(near)).any() else seen


def answers(found: Detector, *pictures: tuple[Drawn, float]) -> list[bool]:
    """Whether it answers anywhere at all."""
    return [bool(found.fires(painted(drawn, contrast)).any()) for drawn, contrast in pictures]


def on(kind: str, name: str, *pictures: tuple[Drawn, float]) -> Demonstration:
    return shows(kind, name, lambda found: answers(found, *pictures))


def at_corners(name: str, contrast: float) -> Demonstration:
    return shows("corner", name, lambda found: corners(found, contrast))


def noise(found: Detector) -> bool:
    return bool(found.fires(painted(FLAT, 0.0, rng=np.random.default_rng(5))).any())


RINGS = (ring(), FAINT), (ring(), STRONG), (ring(), -FAINT), (ring(), -STRONG)
DECISIONS = (
    at_corners("a bright rectangle", FAINT),
    at_corners("a dark rectangle", -FAINT),
    at_corners("a brighter rectangle", STRONG),
    on("corner", "edges and lines", *((drawn, sign * STRONG) for drawn in straight() for sign in (1, -1))),
    on("corner", "nothing", (FLAT, 0.0)),
    shows("corner", "noise", noise),
    on("ring", "rings", *RINGS),
    on("ring", "discs", (FILLED, STRONG), (FILLED, -STRONG)),
    *(on("ring", f"no {side}", (open_ring(side), STRONG), (open_ring(side), -STRONG)) for side in SIDES),
    on("ring", "nothing", (FLAT, 0.0)),
    shows("ring", "noise", noise),
)
