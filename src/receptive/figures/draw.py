"""Pictures to figures: the one door to everything here."""

from __future__ import annotations

import importlib.util
from dataclasses import fields, is_dataclass, replace
from typing import Any

from receptive.figures.alt_text import twin
from receptive.figures.pictures import Figure, Grids, Picture
from receptive.text import in_one_line


def can_draw() -> bool:
    return importlib.util.find_spec("matplotlib") is not None


def figure_of(picture: Picture) -> Figure:
    """The picture as SVG and in words; in words alone where matplotlib is not installed."""
    picture = _seen(picture)
    moving = picture.moving if isinstance(picture, Grids) else None
    return Figure(picture.title, _svg(picture) if can_draw() else "", twin(picture), moving)


def _seen(part: Any) -> Any:
    """The same picture, each text of which can be drawn: what came back from a student's code may be any text."""
    if isinstance(part, str):
        return in_one_line(part)
    if isinstance(part, tuple):
        return tuple(map(_seen, part))
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{field.name: _seen(getattr(part, field.name)) for field in fields(part)})
    return part


def _svg(picture: Picture) -> str:
    from receptive.figures.drawers import drawn

    return drawn(picture)
