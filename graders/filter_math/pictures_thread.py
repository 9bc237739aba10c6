"""The photograph of the chapter on filters, and what kernels, pools and learning make of it."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from receptive.grader import Photo, Photos, Picture

from .cross_correlate2d import cross_correlate2d
from .images import Array

SHIFTS = {"shift right": (1, 0), "shift left": (1, 2), "shift down": (0, 1), "shift up": (2, 1)}  # where the 1 stands
EDGES = {"vertical edge": np.array([[-1.0, 0, 1]] * 3), "horizontal edge": np.array([[-1.0, 0, 1]] * 3).T}
AT = (36, 60)  # where the parts of the photograph that a number sees begin
SEEN = ((3, "one layer"), (8, "two layers"), (18, "three layers"))
STEPS = (0, 5, 18, 80, 350)
SMALL, LARGE = 120, 200


def thread_pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each with the name of its file.

    Args:
        folder: where the photograph and the frames of the learned kernel are.
    """
    colors, gray = _stored(folder, "thread.rgb.json"), _stored(folder, "thread.gray.json")[:, :, 0]
    yield "thread_channels", _channels(colors, gray)
    yield "thread_kernels", _kernels(gray)
    yield "thread_pooled", _pooled(gray)
    yield "thread_fields", _fields(gray)
    yield "thread_learned", _learned(gray, json.loads((folder / "learned.json").read_text("utf-8")))


def _stored(folder: Path, name: str) -> Array:
    record = json.loads((folder / name).read_text("utf-8"))
    pixels = np.frombuffer(b64decode(record["pixels"]), np.uint8).astype(float)
    return pixels.reshape(record["height"], record["width"], -1)


def _channels(colors: Array, gray: Array) -> Photos:
    planes = [_image(name, colors[:, :, place]) for place, name in enumerate(("red", "green", "blue"))]
    shows = "A pavilion of four storeys with wide roofs, in front of sky and water."
    color = Photo("the photograph", colors.shape, np.rint(colors).astype(np.uint8).tobytes(), shows)
    return Photos("The photograph, its channels and its gray", (color, *planes, _image("gray", gray)), SMALL)


def _kernels(gray: Array) -> Photos:
    blurred = cross_correlate2d(gray, np.full((3, 3), 1 / 9))
    middle = gray[1:-1, 1:-1]
    shown = (
        _image("the photograph", gray),
        _image("identity", middle, "The same without its outermost pixels."),
        _image("blur", blurred, "Soft."),
        _image("sharpen", 2 * middle - blurred, "Crisp, with light and dark seams at outlines."),
        *(_signed(name, cross_correlate2d(gray, kernel), name) for name, kernel in EDGES.items()),
        *(
            _image(name, gray[i : i + 78, j : j + 78], f"Moved {name.split()[1]} by one pixel.")
            for name, (i, j) in SHIFTS.items()
        ),
    )
    return Photos("One photograph, nine kernels", shown, SMALL)


def _pooled(gray: Array) -> Photos:
    edges = np.maximum(cross_correlate2d(gray, EDGES["vertical edge"]), 0)[:76, :76]
    parts = edges.reshape(19, 4, 19, 4)
    most = float(edges.max())
    shown = (
        _image(
            "vertical edges, after ReLU", edges * 255 / most, "Bright vertical lines at pillars and at the left walls."
        ),
        _image("max pooling, 4×4", parts.max(axis=(1, 3)) * 255 / most, "The same lines, coarse and still bright."),
        _image("average pooling, 4×4", parts.mean(axis=(1, 3)) * 255 / most, "The same lines, coarse and faint."),
    )
    return Photos("A map pooled by its largest and by its mean", shown, LARGE)


def _fields(gray: Array) -> Photos:
    windows = tuple((AT[0] - size // 2, AT[1] - size // 2, size, size) for size, _ in SEEN)
    whole = _image("the photograph", gray, windows=windows)
    parts = [
        _image(f"{name}: {size}×{size}", gray[top : top + size, left : left + size])
        for (size, name), (top, left, _, _) in zip(SEEN, windows, strict=True)
    ]
    return Photos("What one number has seen", (whole, *parts), 148)


def _learned(gray: Array, frames: list[dict[str, Any]]) -> Photos:
    chosen = [frame for frame in frames if frame["step"] in STEPS]
    kernels = [_signed(f"step {frame['step']}", np.array(frame["kernel"]), "the kernel") for frame in chosen]
    maps = [
        _signed(f"loss {frame['loss']:.2g}", cross_correlate2d(gray, np.array(frame["kernel"])), "its map")
        for frame in chosen
    ]
    return Photos("A kernel learns, and its map with it", (*kernels, *maps), SMALL)


def _image(caption: str, values: Array, shows: str = "", windows: tuple[Any, ...] = ()) -> Photo:
    """Of brightness from 0 to 255; what lies outside is cut."""
    pixels = np.rint(np.clip(values, 0, 255)).astype(np.uint8)
    return Photo(caption, (*values.shape, 1), pixels.tobytes(), shows, windows)


def _signed(caption: str, values: Array, what: str) -> Photo:
    """Zero is gray, the largest size white or black."""
    scaled = 127.5 + 127.5 * values / np.abs(values).max()
    return _image(
        caption, scaled, f"{what.capitalize()}: gray where it is 0, white where positive, black where negative."
    )
