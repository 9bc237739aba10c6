"""The misconceptions of `build_cnn`, as programs: `model` gives an exercise as somebody writes it who holds them.

CNN-1 to CNN-20 are those of the lesson; its CNN-3 and CNN-17 have variants, told apart by a letter. CNN-20 is a belief:
here it is the code that follows from it, scaling where values are to be kept. From CNN-21 on the list is our own.

There is no `inputs`: every result here is a module or a loader, or is computed from a model that is an argument, and
none of these is plain data. demonstrations.py has what is asked instead. CNN-12 is left out where it is no mistake
(ShiftNet may use a layer twice).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import model_cnn_layers as layers
import model_cnn_loops as loops
import model_cnn_nets as nets
from words_cnn_layers import LAYERS, NETWORKS
from words_cnn_loops import LOOPS

from receptive.grader import Misconception

__all__ = ["MISCONCEPTIONS", "model"]

MISCONCEPTIONS: tuple[Misconception, ...] = (*NETWORKS, *LOOPS, *LAYERS)

MAKERS: dict[str, Callable[[frozenset[str]], Callable[..., Any] | None]] = {
    "conv_block": layers.conv_block,
    "MyConv2d": layers.my_conv2d,
    "LeNet": layers.lenet,
    "make_loaders": loops.make_loaders,
    "train_epoch": loops.train_epoch,
    "evaluate": loops.evaluate,
    "ShiftNet": nets.shift_net,
    "InceptionMini": nets.inception_mini,
    "repair_me": loops.repair_me,
}


def model(exercise: str, ids: frozenset[str]) -> Callable[..., Any] | None:
    """The exercise with these misconceptions in it, or None where two of them answer the same question.

    Those that do not change the exercise are left aside.
    """
    held = ids & {known.id for known in MISCONCEPTIONS if exercise in known.exercises}
    return MAKERS[exercise](frozenset(held))
