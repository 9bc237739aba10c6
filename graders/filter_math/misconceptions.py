"""Mistakes that people make with filters: how to speak of each, and what a function does that makes it.

FIL-1 to FIL-19 are the mistakes of the lesson; from FIL-20 on they belong to exercises that its table leaves out.
Ids that differ in their last letter are variants of one mistake.

Where an exercise is missing from a record, the mistake either cannot be made there, ends in an exception (FIL-9 in
`conv2d`, where more channels meet the filters than they have), or gives the same as another: an `im2col` that lies on
its side (FIL-12a) is FIL-18b. FIL-19 gives right results and shows in the arguments only. A product that is too slow
is a matter of its own criterion.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import model_filter_forward as forward
import model_filter_pools as pools
from model_filter_inputs import inputs
from model_filter_possible import possible
from model_filter_windows import padded
from model_filter_words import KERNELS, PLACES
from model_filter_words_more import WINDOWS

from receptive.grader import Misconception

__all__ = ["MISCONCEPTIONS", "inputs", "model", "possible"]

MISCONCEPTIONS: tuple[Misconception, ...] = (*KERNELS, *PLACES, *WINDOWS)

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "patch_dot": forward.patch_dot,
    "cross_correlate2d": forward.cross_correlate2d,
    "convolve2d": forward.convolve2d,
    "design_kernel": forward.design_kernel,
    "zero_pad2d": padded,
    "conv2d": forward.conv2d,
    "im2col": forward.im2col,
    "conv2d_im2col": forward.conv2d_im2col,
    "max_pool2d": pools.max_pool2d,
    "avg_pool2d": pools.avg_pool2d,
    "conv2d_backward": pools.conv2d_backward,
    "max_pool2d_backward": pools.max_pool2d_backward,
}

# Of each group one can be held at most: its members are different answers to the same question, or one of them
# leaves no room for the question.
ONE_OF = tuple(
    frozenset(f"FIL-{number}" for number in group.split())
    for group in (
        *("1a 2a 2b 3", "1b 2a 2b 3 19", "4a 4b 5", "4a 4b 6b", "4a 4b 18a", "6a 6b 6c 6d", "7a 7b", "7b 8a 8b"),
        *("8a 8b", "9 10a 10b 24a 24b", "11a 11b", "12b 12d", "12c 12d", "14a 14b 24b", "15a 15b", "16a 16b"),
        *("13 16b", "18a 18b 18c", "20a 20b", "21 22b", "25a 25b", "26a 26b", "28a 28b"),
    )
)


def model(exercise: str, ids: frozenset[str]) -> Callable[..., Any] | None:
    """The exercise as somebody would write it who holds these misconceptions; None where they exclude each other.

    Those that do not change the exercise are left aside.
    """
    held = ids & frozenset(known.id for known in MISCONCEPTIONS if exercise in known.exercises)
    if any(len(held & group) > 1 for group in ONE_OF):
        return None
    return partial(FUNCTIONS[exercise], held)
