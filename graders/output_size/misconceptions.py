"""Mistakes that people make with output sizes: how to speak of each, and what a function does that makes it.

SHP-1 to SHP-19 are the mistakes of the lesson; from SHP-20 on they belong to exercises that its table leaves out.
Ids that differ in their last letter are variants of one mistake. SHP-16a shows on impossible input only, which
`inputs` never gives. Where an exercise is missing from a record, the mistake either cannot be made there or gives
the same as another: SHP-17a (only even divisions) would be SHP-32a in `inputs_giving`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import model_size_layers as layers
import model_size_stacks as stacks
from model_size_inputs import inputs
from model_size_possible import possible
from model_size_words import COUNTING, RULES
from model_size_words_stacks import POOLING, STACKS

from receptive.grader import Misconception

__all__ = ["MISCONCEPTIONS", "inputs", "model", "possible"]

MISCONCEPTIONS: tuple[Misconception, ...] = (*COUNTING, *RULES, *POOLING, *STACKS)

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "conv_out": layers.conv_out,
    "tf_out": layers.tf_out,
    "same_pads_tf": layers.same_pads_tf,
    "conv2d_out_shape": layers.conv2d_out_shape,
    "pool2d_out_shape": layers.pool2d_out_shape,
    "unused_pixels": layers.unused_pixels,
    "trace": stacks.trace,
    "receptive_field": stacks.receptive_field,
    "inputs_giving": stacks.inputs_giving,
    "configs": stacks.configs,
}

# Of each group one can be held at most: its members are different answers to the same question, or one of them
# leaves no room for the question. SHP-4 and SHP-7 together are even right: rounding up undoes the early 1.
ONE_OF = tuple(
    frozenset(f"SHP-{number}" for number in group.split())
    for group in (
        *("2 3 9", "1 5a 7 10", "4 5a 5b 10 16b 17a", "4 7", "17a 17b", "14a 14b 14c"),
        *(f"6 {other}" for other in "4 5a 5b 7 10 16b 17a 18b".split()),
        *(f"8 {other}" for other in "1 2 3 4 5a 5b 6 7 9 10 14a 14b 14c 16b 17a".split()),
        *(f"8 {other}" for other in "19a 19b 19c 20a 20b 20c 20d".split()),
        *("11 12a 17a 23", "12a 12b 12c 17a", "12a 24 25", "11 24 25", "23 25"),
        *("13a 13b", "13a 28", "15a 15b 15c", "16a 16b", "4 19b", "19a 19b 19c", "19a 19c 20a", "19a 19c 20b"),
        *(
            "19a 19c 20c",
            "19a 19c 20d",
            "20a 20b 20c 20d",
            "21a 21b",
            "22a 22b",
            "29a 29b 29c 29d",
            "29e 29f",
            "18b 30",
        ),
        *(f"6 {other}" for other in "29a 29b 29c 29d 29e 29f".split()),
        *("32c 32d", "33a 33b"),
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
