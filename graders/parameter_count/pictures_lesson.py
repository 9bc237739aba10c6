"""The pictures of the lesson about parameters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pictures import of_exercise

from receptive.grader import Block, Blocks, Picture


def pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each picture with the name of its file."""
    del folder
    filters = (
        Block("weights of 6 filters", "6·(5·5·4)", "600", (5, 5)),
        Block("biases", "one for each filter", "6"),
    )
    yield "filters", Blocks("Six filters of 5×5 on 4 channels", filters, "606")
    yield "unshared", next(iter(of_exercise("locally_connected_params")))
    yield "table", next(iter(of_exercise("layer_table")))
    yield "bottleneck", next(iter(of_exercise("bottleneck_saving")))
    yield "macs", next(iter(of_exercise("conv_macs")))
    yield "separable", next(iter(of_exercise("separable_params")))
    yield "trainable", next(iter(of_exercise("count_trainable")))
