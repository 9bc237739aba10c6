"""The pictures of the lesson about sizes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from receptive.grader import Picture, Ruler

from .receptive_field import example as two_layers
from .trace import EXAMPLE, pyramid, trace


def pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each picture with the name of its file."""
    del folder
    yield "ruler", Ruler("A window of 3 on 10 pixels, moved by 2", 10, (0, 0), 3, 2, line="floor((10 - 3)/2) + 1 = 4")
    yield (
        "padding",
        Ruler("The same with one zero on each side", 10, (1, 1), 3, 2, line="floor((10 + 2·1 - 3)/2) + 1 = 5"),
    )
    yield "dilation", Ruler("Three taps, two apart", 10, (0, 0), 3, 2, 2, line="floor((10 - 2·(3 - 1) - 1)/2) + 1 = 3")
    title = "SAME: a window of 3 on 6 pixels, moved by 2; the odd zero comes after"
    yield "same", Ruler(title, 6, (0, 1), 3, 2, line="ceil(6/2) = 3")
    yield "pyramid", pyramid("From layer to layer", EXAMPLE, (1, 12, 12), trace(EXAMPLE, (1, 12, 12)), None)
    yield "field", next(two_layers())
