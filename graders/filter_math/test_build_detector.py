"""Criteria of `build_detector`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from numpy.random import Generator

from receptive.grader import check

from .detector_maps import Detector, detector
from .detector_pictures import (
    BRIGHTEST,
    DARKEST,
    FAINT,
    FLAT,
    NO_CORNERS,
    NO_RINGS,
    SIZE,
    STRONG,
    Drawn,
    corner,
    painted,
    ring,
)

CONTRASTS = (FAINT, -FAINT, STRONG, -STRONG)


@pytest.mark.criterion("corner_found")
def test_corners_are_found(student: Any, rng: Generator) -> None:
    found = detector(student.build_detector("corner"))
    for contrast in (FAINT, -FAINT):
        require_found(found, corner(), contrast, painted(corner(), contrast))
    # Other rectangles, in front of something else
    for contrast in CONTRASTS:
        drawn = a_corner(rng)
        require_found(found, drawn, contrast, painted(drawn, contrast, around(rng), rng))
    check(not found.fires(painted(FLAT, 0.0)).any(), "the map of an even area is not 0")


@pytest.mark.criterion("corner_only")
def test_nothing_else_is_a_corner(student: Any, rng: Generator) -> None:
    found = detector(student.build_detector("corner"))
    require_found_at_all(found, lambda: a_corner(rng), rng)
    require_silent(found, NO_CORNERS, rng)


@pytest.mark.criterion("ring_found")
def test_rings_are_found(student: Any, rng: Generator) -> None:
    found = detector(student.build_detector("ring"))
    for contrast in CONTRASTS:
        drawn = a_ring(rng)
        require_found(found, drawn, contrast, painted(drawn, contrast, around(rng)))
        require_found(found, drawn, contrast, painted(drawn, contrast, around(rng), rng))
    check(not found.fires(painted(FLAT, 0.0, around(rng))).any(), "the map of an even area is not 0")


@pytest.mark.criterion("ring_only")
def test_nothing_else_is_a_ring(student: Any, rng: Generator) -> None:
    found = detector(student.build_detector("ring"))
    require_found_at_all(found, lambda: a_ring(rng), rng)
    require_silent(found, NO_RINGS, rng)


def require_found(found: Detector, drawn: Drawn, contrast: float, picture: Any) -> None:
    """Some number of the map is positive whose window holds the place."""
    fires = found.fires(picture)
    kind = "brighter" if contrast > 0 else "darker"
    check((fires & found.near(drawn, fires)).any(), f"{drawn.name}, {kind} than what is around it, is not found")


def require_found_at_all(found: Detector, drawn: Callable[[], Drawn], rng: Generator) -> None:
    """Of shapes bright and dark some are found, and no number is positive whose window does not hold the place."""
    seen = False
    for contrast in CONTRASTS:
        one = drawn()
        fires = found.fires(painted(one, contrast, around(rng), rng))
        near = found.near(one, fires)
        check(not (fires & ~near).any(), f"the map of {one.name} is positive at another place")
        seen = seen or bool(fires.any())
    check(seen, "the map is 0 even where there is something to find")


def require_silent(found: Detector, others: Iterable[Drawn], rng: Generator) -> None:
    """The map is 0 everywhere, at every brightness, with noise and without."""
    for drawn in others:
        for contrast in CONTRASTS:
            for noise in (None, rng):
                fires = found.fires(painted(drawn, contrast, around(rng), noise))
                check(not fires.any(), f"the map is positive for {drawn.name}")


def around(rng: Generator) -> float:
    return float(rng.uniform(DARKEST, BRIGHTEST))


def a_corner(rng: Generator) -> Drawn:
    """A rectangle with sides of 10 to 12 pixels, and 10 pixels of space on each side."""
    height, width = rng.integers(10, 13, size=2).tolist()
    top, left = (int(rng.integers(10, SIZE - 10 - side + 1)) for side in (height, width))
    return corner(height, width, top, left)


def a_ring(rng: Generator) -> Drawn:
    """A ring with 8 pixels of space on each side."""
    top, left = rng.integers(8, SIZE - 13 + 1, size=2).tolist()
    return ring(top, left)
