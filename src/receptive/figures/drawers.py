"""Which function draws which kind of picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from receptive.figures.draw_counts import draw_blocks, draw_pyramid
from receptive.figures.draw_grids import draw_grids
from receptive.figures.draw_ruler import draw_ruler
from receptive.figures.draw_training import draw_confusion, draw_curves, draw_swatches, draw_tiles
from receptive.figures.pictures import (
    Blocks,
    Confusion,
    Curves,
    Grids,
    Picture,
    Pyramid,
    Ruler,
    Swatches,
    Tiles,
)

DRAWERS: dict[type, Callable[[Any], str]] = {
    Grids: draw_grids,
    Ruler: draw_ruler,
    Blocks: draw_blocks,
    Swatches: draw_swatches,
    Pyramid: draw_pyramid,
    Curves: draw_curves,
    Tiles: draw_tiles,
    Confusion: draw_confusion,
}


def drawn(picture: Picture) -> str:
    """The SVG of a picture."""
    return DRAWERS[type(picture)](picture)
