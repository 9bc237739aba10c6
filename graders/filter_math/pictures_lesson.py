"""The pictures of the lesson about filters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import oracle
from pictures import covered, of_exercise

from receptive.report.figures.cells import grid
from receptive.report.figures.records import Grids, Picture

DOT = np.zeros((5, 5))
DOT[2, 2] = 1
PLANE = np.array([[1.0, 5, 2, 4], [3, 1, 0, 2], [2, 6, 1, 1], [0, 4, 3, 8]])


def pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each picture with the name of its file."""
    del folder
    yield "window", next(iter(of_exercise("cross_correlate2d")))
    yield "edge", next(iter(of_exercise("design_kernel")))
    kernel = np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])
    grids = (
        grid("a dot", DOT.tolist(), window=[(2, 2)]),
        grid("kernel", kernel.tolist()),
        grid("cross-correlation", oracle.cross_correlate2d(DOT, kernel).tolist()),
        grid("convolution", oracle.convolve2d(DOT, kernel).tolist()),
    )
    yield "flip", Grids("Cross-correlation turns the kernel round, convolution prints it", grids, ("∗", "=", "or"))
    x = np.array([[1.0, 2], [3, 4]])
    padded = oracle.zero_pad2d(x, 1)
    border = [cell for cell in np.ndindex(4, 4) if cell not in set(covered((1, 1), (2, 2)))]
    yield "border", Grids(
        "A border of zeros",
        (grid("image", x.tolist()), grid("with padding 1", padded.tolist(), border=border, first=(-1, -1))),
        ("→",),
    )
    pooled = oracle.max_pool2d(PLANE[None, None], 2)[0, 0], oracle.avg_pool2d(PLANE[None, None], 2)[0, 0]
    window = covered((0, 2), (2, 2))
    yield "pool", Grids(
        "The largest and the mean of each 2×2 window",
        (
            grid("image", PLANE.tolist(), window=window),
            grid("largest", pooled[0].tolist(), window=[(0, 1)]),
            grid("mean", pooled[1].tolist(), window=[(0, 1)]),
        ),
        ("→", "or"),
        "max(2, 4, 0, 2) = 4, (2 + 4 + 0 + 2)/4 = 2",
    )
