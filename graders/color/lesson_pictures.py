"""The pictures of the lesson about color."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from receptive.grader import Grids, Picture, Swatch, Swatches, grid

from .hwc_to_chw import example as layouts
from .pixels import two_of_one_mean
from .to_gray_mean import to_gray_mean
from .to_gray_weighted import to_gray_weighted

COLORS = (("red", (200, 40, 40)), ("green", (40, 200, 40)), ("blue", (40, 40, 200)))


def pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each picture with the name of its file."""
    del folder
    yield "same-mean", two_of_one_mean("Two colors of one mean")
    weighted = []
    for name, color in COLORS:
        pixel = np.array(color, dtype=float)
        mean, gray = float(to_gray_mean(pixel)), float(to_gray_weighted(pixel))
        weighted.append(Swatch(name, color, f"mean {mean:.0f}, weighted {gray:.0f}", round(gray)))
    yield "weighted", Swatches("One mean, three weighted grays", tuple(weighted))
    image, kernel = np.zeros((6, 6)), np.ones((2, 2))
    image[1, 1] = 4
    response = np.array([[float((image[i : i + 2, j : j + 2] * kernel).sum()) / 4 for j in range(5)] for i in range(5)])
    moved = np.roll(image, 2, 1)
    later = np.roll(response, 2, 1)
    grids = (
        grid("a dot", image.tolist(), window=[(1, 1)]),
        grid("blurred", response.tolist(), window=list(zip(*map(list, np.nonzero(response)), strict=True))),
        grid("the dot, two to the right", moved.tolist(), window=[(1, 3)]),
        grid("blurred", later.tolist(), window=list(zip(*map(list, np.nonzero(later)), strict=True))),
    )
    yield "shift", Grids("The blur moves with the dot", grids, ("→", "", "→"))
    yield "layouts", next(layouts())
