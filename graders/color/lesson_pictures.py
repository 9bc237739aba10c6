"""The pictures of the lesson about color."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from receptive.grader import Picture, Swatch, Swatches, Volume, Volumes, Wiring, Wirings

from .hwc_to_chw import example as layouts
from .pictures_moved import moved_pictures
from .pictures_photo import photo_pictures
from .to_gray_mean import to_gray_mean
from .to_gray_weighted import to_gray_weighted

IMAGE, WINDOW = (80, 80, 3), (24, 28, 8, 8)
COLORS = (("red", (200, 40, 40)), ("green", (40, 200, 40)), ("blue", (40, 40, 200)))
LAYERS = (
    Wiring("dense", 7, 3, dense=True),
    Wiring("local", 7, 3),
    Wiring("local and shared", 7, 3, shared=True),
)


def pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each picture with the name of its file.

    Args:
        folder: of the pictures, where the photograph and the letter are as well.
    """
    yield from _layers()
    yield "layers", Wirings("From a dense layer to a convolution", LAYERS)
    yield from photo_pictures(folder)
    yield "weighted", _weighted()
    yield "layouts", next(layouts())
    yield from moved_pictures(folder)


def _layers() -> Iterator[tuple[str, Volumes]]:
    """A dense layer becomes local, and then shares its weights."""
    rows, columns, _ = IMAGE
    whole, part = ((0, 0, rows, columns), "all of it"), (WINDOW, "8×8×3")
    unit = Volume("one unit", (1, 1, 1), column=(0, 0))
    places = (rows - WINDOW[2] + 1, columns - WINDOW[3] + 1, 1)
    for name, title, (window, says), behind in (
        ("sees_all", "A unit of a dense layer", whole, unit),
        ("sees_part", "A local unit", part, unit),
        ("shared", "One set of weights at every place", part, Volume("a map", places, column=WINDOW[:2])),
    ):
        image = Volume("image", IMAGE, window=window, window_name=says, emphasized="window")
        yield name, Volumes(title, (image, behind))


def _weighted() -> Swatches:
    found = []
    for name, color in COLORS:
        pixel = np.array(color, dtype=float)
        mean, gray = float(to_gray_mean(pixel)), float(to_gray_weighted(pixel))
        found.append(Swatch(name, color, f"mean {mean:.0f}, weighted {gray:.0f}", round(gray)))
    return Swatches("One mean, three weighted grays", tuple(found))
