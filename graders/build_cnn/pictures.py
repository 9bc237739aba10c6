"""Which pictures show a failing demonstration, and what the exercises are about."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import pictures_cnn_cases as cases
import pictures_cnn_loops as loops
from pictures_cnn_cases import LENET

from receptive.grader import Block, Blocks, Case, Curve, Curves, Grid, Grids, Picture, Pyramid, Stage, grid

CASES = cases.DRAWN | loops.DRAWN
SHIFT = (
    ("input", (1, 16, 16)), ("conv, pool", (16, 8, 8)), ("conv, pool", (32, 4, 4)), ("mean of all places", (32,)),
    ("dense", (10,)),
)  # fmt: skip


def of_case(case: Case) -> Iterator[Picture]:
    """The demonstration: what it is made from, what came back, what is right."""
    if case.exercise in CASES:
        yield from CASES[case.exercise](case, *case.arguments)


def of_exercise(exercise: str) -> Iterator[Picture]:
    """A worked example for the exercise."""
    if exercise in DRAWN:
        yield DRAWN[exercise]()


def conv_block() -> Picture:
    first = (grid("before", [[-4, 0], [2, 2]]), grid("ReLU", [[0, 0], [2, 2]]), grid("mean", [[1]]))
    return Grids("ReLU first, then the mean; the other way round gives 0", first, ("→", "→"), "(0 + 0 + 2 + 2)/4 = 1")


def my_conv2d() -> Picture:
    image = grid("image", [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]], window=[(0, 1), (0, 2), (1, 1), (1, 2)])
    columns = [[0, 1, 2, 4, 5, 6], [1, 2, 3, 5, 6, 7], [4, 5, 6, 8, 9, 10], [5, 6, 7, 9, 10, 11]]
    unfolded = grid("columns", columns, window=[(row, 1) for row in range(4)])
    kernel, result = (
        grid("filter", [[1, 0, 0, 2]]),
        grid("filter · columns", [[10, 13, 16, 22, 25, 28]], window=[(0, 1)]),
    )
    return Grids(
        "A window becomes a column", (image, unfolded, kernel, result), ("→", "", "="), "1·1 + 0·2 + 0·5 + 2·6 = 13"
    )


def lenet() -> Picture:
    return Pyramid("The shapes of LeNet", tuple(Stage(name, shape) for name, shape in LENET))


def shift_net() -> Picture:
    return Pyramid("A head that does not see where", tuple(Stage(name, shape) for name, shape in SHIFT))


def inception() -> Picture:
    names = ("1×1", "1×1, then 3×3", "1×1, then 5×5", "3×3 max pool, then 1×1")
    return Blocks(
        "Four branches, side by side on the channels", tuple(Block(name, "channels", "8") for name in names), "32"
    )


def loaders() -> Picture:
    parts = (Block("training", "15 of each of 10 classes", "150"), Block("test", "5 of each of 10 classes", "50"))
    return Blocks("200 images, test_size 0.25, stratified", parts, "200")


def train_epoch() -> Picture:
    rows = (("64", "0.5"), ("64", "0.3"), ("8", "2.0"))
    table = Grid("batches", rows, columns=("samples", "mean loss"))
    line = "(64·0.5 + 64·0.3 + 8·2)/136 = 0.494, and not (0.5 + 0.3 + 2)/3 = 0.933"
    return Grids("The mean of an epoch counts samples", (table,), line=line)


def evaluate() -> Picture:
    rows = (("2.0", "0.1", "0", "✓"), ("0.3", "1.2", "1", "✓"), ("0.9", "0.4", "1", "no"))
    table = Grid("samples", rows, columns=("logit 0", "logit 1", "label", "right"))
    return Grids("Accuracy over all samples", (table,), line="2 of 3 = 0.667")


def repair_me() -> Picture:
    guessing = (math.log(10),) * 5
    return Curves(
        "What a network that only guesses shows",
        "epoch",
        "loss",
        (Curve("guessing among 10", guessing),),
        "ln 10 = 2.303",
    )


DRAWN: dict[str, Callable[[], Picture]] = {
    "conv_block": conv_block,
    "MyConv2d": my_conv2d,
    "LeNet": lenet,
    "make_loaders": loaders,
    "train_epoch": train_epoch,
    "evaluate": evaluate,
    "ShiftNet": shift_net,
    "InceptionMini": inception,
    "repair_me": repair_me,
}
