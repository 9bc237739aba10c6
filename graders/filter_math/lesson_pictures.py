"""The pictures of the lesson about filters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from receptive.grader import Picture

from .conv2d_backward import example as gradient
from .convolve2d import example as flip
from .cross_correlate2d import example as window
from .design_kernel import example as edge
from .im2col import example as columns
from .max_pool2d_backward import example as winners
from .pictures_network import networks
from .pictures_parts import corner_bright, corner_edges, corner_found, parts
from .pictures_thread import thread_pictures
from .zero_pad2d import example as border

EXAMPLES = {
    "window": window, "edge": edge, "flip": flip, "border": border,
    "columns": columns, "gradient": gradient, "winners": winners,
    "parts": parts, "corner_edges": corner_edges, "corner_found": corner_found, "corner_bright": corner_bright,
}  # fmt: skip


def pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each picture with the name of its file.

    Args:
        folder: of the pictures, where the photograph is as well.
    """
    yield from networks()
    yield from thread_pictures(folder)
    for name, example in EXAMPLES.items():
        yield from ((name, picture) for picture in example())
