"""The pictures of the chapters about sizes. No picture before the exercise shows the arithmetic of `conv_out`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from receptive.grader import Cone, Picture, Ruler, Volume, Volumes, whole_network

from .layers import Layer, conv
from .trace import EXAMPLE, pyramid, trace


def pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each picture with the name of its file."""
    del folder
    yield "ruler", Ruler("A window of 3 on 10 pixels, stride 2", 10, (0, 0), 3, 2)
    yield "padding", Ruler("The same line with one zero on each side", 10, (1, 1), 3, 2)
    yield "dilation", Ruler("Three taps, two pixels apart", 10, (0, 0), 3, 2, 2)
    yield "same", Ruler("SAME: a window of 3 on 6 pixels, stride 2, and one zero after them", 6, (0, 1), 3, 2)
    yield "same-or-one", Ruler("The same window with one zero on each side", 6, (1, 1), 3, 2)
    yield "two-axes", two_axes()
    yield "network", whole_network("pyramid", "The pyramid: each layer takes what the one before it gives")
    yield "pyramid", pyramid("From layer to layer", EXAMPLE, (1, 12, 12), trace(EXAMPLE, (1, 12, 12)), None)
    yield "cone", Cone("What one number sees through two 3×3 layers", 9, (("layer 1", 3, 1), ("layer 2", 3, 1)), at=2)
    layers = (("layer 1, 3×3", 3, 1), ("pool 2, stride 2", 2, 2), ("layer 2, 3×3", 3, 1))
    yield "cone-stride", Cone("The same with a pool between them", 12, layers, at=1)


def two_axes() -> Volumes:
    """An image of 5 rows and 10 columns under a window of 2 by 4, stride 1 down and 2 across."""
    layer: list[Layer] = [conv((2, 4), filters=6, stride=(1, 2))]
    ((maps, rows, columns),) = trace(layer, (3, 5, 10))
    return Volumes(
        "Rows and columns are two separate lines",
        (
            Volume("image", (5, 10, 3), window=(1, 4, 2, 4), window_name="window 2×4"),
            Volume("6 filters, 6 maps", (rows, columns, maps), column=(1, 2)),
        ),
    )
