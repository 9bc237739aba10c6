"""Detectors of corners and rings: which edges are looked at, where, and how many of them must be there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .images import Array

SIDEWAYS, DOWN = 0, 1  # the directions in which brightness may change


@dataclass(frozen=True)
class Part:
    """An edge of a shape: what changes there, and the cell of layer two's kernel that looks at it.

    Args:
        rises: whether a bright shape gets brighter there, on the way to the right or down.
    """

    direction: int
    rises: bool
    row: int
    column: int


CORNER = (Part(SIDEWAYS, True, 2, 0), Part(DOWN, True, 0, 2))
INSIDE = (
    *(Part(SIDEWAYS, False, 3, 2), Part(SIDEWAYS, True, 3, 4)),
    *(Part(DOWN, False, 2, 3), Part(DOWN, True, 4, 3)),
)
OUTSIDE = (
    *(Part(SIDEWAYS, True, 3, 0), Part(SIDEWAYS, False, 3, 6)),
    *(Part(DOWN, True, 0, 3), Part(DOWN, False, 6, 3)),
)
ENOUGH = 0.94  # of all parts at a contrast of 1: what lacks one stays below, at a contrast of 1.2 too


class DetectorsModel:
    side = 7  # of layer two's kernel; what is not looked at has the weight 0

    def build_detector(self, kind: str) -> tuple[Array, Array, float]:
        parts = self.corner_parts() if kind == "corner" else self.ring_parts()
        kernel = self.edge_kernel()
        first = np.array([kernel, -kernel, kernel.T, -kernel.T])[:, None]
        second = np.zeros((1, 4, self.side, self.side))
        for part in parts:
            for number, weight in self.looked_at(self.crossed(part)).items():
                second[0, number, part.row, part.column] += weight
        return first, self.laid_on_edges(second), -self.enough(len(parts)) * self.strength(kernel)

    def edge_kernel(self) -> Array:
        """Any kernel that answers to steps from left to right: the right column minus the left one, row by row."""
        return np.array([[-1.0, 0.0, 1.0]] * 3)

    def strength(self, kernel: Array) -> float:
        """What it answers to a step of 1."""
        return float(kernel[kernel > 0].sum())

    def corner_parts(self) -> tuple[Part, ...]:
        """The edges that make a corner."""
        return self.arms()

    def arms(self) -> tuple[Part, ...]:
        """A place on the edge below the corner, and one on the edge to its right, as far away as one likes."""
        return CORNER

    def ring_parts(self) -> tuple[Part, ...]:
        """The edges that make a ring."""
        return self.circle()

    def circle(self) -> tuple[Part, ...]:
        """The edges on the inside of all four sides; more are as good."""
        return INSIDE

    def crossed(self, part: Part) -> Part:
        """The part with the direction in which one crosses it."""
        return part

    def looked_at(self, part: Part) -> dict[int, float]:
        """Which maps of layer one are added for a part, with which weight: of a bright shape, and of a dark one."""
        return {2 * part.direction: 1.0, 2 * part.direction + 1: 1.0}

    def laid_on_edges(self, second: Array) -> Array:
        """The kernel of layer two as it lies on the maps."""
        return second

    def enough(self, parts: int) -> float:
        """How many parts must be there."""
        return ENOUGH * parts
