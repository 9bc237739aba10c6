"""The pictures of the lesson about color."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from receptive.grader import Grids, Photo, Photos, Picture, Swatch, Swatches, Volume, Volumes, grid

from .hwc_to_chw import example as layouts
from .pixels import two_of_one_mean
from .to_gray_mean import to_gray_mean
from .to_gray_weighted import to_gray_weighted

SHOWS = "A pavilion of four storeys with wide roofs, in front of sky and water."
SMALL, WIDE = 120, 200
IMAGE, WINDOW = (80, 80, 3), (24, 28, 8, 8)
COLORS = (("red", (200, 40, 40)), ("green", (40, 200, 40)), ("blue", (40, 40, 200)))


def pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each picture with the name of its file.

    Args:
        folder: where the photograph is.
    """
    photograph = _stored(folder / "thread.rgb.json")
    yield "photograph", _channels(photograph)
    yield "grays", _grays(photograph)
    yield from _layers()
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


def _stored(path: Path) -> Any:
    record = json.loads(path.read_text("utf-8"))
    pixels = np.frombuffer(b64decode(record["pixels"]), np.uint8).astype(float)
    return pixels.reshape(record["height"], record["width"], -1)


def _image(caption: str, values: Any, shows: str = "") -> Photo:
    pixels = np.rint(values).astype(np.uint8)
    rows, columns, *channels = pixels.shape
    return Photo(caption, (rows, columns, *(channels or [1])), pixels.tobytes(), shows)


def _channels(photograph: Any) -> Photos:
    planes = [_image(name, photograph[:, :, place]) for place, name in enumerate(("red", "green", "blue"))]
    return Photos("A photograph and its channels", (_image("80×80 pixels", photograph, SHOWS), *planes), SMALL)


def _grays(photograph: Any) -> Photos:
    mean, weighted = to_gray_mean(photograph), to_gray_weighted(photograph)
    apart = 128 + 4 * (weighted - mean)
    shown = (
        _image("mean", mean, SHOWS),
        _image("weighted", weighted, SHOWS),
        _image("weighted minus mean, four times as strong", np.clip(apart, 0, 255), "Sky dark, roofs lighter."),
    )
    return Photos("The photograph in two grays", shown, WIDE)


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
