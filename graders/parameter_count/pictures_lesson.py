"""The pictures of the lesson about parameters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pictures import of_exercise

from receptive.report.figures.records import Block, Blocks, Picture


def pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each picture with the name of its file."""
    del folder
    filters = (
        Block("weights of 6 filters", "6·(5·5·4)", "600", (5, 5)),
        Block("biases", "one for each filter", "6"),
    )
    yield "filters", Blocks("Six filters of 5×5 on 4 channels", filters, "606")
    unshared = (
        Block("places of the window", "4·3", "12", (4, 3)),
        Block("parameters at each", "2·(3·3·1 + 1)", "20", (3, 3)),
    )
    yield "unshared", Blocks("Two filters of 3×3 on 6×5 pixels, not shared", unshared, "240", how="multiplied")
    yield "macs", next(iter(of_exercise("conv_macs")))
    yield "separable", next(iter(of_exercise("separable_params")))
    yield "trainable", next(iter(of_exercise("count_trainable")))
