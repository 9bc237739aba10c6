"""The pictures of the lesson about filters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pictures_filter_examples import border, columns, edge, flip, gradient, pool, window, winners

from receptive.grader import Picture


def pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each picture with the name of its file."""
    del folder
    for picture in (window, edge, flip, border, columns, pool, gradient, winners):
        yield picture.__name__, picture()
