"""The pictures of the lesson about parameters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from receptive.grader import Block, Blocks, Picture

from . import bottleneck_saving, conv_macs, count_trainable, layer_table, locally_connected_params, separable_params


def pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each picture with the name of its file."""
    del folder
    filters = (
        Block("weights of 6 filters", "6·(5·5·4)", "600", (5, 5)),
        Block("biases", "one for each filter", "6"),
    )
    yield "filters", Blocks("Six filters of 5×5 on 4 channels", filters, "606")
    yield "unshared", next(locally_connected_params.example())
    yield "table", next(layer_table.example())
    yield "bottleneck", next(bottleneck_saving.example())
    yield "macs", next(conv_macs.example())
    yield "separable", next(separable_params.example())
    yield "trainable", next(count_trainable.example())
