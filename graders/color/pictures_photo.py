"""The photograph, as its pixels are and as a network might be given them."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from receptive.grader import Photo, Photos, Picture

from .images import Array
from .pixels import SAME
from .to_gray_mean import to_gray_mean
from .to_gray_weighted import to_gray_weighted

SMALL, MIDDLE, LARGE = 120, 150, 250
PAVILION = "A pavilion of four storeys with wide roofs, in front of sky and water."
MARK = ("......", ".####.", ".#....", ".###..", ".#....", ".#....", "......")
TILE = 4  # pixels a side
DIFFERENCE = 6  # how often it is enlarged to be seen


def photo_pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each with the name of its file.

    Args:
        folder: where the photograph is.
    """
    colors = stored(folder, "thread.rgb.json")
    yield "shuffled", _shuffled(colors)
    yield "directions", _directions(stored(folder, "thread.gray.json")[:, :, 0])
    yield "photograph", _channels(colors)
    yield "grays", _grays(colors)
    yield "vanished", _vanished()


def stored(folder: Path, name: str) -> Array:
    """An image (height, width, channels) of the topic's figures."""
    record = json.loads((folder / name).read_text("utf-8"))
    pixels = np.frombuffer(b64decode(record["pixels"]), np.uint8).astype(float)
    return pixels.reshape(record["height"], record["width"], -1)


def image(caption: str, values: Array, shows: str = "") -> Photo:
    """Of brightness from 0 to 255; what lies outside is cut."""
    pixels = np.rint(np.clip(values, 0, 255)).astype(np.uint8)
    channels = 1 if values.ndim == 2 else values.shape[2]
    return Photo(caption, (*values.shape[:2], channels), pixels.tobytes(), shows)


def _shuffled(colors: Array) -> Photos:
    height, width, channels = colors.shape
    order = np.random.RandomState(0).permutation(height * width)  # the same with any NumPy
    mixed = colors.reshape(-1, channels)[order].reshape(colors.shape)
    shown = (
        image("the photograph", colors, PAVILION),
        image("the same pixels in another order", mixed, "Colored noise."),
    )
    return Photos("To a dense layer, these two are equally good", shown, LARGE)


def _directions(gray: Array) -> Photos:
    """What many hand-made features begin with: how strong the outlines of each direction are."""
    down, across = np.gradient(gray)
    strength, angle = np.hypot(down, across), np.arctan2(down, across) % np.pi
    shown = [image("the photograph", gray, PAVILION)]
    for name, lines, middle in (
        ("vertical |", "Pillars and walls.", 0),
        ("falling \\", "Roofs that fall to the right.", 3 * np.pi / 4),
        ("horizontal –", "The eaves of the roofs, and ripples.", np.pi / 2),
        ("rising /", "Roofs that rise to the right.", np.pi / 4),
    ):
        apart = np.abs((angle - middle + np.pi / 2) % np.pi - np.pi / 2)
        shown.append(image(name, np.where(apart <= np.pi / 8, strength * 4, 0), lines))
    return Photos("Outlines by their direction", tuple(shown), SMALL)


def _channels(colors: Array) -> Photos:
    planes = [image(name, colors[:, :, place]) for place, name in enumerate(("red", "green", "blue"))]
    return Photos("One photograph, three channels", (image("80×80 pixels", colors, PAVILION), *planes), MIDDLE)


def _grays(colors: Array) -> Photos:
    mean, weighted = to_gray_mean(colors), to_gray_weighted(colors)
    difference = 127.5 + DIFFERENCE * (weighted - mean)
    shown = (
        image("the photograph", colors, PAVILION),
        image("mean gray", mean),
        image("weighted gray", weighted),
        image(
            f"weighted − mean, ×{DIFFERENCE}",
            difference,
            "Middle gray where both are alike, lighter in yellow and green, darker in blue.",
        ),
    )
    return Photos("Two grays of one photograph", shown, MIDDLE)


def _vanished() -> Photos:
    """A sign in one color on another of the same mean."""
    marked = np.array([[sign == "#" for sign in line] for line in MARK])
    colors = np.where(np.kron(marked, np.ones((TILE, TILE)))[:, :, None] > 0, *np.array(SAME, dtype=float))
    shown = (
        image("in color", colors, "An orange F on green."),
        image("mean gray", to_gray_mean(colors), "One gray everywhere. The F is gone."),
        image("weighted gray", to_gray_weighted(colors), "The F is darker than what is around it."),
    )
    return Photos("A letter that the mean cannot see", shown, MIDDLE)
