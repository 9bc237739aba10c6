"""Pictures to figures: the one door to everything here."""

from __future__ import annotations

import importlib.util

from receptive.report.figures.records import Figure, Grids, Picture
from receptive.report.figures.twins import twin


def can_draw() -> bool:
    return importlib.util.find_spec("matplotlib") is not None


def figure_of(picture: Picture) -> Figure:
    """The picture as SVG and in words; in words alone where matplotlib is not installed."""
    moving = picture.moving if isinstance(picture, Grids) else None
    return Figure(picture.title, _svg(picture) if can_draw() else "", twin(picture), moving)


def _svg(picture: Picture) -> str:
    from receptive.report.figures.drawers import drawn

    return drawn(picture)
