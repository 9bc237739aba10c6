"""Pictures to figures: the one door to everything here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from receptive.figures.alt_text import describe_picture
from receptive.figures.canvas import Canvas
from receptive.figures.diagrams import Bars, Cone, Flow, Stamps, Wirings
from receptive.figures.draw_bars import draw_bars
from receptive.figures.draw_cone import draw_cone
from receptive.figures.draw_counts import draw_blocks, draw_pyramid
from receptive.figures.draw_curves import draw_curves
from receptive.figures.draw_flow import draw_flow
from receptive.figures.draw_grids import draw_grids
from receptive.figures.draw_photos import draw_photos
from receptive.figures.draw_ruler import draw_ruler
from receptive.figures.draw_stamps import draw_stamps
from receptive.figures.draw_training import draw_confusion, draw_swatches, draw_tiles
from receptive.figures.draw_volumes import draw_volumes
from receptive.figures.draw_wirings import draw_wirings
from receptive.figures.pictures import (
    Blocks,
    Confusion,
    Curves,
    Figure,
    Grids,
    Photos,
    Picture,
    Pyramid,
    Ruler,
    Swatches,
    Tiles,
    Volumes,
)
from receptive.text import in_one_line

DRAWERS: dict[type, Callable[[Any], Canvas]] = {
    Grids: draw_grids,
    Ruler: draw_ruler,
    Blocks: draw_blocks,
    Swatches: draw_swatches,
    Pyramid: draw_pyramid,
    Volumes: draw_volumes,
    Curves: draw_curves,
    Tiles: draw_tiles,
    Photos: draw_photos,
    Confusion: draw_confusion,
    Flow: draw_flow,
    Cone: draw_cone,
    Stamps: draw_stamps,
    Bars: draw_bars,
    Wirings: draw_wirings,
}


def figure_of(picture: Picture) -> Figure:
    """The picture as SVG and in words."""
    picture = _make_visible(picture)
    moving = picture.moving if isinstance(picture, Grids) else None
    svg = DRAWERS[type(picture)](picture).svg(picture.title)
    return Figure(picture.title, svg, describe_picture(picture), moving)


def _make_visible(part: Any) -> Any:
    """A picture, each text of which can be drawn: what came back from a student's code may be any text."""
    if isinstance(part, str):
        return in_one_line(part)
    if isinstance(part, tuple):
        return tuple(map(_make_visible, part))
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{field.name: _make_visible(getattr(part, field.name)) for field in fields(part)})
    return part
