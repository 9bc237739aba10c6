"""Mistakes about types: a count that is right, and no int."""

from __future__ import annotations

from receptive.grader import misconception

from ..headings import CONVENTIONS
from ..model import Model


@misconception(
    "PAR-151", "one slash", read=CONVENTIONS, exercises=("conv_params", "sharing_ratio", "conv_macs", "layer_table")
)
class OneSlash(Model):
    """Your counts are floats; one slash gives a float even where it divides evenly.

    What are 8 / 4 and 8 // 4 in Python, and of what type?
    """

    def depth(self, c_in: int, groups: int) -> float:  # type: ignore[override]  # that is the mistake
        return c_in / groups

    def times_fewer(self, unshared: int, shared: int) -> float:
        return unshared / shared
